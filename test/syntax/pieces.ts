import * as fc from 'fast-check';

/** What the lines of a Swift text are made of where a grammar gets into trouble. */
const PIECES = [
  '"',
  '"""',
  '#"',
  '"#',
  '\\',
  '\\(',
  '\\#(',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ',',
  ';',
  '/',
  '#/',
  '/#',
  '`',
  '//',
  '/*',
  '*/',
  '\n',
  '\r\n',
  '\r',
  ' ',
  '	',
  '🙂',
  'a',
  'let b = ',
  'call',
  '0',
  ': ',
  '= ',
  '-> ',
  '#if os(tvOS)',
  '#elseif DEBUG ||',
  '#else',
  '#endif',
  '#isolation',
  '#warning("a")',
  '()',
  'try ',
  'await ',
  'throws',
  'throws(E)',
  'do ',
  'catch A, B {',
  'nonisolated(unsafe) ',
  'for case (a, b)',
  'sending ',
  'isolated ',
  'consume ',
  'copy ',
  'discard self',
  'return ',
  'in ',
  'default:',
  'class A {\n',
];

/** Texts of such pieces, in any order. */
export const swift: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 40 })
  .map((pieces) => pieces.join(''));

/** A piece that comes or goes at a place, which is a part of the length of the text. */
export interface Toggle {
  readonly at: number;
  readonly length: number;
  readonly piece: string;
}

export const toggle: fc.Arbitrary<Toggle> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.constant(0), fc.nat({ max: 3 }), fc.nat({ max: 40 })),
  piece: fc.oneof(fc.constant(''), fc.constantFrom(...PIECES)),
});

/** A text after a toggle. */
export function toggled(text: string, { at, length, piece }: Toggle): string {
  const start = Math.floor(at * text.length);
  return text.slice(0, start) + piece + text.slice(start + length);
}
