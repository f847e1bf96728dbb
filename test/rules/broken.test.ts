import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../server/rules/index.js';
import { applyEdits, findingsIn } from './analyzer.js';
import { unmark } from './examples.js';

/** The same texts in every run, so that a failure is the doing of a change and can be looked at again. */
const RUNS = { seed: 20_240_607, numRuns: 400 };

const TEXTS = RULES.flatMap((rule) => [...rule.bad, ...rule.good]).map(({ text }) => unmark(text).text);

const example = fc.constantFrom(...TEXTS);
const fraction = fc.double({ min: 0, max: 1, noNaN: true });

/** Analyses a text and checks that all it says is about that text. */
function expectSound(text: string): void {
  for (const { span, fixes, related } of findingsIn(text)) {
    for (const { start, end } of [span, ...related.map((other) => other.span)]) {
      expect(start).toBeGreaterThanOrEqual(0);
      expect(start).toBeLessThanOrEqual(end);
      expect(end).toBeLessThanOrEqual(text.length);
    }
    for (const { edits } of fixes) expect(() => applyEdits(text, edits)).not.toThrow();
  }
}

describe('the analysis survives', () => {
  it('texts that end anywhere', () => {
    fc.assert(
      fc.property(example, fraction, (text, at) => expectSound(text.slice(0, Math.floor(at * text.length)))),
      RUNS,
    );
  });

  it('texts with parts missing', () => {
    fc.assert(
      fc.property(
        example,
        fc.array(fc.tuple(fraction, fc.nat(30)), { minLength: 1, maxLength: 4 }),
        (text, cuts) =>
          expectSound(
            cuts.reduce((left, [at, length]) => {
              const start = Math.floor(at * left.length);
              return left.slice(0, start) + left.slice(start + length);
            }, text),
          ),
      ),
      RUNS,
    );
  });

  it('texts with something in between', () => {
    const noise = fc.oneof(
      fc.constantFrom(
        '{',
        '}',
        '(',
        ')',
        '[',
        ']',
        '"',
        '"""',
        '#if',
        '/*',
        '\\(',
        '.',
        ',',
        ': ',
        '\0',
        '\ud83d',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    );
    fc.assert(
      fc.property(example, fraction, noise, (text, at, inserted) => {
        const place = Math.floor(at * text.length);
        expectSound(text.slice(0, place) + inserted + text.slice(place));
      }),
      RUNS,
    );
  });

  it('two texts in one', () => {
    fc.assert(
      fc.property(example, example, fraction, (outer, inner, at) => {
        const place = Math.floor(at * outer.length);
        expectSound(outer.slice(0, place) + inner + outer.slice(place));
      }),
      RUNS,
    );
  });

  it.each([
    ['nothing', ''],
    ['blanks', ' \t\r\n '],
    ['a byte order mark', '\ufeff'],
    ['no Swift', '<html>\n<body>kSecAttrAccessibleAlways</body>\n'],
    ['deep nesting', `${'['.repeat(5000)}${']'.repeat(5000)}`],
    ['an endless expression', `let a = ${'1 + '.repeat(5000)}1`],
    ['one long line', `let a = [${'"x": kSecAttrAccount, '.repeat(5000)}]`],
  ])('%s', (_, text) => expectSound(text));
});
