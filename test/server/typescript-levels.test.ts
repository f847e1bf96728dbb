import { describe, expect, it } from 'vitest';
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
  it('they are offered in a TypeScript file', async () => {
    const { text, position } = withCursor(
      `${EXPO}SecureStore.setItemAsync('accessToken', accessToken, { keychainAccessible: SecureStore.|ALWAYS });\n`,
    );
    const uri = 'file:///app/store.ts';
    const client = await TestClient.inMemory();
    client.open(uri, text, 1, 'typescript');
    expect((await client.complete(uri, position))?.items[0]?.label).toBe('AFTER_FIRST_UNLOCK');
  });
});
