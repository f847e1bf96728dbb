import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concernOf } from '../../server/facts/concern.js';
import { outerBodies } from '../../server/syntax/bodies.js';
import { prepareSwift } from '../../server/syntax/prepare.js';
import { swift, toggle, toggled } from './pieces.js';
import { seed } from '../seed.js';

/** What the parser gets of a text, with blanks drawn together. */
function read(text: string): string {
  return prepareSwift(text, concernOf('swift')).readable.replaceAll(/\s+/g, ' ').trim();
}

/** Long enough to be worth leaving out. */
const LAYOUT =
  'stack.spacing = 8; stack.alignment = .center; addSubview(stack); pin(stack, to: layoutMarginsGuide)';

describe('the bodies of a text', () => {
  it.each([
    ['func f() «{ if a { b() } }»\nfunc g() «{ }»'],
    ['final class Store: Base {\n  let a = 1\n  init() «{ }»\n  class func make() -> Store «{ Store() }»\n}'],
    [
      'extension Store where Item: Sendable {\n  var size: Int «{ get { 1 } }»\n  enum Key { case a\n  static func b() «{}» }\n}',
    ],
    ['protocol P: class {\n  var a: Int «{ get }»\n}\nlet c = «{ "}" }»()'],
    ['struct A {\n  let b = "{"\n  func c() «{ "\\("{")" }»\n}'],
    ['struct A {\n  func b() {'],
  ])('are those of functions, accessors and closures: %s', (marked) => {
    const text = marked.replaceAll(/[«»]/g, '');
    const strings = [...text.matchAll(/"[{}]"/g)].map(({ index }) => ({ start: index + 1, end: index + 2 }));
    const found = outerBodies(text, strings).map(({ start, end }) => text.slice(start, end));
    expect(found).toEqual([...marked.matchAll(/«(.*?)»/g)].map(([, body]) => body));
  });
});

describe('code that is no concern of any rule', () => {
  it('is left out with everything around it where there is no other', () => {
    expect(read(`class Row {\n  func layout() { ${LAYOUT} }\n}`)).toBe('');
  });

  it('counts for nothing in comments', () => {
    expect(read(`class Row {\n  // The token is shown.\n  func layout() { ${LAYOUT} }\n}`)).toBe('');
  });

  it('leaves its declaration where another is of concern', () => {
    const store = 'func save(token: String) { defaults.set(token) }';
    expect(read(`class Row {\n  ${store}\n  func layout() { ${LAYOUT} }\n}`)).toBe(
      `class Row { ${store} func layout() { } }`,
    );
  });

  it.each([
    ['is called by code of concern', 'func signOut() { layout() }\n  func layout()'],
    [
      'is called by what that calls',
      `func signOut() { one() }\n  func one() { layout(); ${LAYOUT} }\n  func layout()`,
    ],
    ['uses a property of concern', 'let stack = UserDefaults.standard\n  func layout()'],
    ['takes something away', 'let token = ""\n  func clearAll()'],
  ])('is read where it %s', (_, before) => {
    expect(read(`class Row {\n  ${before} { ${LAYOUT} }\n}`)).toContain(`) { ${LAYOUT} }`);
  });

  it('never moves anything', () => {
    fc.assert(
      fc.property(swift, fc.array(toggle, { maxLength: 4 }), (original, toggles) => {
        const text = toggles.reduce(toggled, original);
        const { readable } = prepareSwift(text);
        const left = prepareSwift(text, concernOf('swift')).readable;
        expect(left.length).toBe(readable.length);
        expect(Array.from(left).every((sign, at) => sign === readable[at] || sign === ' ')).toBe(true);
      }),
      { seed, numRuns: 200 },
    );
  });
});
