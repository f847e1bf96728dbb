// npm run test:trust [-- --corpus DIR --seed N]: the suites of test/trust and test/swift with all that they can take on, and their figures.
import { readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { cache, root } from './paths.mjs';
import { runVisibly } from './processes.mjs';
import { prepareBundles } from './setup.mjs';
import { ensureSwiftCompiler } from './swift-compiler.mjs';

const { values } = parseArgs({ options: { corpus: { type: 'string' }, seed: { type: 'string' } } });
const figures = join(cache, 'trust.jsonl');

await prepareBundles();
await rm(figures, { force: true });
const { reason } = await ensureSwiftCompiler();
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const env = {
  ...process.env,
  SESSIONLINT_TRUST: 'full',
  SESSIONLINT_FIGURES: figures,
  ...(values.corpus && { SESSIONLINT_CORPUS: resolve(values.corpus) }),
  ...(values.seed && { SESSIONLINT_SEED: values.seed }),
};
const codes = [];
for (const suites of ['trust', ...(reason === undefined ? ['swift'] : [])]) {
  const config = join('test', suites, 'vitest.config.ts');
  codes.push(await runVisibly(process.execPath, [vitest, 'run', '--config', config], { cwd: root, env }));
}

const lines = (await readFile(figures, 'utf8').catch(() => '')).trim().split('\n').filter(Boolean);
console.log('');
for (const { suite, name, value } of lines.map((line) => JSON.parse(line)))
  console.log(`  ${suite.padEnd(12)}  ${String(value).padStart(9)}  ${name}`);
if (reason !== undefined) console.log(`\n  Without a Swift compiler, which cannot be had here: ${reason}`);
process.exit(codes.some((code) => code !== 0) ? 1 : 0);
