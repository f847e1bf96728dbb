import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { load } from './load.mjs';

/** A folder of files to measure on. */
export async function corpusAt(folder) {
  const { discoverSources } = await load('server/workspace/discover.ts');
  const { sources } = await discoverSources(resolve(folder));
  const files = sources.map(({ file }) => file);
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  return {
    name: basename(resolve(folder)),
    folder: resolve(folder),
    files,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
  };
}

/** A made-up app of so many files, in Swift or in TypeScript. */
export async function generatedCorpus(work, count, language = 'swift') {
  const { generatedFiles } = await load('test/bench/generated.ts');
  const folder = join(work, `generated-${language}-${count}`);
  for (const [path, text] of generatedFiles(count, language)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return { ...(await corpusAt(folder)), name: `a generated app` };
}

export function read(files) {
  return Promise.all(files.map((file) => readFile(file, 'utf8')));
}
