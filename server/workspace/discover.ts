import * as fs from 'node:fs';
import { join, posix, resolve, sep } from 'node:path';
import { glob } from 'tinyglobby';
import type { Membership } from '../policy/scope.js';
import { GitIgnore } from './gitignore.js';
import { reasonOf } from './read-error.js';

/** A file to analyse. */
export interface Source {
  /** Absolute, as the operating system writes it. */
  readonly file: string;
  /** What the analysis knows it as: relative to the folder that was asked for, with forward slashes. */
  readonly path: string;
}

/** A file or folder that could not be read. */
export interface ReadProblem {
  /** Absolute. */
  readonly file: string;
  readonly reason: string;
}

export interface Discovery {
  /** In the order of their paths. */
  readonly sources: readonly Source[];
  readonly problems: readonly ReadProblem[];
}

/** The project's decisions about its own files. */
const POLICY_NAME = 'sessionlint.json';

const WANTED = ['**/*.swift', '**/.gitignore', `**/${POLICY_NAME}`];

/** What the project itself says of its files. */
export interface ProjectChoice {
  /** @param file absolute */
  membership(file: string): Membership;
  /** Whether a policy at or below the folder wants files looked at that are left out otherwise. */
  reachesFurther(folder: string, policies: readonly string[]): boolean;
}

const NO_CHOICE: ProjectChoice = { membership: () => 'default', reachesFurther: () => false };

/** Folders of other people's code, build products and generated code. */
const EXCLUDED_FOLDERS: readonly string[] = [
  'Pods',
  'Carthage',
  'DerivedData',
  'SourcePackages',
  'node_modules',
  'generated',
  'Generated',
  '__generated__',
];

const EXCLUDED = [
  '**/.*/**',
  ...EXCLUDED_FOLDERS.map((folder) => `**/${folder}/**`),
  '**/*.{generated,pb,grpc,graphql}.swift',
];

/**
 * Whether what has come to a path may bring sources with it: a Swift file, or a folder, which is told by its
 * name alone. What .gitignore says is left open.
 * @param path relative to the folder that is looked through, with forward slashes
 */
export function mayHoldSources(path: string): boolean {
  const parts = path.split('/');
  if (parts.some((part) => part.startsWith('.') || EXCLUDED_FOLDERS.includes(part))) return false;
  const name = parts.at(-1) ?? '';
  return name.endsWith('.swift') || !/\.\w{1,5}$/.test(name);
}

/**
 * Finds the Swift files below a folder that are the project's own: what .gitignore names is left out, and so
 * are packages, build products, generated code, hidden folders and symbolic links, as far as the project says nothing
 * else.
 */
export async function discoverSources(folder: string, choice: ProjectChoice = NO_CHOICE): Promise<Discovery> {
  const problems: ReadProblem[] = [];
  const found = await find(folder, EXCLUDED, problems);
  const gitignores = found.filter((path) => /(^|\/)\.gitignore$/.test(path));
  const rules = await GitIgnore.read(
    resolve(folder),
    gitignores.map((path) => resolve(folder, path)),
  );
  const own = found.filter((path) => path.endsWith('.swift')).map((path) => sourceIn(folder, path));
  const wanted = own.filter(({ file }) => {
    const membership = choice.membership(file);
    return membership === 'in' || (membership === 'default' && !rules.ignores(file));
  });
  const policies = found.filter((path) => posix.basename(path) === POLICY_NAME);
  const further = choice.reachesFurther(
    resolve(folder),
    policies.map((path) => sourceIn(folder, path).file),
  )
    ? await leftOutAndWanted(folder, new Set(found), choice)
    : [];
  return { sources: [...wanted, ...further].toSorted((a, b) => (a.path < b.path ? -1 : 1)), problems };
}

/** Files in packages and the like that the project wants looked at all the same. */
async function leftOutAndWanted(
  folder: string,
  known: ReadonlySet<string>,
  choice: ProjectChoice,
): Promise<readonly Source[]> {
  const found = await find(folder, ['**/.git/**'], []);
  return found
    .filter((path) => path.endsWith('.swift') && !known.has(path))
    .map((path) => sourceIn(folder, path))
    .filter(({ file }) => choice.membership(file) === 'in');
}

function find(folder: string, ignore: readonly string[], problems: ReadProblem[]): Promise<string[]> {
  return glob(WANTED, {
    cwd: folder,
    dot: true,
    expandDirectories: false,
    followSymbolicLinks: false,
    ignore: [...ignore],
    fs: { ...fs, readdir: reportingReaddir(problems) },
  });
}

function sourceIn(folder: string, path: string): Source {
  return { file: join(resolve(folder), ...path.split('/')), path };
}

/** The walk passes over folders that it cannot read; the user is to know of them. */
function reportingReaddir(problems: ReadProblem[]): typeof fs.readdir {
  const readdir = (path: string, options: { withFileTypes: true }, done: ReaddirDone): void =>
    fs.readdir(path, options, (error, entries) => {
      if (error) problems.push({ file: withoutEnd(resolve(path)), reason: reasonOf(error) });
      done(error, entries);
    });
  return readdir as typeof fs.readdir;
}

type ReaddirDone = (error: NodeJS.ErrnoException | null, entries: fs.Dirent[]) => void;

function withoutEnd(path: string): string {
  return path.length > 1 && path.endsWith(sep) ? path.slice(0, -1) : path;
}
