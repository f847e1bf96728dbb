import { ts, type Example, type FixExample } from '../../rule.js';

export const BAD: readonly Example[] = [
  ts`
    import * as SecureStore from 'expo-secure-store';

    const options = { keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK };

    export async function signedIn(accessToken: string) {
      SecureStore.«setItemAsync»('accessToken', accessToken, options);
      void SecureStore.«setItemAsync»('sessionId', sessionId, options);
    }
  `,
  ts`
    import * as Keychain from 'react-native-keychain';

    export function keep(accessToken: string) {
      Keychain.«setGenericPassword»('accessToken', accessToken).catch(() => {});
    }
  `,
  ts`
    import EncryptedStorage from 'react-native-encrypted-storage';

    export async function keep(password: string) {
      try {
        await EncryptedStorage.«setItem»('password', password);
      } catch {}
    }
  `,
  ts`
    import * as SecureStore from 'expo-secure-store';

    export const storage = {
      setItem: (key: string, value: string) => {
        SecureStore.«setItemAsync»(key, value);
      },
    };
  `,
];

export const GOOD: readonly Example[] = [
  // On iOS a failed write rejects: what it resolves with need not be looked at.
  ts`
    import * as Keychain from 'react-native-keychain';

    export async function keep(accessToken: string) {
      await Keychain.setGenericPassword('accessToken', accessToken);
    }
  `,
  ts`
    import * as SecureStore from 'expo-secure-store';

    const options = { keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK };
    export const keep = (accessToken: string) => SecureStore.setItemAsync('accessToken', accessToken, options);

    export async function save(accessToken: string) {
      try {
        await SecureStore.setItemAsync('accessToken', accessToken, options);
      } catch (error) {
        report(error);
      }
      await Promise.all([SecureStore.setItemAsync('sessionId', sessionId, options)]);
      SecureStore.setItemAsync('idToken', idToken, options).catch(report);
      SecureStore.setItem('password', password, options);
    }
  `,
  // The comment says why.
  ts`
    import * as SecureStore from 'expo-secure-store';

    export async function keep(idToken: string) {
      try {
        await SecureStore.setItemAsync('idToken', idToken);
      } catch {
        // The simulator has no Keychain; the session goes on in memory.
      }
    }
  `,
  ts`
    import * as SecureStore from 'expo-secure-store';

    export function remember(theme: string) {
      SecureStore.setItemAsync('theme', theme);
    }
  `,
];

export const FIXED: readonly FixExample[] = [
  {
    language: 'typescript',
    path: 'Example.ts',
    title: 'Wait for the write with await',
    before: `import * as Keychain from 'react-native-keychain';\n\nexport async function keep(accessToken: string) {\n  void Keychain.setGenericPassword('accessToken', accessToken); // background\n}\n`,
    after: `import * as Keychain from 'react-native-keychain';\n\nexport async function keep(accessToken: string) {\n  await Keychain.setGenericPassword('accessToken', accessToken); // background\n}\n`,
  },
];
