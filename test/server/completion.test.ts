import { CompletionItemTag } from 'vscode-languageserver';
import { describe, expect, it } from 'vitest';
import { levelChoices } from '../../server/assist/completion.js';
import { TestClient } from './client.js';
import { apply, withCursor } from './texts.js';

const URI = 'file:///app/Store.swift';

function choices(marked: string): readonly string[] {
  const { text, offset } = withCursor(marked);
  return levelChoices(text, offset)?.choices.map(({ newText }) => newText) ?? [];
}

function best(marked: string): string | undefined {
  const { text, offset } = withCursor(marked);
  return levelChoices(text, offset)?.choices.find(({ recommended }) => recommended)?.newText;
}

/** The text after the recommended level was chosen. */
function chosen(marked: string): string {
  const { text, offset } = withCursor(marked);
  const found = levelChoices(text, offset);
  const choice = found?.choices.find(({ recommended }) => recommended);
  if (!found || !choice) throw new Error('Nothing is recommended');
  return text.slice(0, found.span.start) + choice.newText + text.slice(found.span.end);
}

const AFTER_FIRST_UNLOCK = 'kSecAttrAccessibleAfterFirstUnlock';
const BOUND = 'kSecAttrAccessibleWhenUnlockedThisDeviceOnly';

describe('where levels are offered', () => {
  it.each([
    ['a dictionary', '[kSecAttrAccessible as String: |]'],
    ['a bare key', '[kSecAttrAccessible: |]'],
    ['a converted key', '[String(kSecAttrAccessible): |]'],
    ['a key as NSString', '[kSecAttrAccessible as NSString: |]'],
    ['an assignment', 'query[kSecAttrAccessible as String] = |'],
    ['an assignment with a bare key', 'query[kSecAttrAccessible] = |'],
    ['an assignment with a converted key', 'query[String(kSecAttrAccessible)] = |'],
    ['a value on its own line', '[kSecAttrAccessible as String:\n    |]'],
    ['an access control', 'SecAccessControlCreateWithFlags(nil, |'],
    ['an access control over lines', 'SecAccessControlCreateWithFlags(\n  kCFAllocatorDefault,\n  |'],
    ['SAMKeychain', 'SAMKeychain.setAccessibilityType(|)'],
    ['code without an end', 'func f() {\n  let query = [\n    kSecAttrAccessible as String: |'],
  ])('Apple’s constants: %s', (_, marked) => {
    expect(choices(marked)).toHaveLength(7);
    expect(choices(marked)[0]).toBe(AFTER_FIRST_UNLOCK);
  });

  it.each([
    ['import KeychainAccess\nKeychain().accessibility(|)', '.afterFirstUnlock', 7],
    ['import KeychainAccess\nKeychain().accessibility(.|)', 'afterFirstUnlock', 7],
    ['import KeychainAccess\nKeychain()\n  .accessibility(Accessibility.|)', 'afterFirstUnlock', 7],
    ['KeychainSwift().set(value, forKey: key, withAccess: |)', '.accessibleAfterFirstUnlock', 5],
    [
      'import SwiftKeychainWrapper\nwrapper.set(value, forKey: key, withAccessibility: .|)',
      'afterFirstUnlock',
      7,
    ],
    ['import Valet\nValet.valet(with: id, accessibility: |)', '.afterFirstUnlock', 5],
    ['SimpleKeychain(service: "a", accessibility: .|)', 'afterFirstUnlock', 5],
    ['let store = UICKeyChainStore()\nstore.accessibility = .|', 'afterFirstUnlock', 7],
    ['import Locksmith\nvar accessible: LocksmithAccessibleOption? { return .|', 'afterFirstUnlock', 7],
    ['import SwiftSecurity\nstore(a, query: b, accessPolicy: AccessPolicy(.|', 'afterFirstUnlock', 5],
    ['import Locksmith\nvar accessible: LocksmithAccessibleOption? {\n  |', '.afterFirstUnlock', 7],
  ])('a library’s own spelling: %s', (marked, first, count) => {
    expect(choices(marked)[0]).toBe(first);
    expect(choices(marked)).toHaveLength(count);
  });

  it.each([
    ['elsewhere', 'let a = |'],
    ['a different attribute', '[kSecAttrAccessGroup as String: |]'],
    ['a comment', '// kSecAttrAccessible as String: |'],
    ['a string', 'let a = "kSecAttrAccessible as String: |"'],
    ['behind the value', '[kSecAttrAccessible as String: level, |]'],
    ['the other arguments', 'SecAccessControlCreateWithFlags(nil, level, |'],
    ['an access policy', 'import SwiftSecurity\nkeychain.store(a, query: b, accessPolicy: |)'],
    ['someone else’s accessibility', 'view.accessibility(|)'],
    ['SwiftUI in a file without a library', 'Text("a", accessibility: |)'],
    ['a member of an unrelated value', '[kSecAttrAccessible as String: levels.|]'],
  ])('nothing: %s', (_, marked) => {
    expect(choices(marked)).toEqual([]);
  });
});

describe('the level that is recommended', () => {
  it.each([
    [
      'the account',
      BOUND,
      '[\n  kSecAttrAccount as String: "refreshToken",\n  kSecAttrAccessible as String: |\n]',
    ],
    [
      'the account below',
      BOUND,
      '[\n  kSecAttrAccessible as String: |,\n  kSecAttrAccount as String: "refresh-token",\n]',
    ],
    [
      'the value',
      BOUND,
      '[\n  kSecValueData as String: Data(refreshToken.utf8),\n  kSecAttrAccessible as String: |',
    ],
    [
      'the function',
      BOUND,
      'func saveRefreshToken(_ value: String) {\n  query[kSecAttrAccessible as String] = |\n}',
    ],
    ['a parameter', BOUND, 'func save(refreshToken: String) {\n  query[kSecAttrAccessible as String] = |\n}'],
    [
      'an assignment before',
      BOUND,
      'func save() {\n  query[kSecAttrAccount] = "refreshToken"\n  query[kSecAttrAccessible] = |',
    ],
    [
      'a telling name before a vague one',
      BOUND,
      'func saveRefreshToken() {\n  query = [kSecAttrAccount: "token", kSecAttrAccessible: |]',
    ],
    [
      'an access token',
      AFTER_FIRST_UNLOCK,
      '[kSecAttrAccount as String: "accessToken", kSecAttrAccessible as String: |]',
    ],
    ['nothing', AFTER_FIRST_UNLOCK, '[kSecClass: kSecClassGenericPassword, kSecAttrAccessible: |]'],
    [
      'not the function before',
      AFTER_FIRST_UNLOCK,
      'func saveRefreshToken() {\n  add()\n}\nfunc save() {\n  query[kSecAttrAccessible] = |\n}',
    ],
    [
      'not the function after',
      AFTER_FIRST_UNLOCK,
      'func save() {\n  query[kSecAttrAccessible] = |\n\nfunc saveRefreshToken() {\n}',
    ],
    [
      'not the other members of a type',
      '.afterFirstUnlock',
      'import KeychainAccess\nclass Store {\n  let refreshToken = ""\n\n  let keychain = Keychain().accessibility(|)\n}',
    ],
    [
      'not a comment',
      AFTER_FIRST_UNLOCK,
      'func save() {\n  // not the refreshToken\n  query[kSecAttrAccessible] = |\n}',
    ],
    [
      'the nearest',
      BOUND,
      'func save() {\n  a[kSecAttrAccount] = "accessToken"\n  a[kSecAttrAccessible] = level\n\n  b[kSecAttrAccount] = "refreshToken"\n  b[kSecAttrAccessible] = |\n}',
    ],
  ])('follows %s', (_, level, marked) => {
    expect(best(marked)).toBe(level);
    expect(choices(marked)[0]).toBe(level);
  });

  it.each([
    '[kSecClass: kSecClassGenericPassword, kSecAttrAccessible: |]',
    'SAMKeychain.setPassword(value, forService: a, account: b)\n  query[kSecAttrAccessible] = |',
  ])('does not take the words of the interfaces for names: %s', (body) => {
    expect(best(`func saveRefreshToken() {\n  ${body}\n}`)).toBe(BOUND);
  });

  it('follows what is chained on behind the builder of a library', () => {
    const marked =
      'import KeychainAccess\ntry Keychain()\n  .accessibility(|)\n  .set(value, key: "refreshToken")';
    expect(best(marked)).toBe('.whenUnlockedThisDeviceOnly');
  });

  it('comes before levels that fit, those before levels that do not, and deprecated ones last', () => {
    expect(choices('[kSecAttrAccount: "refreshToken", kSecAttrAccessible: |]')).toEqual([
      BOUND,
      'kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly',
      AFTER_FIRST_UNLOCK,
      'kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly',
      'kSecAttrAccessibleWhenUnlocked',
      'kSecAttrAccessibleAlwaysThisDeviceOnly',
      'kSecAttrAccessibleAlways',
    ]);
  });

  it.each([
    ['[kSecAttrAccessible as String: kSecAttrAcc|]', `[kSecAttrAccessible as String: ${AFTER_FIRST_UNLOCK}]`],
    [
      '[kSecAttrAccessible as String: kSec|AttrAccessibleAlways, a: b]',
      `[kSecAttrAccessible as String: ${AFTER_FIRST_UNLOCK}, a: b]`,
    ],
    [
      'import KeychainAccess\nKeychain().accessibility(.wh|)',
      'import KeychainAccess\nKeychain().accessibility(.afterFirstUnlock)',
    ],
    [
      'KeychainSwift().set(a, forKey: b, withAccess: KeychainSwiftAccessOptions.|)',
      'KeychainSwift().set(a, forKey: b, withAccess: KeychainSwiftAccessOptions.accessibleAfterFirstUnlock)',
    ],
  ])('replaces what is typed of it: %s', (marked, after) => {
    expect(chosen(marked)).toBe(after);
  });
});

describe('the documentation of a level', () => {
  const documentation = (marked: string): string | undefined => {
    const { text, offset } = withCursor(marked);
    return levelChoices(text, offset)?.choices[0]?.markdown.split('\n\n').at(-1);
  };

  it('says why it is recommended', () => {
    expect(documentation('[kSecAttrAccount: "app.refreshToken", kSecAttrAccessible: |]')).toBe(
      'Recommended: `app.refreshToken` nearby looks like **a refresh token**.',
    );
  });

  it('never repeats what may be more than a name', () => {
    const marked = '[kSecValueData: "refresh token: eyJhbGciOiJIUzI1NiJ9", kSecAttrAccessible: |]';
    expect(best(marked)).toBe(BOUND);
    expect(documentation(marked)).not.toContain('eyJ');
  });
});

describe('completion over a connection', () => {
  it('gives levels with detail, documentation, order and deprecation, and edits the text in place', async () => {
    const { text, position } = withCursor(
      'let 🙂 = [\r\n\tkSecAttrAccount as String: "refresh_token",\r\n\tkSecAttrAccessible as String: kSe|\r\n',
    );
    const client = await TestClient.inMemory();
    client.open(URI, text);
    const items = (await client.complete(URI, position))!.items;
    const [first] = items;
    const last = items.at(-1)!;
    expect(first).toMatchObject({ label: BOUND, preselect: true, filterText: BOUND });
    expect(first!.detail).toBe(
      'recommended for a refresh token: readable only while unlocked, never leaves this device',
    );
    expect(first!.documentation).toMatchObject({
      kind: 'markdown',
      value: expect.stringContaining('**Readable:**'),
    });
    expect(items.map(({ sortText }) => sortText)).toEqual(items.map(({ sortText }) => sortText).toSorted());
    expect(items.filter(({ preselect }) => preselect)).toHaveLength(1);
    expect(last).toMatchObject({ label: 'kSecAttrAccessibleAlways', tags: [CompletionItemTag.Deprecated] });
    if (!first?.textEdit || !('range' in first.textEdit)) throw new Error('No edit');
    expect(apply(text, [first.textEdit])).toBe(text.replace(/kSe(?=\r\n$)/, BOUND));
  });

  it('is made of the text at the time of asking, though the user types on', async () => {
    const { text, position } = withCursor('let a = [kSecAttrAccessible as String: k|]');
    const client = await TestClient.inMemory();
    client.open(URI, text);
    const asked = client.complete(URI, position);
    client.change(URI, { range: { start: position, end: position }, text: 'Sec' });
    const [first] = (await asked)!.items;
    if (!first?.textEdit || !('range' in first.textEdit)) throw new Error('No edit');
    expect(apply(text, [first.textEdit])).toBe(text.replace('k]', `${AFTER_FIRST_UNLOCK}]`));
  });

  it('is asked for by what is typed right before a level', async () => {
    const client = await TestClient.inMemory();
    expect(client.initialized.capabilities.completionProvider?.triggerCharacters).toEqual(
      expect.arrayContaining(['.', '(', ':', ' ']),
    );
  });

  it('gives nothing in a string', async () => {
    const { text, position } = withCursor('let a = "kSecAttrAccessible: |"');
    const client = await TestClient.inMemory();
    client.open(URI, text);
    expect(await client.complete(URI, position)).toBeNull();
  });
});
