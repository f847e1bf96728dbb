import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TextEdit } from '../../server/finding.js';
import { RULES } from '../../server/rules/index.js';
import { applyEdits, findingsIn } from './analyzer.js';
import { unmark } from './examples.js';
import { seed } from '../seed.js';

/** The same texts in every run, so that a failure is the doing of a change and can be looked at again. */
const RUNS = { seed, numRuns: 400 };

const TEXTS = RULES.flatMap((rule) => [...rule.bad, ...rule.good]).map(({ text }) => unmark(text).text);

const example = fc.constantFrom(...TEXTS);
const fraction = fc.double({ min: 0, max: 1, noNaN: true });

/** Analyses a text; gives what the analysis says about places that the text does not have. */
function faultsOf(text: string): readonly string[] {
  return findingsIn(text).flatMap(({ rule, span, fixes, related }) => {
    const spans = [span, ...related.map((other) => other.span)];
    const outside = spans.filter(({ start, end }) => start < 0 || start > end || end > text.length);
    return [
      ...outside.map(({ start, end }) => `${rule} speaks of ${start}–${end}`),
      ...fixes.filter(({ edits }) => !canApply(text, edits)).map(({ title }) => `${rule} cannot “${title}”`),
    ];
  });
}

function canApply(text: string, edits: readonly TextEdit[]): boolean {
  try {
    applyEdits(text, edits);
    return true;
  } catch {
    return false;
  }
}

describe('the analysis survives', () => {
  it('texts that end anywhere', () => {
    fc.assert(
      fc.property(example, fraction, (text, at) => {
        expect(faultsOf(text.slice(0, Math.floor(at * text.length)))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('texts with parts missing', () => {
    fc.assert(
      fc.property(
        example,
        fc.array(fc.tuple(fraction, fc.nat(30)), { minLength: 1, maxLength: 4 }),
        (text, cuts) => {
          const left = cuts.reduce((rest, [at, length]) => {
            const start = Math.floor(at * rest.length);
            return rest.slice(0, start) + rest.slice(start + length);
          }, text);
          expect(faultsOf(left)).toEqual([]);
        },
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
        expect(faultsOf(text.slice(0, place) + inserted + text.slice(place))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('two texts in one', () => {
    fc.assert(
      fc.property(example, example, fraction, (outer, inner, at) => {
        const place = Math.floor(at * outer.length);
        expect(faultsOf(outer.slice(0, place) + inner + outer.slice(place))).toEqual([]);
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
  ])('%s', (_, text) => {
    expect(faultsOf(text)).toEqual([]);
  });
});
