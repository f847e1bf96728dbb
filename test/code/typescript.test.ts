import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Node } from '../../server/code/model.js';
import { childrenOf, walk } from '../../server/code/walk.js';
import { codeOf } from '../rules/analyzer.js';
import { seed } from '../seed.js';

/** The first node of a kind in a text. */
function first<K extends Node['kind']>(
  text: string,
  kind: K,
  path = 'Example.tsx',
): Extract<Node, { kind: K }> {
  const found: Node[] = [];
  walk(codeOf(text, path).root, (node) => void (node.kind === kind && found.push(node)));
  expect(found.length, `a node of kind ${kind} in ${text}`).toBeGreaterThan(0);
  return found[0] as Extract<Node, { kind: K }>;
}

describe('imports and exports', () => {
  it.each([
    [`import S from 'm'`, [['default', 'S']]],
    [`import * as S from 'm'`, [['*', 'S']]],
    [
      `import S, { a, b as c } from 'm'`,
      [
        ['default', 'S'],
        ['a', 'a'],
        ['b', 'c'],
      ],
    ],
    [`import S = require('m')`, [['*', 'S']]],
    [`import 'm'`, []],
  ])('%s', (text, bindings) => {
    const node = first(text, 'import', 'Example.ts');
    expect(node.module).toBe('m');
    expect(node.bindings?.map(({ imported, local }) => [imported, local])).toEqual(bindings);
    expect(node.typeOnly).toBeUndefined();
  });

  it('of types alone say so', () => {
    expect(first(`import type { A } from 'm'`, 'import')).toMatchObject({ typeOnly: true });
  });

  it.each([
    [
      `export { a, b as c } from './m'`,
      './m',
      [
        ['a', 'a'],
        ['b', 'c'],
      ],
    ],
    [`export * from './m'`, './m', [['*', '*']]],
    [`export * as all from './m'`, './m', [['*', 'all']]],
    [`export { a as default }`, undefined, [['a', 'default']]],
    [`export default a`, undefined, [['a', 'default']]],
  ])('%s', (text, module, names) => {
    const node = first(text, 'export');
    expect(node.module).toBe(module);
    expect(node.names.map(({ local, exported }) => [local, exported])).toEqual(names);
  });

  it('that declare something are attributes of it', () => {
    expect(first('export const a = 1', 'variable').attributes.map(({ name }) => name)).toEqual(['export']);
    const main = first('export default function main() {}', 'function');
    expect(main.attributes.map(({ name }) => name)).toEqual(['export default']);
    expect(first('export default () => 1', 'function').name).toBe('default');
    expect(first('export default { a: 1 }', 'variable').name).toBe('default');
  });
});

describe('functions', () => {
  it.each([
    'async function save(token: string, key = "k") {}',
    'const save = async (token: string, key = "k") => {}',
    'const save = async function (token: string, key = "k") {}',
    'class A { async save(token: string, key = "k") {} }',
    'class A { save = async (token: string, key = "k") => {} }',
    'const a = { save: async (token: string, key = "k") => {} }',
    'const a = { async save(token: string, key = "k") {} }',
    'const save = useCallback(async (token: string, key = "k") => {}, [])',
    'const save = React.memo(async (token: string, key = "k") => {})',
    'const save = useMemo(() => async (token: string, key = "k") => {}, [])',
    'const save = useMemo(() => { return async (token: string, key = "k") => {}; }, [])',
  ])('have a name, however they are written: %s', (text) => {
    const node = first(text, 'function');
    expect(node).toMatchObject({ name: 'save', async: true });
    expect(node.parameters.map(({ name, type }) => [name, type])).toEqual([
      ['token', 'string'],
      ['key', undefined],
    ]);
  });

  it('without a name are closures that return what stands behind the arrow', () => {
    const { parameters, body } = first('list.map((x) => x.id)', 'closure');
    expect(parameters.map(({ name }) => name)).toEqual(['x']);
    expect(body.statements).toMatchObject([
      { kind: 'jump', form: 'return', value: { kind: 'member', name: 'id' } },
    ]);
  });

  it('take their parameters apart', () => {
    const { body } = first('function f({ token: t, user: { id } }) {}', 'function');
    expect(body?.statements).toMatchObject([
      { kind: 'variable', name: 't', value: { kind: 'member', name: 'token' } },
      { kind: 'variable', name: 'id', value: { kind: 'member', name: 'id', object: { name: 'user' } } },
    ]);
  });
});

describe('variables', () => {
  it('take their part of a value that is evaluated once', () => {
    const text = 'const { data: { token } } = await api.refresh()';
    const calls: Node[] = [];
    const variables: Node[] = [];
    walk(codeOf(text, 'Example.ts').root, (node) => {
      if (node.kind === 'call') calls.push(node);
      if (node.kind === 'variable') variables.push(node);
    });
    expect(calls).toHaveLength(1);
    expect(variables).toMatchObject([
      { binding: 'declaration', value: { kind: 'await' } },
      { name: 'token', value: { kind: 'member', name: 'token', object: { kind: 'member', name: 'data' } } },
    ]);
  });
});

describe('patterns', () => {
  it('count what they leave out of a list, and keep what a name is otherwise', () => {
    const variables: Node[] = [];
    walk(codeOf(`const [, setToken] = state, { key: k = 'token' } = options;`, 'Example.ts').root, (node) => {
      if (node.kind === 'variable') variables.push(node);
    });
    expect(variables).toMatchObject([
      { name: 'setToken', value: { kind: 'index', args: [{ value: { text: '1' } }] } },
      { name: 'k', value: { kind: 'member', name: 'key' }, default: { kind: 'text', parts: ['token'] } },
    ]);
  });
});

describe('texts', () => {
  it.each([
    [`'a\\'b\\x41\\u{1f511}\\n'`, ["a'bA🔑\n"]],
    [`"plain"`, ['plain']],
    ['`a${b}c`', ['a', 'c']],
    ['`\\`${b}`', ['`']],
    ['``', []],
  ])('%s', (text, pieces) => {
    const { parts } = first(`f(${text})`, 'text');
    expect(parts.filter((part) => typeof part === 'string')).toEqual(pieces);
  });
});

describe('objects', () => {
  it('have their keys as texts, spreads without one', () => {
    const { entries } = first(`f({ token, 'key': 1, [KEY]: 2, ...rest })`, 'dictionary');
    expect(entries.map(({ key }) => key?.kind)).toEqual(['text', 'text', 'name', undefined]);
    expect(entries[0]?.value).toMatchObject({ kind: 'name', name: 'token' });
  });

  it('keep what they are when a type is asserted', () => {
    expect(first(`const KEYS = { token: 'x' } as const`, 'variable').value?.kind).toBe('dictionary');
  });
});

const PIECES = [
  'import a from "b";',
  'export ',
  'const { a, b: { c } } = d;',
  'class A { private x = 1; m() {} }',
  '`${',
  '}',
  '{',
  '<View a={b}>',
  '</View>',
  'async () => ',
  'await x',
  '?.',
  '=> {',
  'try {',
  '} catch (e) {',
  'switch (a) { case 1: ',
  '"unterminated',
  "'",
  '/*',
  '*/',
  '//',
  '\n',
  '🔑',
  '\ud83d',
  '...',
  '[',
  ']',
  '@dec()',
  'enum E { A = 1 }',
  '!',
  ' as const',
];

describe('any text', () => {
  it.each(['Example.ts', 'Example.tsx'])('is lowered to nodes within each other: %s', (path) => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }), (pieces) => {
        const text = pieces.join(' ');
        const { root } = codeOf(text, path);
        walk(root, (node) => {
          expect(node.start).toBeGreaterThanOrEqual(0);
          expect(node.end).toBeLessThanOrEqual(text.length);
          expect(node.start).toBeLessThanOrEqual(node.end);
          for (const child of childrenOf(node)) expect(child.parent).toBe(node);
        });
      }),
      { seed, numRuns: 300 },
    );
  });

  it('that nests ten thousand deep is read as far as people write', () => {
    const text = `f(${'('.repeat(10_000)}1${')'.repeat(10_000)})`;
    expect(codeOf(text, 'Example.ts').root.statements.length).toBeGreaterThan(0);
  });
});
