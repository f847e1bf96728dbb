import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { findSwiftCompiler } from '../../scripts/swift-compiler.mjs';

/** A source file as the compiler is to see it. */
export interface Source {
  readonly name: string;
  readonly text: string;
}

/** What a run of the compiler's frontend prints; it fails where there are errors, which is no failure of the run. */
export type Frontend = (args: readonly string[], cwd: string) => Promise<string>;

const LONGEST_OUTPUT = 256 * 1024 * 1024;
const FILES_AT_ONCE = 400;
const DIAGNOSTIC = /^(.+\.swift):(\d+:\d+): (error|warning): (.*)$/gm;
/** Examples are excerpts: their statements stand where an app has them in functions. */
const EXCERPT = /are not allowed at the top level$/;

/** The frontend of the compiler, and the arguments that let it find its library; undefined where there is none. */
export async function swiftFrontend(): Promise<
  { readonly run: Frontend; readonly sdk: readonly string[] } | undefined
> {
  const compiler = await findSwiftCompiler();
  if (!compiler) return undefined;
  const { program, args: own, sdk } = compiler;
  const run: Frontend = (args, cwd) =>
    new Promise((resolve, reject) => {
      execFile(program, [...own, ...args], { cwd, maxBuffer: LONGEST_OUTPUT }, (error, stdout, stderr) => {
        // 1 tells of errors in the source; anything else of the compiler itself.
        if (error && error.code !== 1) reject(error);
        else resolve(stdout + stderr);
      });
    });
  return { run, sdk };
}

/** Does work in a folder that is there for its duration. */
export async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'sessionlint-swift-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the compiler's parser says against each of many texts, in their order; nothing where it reads one. */
export async function parseErrors(
  run: Frontend,
  texts: readonly string[],
): Promise<readonly (readonly string[])[]> {
  const errors = texts.map((): string[] => []);
  await inFolder(async (folder) => {
    for (let first = 0; first < texts.length; first += FILES_AT_ONCE) {
      const names: string[] = [];
      for (let index = first; index < Math.min(texts.length, first + FILES_AT_ONCE); index += 1) {
        names.push(`${index}.swift`);
        await writeFile(join(folder, `${index}.swift`), texts[index] ?? '');
      }
      const output = await run(['-parse', '-swift-version', '6', ...names], folder);
      for (const { file, text } of errorsOf(output)) errors[Number(basename(file, '.swift'))]?.push(text);
    }
  });
  return errors;
}

/** The errors that a run printed, each with the file that it is in and, in its text, the line and column. */
export function errorsOf(output: string): readonly { readonly file: string; readonly text: string }[] {
  return [...output.matchAll(DIAGNOSTIC)]
    .filter(([, , , kind, message = '']) => kind === 'error' && !EXCERPT.test(message))
    .map(([, file = '', place, , message]) => ({ file, text: `${place} ${message}` }));
}

/** Writes sources into a folder. Returns their names. */
export async function write(folder: string, sources: readonly Source[]): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  await Promise.all(sources.map(({ name, text }) => writeFile(join(folder, name), text)));
  return sources.map(({ name }) => name);
}
