import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Code } from '../../server/code/model.js';
import { concernOf } from '../../server/facts/concern.js';
import { remembering } from '../../server/syntax/remembering.js';
import { analyzer, EXAMPLE_PATH, readers } from '../rules/analyzer.js';
import { BAD_CASES, unmark } from '../rules/examples.js';
import { seed } from '../seed.js';
import { STORE } from '../server/samples.js';
import { swift, toggle, toggled } from '../syntax/pieces.js';

const SCREEN = `import AsyncStorage from '@react-native-async-storage/async-storage';

const KEY = 'accessToken';

/** It's kept. */
export async function save(token: string): Promise<void> {
  await AsyncStorage.setItem(KEY, \`Bearer \${token}\`);
}

export function Row({ title }: { title: string }) {
  const width = title.length * 8;
  if (width > 100) return <Text style={{ width }}>Don't {title.slice(0, 12)}</Text>;
  return <Text>{title}</Text>; // as it is
}

export class Session {
  private pattern = /[{'"]\\/}/;
  end() {
    return AsyncStorage.removeItem(KEY);
  }
}
`;

const scripts = fc.constantFrom(SCREEN, SCREEN.replaceAll('\n', '\r\n'));

describe('a text that is edited', () => {
  it.each([
    ['swift', fc.oneof(fc.constantFrom(STORE, STORE.replaceAll('\n', '\r\n')), swift)],
    ['tsx', scripts],
    ['typescript', scripts],
  ] as const)('reads as a fresh one in %s', (grammar, texts) => {
    const reader = readers[grammar];
    const concern = concernOf(grammar === 'swift' ? 'swift' : 'typescript');
    fc.assert(
      fc.property(texts, fc.array(toggle, { minLength: 1, maxLength: 6 }), (original, toggles) => {
        let text = original;
        const remembered = remembering(concern);
        let whole = reader.read(text);
        let some = reader.read(text, remembered);
        for (const each of toggles) {
          text = toggled(text, each);
          whole = reader.read(text, undefined, whole);
          some = reader.read(text, remembered, some);
          expect(plain(whole.code)).toBe(plain(reader.read(text).code));
          expect(plain(some.code)).toBe(plain(reader.read(text, concern).code));
        }
      }),
      { seed, numRuns: 200 },
    );
  });

  it('keeps what is not touched, and moves it', () => {
    const reader = readers.swift;
    const before = reader.read('func a() {}\nfunc b(c: D) { e(c) }\n');
    const [, kept] = before.code.root.statements;
    const after = reader.read('func aa() {}\nfunc b(c: D) { e(c) }\n', undefined, before);
    expect(after.code.root.statements[1]).toBe(kept);
    expect(plain(after.code)).toBe(plain(reader.read(after.code.text).code));
    expect(kept?.parent).toBe(after.code.root);
  });

  it('is read anew where a comment is within', () => {
    const reader = readers.swift;
    const before = reader.read('let a: [B /* c */] = []\n');
    const after = reader.read('let a: [B /* d */] = []\n', undefined, before);
    expect(plain(after.code)).toBe(plain(reader.read('let a: [B /* d */] = []\n').code));
  });
});

describe('what is known of an earlier version', () => {
  it('stays what it is when the text moves', () => {
    for (const { example } of BAD_CASES) {
      const { text } = unmark(example.text);
      const open = analyzer.open(example.path ?? EXAMPLE_PATH, text);
      const { facts } = open.analysis;
      const before = JSON.stringify(facts);
      open.update(`\n\n${text}`);
      expect(JSON.stringify(facts)).toBe(before);
    }
  });
});

/** Code as text, without the ways back in it. */
function plain(code: Code): string {
  return JSON.stringify(code, (name, value: unknown) =>
    name === 'parent' || name === 'children' ? undefined : value,
  );
}
