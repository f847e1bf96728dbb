import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { discoverSources } from '../../server/workspace/discover.js';
import { main, type Environment } from '../../server/cli/main.js';

export const WEAK = `import Security

let query: [String: Any] = [
    kSecClass as String: kSecClassGenericPassword,
    kSecAttrAccount as String: "accessToken",
    kSecAttrAccessible as String: kSecAttrAccessibleAlways,
]
`;

export const CLEAN = 'let greeting = "hello"\n';

/** The command line tool as it ships. */
export const PROGRAM = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));

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

  /** A folder that is there already, which somebody else removes. */
  static at(path: string): Folder {
    return new Folder(path);
  }

  remove(): Promise<void> {
    return rm(this.path, { recursive: true, force: true });
  }

  async write(path: string, content: string | Uint8Array): Promise<void> {
    const file = join(this.path, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }

  read(path: string): Promise<string> {
    return readFile(join(this.path, path), 'utf8');
  }

  bytes(path: string): Promise<Uint8Array> {
    return readFile(join(this.path, path));
  }

  delete(path: string): Promise<void> {
    return rm(join(this.path, path));
  }

  list(path: string): Promise<string[]> {
    return readdir(join(this.path, path));
  }

  /** The paths of its sources, as the analysis finds them. */
  async sources(): Promise<readonly string[]> {
    return (await discoverSources(this.path)).sources.map(({ path }) => path);
  }

  /** The symbolic links of the folder itself. */
  async links(): Promise<readonly string[]> {
    const entries = await readdir(this.path, { withFileTypes: true });
    return entries.filter((entry) => entry.isSymbolicLink()).map(({ name }) => name);
  }

  /** Runs the program that ships, in a process of its own, whose user has no cache yet but the one in this folder. */
  execute(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    return new Promise((resolve) => {
      const own = { XDG_CACHE_HOME: join(this.path, '.user-cache') };
      const options = { cwd: this.path, env: { ...process.env, ...own, ...env }, maxBuffer: 1 << 28 };
      execFile(process.execPath, [PROGRAM, ...args], options, (error, stdout, stderr) =>
        resolve({ status: error ? error.code : 0, stdout, stderr }),
      );
    });
  }

  runOn(stdin: string, ...args: readonly string[]): Promise<Outcome> {
    return this.runWith({ stdin: Readable.from([stdin]) }, ...args);
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
