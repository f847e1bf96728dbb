import { resolve } from 'node:path';
import { version } from '../../package.json';
import type { CheckArguments } from './arguments.js';
import { cacheFolder } from './cache-folder.js';
import { FactCache } from './fact-cache.js';
import type { GrammarFiles } from './grammar-files.js';
import type { Environment } from './main.js';

/** Facts of earlier runs. */
export interface KeptFacts {
  readonly cache: FactCache;
  /** What all of them depend on besides the texts, their paths and their projects. */
  readonly version: string;
}

/** Opens the cache; undefined where nothing is to be kept, or nothing tells this build from others. */
export function openKeptFacts(
  { cache, cacheLocation }: CheckArguments,
  { cwd, build, userCache }: Environment,
  grammars: GrammarFiles,
): KeptFacts | undefined {
  if (!cache || !build) return undefined;
  const folder = cacheLocation === undefined ? cacheFolder(cwd, userCache) : resolve(cwd, cacheLocation);
  if (folder === undefined) return undefined;
  const identity = `${version}\0${build()}\0${grammars.identity}`;
  return { cache: FactCache.open(folder, identity), version: identity };
}
