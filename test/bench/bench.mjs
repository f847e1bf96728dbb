// npm run bench [-- --corpus DIR] [--language swift|typescript] [--only PART,…] [--runs N] [--json FILE]: measures how fast SessionLint is, beside
// other programs on the same files in the same run.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { cache, root } from '../../scripts/paths.mjs';
import { prepareBundles } from '../../scripts/setup.mjs';
import { activation } from './activation.mjs';
import { corpusAt, generatedCorpus } from './corpus.mjs';
import { growth } from './growth.mjs';
import { keystrokes } from './keystrokes.mjs';
import { scans } from './scans.mjs';
import { stages } from './stages.mjs';
import { startAndSize } from './start.mjs';
import { table } from './table.mjs';

const parts = { scans, stages, keystrokes, start: startAndSize, activation, growth };

const { values } = parseArgs({
  options: {
    corpus: { type: 'string' },
    language: { type: 'string', default: 'swift' },
    only: { type: 'string' },
    runs: { type: 'string', default: '5' },
    json: { type: 'string', default: join(cache, 'bench.json') },
  },
});
const chosen = values.only?.split(',') ?? Object.keys(parts);
const unknown = chosen.filter((name) => !(name in parts));
if (unknown.length > 0)
  throw new Error(`There is no part ${unknown.join(', ')}; there are: ${Object.keys(parts).join(', ')}.`);

await prepareBundles();
const work = join(cache, `bench-${process.pid}`);
await mkdir(work, { recursive: true });
try {
  const corpus =
    values.corpus === undefined
      ? await generatedCorpus(work, 2000, values.language)
      : await corpusAt(values.corpus);
  console.log(`\n${corpus.files.length} files, ${(corpus.bytes / 1e6).toFixed(1)} MB: ${corpus.name}`);
  const results = {
    node: process.version,
    corpus: { ...corpus, files: corpus.files.length, folder: undefined },
  };
  for (const name of chosen) {
    const rows = await parts[name]({ corpus, work, root, runs: Number(values.runs) });
    results[name] = rows;
    console.log(`\n${name}\n${table(rows)}`);
  }
  await mkdir(dirname(values.json), { recursive: true });
  await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);
  console.log(`\n${values.json}`);
} finally {
  await rm(work, { recursive: true, force: true });
}
