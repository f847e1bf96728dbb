import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import { main, type Environment } from '../../server/cli/main.js';

export const WEAK = `import Security

let query: [String: Any] = [
    kSecClass as String: kSecClassGenericPassword,
    kSecAttrAccount as String: "accessToken",
    kSecAttrAccessible as String: kSecAttrAccessibleAlways,
]
`;

export const CLEAN = 'let greeting = "hello"\n';

/** What a run of the command line tool comes to. */
export interface Outcome {
  readonly status: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder of its own to run the command line tool in. */
export class Folder {
  private constructor(readonly path: string) {}

  static async make(): Promise<Folder> {
    return new Folder(await realpath(await mkdtemp(join(tmpdir(), 'sessionlint-cli-'))));
  }

  remove(): Promise<void> {
    return rm(this.path, { recursive: true, force: true });
  }

  async write(path: string, content: string | Uint8Array): Promise<void> {
    const file = join(this.path, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }

  run(...args: readonly string[]): Promise<Outcome> {
    return this.runWith({}, ...args);
  }

  async runWith(environment: Partial<Environment>, ...args: readonly string[]): Promise<Outcome> {
    const stdout = new Collected();
    const stderr = new Collected();
    const grammars = new URL('../../dist/grammars/', import.meta.url);
    const status = await main(args, {
      cwd: this.path,
      stdout,
      stderr,
      color: false,
      grammars,
      ...environment,
    });
    return { status, stdout: stdout.text, stderr: stderr.text };
  }

  async runJson(...paths: readonly string[]) {
    const { status, stdout, stderr } = await this.run('check', '--format', 'json', ...paths);
    return { status, stderr, report: JSON.parse(stdout) };
  }
}

class Collected extends Writable {
  text = '';
  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += chunk.toString('utf8');
    done();
  }
}
