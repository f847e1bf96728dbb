import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInString, mask } from '../../server/syntax/mask.js';
import { withCursor } from '../server/texts.js';
import { seed } from '../seed.js';

const PLACES: readonly (readonly [place: string, marked: string])[] = [
  ['code', 'let a = |'],
  ['code', 'let a = "x" |'],
  ['code', 'let a = "\\"" |'],
  ['code', 'let a = "\\(value|)"'],
  ['code', 'let a = "\\(f("x")|)"'],
  ['code', 'let a = #"\\"# |'],
  ['code', 'let a = #"\\#(value|)"#'],
  ['code', '// comment\n|'],
  ['code', '/* comment */|'],
  ['code', '/* a /* b */ c */ |'],
  ['code', 'let a = "half-typed\nlet b = |'],
  ['code', 'let a = "\\(half\nlet b = (|'],
  ['code', 'let a = """\n"quoted"\n""" |'],
  ['code', 'let url = "https://example.com"; |'],
  ['comment', '// comm|ent'],
  ['comment', 'let a = 1 // |'],
  ['comment', '/* a |*/'],
  ['comment', '/* a /* b */ |'],
  ['comment', '/* never closed |'],
  ['string', 'let a = "|"'],
  ['string', 'let a = "// |"'],
  ['string', 'let a = "\\(value)|"'],
  ['string', 'let a = #"\\(value|)"#'],
  ['string', 'let a = #"""|"#'],
  ['string', 'let a = """\n  text |\n  """'],
  ['string', 'let a = """\n  "quoted" |\n  """'],
  ['string', 'let a = "half-typed |'],
];

describe('telling code from comments and strings', () => {
  it.each(PLACES)('%s: %s', (place, marked) => {
    const { text, offset } = withCursor(marked);
    expect(mask(text, offset).place).toBe(place);
  });

  it('blanks what is no code and keeps every offset', () => {
    const text = 'let a = "x\\(b)y" // c\r\nlet d = /* e */ 1';
    expect(mask(text).code).toBe('let a = " \\(b) "     \r\nlet d =         1');
    expect(mask(text).strings.map(({ start, end }) => text.slice(start, end))).toEqual(['x', 'y']);
  });

  it('knows the lines of a string of several lines', () => {
    const { text, offset } = withCursor('let a = """\n|  text\n  """');
    expect(isInString(text, offset)).toBe(true);
  });

  it('keeps the length and the line breaks of any text', () => {
    const source = fc.array(
      fc.constantFrom('"', '"""', '#', '\\(', '(', ')', '//', '/*', '*/', '\n', '\r\n', '\\', 'a', ' ', '🙂'),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(source, fc.nat(), (pieces, at) => {
        const text = pieces.join('');
        const end = at % (text.length + 1);
        const masked = mask(text, end);
        expect(masked.code).toHaveLength(end);
        expect(text.slice(0, end).replace(/[^\r\n]/g, '')).toBe(masked.code.replace(/[^\r\n]/g, ''));
      }),
      { seed },
    );
  });
});
