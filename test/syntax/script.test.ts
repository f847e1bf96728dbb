import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concernOf } from '../../server/facts/concern.js';
import { scriptBodies } from '../../server/syntax/script/bodies.js';
import { lexScript } from '../../server/syntax/script/lexer.js';
import { prepareScript } from '../../server/syntax/script/prepare.js';
import { seed } from '../seed.js';

describe('the braces of a script', () => {
  it.each([
    ['are those of its code', 'if (a) «{ b() «}'],
    ['are none in strings and comments', `a('{', "}"); // {\n/* { */ b(«{ c «})`],
    ['are none in templates, nor are those of placeholders', 'a(`{ ${b({ c: `}` })} }`); «{«}'],
    ['are none in regular expressions', 'a = /[/{]\\/}/.test(b) ? c / «{«}.d / 2 : /}/'],
    ['are told in spite of apostrophes in the text of an element', `<Text>Don't «{a«} they're</Text>`],
    ['are told behind an address in the text of an element', `<Text>https://a.b</Text>; «{«}`],
  ])('%s: %s', (_, marked) => {
    const places = Array.from(marked.matchAll(/«/g), ({ index }, before) => index - before);
    expect(lexScript(marked.replaceAll('«', '')).braces).toEqual(places);
  });

  it('are looked for behind a template that nothing closes', () => {
    const { pieces } = prepareScript('const a = `b\nfunction c() {\n}\nfunction d() {\n}\n');
    expect(pieces).toHaveLength(2);
  });
});

describe('the bodies of a script', () => {
  it.each([
    ['export function a(b: C): Promise<D> «{ if (b) { c() } }»'],
    ['const a = useCallback(async () => «{ b() }», []);\nlet c = { d: (e) => «{ f({}) }», g() «{}» };'],
    ['class A extends B<C> {\n  private d = { e: 1 };\n  f() «{ return {} }»\n  static g = () => «{}»;\n}'],
    ['interface A { b: { c: string } }\nimport { d } from "e";\nconst f = { g: h(i), j: { k: 1 } };'],
  ])('are those of functions, methods and closures: %s', (marked) => {
    const text = marked.replaceAll(/[«»]/g, '');
    const found = scriptBodies(text, lexScript(text).braces).map(({ start, end }) => text.slice(start, end));
    expect(found).toEqual(Array.from(marked.matchAll(/«(.*?)»/g), ([, body]) => body));
  });
});

describe('the pieces of a script', () => {
  /** The pieces of a text, each as its first word. */
  function piecesOf(text: string): readonly (string | undefined)[] {
    return prepareScript(text).pieces.map(({ start, end }) => /\w+/.exec(text.slice(start, end))?.[0]);
  }

  it.each([
    [
      'declarations',
      'function a() {\n}\nexport const b = {\n};\nclass C {\n}',
      ['function', 'export', 'class'],
    ],
    [
      'declarations with comments above',
      'function a() {}\n\n/** It */\n// is\nlet b = 1;',
      ['function', 'It'],
    ],
    ['no statements', 'function a() {}\na({\n});\nb = c\n', ['function']],
    ['no members', 'class A {\n  b() {}\nconst c = 1;\n}\nvar d;', ['class', 'var']],
    ['no decorator', 'const a = {}\n@B({\n})\nexport class C {}\n', ['const', 'B']],
    ['nothing within a template', 'const a = `\n${b({})}\nexport const c = 1;\n`;\n', ['const']],
  ])('are %s: %s', (_, text, expected) => {
    expect(piecesOf(text)).toEqual(expected);
  });
});

describe('code of a script that is no concern of any rule', () => {
  const LAYOUT =
    'const width = items.length * 8; return items.map((item) => measure(item, width, 12, true));';

  /** What the parser gets of a text, with blanks drawn together. */
  function read(text: string): string {
    return prepareScript(text, concernOf('typescript')).readable.replaceAll(/\s+/g, ' ').trim();
  }

  it('leaves its declaration', () => {
    expect(read(`const token = 1;\nfunction layout(items) { ${LAYOUT} }`)).toBe(
      'const token = 1; function layout(items) { }',
    );
  });

  it.each([
    ['is called by code of concern', 'function signOut() { layout(); }\n\nfunction layout() {'],
    ['is handed on by code of concern', 'const signOut = () => { run(layout); };\n\nconst layout = () => {'],
    ['uses a constant of concern', 'const items = new MMKV();\n\nfunction layout() {'],
    ['uses what a module of concern has', "import { measure } from './secure-store';\n\nfunction layout() {"],
    ['takes something away', 'const token = 1;\n\nfunction clearAll() {'],
    ['logs what it gets', 'const token = 1;\n\nfunction layout() { console.log(items);'],
  ])('is read where it %s', (_, before) => {
    expect(read(`${before} ${LAYOUT} }`)).toContain(LAYOUT);
  });

  it('never moves anything', () => {
    const signs = ['{', '}', '(', ')', '=>', '`', '${', "'", '"', '/', '//', '/*', '*/', '\n', ' ', 'a'];
    const words = ['token', 'function b', 'const c =', 'import', 'from', 'x'.repeat(90)];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...signs, ...words), { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        const { readable, pieces } = prepareScript(text, concernOf('typescript'));
        expect(readable.length).toBe(text.length);
        const breaks = (one: string): readonly number[] =>
          Array.from(one.matchAll(/\n/g), ({ index }) => index);
        expect(breaks(readable)).toEqual(breaks(text));
        const outside = pieces.reduce(
          (rest, { start, end }) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end),
          readable,
        );
        expect(outside.trim()).toBe('');
      }),
      { seed, numRuns: 500 },
    );
  });
});
