import pico from 'picocolors';
import { describe, expect, it } from 'vitest';
import { Lines } from '../../server/lines.js';
import { codeFrame } from '../../server/report/frame.js';
import { visible } from '../../server/report/layout.js';

const plain = pico.createColors(false);

/** The frame of the part of a text between «guillemets». */
function frame(marked: string): readonly string[] {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  const text = marked.replace(/[«»]/g, '');
  return codeFrame(text, new Lines(text), { start, end }, plain).split('\n');
}

describe('a code frame', () => {
  it('underlines the span on its line', () => {
    expect(frame('let a = 1\nlet b = «always»\n')).toEqual(['  2 │ let b = always', '    │         ^^^^^^']);
  });

  it.each([
    ['tabs become spaces', '\tx\t«y»', ['  1 │     x   y', '    │         ^']],
    ['emoji take two columns', 'let 🔑 = «y»', ['  1 │ let 🔑 = y', '    │          ^']],
    ['joined emoji take two columns', '"👩‍👩‍👧" «y»', ['  1 │ "👩‍👩‍👧" y', '    │      ^']],
    ['Chinese characters take two columns', '令牌 «令牌»', ['  1 │ 令牌 令牌', '    │      ^^^^']],
    ['combining marks take none', 'e\u0301 «y»', ['  1 │ e\u0301 y', '    │   ^']],
    ['the end of a line of Windows is no part of it', '«y»\r\nz', ['  1 │ y', '    │ ^']],
    ['a span of several lines ends with its first', 'a «b\nc» d', ['  1 │ a b', '    │   ^']],
    ['an empty span is one column wide', 'a «»b', ['  1 │ a b', '    │   ^']],
    ['an empty span at the end of the text', 'a«»', ['  1 │ a', '    │  ^']],
    ['control characters are shown', '\u001b[31m«y»', ['  1 │ ␛[31my', '    │      ^']],
  ])('%s', (_, text, lines) => {
    expect(frame(text)).toEqual(lines);
  });

  it('masks secrets and underlines the rest rightly', () => {
    const secret = '9f86d081884c7d659a2feaa0c55ad015';
    const [line, under] = frame(`set("${secret}", «.always»)`);
    expect(line).toBe('  1 │ set("•••", .always)');
    expect(under).toBe('    │            ^^^^^^^');
    expect(frame(`set(«"${secret}"»)`)).toEqual(['  1 │ set("•••")', '    │     ^^^^^']);
  });

  it('shows of a long line only what is near', () => {
    const filler = 'word '.repeat(400);
    for (const text of [
      `«here» ${filler}`,
      `${filler}«here» ${filler}`,
      `${filler}«here»`,
      `${'🔑'.repeat(999)}«here»`,
    ]) {
      const [line = '', under = ''] = frame(text);
      expect(line.length).toBeLessThan(260);
      expect(line).toContain('here');
      expect(line).toContain('…');
      expect(under.trimEnd().length).toBeLessThan(260);
      expect(line).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
    }
    const [line = '', under = ''] = frame(`${filler}«here» ${filler}`);
    expect(line.slice(under.indexOf('^'))).toMatch(/^here/);
  });

  it('masks a secret of which the window shows a part', () => {
    const [line = ''] = frame(`${'9f86d081884c7d65'.repeat(40)} "${'9f86d081884c7d65'.repeat(40)} «here»"`);
    expect(line).toContain('•••');
    expect(line).not.toContain('9f86d081884c7d65');
  });
});

it('terminal commands in a text are made visible', () => {
  expect(visible('a\u001b[2Jb\u0007\u009b\u202ec')).toBe('a␛[2Jb␇��c');
});
