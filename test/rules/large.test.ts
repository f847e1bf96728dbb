import { describe, expect, it } from 'vitest';
import { analyzer } from './analyzer.js';

const WRITES = 2000;

/** As many functions as there are writes, or all writes in one function. */
const FORMS: readonly (readonly [form: string, before: string, write: (index: number) => string])[] = [
  [
    'functions',
    'final class Store {\n',
    (index) => `
  func save${index}(_ token: String) -> Bool {
    var query: [String: Any] = [kSecClass as String: kSecClassGenericPassword]
    query[kSecAttrAccount as String] = "accessToken${index}"
    query[kSecAttrAccessible as String] = kSecAttrAccessibleAlways
    query[kSecValueData as String] = Data(token.utf8)
    return SecItemAdd(query as CFDictionary, nil) == errSecSuccess
  }`,
  ],
  [
    'writes of one function',
    'func save(token: String) {\n',
    (index) => `
  let query${index}: [String: Any] = [
    kSecClass as String: kSecClassGenericPassword,
    kSecAttrAccount as String: "accessToken${index}",
    kSecAttrAccessible as String: kSecAttrAccessibleAlways,
    kSecValueData as String: Data(token.utf8),
  ]
  guard SecItemAdd(query${index} as CFDictionary, nil) == errSecSuccess else { return }`,
  ],
];

describe('the facts of a text with two thousand', () => {
  it.each(FORMS)('%s tell the place, the level and the dictionary of each', (_, before, write) => {
    const text = `${before}${Array.from({ length: WRITES }, (__, index) => write(index)).join('')}\n}\n`;
    const facts = analyzer.facts('Store.swift', text);
    const levels = placesOf('kSecAttrAccessibleAlways', text);
    const calls = placesOf('SecItemAdd', text);
    expect(
      facts?.writes.map(({ start, level }) => [start, level.state === 'given' && level.mention.start]),
    ).toEqual(calls.map((call, index) => [call, levels[index]]));
    const used = facts?.queries.filter(({ operation }) => operation === 'add') ?? [];
    expect(
      used.map(({ start, complete, isShared, attributes }) => [start, complete, isShared, attributes.length]),
    ).toEqual(calls.map((call) => [call, true, false, 4]));
    expect(calls).toHaveLength(WRITES);
  });
});

function placesOf(word: string, text: string): readonly number[] {
  return Array.from(text.matchAll(new RegExp(`\\b${word}\\b`, 'g')), ({ index }) => index);
}
