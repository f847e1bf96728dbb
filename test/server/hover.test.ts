import { describe, expect, it } from 'vitest';
import { hoverAt } from '../../server/assist/hover.js';
import { DEFAULT_POLICY } from '../../server/policy/policy.js';
import { analyzer } from '../rules/analyzer.js';
import { TestClient } from './client.js';
import { ALWAYS, saving, STORE } from './samples.js';
import { rangeOf, withCursor } from './texts.js';

const URI = 'file:///app/Store.swift';

/** The hover at the cursor mark, as its paragraphs. */
function hover(marked: string): readonly string[] {
  const { text, offset } = withCursor(marked);
  const found = hoverAt(analyzer.analyse('Store.swift', text).facts, offset);
  return found ? found.markdown.split('\n\n') : [];
}

/** A text with the cursor mark in the n-th occurrence of a word. */
function on(text: string, word: string, nth = 0): string {
  let at = -1;
  for (let found = 0; found <= nth; found += 1) at = text.indexOf(word, at + 1);
  return `${text.slice(0, at + 2)}|${text.slice(at + 2)}`;
}

const WHEN_UNLOCKED = [
  '- **Readable:** Only while the device is unlocked.',
  '- **Backup:** Travels in encrypted backups and to a new device.',
  '- **Suits:** Credentials that only the app in the foreground uses.',
].join('\n');

describe('the hover of a level', () => {
  it('tells when it is readable, where it travels, what it suits, and judges the item', () => {
    const text = saving('accessToken', 'kSecAttrAccessibleWhenUnlocked');
    expect(hover(on(text, 'kSecAttrAccessibleWhenUnlocked'))).toEqual([
      '**WhenUnlocked** · `kSecAttrAccessibleWhenUnlocked`',
      WHEN_UNLOCKED,
      'The default of SecItemAdd when no level is given.',
      'Looks like **an access token**: its key is `accessToken`. The policy asks for **AfterFirstUnlock**: `kSecAttrAccessibleAfterFirstUnlock`.',
    ]);
  });

  it('says that it is deprecated first of all', () => {
    expect(hover(on(STORE, ALWAYS)).slice(0, 2)).toEqual([
      '**Always** · `kSecAttrAccessibleAlways`',
      expect.stringMatching(/^⚠️ Deprecated since iOS 12/),
    ]);
  });

  it('uses the spelling of the library at hand', () => {
    const text = `import KeychainAccess
func save(refreshToken: String) throws {
    try Keychain(service: "app").accessibility(.afterFirstUnlock).set(refreshToken, key: "token")
}`;
    const found = hover(on(text, 'afterFirstUnlock'));
    expect(found[0]).toBe('**AfterFirstUnlock** · KeychainAccess `.afterFirstUnlock`');
    expect(found.at(-1)).toBe(
      'Looks like **a refresh token**: its value is the parameter `refreshToken`. The policy asks for **WhenUnlockedThisDeviceOnly**: `.whenUnlockedThisDeviceOnly`.',
    );
  });

  it.each([
    [
      'the very level',
      'refreshToken',
      'kSecAttrAccessibleWhenUnlockedThisDeviceOnly',
      'The policy asks for this level.',
    ],
    [
      'a stricter one',
      'refreshToken',
      'kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly',
      'The policy asks for WhenUnlockedThisDeviceOnly; this level is at least as strict.',
    ],
  ])('says so where the policy is met: %s', (_, name, level, verdict) => {
    expect(hover(on(saving(name, level), level)).at(-1)).toBe(
      `Looks like **a refresh token**: its key is \`${name}\`. ${verdict}`,
    );
  });

  it('names the kind alone where the policy does not speak of it', () => {
    expect(DEFAULT_POLICY.levels.password).toBeUndefined();
    const text = saving('password', 'kSecAttrAccessibleWhenUnlocked');
    expect(hover(on(text, 'kSecAttrAccessibleWhenUnlocked')).at(-1)).toBe(
      'Looks like **a password**: its key is `password`.',
    );
  });

  it('says nothing of an item where nothing tells what it is', () => {
    const text = saving('value', 'kSecAttrAccessibleWhenUnlocked');
    expect(hover(on(text, 'kSecAttrAccessibleWhenUnlocked')).join('\n')).not.toContain('Looks like');
  });

  it('tells a level that only selects items', () => {
    const text = `let query: [String: Any] = [
    kSecClass as String: kSecClassGenericPassword,
    kSecAttrAccount as String: "refreshToken",
    kSecAttrAccessible as String: kSecAttrAccessibleWhenUnlocked,
]
SecItemDelete(query as CFDictionary)
`;
    expect(hover(on(text, 'kSecAttrAccessibleWhenUnlocked')).at(-1)).toBe(
      'Here it only finds items that have this level.',
    );
  });

  it('covers the level alone, and is there at both its ends', () => {
    const { facts } = analyzer.analyse('Store.swift', STORE);
    const start = STORE.indexOf(ALWAYS);
    const span = { start, end: start + ALWAYS.length };
    expect(hoverAt(facts, span.start)?.span).toEqual(span);
    expect(hoverAt(facts, span.end)?.span).toEqual(span);
    expect(hoverAt(facts, span.start - 1)).toBeUndefined();
    expect(hoverAt(facts, span.end + 1)).toBeUndefined();
  });
});

describe('the hover of a write without a level', () => {
  it('names the default of the library and what it means', () => {
    const text = `import KeychainSwift
func save(accessToken: String) {
    KeychainSwift().set(accessToken, forKey: "accessToken")
}`;
    expect(hover(on(text, 'set('))).toEqual([
      '**No level given** · KeychainSwift then uses **WhenUnlocked**.',
      WHEN_UNLOCKED,
      'Looks like **an access token**: its key is `accessToken`. The policy asks for **AfterFirstUnlock**: `.accessibleAfterFirstUnlock`.',
    ]);
  });

  it('names Apple’s default', () => {
    const text = STORE.replace(/ +kSecAttrAccessible .*\n/, '');
    expect(hover(on(text, 'SecItemAdd'))[0]).toBe(
      '**No level given** · SecItemAdd then uses **WhenUnlocked**.',
    );
  });

  it('is not there for a write that gives one', () => {
    expect(hover(on(STORE, 'SecItemAdd'))).toEqual([]);
  });
});

describe('hover over a connection', () => {
  it('is Markdown with its range', async () => {
    const text = STORE.replace(`: ${ALWAYS}`, `: /*🙂*/ ${ALWAYS}`).replaceAll('\n', '\r\n');
    const client = await TestClient.inMemory();
    client.open(URI, text);
    const range = rangeOf(text, ALWAYS);
    expect(await client.hover(URI, range.start)).toEqual({
      range,
      contents: {
        kind: 'markdown',
        value: expect.stringMatching(/^\*\*Always\*\* · `kSecAttrAccessibleAlways`\n\n/),
      },
    });
  });

  it('is nothing elsewhere', async () => {
    const client = await TestClient.inMemory();
    client.open(URI, STORE);
    expect(await client.hover(URI, { line: 0, character: 0 })).toBeNull();
    expect(await client.hover('file:///app/Unknown.swift', { line: 0, character: 0 })).toBeNull();
  });
});
