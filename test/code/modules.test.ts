import { describe, expect, it } from 'vitest';
import type { Expression } from '../../server/code/model.js';
import { walk } from '../../server/code/walk.js';
import { Modules } from '../../server/facts/modules.js';
import { Scopes } from '../../server/facts/scope.js';
import { codeOf } from '../rules/analyzer.js';

/** What the callee of the last call of a text names in a module, as `module: path`. */
function calleeOf(text: string): string | undefined {
  const code = codeOf(text, 'Example.ts');
  const modules = new Modules(code, new Scopes(code.root));
  let callee: Expression | undefined;
  walk(code.root, (node) => {
    if (node.kind === 'call' && node.callee.kind !== 'other') callee = node.callee;
  });
  const member = callee && modules.member(callee);
  return member && `${member.module}: ${member.path.join('.')}`;
}

describe('a callee', () => {
  it.each([
    [`import * as S from 'm'; S.set()`, 'm: set'],
    [`import S from 'm'; S.set()`, 'm: set'],
    [`import { set } from 'm'; set()`, 'm: set'],
    [`import { set as put } from 'm'; put()`, 'm: set'],
    [`import { A } from 'm'; A.b.c()`, 'm: A.b.c'],
    [`import { A } from 'm'; A['b']()`, 'm: A.b'],
    [`const S = require('m'); S.set()`, 'm: set'],
    [`const { set } = require('m'); set()`, 'm: set'],
    [`const S = require('m').default; S.set()`, 'm: set'],
    [`async function f() { const S = await import('m'); S.set() }`, 'm: set'],
    [`import * as S from 'm'; const { set: put } = S; put()`, 'm: set'],
    [`import * as S from 'm'; const store = S; store.set()`, 'm: set'],
    [`import S from 'm'; S!.set()`, 'm: set'],
    [`import S from 'm'; S?.set()`, 'm: set'],
    [`import S = require('m'); S.set()`, 'm: set'],
  ])('%s', (text, named) => {
    expect(calleeOf(text)).toBe(named);
  });

  it.each([
    'S.set()',
    `import type S from 'm'; S.set()`,
    `import S from 'm'; function f(S) { S.set() }`,
    `import S from 'm'; let T = S; T.set()`,
    `const a = b; const b = a; a.set()`,
  ])('that is nothing of a module: %s', (text) => {
    expect(calleeOf(text)).toBeUndefined();
  });
});

describe('what was made by a module', () => {
  it.each([
    [`import { MMKV } from 'm'; const s = new MMKV({ id: 'a' }); s.set('k', v)`],
    [`import { MMKV } from 'm'; class A { private s = new MMKV(); f() { this.s.set('k', v) } }`],
    [
      `import { MMKV } from 'm'; class A { constructor() { this.s = new MMKV() } f() { this.s.set('k', v) } }`,
    ],
  ])('%s', (text) => {
    const code = codeOf(text, 'Example.ts');
    const modules = new Modules(code, new Scopes(code.root));
    const made: unknown[] = [];
    walk(code.root, (node) => {
      if (node.kind === 'call' && node.callee.kind === 'member' && node.callee.name === 'set')
        made.push(node.callee.object && modules.maker(node.callee.object)?.of);
    });
    expect(made).toEqual([{ module: 'm', path: ['MMKV'] }]);
  });
});
