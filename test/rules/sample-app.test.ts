import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { judge } from '../../server/analysis.js';
import type { Finding } from '../../server/finding.js';
import { Lines } from '../../server/lines.js';
import { DEFAULT_POLICY } from '../../server/policy/policy.js';
import { ruleOf } from '../../server/rules/index.js';
import { discoverSources } from '../../server/workspace/discover.js';
import { Program } from '../../server/workspace/program.js';
import { analyzer } from './analyzer.js';

const APP = new URL('../sample-app/', import.meta.url);

/** A row of the tables in the sample app's README: a rule and the line of a file that it speaks of. */
interface Row {
  readonly file: string;
  readonly text: string;
  readonly rule: string;
}

const TABLES = readFileSync(new URL('README.md', APP), 'utf8').split(/^## /m);

/** The rows about rules that exist and judge the file's language, of the sections whose headings begin so. */
function rowsOf(heading: string, folder = ''): readonly Row[] {
  const section = TABLES.find((each) => each.startsWith(heading)) ?? '';
  const rows = section.matchAll(/^\| ([^|`]+?) \| `(.+?)` \| `([^`]+)` \|/gm);
  return Array.from(rows, ([, file = '', text = '', rule = '']) => ({
    file: folder + file,
    // A table needs its bars escaped.
    text: text.replaceAll(String.raw`\|`, '|'),
    rule,
  })).filter(({ rule }) => ruleOf(rule) !== undefined);
}

const PLANTED = [
  ...rowsOf('Planted mistakes, Swift', 'ios/Harbor/'),
  ...rowsOf('Planted mistakes, TypeScript', 'react-native/'),
];
/** Consequences of the mistakes: right to report, and no failure when they are not. */
const TRUE_AS_WELL = rowsOf('True as well');
const NEAR_MISSES = rowsOf('Near misses');
const FILES = (await discoverSources(fileURLToPath(APP))).sources.map(({ path }) => path);

interface Analysed {
  readonly text: string;
  readonly lines: Lines;
  readonly findings: readonly Finding[];
}

const analysed = new Map<string, Analysed>();

/** Judged as one app, as the command line does it: types and wrappers of one file are used in others. */
beforeAll(() => {
  const texts = new Map(FILES.map((file) => [file, readFileSync(new URL(file, APP), 'utf8')]));
  const facts = new Map(FILES.map((file) => [file, analyzer.facts(file, texts.get(file)!)]));
  const program = new Program([...facts.values()].filter((each) => each !== undefined));
  for (const [file, text] of texts) {
    const own = facts.get(file);
    const findings = own ? judge(own, DEFAULT_POLICY, program) : [];
    analysed.set(file, { text, lines: new Lines(text), findings });
  }
});

/** The one line of a file on which a text stands. */
function lineOf({ file, text }: Row): number {
  const { text: whole, lines } = analysed.get(file)!;
  const at = whole.indexOf(text);
  expect(at, `“${text}” in ${file}`).not.toBe(-1);
  expect(whole.indexOf(text, at + 1), `“${text}” once in ${file}`).toBe(-1);
  return lines.lineAt(at);
}

/**
 * The lines of a file that a rule's findings speak of: where they stand, and the other places they name. What a
 * sign-out forgets is reported where the deletion is missing, with the write as the other place.
 */
function linesFound({ file, rule }: Row): readonly number[] {
  const { lines } = analysed.get(file)!;
  return placesOf(rule)
    .filter((place) => place.file === file)
    .map(({ start }) => lines.lineAt(start));
}

interface Place {
  readonly file: string;
  readonly start: number;
}

function placesOf(rule: string): readonly Place[] {
  return [...analysed].flatMap(([file, { findings }]) =>
    findings.filter((finding) => finding.rule === rule).flatMap((finding) => placesIn(file, finding)),
  );
}

function placesIn(file: string, { span, related }: Finding): readonly Place[] {
  const others = related.map((one) => ({ file: one.path ?? file, start: one.span.start }));
  return [{ file, start: span.start }, ...others];
}

const titled = (rows: readonly Row[]): [string, Row][] =>
  rows.map((row) => [`${row.rule} in ${row.file}: ${row.text}`, row]);

it('the tables of the sample app speak of the rules', () => {
  expect(PLANTED.length).toBeGreaterThan(0);
  expect(NEAR_MISSES.length).toBeGreaterThan(0);
});

describe('a mistake of the sample app is found', () => {
  it.each(titled(PLANTED))('%s', (_, row) => {
    expect(linesFound(row)).toContain(lineOf(row));
  });
});

describe('correct code of the sample app that looks like a mistake is left alone', () => {
  it.each(titled(NEAR_MISSES))('%s', (_, row) => {
    expect(linesFound(row)).not.toContain(lineOf(row));
  });
});

describe('nothing else is found in the sample app', () => {
  const known = [...PLANTED, ...TRUE_AS_WELL];
  const isKnown = (rule: string, { file, start }: Place): boolean =>
    known.some(
      (row) =>
        row.rule === rule && row.file === file && lineOf(row) === analysed.get(file)!.lines.lineAt(start),
    );

  it.each(FILES)('%s', (file) => {
    const { lines, findings } = analysed.get(file)!;
    const others = findings.filter(
      (finding) => !placesIn(file, finding).some((place) => isKnown(finding.rule, place)),
    );
    expect(others.map(({ rule, span }) => `${lines.lineAt(span.start) + 1}: ${rule}`)).toEqual([]);
  });
});
