import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge, parseLabels, scoresOf } from './scoring.mjs';

interface Made {
  readonly line: number;
  readonly label?: 'bad' | 'good';
  readonly concern?: string;
  readonly path?: string;
  readonly tier?: string;
}

function labelAt({
  line,
  label = 'bad',
  concern = 'osstatus-ignored',
  path = 'A.swift',
  tier = 'certain',
}: Made) {
  return { repo: 'harbor/app', path, line, label, concern, tier, lang: 'swift', note: `line ${line}` };
}

/** Lines as people count them, from 1. */
function findingAt(rule: string, from: number, to = from, path = 'A.swift') {
  return { rule, path, range: { start: { line: from - 1 }, end: { line: to - 1 } } };
}

const STATUS = 'keychain/status-ignored';

describe('a finding matches a label', () => {
  it.each([
    ['on its line', findingAt(STATUS, 12), true],
    ['when it covers the line', findingAt(STATUS, 8, 14), true],
    ['when it begins on the next line', findingAt(STATUS, 13), true],
    ['not two lines away', findingAt(STATUS, 14), false],
    ['not in another file', findingAt(STATUS, 12, 12, 'B.swift'), false],
    ['not when its rule answers for something else', findingAt('keychain/non-atomic-replace', 12), false],
  ])('%s', (_, finding, matches) => {
    const [judged] = judge([labelAt({ line: 12 })], [finding]);
    expect(judged?.rules).toEqual(matches ? [STATUS] : []);
  });

  it('not beside it when it stands on another label of the concern', () => {
    const labels = [labelAt({ line: 11, label: 'good' }), labelAt({ line: 12 })];
    expect(judge(labels, [findingAt(STATUS, 12)]).map(({ rules }) => rules)).toEqual([[], [STATUS]]);
  });

  it('in the function that begins at the line, when the concern is about functions', () => {
    const label = labelAt({ line: 2, concern: 'refresh-unbounded-retry' });
    const lines = [
      'class A {',
      '  func refresh() {',
      '    retry()',
      '  }',
      '  func other() {',
      '    retry()',
      '  }',
    ];
    const at = (line: number) =>
      judge([label], [findingAt('refresh/unbounded-retry', line)], () => lines)[0]?.rules;
    expect(at(3)).toEqual(['refresh/unbounded-retry']);
    expect(at(6)).toEqual([]);
  });

  it('at most 40 lines below where the file cannot be read', () => {
    const label = labelAt({ line: 2, concern: 'logout-incomplete' });
    const at = (line: number) => judge([label], [findingAt('logout/incomplete-cleanup', line)])[0]?.rules;
    expect(at(42)).toEqual(['logout/incomplete-cleanup']);
    expect(at(43)).toEqual([]);
  });
});

describe('the score', () => {
  it('counts by concern and tier, and names what was missed and flagged', () => {
    const labels = [
      labelAt({ line: 10 }),
      labelAt({ line: 20 }),
      labelAt({ line: 30, label: 'good' }),
      labelAt({ line: 40, label: 'good' }),
      labelAt({ line: 50, tier: 'likely' }),
      labelAt({ line: 60, concern: 'token-logged' }),
    ];
    const scores = scoresOf(judge(labels, [findingAt(STATUS, 10), findingAt(STATUS, 40)]));
    expect(
      scores.map(({ missed, flagged, ...counts }) => ({
        ...counts,
        missed: missed.map(({ label }) => label.line),
        flagged: flagged.map(({ label }) => label.line),
      })),
    ).toEqual([
      {
        concern: 'osstatus-ignored',
        tier: 'certain',
        badTotal: 2,
        badFound: 1,
        goodTotal: 2,
        goodFlagged: 1,
        missed: [20],
        flagged: [40],
      },
      {
        concern: 'osstatus-ignored',
        tier: 'likely',
        badTotal: 1,
        badFound: 0,
        goodTotal: 0,
        goodFlagged: 0,
        missed: [50],
        flagged: [],
      },
      {
        concern: 'token-logged',
        tier: 'certain',
        badTotal: 1,
        badFound: 0,
        goodTotal: 0,
        goodFlagged: 0,
        missed: [60],
        flagged: [],
      },
    ]);
  });

  it('does not guess at a concern that it does not know', () => {
    const text = `${JSON.stringify(labelAt({ line: 1 }))}\n{"concern":"weather","label":"bad"}\n`;
    expect(() => parseLabels(text)).toThrow('line 2 of the labels: unknown concern weather');
  });
});

describe('the program', () => {
  let folder: string;
  const program = join(import.meta.dirname, 'score.mjs');

  /** Stands in for the tool: it reports one finding on line 2 of whatever it is run in. */
  const TOOL = `console.log(JSON.stringify({ findings: [{ rule: '${STATUS}', path: 'A.swift',
    range: { start: { line: 1 }, end: { line: 1 } } }], errors: [] })); process.exitCode = 1;`;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sessionlint-score-'));
    const labels = [
      labelAt({ line: 2 }),
      labelAt({ line: 9, path: 'Gone.swift' }),
      { ...labelAt({ line: 2 }), repo: 'harbor/plus' },
      { ...labelAt({ line: 5, label: 'good' }), repo: 'harbor/nested' },
      { ...labelAt({ line: 1 }), repo: 'harbor/unknown' },
    ];
    const files = {
      'labels.jsonl': labels.map((label) => JSON.stringify(label)).join('\n'),
      'tool.cjs': TOOL,
      'harbor__app/A.swift': 'let a = 1\n',
      'harbor+plus/A.swift': 'let a = 1\n',
      'harbor/nested/A.swift': 'let a = 1\n',
    };
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
  });

  afterAll(() => rm(folder, { recursive: true }));

  const score = (...more: string[]) =>
    promisify(execFile)(process.execPath, [
      program,
      `--labels=${join(folder, 'labels.jsonl')}`,
      `--checkouts=${folder}`,
      `--cli=${join(folder, 'tool.cjs')}`,
      ...more,
    ]);

  it('finds checkouts under every name and says which are missing', async () => {
    const { stdout } = await score();
    expect(stdout).toContain(
      'certain: 2/2 (100.0 %) of the bad lines found, 0/1 (0.0 %) of the good lines flagged',
    );
    expect(stdout).toContain(
      'Repositories without a checkout, not counted above:\n  harbor/unknown (1 label)',
    );
    expect(stdout).toContain('not counted above:\n  harbor/app Gone.swift:9');
  });

  it('prints the same as JSON', async () => {
    const { missingRepositories, scores } = JSON.parse((await score('--json', '--tier', 'certain')).stdout);
    expect(missingRepositories).toEqual([{ repo: 'harbor/unknown', labels: 1 }]);
    expect(scores).toMatchObject([{ concern: 'osstatus-ignored', badFound: 2, badTotal: 2 }]);
  });
});
