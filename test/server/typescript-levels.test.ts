import { describe, expect, it } from 'vitest';
import type { CompletionItem } from 'vscode-languageserver';
import { levelChoices } from '../../server/assist/completion.js';
import { hoverAt } from '../../server/assist/hover.js';
import { DEFAULT_POLICY } from '../../server/policy/policy.js';
import { analyzer } from '../rules/analyzer.js';
import { TestClient } from './client.js';
import { withCursor } from './texts.js';

const EXPO = `import * as SecureStore from 'expo-secure-store';\n`;
const KEYCHAIN = `import * as Keychain from 'react-native-keychain';\n`;

function choices(marked: string): readonly string[] {
  const { text, offset } = withCursor(marked);
  const found = levelChoices(text, offset, DEFAULT_POLICY, 'typescript');
  return found?.choices.map(({ newText }) => newText) ?? [];
}

describe('levels are offered among the options of a library, the one that suits first', () => {
  it.each([
    [
      `${EXPO}SecureStore.setItemAsync('accessToken', token, { keychainAccessible: | });`,
      'SecureStore.AFTER_FIRST_UNLOCK',
    ],
    [
      `${EXPO}SecureStore.setItemAsync('refreshToken', token, {\n  keychainAccessible: SecureStore.|\n});`,
      'WHEN_UNLOCKED_THIS_DEVICE_ONLY',
    ],
    [`${EXPO}// it's here\nconst options = { keychainAccessible: SecureStore.WH|EN };`, 'AFTER_FIRST_UNLOCK'],
    [
      `${KEYCHAIN}Keychain.setGenericPassword('u', refreshToken, { accessible: | })`,
      'Keychain.ACCESSIBLE.WHEN_UNLOCKED_THIS_DEVICE_ONLY',
    ],
    [
      `${KEYCHAIN}Keychain.setGenericPassword('u', token, { accessible: Keychain.| })`,
      'ACCESSIBLE.AFTER_FIRST_UNLOCK',
    ],
    [
      `import RNSecureKeyStore, { ACCESSIBLE } from 'react-native-secure-key-store';\nRNSecureKeyStore.set('token', t, { accessible: | })`,
      'ACCESSIBLE.AFTER_FIRST_UNLOCK',
    ],
    [
      `import SInfo from "react-native-sensitive-info";\nSInfo.setItem('token', t, { kSecAttrAccessible: | })`,
      "'kSecAttrAccessibleAfterFirstUnlock'",
    ],
    [
      `import SInfo from "react-native-sensitive-info";\nSInfo.setItem('token', t, { kSecAttrAccessible: '|' })`,
      'kSecAttrAccessibleAfterFirstUnlock',
    ],
    [
      `const SecureStore = require('expo-secure-store');\nSecureStore.setItemAsync('t', token, { keychainAccessible: | })`,
      'SecureStore.AFTER_FIRST_UNLOCK',
    ],
    [
      `const { ACCESSIBLE, setGenericPassword } = require('react-native-keychain');\nsetGenericPassword('u', token, { accessible: | })`,
      'ACCESSIBLE.AFTER_FIRST_UNLOCK',
    ],
    [
      `import Keychain from 'react-native-keychain';\nKeychain.setGenericPassword('u', token, { accessible: | })`,
      'Keychain.ACCESSIBLE.AFTER_FIRST_UNLOCK',
    ],
    [
      `import { ACCESSIBLE as LEVELS, setGenericPassword } from 'react-native-keychain';\nsetGenericPassword('u', token, { accessible: | })`,
      'LEVELS.AFTER_FIRST_UNLOCK',
    ],
    [
      `import { setItemAsync, AFTER_FIRST_UNLOCK } from 'expo-secure-store';\nsetItemAsync('t', token, { keychainAccessible: | })`,
      'AFTER_FIRST_UNLOCK',
    ],
    // Behind the object of the levels nothing else can follow, wherever that is.
    [`${KEYCHAIN}const level = Keychain.ACCESSIBLE.WH|;`, 'AFTER_FIRST_UNLOCK'],
    [
      `import { KeychainAccess, SecureStorage } from '@aparajita/capacitor-secure-storage';\nSecureStorage.setDefaultKeychainAccess(KeychainAccess.|);`,
      'afterFirstUnlock',
    ],
    // The option itself.
    [
      `${EXPO}SecureStore.setItemAsync('refreshToken', refreshToken, { keych| });`,
      'keychainAccessible: SecureStore.WHEN_UNLOCKED_THIS_DEVICE_ONLY',
    ],
    [
      `${KEYCHAIN}await Keychain.setGenericPassword('u', accessToken, {\n  service: 'x',\n  acc|\n});`,
      'accessible: Keychain.ACCESSIBLE.AFTER_FIRST_UNLOCK',
    ],
  ])('%s', (marked, first) => {
    expect(choices(marked)[0]).toBe(first);
  });
});

describe('no levels are offered', () => {
  it.each([
    ['in a comment', `${EXPO}// { keychainAccessible: |`],
    ['in a string', `${EXPO}const text = 'keychainAccessible: |';`],
    ['in a template', `${EXPO}const text = \`keychainAccessible: |\`;`],
    ['where another library is imported', `${EXPO}const view = { accessible: | };`],
    ['without an import', 'const options = { keychainAccessible: | };'],
    ['in the options of something else', `${EXPO}render({ keych| });`],
    [
      'where the options have a level',
      `${EXPO}SecureStore.setItemAsync('t', t, { keychainAccessible: x, keych| });`,
    ],
    ['in another text', `import SInfo from "react-native-sensitive-info";\nSInfo.setItem('to|ken', t, {})`],
    ['behind what is something else', `${EXPO}const options = { keychainAccessible: Levels.| };`],
  ])('%s', (_, marked) => {
    expect(choices(marked)).toEqual([]);
  });
});

function hover(marked: string): readonly string[] {
  const { text, offset } = withCursor(marked);
  const found = hoverAt(analyzer.analyse('store.ts', text).facts, offset);
  return found ? found.markdown.split('\n\n') : [];
}

describe('the hover', () => {
  it('of a constant tells what the level means, and judges the item', () => {
    const paragraphs = hover(
      `${EXPO}export const keep = (refreshToken: string) =>\n  SecureStore.setItemAsync('refreshToken', refreshToken, { keychainAccessible: SecureStore.AFTER|_FIRST_UNLOCK });\n`,
    );
    expect(paragraphs[0]).toBe('**AfterFirstUnlock** · expo-secure-store `SecureStore.AFTER_FIRST_UNLOCK`');
    expect(paragraphs.at(-1)).toBe(
      'Looks like **a refresh token**: its key is `refreshToken`. The policy asks for **WhenUnlockedThisDeviceOnly**: `SecureStore.WHEN_UNLOCKED_THIS_DEVICE_ONLY`.',
    );
  });

  it('of a write without a level names the default of the library', () => {
    const paragraphs = hover(
      `${EXPO}export const keep = (accessToken: string) => SecureStore.set|ItemAsync('accessToken', accessToken);\n`,
    );
    expect(paragraphs[0]).toBe('**No level given** · expo-secure-store then uses **WhenUnlocked**.');
  });
});

describe('in the editor', () => {
  /** What is offered first at the mark, over the protocol. */
  async function first(
    name: string,
    languageId: string,
    marked: string,
  ): Promise<CompletionItem | undefined> {
    const { text, position } = withCursor(marked);
    const client = await TestClient.inMemory();
    client.open(`file:///app/${name}`, text, 1, languageId);
    return (await client.complete(`file:///app/${name}`, position))?.items[0];
  }

  it.each([
    ['store.ts', 'typescript'],
    ['store.tsx', 'typescriptreact'],
    ['store.js', 'javascript'],
    ['store.jsx', 'javascriptreact'],
    ['store.mjs', 'javascript'],
    ['store.cjs', 'javascript'],
  ])('they are offered in %s', async (name, languageId) => {
    const item = await first(
      name,
      languageId,
      `${EXPO}SecureStore.setItemAsync('accessToken', accessToken, { keychainAccessible: SecureStore.|ALWAYS });\n`,
    );
    expect(item?.label).toBe('AFTER_FIRST_UNLOCK');
  });

  it.each([
    [
      `import { setItemAsync } from 'expo-secure-store';\n`,
      `setItemAsync('accessToken', accessToken, { keychainAccessible: | });\n`,
      'AFTER_FIRST_UNLOCK',
      { line: 0, character: 21 },
      ', AFTER_FIRST_UNLOCK',
    ],
    [
      `import { setGenericPassword } from 'react-native-keychain';\n`,
      `setGenericPassword('user', accessToken, { accessible: | });\n`,
      'ACCESSIBLE.AFTER_FIRST_UNLOCK',
      { line: 0, character: 27 },
      ', ACCESSIBLE',
    ],
    [
      `import RNSecureKeyStore from 'react-native-secure-key-store';\n`,
      `RNSecureKeyStore.set('accessToken', accessToken, { accessible: | });\n`,
      'ACCESSIBLE.AFTER_FIRST_UNLOCK',
      { line: 0, character: 23 },
      ', { ACCESSIBLE }',
    ],
  ])('a name that is not imported yet is: %s', async (imports, call, label, at, newText) => {
    const item = await first('store.ts', 'typescript', imports + call);
    expect(item?.label).toBe(label);
    expect(item?.additionalTextEdits).toEqual([{ range: { start: at, end: at }, newText }]);
  });

  it.each([
    ['store.ts', 'typescript', EXPO],
    ['store.jsx', 'javascriptreact', EXPO],
    ['store.mjs', 'javascript', EXPO],
    ['store.cjs', 'javascript', `const SecureStore = require('expo-secure-store');\n`],
  ])('a level is explained in %s', async (name, languageId, imports) => {
    const { text, position } = withCursor(
      `${imports}const save = (accessToken) =>\n  SecureStore.setItemAsync('accessToken', accessToken, { keychainAccessible: SecureStore.ALW|AYS });\n`,
    );
    const uri = `file:///app/${name}`;
    const client = await TestClient.inMemory({ configuration: () => ({ typescript: 'on' }) });
    client.open(uri, text, 1, languageId);
    const shown = await client.hover(uri, position);
    expect(JSON.stringify(shown?.contents)).toContain('expo-secure-store `SecureStore.ALWAYS`');
    expect((await client.diagnostics(uri)).map(({ code }) => code)).toContain('keychain/always-accessible');
  });
});

describe('a level that is taken out of a required module', () => {
  it('is found where it is taken out, and gets no fix that would leave its uses behind', async () => {
    const text = `const { ALWAYS, setItemAsync } = require('expo-secure-store');
exports.save = (accessToken) => setItemAsync('accessToken', accessToken, { keychainAccessible: ALWAYS });
`;
    const uri = 'file:///app/store.cjs';
    const client = await TestClient.inMemory({ configuration: () => ({ typescript: 'on' }) });
    client.open(uri, text, 1, 'javascript');
    const found = await client.diagnostics(uri);
    expect(found.map(({ code, range }) => [code, range.start])).toContainEqual([
      'keychain/always-accessible',
      { line: 0, character: 8 },
    ]);
    const actions = await client.actions(uri, {
      start: { line: 0, character: 8 },
      end: { line: 0, character: 14 },
    });
    expect(actions.filter(({ title }) => title.startsWith('Switch to'))).toEqual([]);
  });
});

describe('the hover knows the levels of', () => {
  it.each([
    [
      'expo-secure-store, by name',
      `import { ALWAYS as LEVEL, setItemAsync } from 'expo-secure-store';\nsetItemAsync('accessToken', t, { keychainAccessible: LE|VEL });`,
      'expo-secure-store `SecureStore.ALWAYS`',
    ],
    [
      'react-native-keychain, by name',
      `import { ACCESSIBLE as A, setGenericPassword } from 'react-native-keychain';\nsetGenericPassword('u', accessToken, { accessible: A.ALW|AYS });`,
      'react-native-keychain `Keychain.ACCESSIBLE.ALWAYS`',
    ],
    [
      'RNSecureKeyStore',
      `import RNSecureKeyStore, { ACCESSIBLE } from 'react-native-secure-key-store';\nRNSecureKeyStore.set('t', accessToken, { accessible: ACCESSIBLE.ALW|AYS });`,
      'RNSecureKeyStore `ACCESSIBLE.ALWAYS`',
    ],
    [
      'react-native-sensitive-info',
      `import SInfo from 'react-native-sensitive-info';\nSInfo.setItem('t', accessToken, { kSecAttrAccessible: 'kSecAttr|AccessibleAlways' });`,
      'react-native-sensitive-info `kSecAttrAccessibleAlways`',
    ],
    [
      '@aparajita/capacitor-secure-storage',
      `import { KeychainAccess, SecureStorage } from '@aparajita/capacitor-secure-storage';\nSecureStorage.setDefaultKeychainAccess(KeychainAccess.when|Unlocked);`,
      '@aparajita/capacitor-secure-storage `KeychainAccess.whenUnlocked`',
    ],
  ])('%s', (_, marked, headline) => {
    expect(hover(marked)[0]).toContain(headline);
  });
});
