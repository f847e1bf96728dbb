import { ts, tsx, type Example, type FixExample } from '../../rule.js';

export const BAD: readonly Example[] = [
  ts`
    import * as SecureStore from 'expo-secure-store';

    export async function saveToken(accessToken: string) {
      await SecureStore.setItemAsync('access_token', accessToken, {
        keychainAccessible: SecureStore.«ALWAYS»,
      });
    }
  `,
  tsx`
    import * as Keychain from 'react-native-keychain';

    export const save = (refreshToken: string) =>
      Keychain.setGenericPassword('refreshToken', refreshToken, { accessible: Keychain.ACCESSIBLE.«ALWAYS» });
  `,
  ts`
    import RNSecureKeyStore, { ACCESSIBLE } from 'react-native-secure-key-store';

    export const onSignIn = async token => {
      await RNSecureKeyStore.set('token', token, { accessible: ACCESSIBLE.«ALWAYS_THIS_DEVICE_ONLY» });
    };
  `,
  ts`
    import { setItemAsync, ALWAYS_THIS_DEVICE_ONLY } from 'expo-secure-store';

    const options = { keychainAccessible: «ALWAYS_THIS_DEVICE_ONLY» };
    export const store = async (password: string) => await setItemAsync('password', password, options);
  `,
  ts`
    import SInfo from 'react-native-sensitive-info';

    export const keep = async (sessionToken: string) =>
      await SInfo.setItem('sessionToken', sessionToken, { kSecAttrAccessible: '«kSecAttrAccessibleAlways»' });
  `,
  ts`
    import { SecureStorage } from 'nativescript-secure-storage';

    const storage = new SecureStorage(«kSecAttrAccessibleAlwaysThisDeviceOnly»);
    export const keep = async (accessToken: string) => await storage.set({ key: 'accessToken', value: accessToken });
  `,
  ts`
    import RNSecureStorage, { ACCESSIBLE } from 'rn-secure-storage';

    export const keep = (refreshToken: string) =>
      RNSecureStorage.setItem('refreshToken', refreshToken, { accessible: ACCESSIBLE.«ALWAYS» });
  `,
];

export const GOOD: readonly Example[] = [
  ts`
    import * as SecureStore from 'expo-secure-store';

    export async function saveToken(accessToken: string) {
      await SecureStore.setItemAsync('access_token', accessToken, {
        keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK,
      });
    }
  `,
  // A table of all levels, and a permission of another library.
  ts`
    import * as SecureStore from 'expo-secure-store';
    import * as Location from 'expo-location';

    const LEVELS = {
      always: SecureStore.ALWAYS,
      unlocked: SecureStore.WHEN_UNLOCKED,
      first: SecureStore.AFTER_FIRST_UNLOCK,
    };
    const wanted = Location.ALWAYS;
  `,
  // Behind an argument, the level is the caller's.
  ts`
    import { SecureStorage } from '@nativescript/secure-storage';

    const storage = new SecureStorage(kSecAttrAccessibleAfterFirstUnlock);
    export const keep = async (accessToken: string) => await storage.set({ key: 'accessToken', value: accessToken });
  `,
  // Without one it is AfterFirstUnlockThisDeviceOnly.
  ts`
    import { SecureStorage } from 'nativescript-secure-storage';

    const storage = new SecureStorage();
    export const keep = async (accessToken: string) => await storage.set({ key: 'accessToken', value: accessToken });
  `,
  ts`
    import { KeychainAccess, SecureStorage } from '@aparajita/capacitor-secure-storage';

    export const keep = (refreshToken: string) =>
      SecureStorage.set('refreshToken', refreshToken, false, false, KeychainAccess.whenUnlockedThisDeviceOnly);
  `,
];

export const FIXED: readonly FixExample[] = [
  {
    language: 'typescript',
    path: 'Example.ts',
    title:
      'Switch to ACCESSIBLE.AFTER_FIRST_UNLOCK_THIS_DEVICE_ONLY: readable in the background after the first unlock, never leaves this device',
    before: `import RNSecureKeyStore, { ACCESSIBLE } from 'react-native-secure-key-store';\n\nexport const keep = token => RNSecureKeyStore.set('token', token, {accessible: ACCESSIBLE.ALWAYS_THIS_DEVICE_ONLY});\n`,
    after: `import RNSecureKeyStore, { ACCESSIBLE } from 'react-native-secure-key-store';\n\nexport const keep = token => RNSecureKeyStore.set('token', token, {accessible: ACCESSIBLE.AFTER_FIRST_UNLOCK_THIS_DEVICE_ONLY});\n`,
  },
  {
    language: 'typescript',
    path: 'Example.ts',
    title:
      'Switch to SecureStore.AFTER_FIRST_UNLOCK: readable in the background after the first unlock, migrates in encrypted backups',
    before: `import * as SecureStore from 'expo-secure-store';\n\nconst options = { keychainAccessible: SecureStore.ALWAYS }; // widget\n`,
    after: `import * as SecureStore from 'expo-secure-store';\n\nconst options = { keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK }; // widget\n`,
  },
  {
    language: 'typescript',
    path: 'Example.ts',
    title:
      'Switch to AFTER_FIRST_UNLOCK: readable in the background after the first unlock, migrates in encrypted backups',
    before: `import { ALWAYS, getItemAsync } from 'expo-secure-store';

const options = { keychainAccessible: ALWAYS };
export const load = () => getItemAsync('token', options);
`,
    after: `import { AFTER_FIRST_UNLOCK, getItemAsync } from 'expo-secure-store';

const options = { keychainAccessible: AFTER_FIRST_UNLOCK };
export const load = () => getItemAsync('token', options);
`,
  },
  {
    language: 'typescript',
    path: 'Example.ts',
    title:
      'Switch to AFTER_FIRST_UNLOCK: readable in the background after the first unlock, migrates in encrypted backups',
    before: `import { ALWAYS, AFTER_FIRST_UNLOCK } from 'expo-secure-store';

const former = { keychainAccessible: ALWAYS };
const options = { keychainAccessible: AFTER_FIRST_UNLOCK };
`,
    after: `import { AFTER_FIRST_UNLOCK } from 'expo-secure-store';

const former = { keychainAccessible: AFTER_FIRST_UNLOCK };
const options = { keychainAccessible: AFTER_FIRST_UNLOCK };
`,
  },
];
