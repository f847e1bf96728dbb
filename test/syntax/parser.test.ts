import * as fc from 'fast-check';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { TextParser } from '../../server/syntax/parser.js';
import { STORE } from '../server/samples.js';
import { swift, toggle, toggled } from './pieces.js';
import { seed } from '../seed.js';

const parser = await TextParser.load('swift', (name) =>
  readFile(new URL(`../../dist/grammars/${name}`, import.meta.url)),
);

function read(text: string): unknown {
  const parsed = parser.parse(text);
  const { root, comments, directives } = parsed;
  parsed.dispose();
  return { root, comments, directives };
}

describe('a text that is edited', () => {
  it('reads as a fresh one', () => {
    const start = fc.oneof(fc.constantFrom(STORE, STORE.replaceAll('\n', '\r\n')), swift);
    fc.assert(
      fc.property(start, fc.array(toggle, { minLength: 1, maxLength: 6 }), (original, toggles) => {
        let text = original;
        let parsed = parser.parse(text);
        for (const each of toggles) {
          text = toggled(text, each);
          parsed = parser.parse(text, undefined, parsed);
          const { root, comments, directives } = parsed;
          expect(parsed.text).toBe(text);
          expect({ root, comments, directives }).toEqual(read(text));
        }
        parsed.dispose();
      }),
      { seed, numRuns: 500 },
    );
  });

  it('keeps its tree while only comments change', () => {
    const before = parser.parse('let a = 1 // one\n');
    const after = parser.parse('let a = 1 // two\n', undefined, before);
    expect(after.root).toBe(before.root);
    expect(after.comments).toEqual([{ text: '// two', start: 10, end: 16 }]);
    // The tree belongs to the later text: the earlier one may be disposed of, the later one edited on.
    before.dispose();
    const last = parser.parse('let b = 2\n', undefined, after);
    expect(last.root).toEqual(parser.parse('let b = 2\n').root);
    last.dispose();
  });
});
