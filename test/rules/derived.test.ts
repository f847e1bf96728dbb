import { describe, expect, it } from 'vitest';
import { findingsIn } from './analyzer.js';
import { BAD_CASES, quoted, underlined, unmark, type BadCase, titled } from './examples.js';

/** What the rule of a case underlines in a variation of its example. */
function foundIn({ rule, example }: BadCase, text: string): readonly string[] {
  return underlined(text, findingsIn(text, example.path), rule);
}

/** A text as the value of a variable. */
function asText({ example }: BadCase, text: string): string {
  if (example.language === 'swift') return `let sample = ###"""\n${text}\n"""###\n`;
  return `const sample = ${JSON.stringify(text)};\n`;
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

describe.each(FOUND)('a bad example %s is found at its place', (_place, vary) => {
  it.each(titled(BAD_CASES))('%s', (_, each) => {
    const { text, spans } = unmark(vary(each.example.text));
    expect(foundIn(each, text)).toEqual(quoted(text, spans));
  });
});

describe('a bad example is found above code that does not parse', () => {
  it.each(titled(BAD_CASES))('%s', (_, each) => {
    const { text, spans } = unmark(`${each.example.text}\nfunc broken( {\n`);
    expect(foundIn(each, text)).toEqual(expect.arrayContaining([...quoted(text, spans)]));
  });
});

describe('a bad example is silent', () => {
  it.each(titled(BAD_CASES))('when it is commented out: %s', (_, each) => {
    expect(foundIn(each, unmark(each.example.text).text.replace(/^/gm, '// '))).toEqual([]);
  });

  it.each(titled(BAD_CASES))('between the marks of a long comment: %s', (_, each) => {
    expect(foundIn(each, `/*\n${unmark(each.example.text).text}\n*/\n`)).toEqual([]);
  });

  it.each(titled(BAD_CASES))('when it is a text: %s', (_, each) => {
    expect(foundIn(each, asText(each, unmark(each.example.text).text))).toEqual([]);
  });

  it.each(titled(BAD_CASES))('below a comment that disables the next line: %s', (_, each) => {
    const comment = `// sessionlint-disable-next-line ${each.rule.id} -- this is an example\n`;
    const text = each.example.text.replace(/^.*«/gm, (line) => comment + line);
    expect(foundIn(each, unmark(text).text)).toEqual([]);
  });

  it.each(titled(BAD_CASES))('with a comment that disables the file: %s', (_, each) => {
    const { text } = unmark(each.example.text);
    expect(
      foundIn(each, `// sessionlint-disable-file ${each.rule.id} -- this is an example\n${text}`),
    ).toEqual([]);
    expect(foundIn(each, `${text}\n/* sessionlint-disable-file -- this is an example */`)).toEqual([]);
  });
});

describe('a comment that disables one rule leaves the findings of the others', () => {
  it.each(titled(BAD_CASES))('%s', (_, { rule, example }) => {
    const { text } = unmark(example.text);
    const others = findingsIn(text, example.path).filter((finding) => finding.rule !== rule.id);
    const disabled = findingsIn(
      `${text}\n// sessionlint-disable-file ${rule.id} -- this is an example`,
      example.path,
    );
    expect(disabled.map(({ rule: id, span }) => [id, span])).toEqual(
      others.map(({ rule: id, span }) => [id, span]),
    );
  });
});
