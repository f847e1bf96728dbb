import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lex } from '../../server/syntax/lexer.js';
import { prepareSwift } from '../../server/syntax/prepare.js';
import { swift } from './pieces.js';
import { seed } from '../seed.js';

/** Texts and what the parser gets of them, blanks at the ends of lines left out. */
const READABLE: readonly (readonly [what: string, text: string, readable: string])[] = [
  ['plain code as it is', 'let a = f("x", b / c / d)', 'let a = f("x", b / c / d)'],
  ['no line comment', 'a() // b "c\nd()', 'a()\nd()'],
  ['no block comment', 'a()\n/* b\n /* c */ */ d()\n/** e */', 'a()\n\n            d()\n'],
  ['comment signs in strings', 'let a = "// b" + "/* c"', 'let a = "// b" + "/* c"'],
  ['comments in interpolations', 'let a = "\\(b /* c */)"', 'let a = "\\(b        )"'],
  ['the code of every branch', '#if DEBUG // c\na()\n  #else\nb()\n#endif', '\na()\n\nb()\n'],
  ['the code behind a condition and a byte order mark', '\uFEFF#if A\na()', '\uFEFF\na()'],
  ['the code behind a long condition', '#if A ||\n  B\na()\n#endif', '\n\na()\n'],
  ['what looks like a directive elsewhere', 'let a = #if\n"#if"', 'let a = #if\n"#if"'],
  ['lines of a string', '"""\n#if A\n// b\nthrows(E)\n"""', '"""\n#if A\n// b\nthrows(E)\n"""'],
  ['a number for a half-typed string', 'let a = "b + c\nd()', 'let a = 0\nd()'],
  ['a number for a half-typed interpolation', 'let a = "b \\(c + "d\ne()', 'let a = 0\ne()'],
  ['a number for a half-typed raw string', 'let a = #"b" + c\nd()', 'let a = 0\nd()'],
  ['a closed call', 'print("hello\nd()', 'print(0)\nd()'],
  ['a closed call where there is just room', 'f(g("b\nd()', 'f(g(0\nd()'],
  ['the end of a call', 'a = f(g("b), c[")])\nd()', 'a = f(g("b), c[")])\nd()'],
  ['the end of a call behind a half-typed string', 'print("hello)\nd()', 'print(0     )\nd()'],
  ['the entries below a half-typed one', '  key: "b,\n  c: d', '  key: 0 ,\n  c: d'],
  ['no comma behind a half-typed statement', 'let a = "b,\nd()', 'let a = 0\nd()'],
  ['the block below a half-typed condition', 'if a == "b {\n  c()\n}', 'if a == 0  {\n  c()\n}'],
  ['no brace of a half-typed text', 'let a = "{\nd()', 'let a = 0\nd()'],
  ['a value before a stray quote', 'let a = b"\nlet c = d("e")"', 'let a = b\nlet c = d("e")'],
  ['what is below a string of lines that never ends', 'let a = """\nb()\nc()', 'let a = 0\nb()\nc()'],
  ['a string of lines below one that never ends', 'f(""" {\n"""\na"b\n"""', 'f(""" {\n"""\na\n0'],
  ['strings behind a regular expression', 'let a = /"/, b = "c"', 'let a = /"/, b = "c"'],
  ['strings behind an extended one', 'a(#/"/b/#, "c")', 'a(#/"/b/#, "c")'],
  ['strings behind one of lines', 'let a = #/\n  " # b\n/#\n"c"', 'let a = #/\n  " # b\n/#\n"c"'],
  ['comments behind a division', 'a / b / c // "', 'a / b / c'],
  ['functions called by a sign', 'reduce(1, /) + reduce("b", /)', 'reduce(1, /) + reduce("b", /)'],
  ['names in backticks', 'let `a "b` = "c"', 'let `a "b` = "c"'],
  [
    'no type of an error',
    'func a() throws(E) -> B\ndo throws(E) {}',
    'func a() throws    -> B\ndo           {}',
  ],
  [
    'no type of an error that has parentheses',
    'func a() throws(E<(B) -> C>) -> D\nthrows(throws(E)',
    'func a() throws              -> D\nthrows(throws',
  ],
  ['no argument of a modifier', 'nonisolated(unsafe) var a', 'nonisolated         var a'],
  ['no argument of an attribute', '@backDeployed(before: iOS 17)', '@backDeployed'],
  ['no modifier of a type', '(a: sending B) -> isolated C', '(a:         B) ->          C'],
  ['labels that read as modifiers', 'f(sending: a, copy: b)', 'f(sending: a, copy: b)'],
  ['no ownership', 'f(consume a, copy b)\ndiscard self', 'f(        a,      b)\n        self'],
  ['a declaration called copy', 'func copy with() {}', 'func copy with() {}'],
  ['no `await` behind `try`', 'if let a = try? await b() {}', 'if let a = try?       b() {}'],
  ['`await` alone', 'await b(try c())', 'await b(try c())'],
  ['a number for ()', 'f(())\nreturn ()\n{ _ in () }', 'f( 0)\nreturn  0\n{ _ in  0 }'],
  ['() as a type', 'let a: () -> Void = (()) -> b', 'let a: () -> Void = (()) -> b'],
  ['one pattern of an error', 'catch A.b, C.d(let e) {', 'catch A.b             {'],
  ['a semicolon in its place', 'a = nil ; return', 'a = nil;  return'],
  ['no string of a condition', '#if A """\na("b")', '\na("b")'],
];

describe('what the parser gets', () => {
  it.each(READABLE)('is %s', (_, text, readable) => {
    expect(prepareSwift(text).readable.replace(/[ \t]+(?=[\r\n]|$)/g, '')).toBe(readable);
  });

  it('is as long as the text, with the same line breaks', () => {
    fc.assert(
      fc.property(swift, (text) => {
        const { readable } = prepareSwift(text);
        expect(readable).toHaveLength(text.length);
        expect(readable.replace(/[^\r\n]/g, '.')).toBe(text.replace(/[^\r\n]/g, '.'));
      }),
      { seed, numRuns: 2000 },
    );
  });

  it('differs from the text by blanks, and signs where strings and values stood', () => {
    fc.assert(
      fc.property(swift, (text) => {
        const { readable } = prepareSwift(text);
        const put = readable
          .split('')
          .filter((unit, at) => unit !== text[at])
          .join('');
        expect(put).toMatch(/^[ 0;)\]}]*$/);
      }),
      { seed, numRuns: 2000 },
    );
  });

  it('stays as it is when it is prepared again', () => {
    fc.assert(
      fc.property(swift, (text) => {
        const { readable } = prepareSwift(text);
        expect(prepareSwift(readable)).toMatchObject({ readable, comments: [], directives: [] });
      }),
      { seed, numRuns: 2000 },
    );
  });

  it('has no string that its line does not close', () => {
    fc.assert(
      fc.property(swift, (text) => {
        expect(lex(prepareSwift(text).readable)).toMatchObject({ halfTyped: [], neverClosed: undefined });
      }),
      { seed, numRuns: 2000 },
    );
  });
});

describe('what is taken out', () => {
  const text = '/// a\n/* b /* c */ */ let d = "// e" // f\r\n#if os(iOS) // g\n#endif';

  it('are comments, in order, each with its span', () => {
    const { comments } = prepareSwift(text);
    expect(comments.map((comment) => comment.text)).toEqual(['/// a', '/* b /* c */ */', '// f', '// g']);
    for (const { start, end, ...comment } of comments) expect(text.slice(start, end)).toBe(comment.text);
  });

  it('are directives, in order, without comments', () => {
    const { directives } = prepareSwift(text);
    expect(directives.map((directive) => directive.text)).toEqual(['#if os(iOS)', '#endif']);
    for (const { start, end, ...directive } of directives) {
      expect(text.slice(start, end)).toBe(directive.text);
    }
  });
});
