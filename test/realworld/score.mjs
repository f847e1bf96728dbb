// npm run realworld -- --labels FILE --checkouts DIR: measures the rules against labels on real code.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { judge, parseLabels, scoresOf } from './scoring.mjs';

const USAGE = `Usage: node test/realworld/score.mjs --labels FILE --checkouts DIR
  [--lang swift] [--tier certain] [--concern osstatus-ignored] [--cli FILE] [--json]`;

const run = promisify(execFile);
const project = join(import.meta.dirname, '..', '..');

async function main() {
  const options = readOptions();
  const all = parseLabels(await readFile(options.labels, 'utf8'));
  const labels = all.filter(
    ({ lang, tier, concern }) =>
      [options.lang ?? lang, options.tier ?? tier, options.concern ?? concern].join() ===
      [lang, tier, concern].join(),
  );
  const report = { scores: [], missingRepositories: [], missingFiles: [], unreadable: [] };
  const judged = [];
  for (const repo of new Set(labels.map((label) => label.repo))) {
    const ofRepo = labels.filter((label) => label.repo === repo);
    const checkout = checkoutOf(options.checkouts, repo);
    if (checkout === undefined) {
      report.missingRepositories.push({ repo, labels: ofRepo.length });
      continue;
    }
    const present = ofRepo.filter((label) => existsSync(join(checkout, label.path)));
    report.missingFiles.push(...ofRepo.filter((label) => !present.includes(label)));
    if (present.length === 0) continue;
    const { findings, errors } = await check(options.cli, checkout);
    report.unreadable.push(...errors.map((error) => ({ repo, ...error })));
    const lines = await linesOf(checkout, present);
    judged.push(...judge(present, findings, (path) => lines.get(path)));
  }
  report.scores = scoresOf(judged);
  console.log(options.json ? JSON.stringify(report, null, 2) : shown(report));
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      labels: { type: 'string' },
      checkouts: { type: 'string' },
      lang: { type: 'string' },
      tier: { type: 'string' },
      concern: { type: 'string' },
      cli: { type: 'string', default: join(project, 'dist', 'cli.cjs') },
      json: { type: 'boolean', default: false },
    },
  });
  if (values.labels === undefined || values.checkouts === undefined) throw new Error(USAGE);
  if (!existsSync(values.cli)) throw new Error(`${values.cli} is missing: npm run build makes it.`);
  return values;
}

/** The folder of a repository, under any of the usual names. */
function checkoutOf(folder, repo) {
  const [owner = '', name = ''] = repo.split('/');
  return [`${owner}__${name}`, `${owner}+${name}`, join(owner, name)]
    .map((candidate) => join(folder, candidate))
    .find((candidate) => existsSync(candidate));
}

/** What the command line tool says of a whole checkout. */
async function check(cli, checkout) {
  const options = { cwd: checkout, maxBuffer: 1 << 30 };
  const { stdout } = await run(process.execPath, [cli, 'check', '--format', 'json', '.'], options).catch(
    (error) => {
      // 1: there are findings; 2: a path could not be read, which the report names. Both print a report.
      if ((error.code === 1 || error.code === 2) && error.stdout !== '') return error;
      throw error;
    },
  );
  return JSON.parse(stdout);
}

async function linesOf(checkout, labels) {
  const paths = [...new Set(labels.map(({ path }) => path))];
  const texts = await Promise.all(paths.map((path) => readFile(join(checkout, path), 'utf8')));
  return new Map(paths.map((path, index) => [path, texts[index].split(/\r?\n/)]));
}

function shown({ scores, missingRepositories, missingFiles, unreadable }) {
  return [
    ...table(scores),
    ...totals(scores),
    ...list(
      'Bad lines that no finding matches',
      scores.flatMap(({ missed }) => missed.map(shownLabel)),
    ),
    ...list(
      'Good lines that a finding matches',
      scores.flatMap(({ flagged }) => flagged.map(shownLabel)),
    ),
    ...list(
      'Repositories without a checkout, not counted above',
      missingRepositories.map(({ repo, labels }) => `${repo} (${counted(labels, 'label')})`),
    ),
    ...list(
      'Labelled files that the checkout does not have, not counted above',
      missingFiles.map(({ repo, path, line }) => `${repo} ${path}:${line}`),
    ),
    ...list(
      'Paths that could not be read',
      unreadable.map(({ repo, path, message }) => `${repo} ${path}: ${message}`),
    ),
  ].join('\n');
}

function table(scores) {
  const rows = scores.map((score) => [
    score.concern,
    score.tier,
    `${score.badFound}/${score.badTotal}`,
    `${score.goodFlagged}/${score.goodTotal}`,
  ]);
  const all = [['concern', 'tier', 'bad found', 'good flagged'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column].length)));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
}

function totals(scores) {
  const tiers = [...new Set(scores.map(({ tier }) => tier))].toSorted();
  return ['', ...tiers.map((tier) => `${tier}: ${total(scores.filter((score) => score.tier === tier))}`)];
}

function total(scores) {
  const sum = (field) => scores.reduce((all, score) => all + score[field], 0);
  const found = share(sum('badFound'), sum('badTotal'));
  return `${found} of the bad lines found, ${share(sum('goodFlagged'), sum('goodTotal'))} of the good lines flagged`;
}

function share(part, whole) {
  return whole === 0 ? '0/0' : `${part}/${whole} (${((100 * part) / whole).toFixed(1)} %)`;
}

function list(title, lines) {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];
}

function shownLabel({ label, rules }) {
  const by = rules.length > 0 ? ` (${rules.join(', ')})` : '';
  const note = label.note === undefined ? '' : ` — ${label.note}`;
  return `${label.concern} [${label.tier}] ${label.repo} ${label.path}:${label.line}${by}${note}`;
}

function counted(count, noun) {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

try {
  await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
