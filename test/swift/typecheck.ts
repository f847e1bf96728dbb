import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { errorsOf, type Frontend, inFolder, type Source, swiftFrontend, write } from './compiler.js';

const STUBS = fileURLToPath(new URL('./stubs/', import.meta.url));

/** The modules of Apple's systems that are written down here, those first that others import. */
const APPLE = [
  'Security',
  'AppleFoundation',
  'UIKit',
  'os',
  'OSLog',
  'AuthenticationServices',
  'BackgroundTasks',
  'CryptoKit',
  'LocalAuthentication',
  'Network',
  'UserNotifications',
  'WebKit',
];

/** Swift 6 checks for data races completely, whether one asks or not. */
const SWIFT_6 = ['-swift-version', '6', '-strict-concurrency=complete'];

/** Type-checks Swift as for an app of Apple's systems, whose modules are written down in short beside this file. */
export class TypeChecker {
  private readonly known = new Set(APPLE);

  private constructor(
    private readonly run: Frontend,
    private readonly sdk: readonly string[],
    private readonly modules: string,
  ) {}

  private get common(): readonly string[] {
    return [...SWIFT_6, ...this.sdk, '-I', this.modules];
  }

  static async make(): Promise<TypeChecker> {
    const frontend = await swiftFrontend();
    if (!frontend) throw new Error('There is no Swift compiler: “npm test” gets one where one can be had.');
    const modules = await mkdtemp(join(tmpdir(), 'sessionlint-modules-'));
    const checker = new TypeChecker(frontend.run, frontend.sdk, modules);
    for (const name of APPLE) await checker.build(name, await readFile(join(STUBS, `${name}.swift`), 'utf8'));
    return checker;
  }

  /** What the compiler says against the files of one module, and warns of in them. */
  async check(sources: readonly Source[], { isApp = true } = {}): Promise<readonly string[]> {
    for (const { text } of sources) await this.provide(text);
    return inFolder(async (folder) => {
      const names = await write(folder, sources);
      const strictness = isApp ? ['-parse-as-library', '-warnings-as-errors'] : [];
      const implied = ['-import-module', 'AppleFoundation'];
      const output = await this.run(
        ['-typecheck', ...this.common, ...implied, ...strictness, ...names],
        folder,
      );
      return errorsOf(output).map(({ file, text }) => `${file}: ${text}`);
    });
  }

  /** A module that nobody has written down is empty: what is imported from it is not found. */
  private async provide(text: string): Promise<void> {
    for (const [, name = ''] of text.matchAll(/^import (?:class |struct |enum |func )?(\w+)/gm)) {
      if (this.known.has(name) || FOUND.has(name)) continue;
      this.known.add(name);
      await this.build(name, '');
    }
  }

  private build(name: string, text: string): Promise<void> {
    return inFolder(async (folder) => {
      await write(folder, [{ name: `${name}.swift`, text }]);
      const output = join(this.modules, `${name}.swiftmodule`);
      const made = ['-module-name', name, '-o', output, `${name}.swift`];
      const printed = await this.run(['-emit-module', '-parse-as-library', ...this.common, ...made], folder);
      const errors = errorsOf(printed);
      if (errors.length > 0) throw new Error(errors.map(({ text: error }) => `${name}: ${error}`).join('\n'));
    });
  }

  dispose(): Promise<void> {
    return rm(this.modules, { recursive: true, force: true });
  }
}

/** The modules that come with the compiler. */
const FOUND = new Set(['Swift', 'Foundation', 'Dispatch', 'Observation', 'Synchronization']);
