import { describe, expect, it } from 'vitest';
import { findingsIn } from './analyzer.js';
import { BAD_CASES, quoted, underlined, unmark, type BadCase } from './examples.js';

/** Expects that a rule underlines what is marked in a variation of an example. */
function expectFound({ rule, example }: BadCase, marked: string): void {
  const { text, spans } = unmark(marked);
  expect(underlined(text, findingsIn(text, example.path), rule)).toEqual(quoted(text, spans));
}

function expectSilent({ rule, example }: BadCase, text: string): void {
  expect(underlined(text, findingsIn(text, example.path), rule)).toEqual([]);
}

const FOUND: readonly (readonly [string, (marked: string) => string])[] = [
  ['below a line of emoji', (marked) => `// 🔑👩‍👩‍👧 naïve\n${marked}`],
  ['with the line ends of Windows', (marked) => marked.replace(/\n/g, '\r\n')],
  [
    'indented by tabs',
    (marked) => marked.replace(/^(?: {4})+/gm, (indent) => '\t'.repeat(indent.length / 4)),
  ],
  ['behind a byte order mark', (marked) => `\ufeff${marked}`],
  ['without an end of the last line', (marked) => marked.trimEnd()],
];

describe.each(FOUND)('a bad example %s is found at its place', (_, vary) => {
  it.each(BAD_CASES)('$name', (each) => expectFound(each, vary(each.example.text)));
});

describe('a bad example is found above code that does not parse', () => {
  it.each(BAD_CASES)('$name', ({ rule, example }) => {
    const { text, spans } = unmark(`${example.text}\nfunc broken( {\n`);
    expect(underlined(text, findingsIn(text, example.path), rule)).toEqual(
      expect.arrayContaining([...quoted(text, spans)]),
    );
  });
});

describe('a bad example is silent', () => {
  it.each(BAD_CASES)('when it is commented out: $name', (each) => {
    expectSilent(each, unmark(each.example.text).text.replace(/^/gm, '// '));
  });

  it.each(BAD_CASES)('between the marks of a long comment: $name', (each) => {
    expectSilent(each, `/*\n${unmark(each.example.text).text}\n*/\n`);
  });

  it.each(BAD_CASES)('when it is a text: $name', (each) => {
    expectSilent(each, `let sample = ###"""\n${unmark(each.example.text).text}\n"""###\n`);
  });

  it.each(BAD_CASES)('below a comment that disables the next line: $name', (each) => {
    const comment = `// sessionlint-disable-next-line ${each.rule.id} -- this is an example\n`;
    const text = each.example.text.replace(/^.*«/gm, (line) => comment + line);
    expectSilent(each, unmark(text).text);
  });

  it.each(BAD_CASES)('with a comment that disables the file: $name', (each) => {
    const { text } = unmark(each.example.text);
    expectSilent(each, `// sessionlint-disable-file ${each.rule.id} -- this is an example\n${text}`);
    expectSilent(each, `${text}\n/* sessionlint-disable-file */`);
  });
});

describe('a comment that disables one rule leaves the findings of the others', () => {
  it.each(BAD_CASES)('$name', ({ rule, example }) => {
    const { text } = unmark(example.text);
    const others = findingsIn(text, example.path).filter((finding) => finding.rule !== rule.id);
    const disabled = findingsIn(`${text}\n// sessionlint-disable-file ${rule.id}`, example.path);
    expect(disabled.map(({ rule: id, span }) => [id, span])).toEqual(
      others.map(({ rule: id, span }) => [id, span]),
    );
  });
});
