import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { read } from './corpus.mjs';
import { load } from './load.mjs';

const STAGES = {
  prefilter: 'words that decide whether a text is parsed',
  prepare: 'comments, #if and newer Swift made readable',
  parse: 'tree-sitter, and the tree copied out',
  lower: 'syntax tree to code model',
  facts: 'code model to facts',
  rules: 'facts to findings',
};

/** Where the time of a scan goes, in one thread that is warm: the second time over. */
export async function stages({ corpus, root }) {
  const { measureStages } = await load('test/bench/measure-stages.ts');
  const texts = new Map((await read(corpus.files)).map((text, index) => [corpus.files[index], text]));
  const grammar = (name) => readFile(join(root, 'dist', 'grammars', name));
  await measureStages(texts, grammar);
  const times = await measureStages(texts, grammar);
  const parse = times.prepare + times.parse;
  const rows = Object.entries(STAGES).map(([stage, what]) => ({
    stage,
    milliseconds: Math.round(times[stage]),
    'of the parse': times[stage] / parse,
    'MB/s': times.length / 1e3 / times[stage],
    what,
  }));
  const analysis = times.lower + times.facts + times.rules;
  return [
    ...rows,
    {
      stage: 'lower + facts + rules',
      milliseconds: Math.round(analysis),
      'of the parse': analysis / parse,
      'MB/s': times.length / 1e3 / analysis,
      what: `${times.concerned} texts, ${(times.length / 1e6).toFixed(1)} MB`,
    },
  ];
}
