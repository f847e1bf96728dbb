// npm test [-- --only SUITE,…]: sets everything up and runs every suite, whatever the ones before it said.
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { cache, root } from './paths.mjs';
import { since } from './progress.mjs';
import { runVisibly } from './processes.mjs';
import { ensureChromium } from './chromium.mjs';
import { editions, installEditor } from './editor-install.mjs';
import { prepareBundles, packageExtension } from './setup.mjs';

const modules = join(root, 'node_modules');

/** A program that is one test: it passes when it exits with 0. */
const program =
  (file, ...args) =>
  async () => {
    const code = await runVisibly(process.execPath, [file, ...args], { cwd: root });
    return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  };

const suites = {
  types: program(join(modules, 'typescript', 'bin', 'tsc'), '--noEmit'),
  'types-page': program(
    join(modules, 'typescript', 'bin', 'tsc'),
    '--noEmit',
    '-p',
    join('client', 'guide', 'page'),
  ),
  lint: program(join(modules, 'oxlint', 'bin', 'oxlint'), '--deny-warnings'),
  format: program(join(modules, 'prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.'),
  ...(existsSync(join(root, 'scripts', 'docs.mjs')) && {
    docs: program(join('scripts', 'docs.mjs'), '--check'),
  }),
  syntaxes: grammarTests,
  node: () => runVitest('node', []),
  swift: swiftTests,
  trust: () => runVitest('trust', ['--config', join('test', 'trust', 'vitest.config.ts')]),
  editor: () => runHost('current'),
  'editor-minimum': () => runHost('minimum'),
  ui: () => runVitest('ui', ['--config', join('test', 'editor', 'ui', 'vitest.config.ts')]),
};

/** The grammars that the extension adds, upon those of the languages. */
async function grammarTests() {
  const { glob } = await import('tinyglobby');
  const files = await glob('test/syntaxes/*', { cwd: root });
  const languages = ['swift', 'typescript'].map((name) =>
    join('node_modules', 'tm-grammars', 'grammars', `${name}.json`),
  );
  const tool = join('node_modules', 'vscode-tmgrammar-test', 'dist', 'unit.js');
  return program(tool, '--config', 'package.json', ...languages.flatMap((path) => ['-g', path]), ...files)();
}

/** What a Swift compiler says of the examples, the fixes and the snippets. Says so where none can be had. */
async function swiftTests() {
  const { ensureSwiftCompiler } = await import('./swift-compiler.mjs');
  const { reason } = await ensureSwiftCompiler();
  if (reason === undefined)
    return runVitest('swift', ['--config', join('test', 'swift', 'vitest.config.ts')]);
  console.log(`No Swift compiler can be had here: ${reason}.`);
  return { passed: 0, failed: 0, reason };
}

/** The suites to run: all, or those that --only names; a folder of test/ stands for the node tests in it. */
function select(only) {
  if (only === undefined) return suites;
  return Object.fromEntries(
    only.split(',').map((name) => {
      if (name in suites) return [name, suites[name]];
      if (folders().includes(name)) return [name, () => runVitest(name, [join('test', name, '/')])];
      console.error(
        `There is no suite “${name}”. There are: ${[...Object.keys(suites), ...folders()].join(', ')}`,
      );
      process.exit(2);
    }),
  );
}

function folders() {
  return readdirSync(join(root, 'test'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

async function runVitest(name, args) {
  const { readFile, rm } = await import('node:fs/promises');
  const report = join(cache, `vitest-${name}.json`);
  await rm(report, { force: true });
  const vitest = join(modules, 'vitest', 'vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await runVisibly(process.execPath, [vitest, 'run', ...reporters, ...args], { cwd: root });
  const { numPassedTests: passed, numFailedTests, testResults } = JSON.parse(await readFile(report, 'utf8'));
  // A file that could not be loaded, and an error outside of any test, fail no test of their own.
  const unloadable = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  const failed = numFailedTests + unloadable.length;
  const failures = testResults.flatMap(failuresOf);
  return code !== 0 && failed === 0
    ? { passed, failed: 1, failures: ['An error outside of any test, printed above'] }
    : { passed, failed, failures };
}

/** What failed in a file of tests, a line each, for the summary: the output of the suites is long. */
function failuresOf({ name, status, message, assertionResults }) {
  const file = relative(root, name);
  if (status === 'failed' && assertionResults.length === 0) return [`${file}: ${firstLine(message)}`];
  return assertionResults
    .filter((test) => test.status === 'failed')
    .map((test) => `${file} > ${test.fullName}: ${firstLine(test.failureMessages[0])}`);
}

const firstLine = (text = '') => text.split('\n', 1)[0];

async function runHost(edition) {
  const { runHostSuites } = await import('./editor-suites.mjs');
  return runHostSuites(edition);
}

/** Brings about what the chosen suites need. */
async function prepare(names) {
  const needsEditor = names.some((name) => name.startsWith('editor') || name === 'ui');
  const editors = needsEditor
    ? [
        ...(names.some((name) => name !== 'editor-minimum') ? [editions.current] : []),
        ...(names.includes('editor-minimum') ? [editions.minimum] : []),
      ]
    : [];
  const install = async () => {
    if (needsEditor) await ensureChromium();
    for (const edition of editors) await installEditor(edition);
  };
  await Promise.all([prepareBundles().then(packageExtension), install()]);
}

async function runAll(chosen) {
  const results = [];
  for (const [name, run] of Object.entries(chosen)) {
    console.log(`\n━━ ${name} ${'━'.repeat(Math.max(2, 70 - name.length))}`);
    const started = Date.now();
    const counts = await run().catch((error) => {
      console.error(error);
      return { passed: 0, failed: 1 };
    });
    results.push({ name, ...counts, time: since(started) });
  }
  return results;
}

function summarize(results) {
  const width = Math.max(...results.map(({ name }) => name.length));
  console.log('');
  for (const { name, passed, failed, time, reason } of results) {
    const mark = failed > 0 ? '✗' : reason === undefined ? '✓' : '–';
    console.log(
      `  ${mark} ${name.padEnd(width)}  ${String(passed).padStart(5)} passed  ${String(failed).padStart(3)} failed  ${time}`,
    );
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  for (const { name, failures = [] } of results)
    for (const failure of failures) console.log(`\n  ✗ ${name}: ${failure}`);
  const cannotRun = results.filter(({ reason }) => reason !== undefined);
  for (const { name, reason } of cannotRun) console.log(`\n“${name}” could not run here: ${reason}`);
  const unrun = cannotRun.length > 0 ? `, ${cannotRun.length} suite could not run` : '';
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${unrun}`);
  return sum('failed');
}

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const chosen = select(values.only);
await prepare(Object.keys(chosen)).catch((error) => {
  console.error(`\n${error.message}\n\n0 passed, 1 failed`);
  process.exit(1);
});
const failed = summarize(await runAll(chosen));
process.exit(failed === 0 ? 0 : 1);
