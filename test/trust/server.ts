import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { type ClientOptions, TestClient } from '../server/client.js';

const BUNDLE = fileURLToPath(new URL('../../dist/server.cjs', import.meta.url));

/** How a server is started, besides what its client says. */
interface Start {
  /** The program, where it is not the one in `dist`. */
  readonly bundle?: string;
  /** Arguments of Node.js. */
  readonly node?: readonly string[];
}

/** The bundled server as a process of its own, and what it writes where nobody should have to look. */
export class ServerProcess {
  /** What the process printed to the error stream: traces of rejections that nobody handled. */
  errors = '';
  exit: number | NodeJS.Signals | undefined;

  private constructor(
    readonly process: ChildProcess,
    readonly client: TestClient,
  ) {
    process.stderr?.on('data', (data) => (this.errors += String(data)));
    process.on('exit', (code, signal) => (this.exit = code ?? signal ?? -1));
  }

  static async start(
    options: ClientOptions = {},
    { bundle = BUNDLE, node = [] }: Start = {},
  ): Promise<ServerProcess> {
    const server = spawn(
      process.execPath,
      ['--unhandled-rejections=strict', '--expose-gc', ...node, bundle, '--stdio'],
      {
        stdio: ['pipe', 'pipe', 'pipe'],
      },
    );
    const connection = createProtocolConnection(
      new StreamMessageReader(server.stdout),
      new StreamMessageWriter(server.stdin),
    );
    return new ServerProcess(server, await TestClient.on(connection, options));
  }

  /** Resident memory in megabytes, as the operating system counts it; undefined where it does not tell. */
  get memory(): number | undefined {
    try {
      const status = readFileSync(`/proc/${this.process.pid}/status`, 'utf8');
      return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
    } catch {
      return undefined;
    }
  }

  stop(): void {
    this.client.connection.dispose();
    this.process.kill('SIGKILL');
  }
}
