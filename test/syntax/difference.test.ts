import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference } from '../../server/difference.js';
import { seed } from '../seed.js';

describe('the change between two texts', () => {
  it('is as small as can be', () => {
    expect(difference('abc', 'abc')).toBeUndefined();
    expect(difference('aXc', 'aYYc')).toEqual({ start: 1, oldEnd: 2, newText: 'YY' });
    expect(difference('aa', 'aaa')).toEqual({ start: 2, oldEnd: 2, newText: 'a' });
    expect(difference('aaa', 'aa')).toEqual({ start: 2, oldEnd: 3, newText: '' });
    expect(difference('', 'a')).toEqual({ start: 0, oldEnd: 0, newText: 'a' });
  });

  it('never splits a character of two units', () => {
    // 🙂 and 🙃 begin alike, 🙂 and 🉂 end alike.
    expect(difference('a🙂b', 'a🙃b')).toEqual({ start: 1, oldEnd: 3, newText: '🙃' });
    expect(difference('a🙂b', 'a🉂b')).toEqual({ start: 1, oldEnd: 3, newText: '🉂' });
  });

  it('leads from the one to the other', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '🙂', '🙃', '🉂'), maxLength: 12 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { start, oldEnd, newText } = difference(before, after) ?? { start: 0, oldEnd: 0, newText: '' };
        expect(before.slice(0, start) + newText + before.slice(oldEnd)).toBe(after);
        expect(newText).not.toMatch(/\p{Surrogate}/u);
      }),
      { seed },
    );
  });
});
