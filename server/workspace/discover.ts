import * as fs from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { glob } from 'tinyglobby';
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

const WANTED = ['**/*.swift', '**/.gitignore'];

/** Other people's code, build products and generated code. */
const EXCLUDED = [
  '**/.*/**',
  '**/Pods/**',
  '**/Carthage/**',
  '**/DerivedData/**',
  '**/SourcePackages/**',
  '**/node_modules/**',
  '**/{generated,Generated,__generated__}/**',
  '**/*.{generated,pb,grpc,graphql}.swift',
];

/**
 * Finds the Swift files below a folder that are the project's own: what .gitignore names is left out, and so
 * are packages, build products, generated code, hidden folders and symbolic links.
 */
export async function discoverSources(folder: string): Promise<Discovery> {
  const problems: ReadProblem[] = [];
  const found = await glob(WANTED, {
    cwd: folder,
    dot: true,
    expandDirectories: false,
    followSymbolicLinks: false,
    ignore: EXCLUDED,
    fs: { ...fs, readdir: reportingReaddir(problems) },
  });
  const gitignores = found.filter((path) => /(^|\/)\.gitignore$/.test(path));
  const rules = await GitIgnore.read(
    resolve(folder),
    gitignores.map((path) => resolve(folder, path)),
  );
  const sources = found
    .filter((path) => path.endsWith('.swift'))
    .map((path) => ({ file: join(resolve(folder), ...path.split('/')), path }))
    .filter(({ file }) => !rules.ignores(file))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return { sources, problems };
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
