import { stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { isSourceName } from '../language.js';
import { discoverSources, type ProjectChoice, type Source } from '../workspace/discover.js';
import { reasonOf } from '../workspace/read-error.js';
import type { PathError } from '../report/report.js';

/** What the paths of a command line lead to; every file and every error once. */
export interface Inputs {
  readonly sources: readonly Source[];
  readonly errors: readonly PathError[];
  /** Folders without a file to analyse, as they are shown. */
  readonly empty: readonly string[];
  /** Files that were named and are no source, as they are shown. */
  readonly foreign: readonly string[];
  /** Files that were named and that the project leaves out, as they are shown. */
  readonly leftOut: readonly string[];
}

/** Finds the files that paths stand for: a file for itself, a folder for the sources in it. */
export async function findInputs(
  paths: readonly string[],
  cwd: string,
  choice: ProjectChoice,
): Promise<Inputs> {
  const sources = new Map<string, Source>();
  const errors = new Map<string, PathError>();
  const empty = new Set<string>();
  const foreign = new Set<string>();
  const leftOut = new Set<string>();
  const fail = (file: string, message: string): void => {
    if (!errors.has(file)) errors.set(file, { path: shownPath(file, cwd), message });
  };
  for (const path of new Set(paths.map((each) => resolve(cwd, each)))) {
    try {
      const isFolder = (await stat(path)).isDirectory();
      if (!isFolder && !isSource(path)) {
        foreign.add(shownPath(path, cwd));
        continue;
      }
      if (!isFolder && choice.membership(path) === 'out') {
        leftOut.add(shownPath(path, cwd));
        continue;
      }
      const found = isFolder
        ? await discoverSources(path, { choice })
        : { sources: [explicit(path, cwd)], problems: [] };
      for (const { file, reason } of found.problems) fail(file, reason);
      for (const source of found.sources) if (!sources.has(source.file)) sources.set(source.file, source);
      if (!found.sources.some(({ file }) => isSource(file)) && found.problems.length === 0)
        empty.add(shownPath(path, cwd));
    } catch (error) {
      fail(path, reasonOf(error));
    }
  }
  return {
    sources: [...sources.values()],
    errors: [...errors.values()],
    empty: [...empty],
    foreign: [...foreign],
    leftOut: [...leftOut],
  };
}

/** Anything else would be read as Swift, and what it says misunderstood. */
export const isSource = isSourceName;

function explicit(file: string, cwd: string): Source {
  return { file, path: shownPath(file, cwd) };
}

/** A path as it is printed: relative to the working directory when below it, with forward slashes. */
export function shownPath(file: string, cwd: string): string {
  return (isBelow(file, cwd) ? relative(cwd, file) || '.' : file).split(sep).join('/');
}

/** Whether a path is a folder's own or that of something in it; both absolute. */
export function isBelow(file: string, folder: string): boolean {
  const inside = relative(folder, file);
  return inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}
