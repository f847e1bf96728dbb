import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isSourceName } from '../../server/language.js';
import { RULES } from '../../server/rules/index.js';
import { discoverSources } from '../../server/workspace/discover.js';
import { EXAMPLE_PATH } from '../rules/analyzer.js';
import { unmark } from '../rules/examples.js';
import { corpus } from './figures.js';

/** A text to work on, at a path that tells its language. */
export interface Material {
  readonly path: string;
  readonly text: string;
}

export const SAMPLE_APP = fileURLToPath(new URL('../sample-app/', import.meta.url));

/** Every example of every rule, with its fault and without. */
export const EXAMPLES: readonly Material[] = RULES.flatMap(({ bad, good }) =>
  [...bad, ...good]
    .map(({ text, path = EXAMPLE_PATH }) => ({ path, text: unmark(text).text }))
    .filter(({ path }) => isSourceName(path)),
);

/** The files of a folder that the product would read. */
export async function filesOf(folder: string): Promise<readonly Material[]> {
  const { sources } = await discoverSources(folder);
  return sources.map(({ file, path }) => ({ path, text: readFileSync(file, 'utf8') }));
}

/** The checkouts that were given for this run, each a program of its own. */
export async function corpusFiles(): Promise<readonly Material[]> {
  return corpus === undefined ? [] : filesOf(corpus);
}

/** What an editor calls the language of a file. */
export function languageIdOf(path: string): string {
  const ending = path.slice(path.lastIndexOf('.') + 1);
  if (ending === 'swift') return 'swift';
  return ending.endsWith('x') ? 'typescriptreact' : 'typescript';
}
