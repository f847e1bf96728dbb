import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../server/finding.js';
import { Folder } from '../cli/folder.js';
import { analyzer } from '../rules/analyzer.js';
import { App, APP_FOLDERS } from './app.js';
import { figure, scaled } from './figures.js';
import { EXAMPLES, languageIdOf, type Material } from './material.js';
import { faultOf, isNamed } from './shown-code.js';
import { ServerProcess } from './server.js';

/** What a client counts by: lines end as the protocol says, characters are UTF-16 code units. Written down anew. */
interface Place {
  readonly line: number;
  readonly character: number;
}

function offsetOf(text: string, { line, character }: Place): number {
  let start = 0;
  for (let left = line; left > 0; left -= 1) {
    const rest = /\r\n|\n|\r/g;
    rest.lastIndex = start;
    if (rest.exec(text) === null) throw new Error(`There is no line ${line}.`);
    start = rest.lastIndex;
  }
  return start + character;
}

function between(text: string, { start, end }: { readonly start: Place; readonly end: Place }): string {
  return text.slice(offsetOf(text, start), offsetOf(text, end));
}

/** A text as people have it on other machines and in other languages, with the same code in it. */
type Vary = (text: string) => string;

const EMOJI = '// 🔑👩‍👩‍👧 nai\u0308ve \u202e\n';
const SAME_LINE = '/* 🔑👩‍👩‍👧 e\u0301 */ ';

const windows: Vary = (text) => text.replace(/\r?\n/g, '\r\n');
const tabs: Vary = (text) => text.replace(/^(?: {2})+/gm, (indent) => '\t'.repeat(indent.length / 2));
const below: Vary = (text) => EMOJI + text;
/** Puts a comment before the code of a line, where the line is one that begins a statement. */
const beside: Vary = (text) =>
  text.replace(
    /^([ \t]*)(?=(?:let|var|const|guard|try|await|return|if|func|async|export|static|private|SecItem\w+|keychain|print|console)\b)/gm,
    `$1${SAME_LINE}`,
  );

const VARIATIONS: readonly (readonly [string, Vary])[] = [
  ['as they are', (text) => text],
  ['with emoji, combining marks, line ends of Windows, and tabs', (text) => windows(tabs(below(text)))],
  ['with comments of emoji and combining marks before the code of a line', beside],
];

/** Where something is found, in the order of the text: the rule, and the code. */
function found(text: string, findings: readonly Finding[]): readonly (readonly [string, string])[] {
  return findings.map(({ rule, span }) => [rule, text.slice(span.start, span.end)]);
}

/** Files of apps with findings in them; a TypeScript file is read as one of an app for phones. */
async function material(): Promise<readonly Material[]> {
  const files: Material[] = [];
  for (const folder of APP_FOLDERS) {
    const app = await App.in(folder);
    for (const path of app.paths)
      if (app.findings(path).length > 0) files.push({ path: `${app.name}/${path}`, text: app.textOf(path) });
  }
  return [
    ...EXAMPLES.map(({ path, text }, index) => ({ path: `Examples/${index}/${path}`, text })),
    ...files,
  ];
}

describe('the code under a finding', () => {
  it('is what its message speaks of in every example', () => {
    const faults: string[] = [];
    let checked = 0;
    let named = 0;
    for (const { path, text } of EXAMPLES)
      for (const finding of analyzer.analyse(path, text).findings) {
        checked += 1;
        if (isNamed(text, finding)) named += 1;
        const fault = faultOf(text, finding);
        if (fault !== undefined) faults.push(`${path}: ${fault}`);
      }
    figure('positions', 'findings of examples whose code is what their message speaks of', checked);
    figure('positions', 'of these, with a name of the message in the code itself', named);
    expect(faults).toEqual([]);
  });
});

describe('the same code is found', () => {
  let server: ServerProcess;
  let files: readonly Material[];

  beforeAll(async () => {
    server = await ServerProcess.start({ configuration: () => ({ index: false, typescript: 'on' }) });
    files = await material();
  }, 600_000);
  afterAll(() => server.stop());

  const stride = scaled({ full: 1, short: 8 });
  const chosen = () => files.filter((_, index) => index % stride === 0);

  it.each(VARIATIONS)('over the protocol in files %s', { timeout: 1_200_000 }, async (name, vary) => {
    let ranges = 0;
    for (const { path, text } of chosen()) {
      const uri = `file:///positions/${encodeURI(path)}`;
      const varied = vary(text);
      server.client.open(uri, varied, 1, languageIdOf(path));
      const shown = await server.client.diagnostics(uri);
      server.client.close(uri);
      const here = shown.map(({ code, range }) => [String(code), between(varied, range)] as const);
      const expected = found(text, analyzer.analyse(path, text).findings);
      expect(here, `${path}`).toEqual(expected.map(([rule, code]) => [rule, asIn(code, vary)]));
      ranges += here.length;
    }
    figure('positions', `ranges over the protocol, ${name}`, ranges);
    expect(ranges).toBeGreaterThan(50);
  });

  it.each(VARIATIONS)('on the command line in files %s', { timeout: 1_200_000 }, async (name, vary) => {
    const folder = await Folder.make();
    try {
      await folder.write('package.json', '{ "dependencies": { "react-native": "0.80.0" } }');
      for (const [index, { path, text }] of chosen().entries())
        await write(join(folder.path, pathOf(path, index)), `\ufeff${vary(text)}`);
      const ranges = await compareCommandLine(folder);
      figure('positions', `ranges, lines and columns on the command line, ${name}`, ranges);
      expect(ranges).toBeGreaterThan(50);
    } finally {
      await folder.remove();
    }
  });
});

/** A place in a folder that hides nothing: tests and packages are left out elsewhere. */
function pathOf(path: string, index: number): string {
  return `src/${index}/${path.slice(path.lastIndexOf('/') + 1)}`;
}

/** Code of several lines has the line ends and the indentation of its file. */
function asIn(code: string, vary: Vary): string {
  const [first = '', ...rest] = code.split(/\r?\n/);
  if (rest.length === 0) return code;
  return vary(`${first}\n${rest.join('\n')}`).slice(vary('').length);
}

/** Holds what each format says of places against the files on the disk. Returns how many there were. */
async function compareCommandLine(folder: Folder): Promise<number> {
  const app = await App.in(folder.path);
  const { stdout } = await folder.execute(['check', '--format', 'json', '--no-cache', '.']);
  const xcode = await folder.execute(['check', '--format', 'xcode', '--no-cache', '.']);
  const lines = xcode.stdout.split('\n').filter((line) => line !== '');
  const { findings } = JSON.parse(stdout) as {
    readonly findings: readonly { rule: string; path: string; range: { start: Place; end: Place } }[];
  };
  for (const path of app.paths) {
    const text = (await readFile(join(folder.path, path), 'utf8')).replace(/^\ufeff/, '');
    const own = findings.filter((finding) => finding.path === path);
    expect(
      own.map(({ rule, range }) => [rule, between(text, range)]),
      `${path}`,
    ).toEqual(found(text, app.findings(path)));
    for (const { range, rule } of own) {
      const place = `/${path}:${range.start.line + 1}:${range.start.character + 1}: `;
      expect(
        lines.some((line) => line.includes(place) && line.endsWith(`[${rule}]`)),
        `${place}`,
      ).toBe(true);
    }
  }
  return findings.length;
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
