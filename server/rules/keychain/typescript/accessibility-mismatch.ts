import { ts, type Example, type FixExample } from '../../rule.js';

export const BAD: readonly Example[] = [
  ts`
    import * as SecureStore from 'expo-secure-store';

    const background: SecureStore.SecureStoreOptions = {
      keychainAccessible: SecureStore.«AFTER_FIRST_UNLOCK»,
    };

    export async function keep(refreshToken: string) {
      await SecureStore.setItemAsync('refreshToken', refreshToken, background);
    }
  `,
  ts`
    import * as Keychain from 'react-native-keychain';

    export async function keep(user: string, accessToken: string) {
      await Keychain.setGenericPassword(user, accessToken, {
        service: 'com.example.access',
        accessible: Keychain.ACCESSIBLE.«WHEN_UNLOCKED_THIS_DEVICE_ONLY»,
      });
    }
  `,
  ts`
    import { KeychainAccess, SecureStorage } from '@aparajita/capacitor-secure-storage';

    export const keep = (refreshToken: string) =>
      SecureStorage.set('refreshToken', refreshToken, false, false, KeychainAccess.«whenUnlocked»);
  `,
];

export const GOOD: readonly Example[] = [
  ts`
    import * as SecureStore from 'expo-secure-store';

    export async function keep(accessToken: string, refreshToken: string) {
      await SecureStore.setItemAsync('access', accessToken, { keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK });
      await SecureStore.setItemAsync('refresh', refreshToken, {
        keychainAccessible: SecureStore.WHEN_UNLOCKED_THIS_DEVICE_ONLY,
      });
    }
  `,
  // Behind a face or a finger.
  ts`
    import * as SecureStore from 'expo-secure-store';

    export const keep = async (accessToken: string) =>
      await SecureStore.setItemAsync('accessToken', accessToken, {
        requireAuthentication: true,
        keychainAccessible: SecureStore.WHEN_PASSCODE_SET_THIS_DEVICE_ONLY,
      });
  `,
  ts`
    import * as SecureStore from 'expo-secure-store';

    export const remember = async (theme: string) =>
      await SecureStore.setItemAsync('theme', theme, { keychainAccessible: SecureStore.WHEN_UNLOCKED });
  `,
];

export const FIXED: readonly FixExample[] = [
  {
    language: 'typescript',
    path: 'Example.ts',
    title:
      'Switch to SecureStore.WHEN_UNLOCKED_THIS_DEVICE_ONLY: readable only while unlocked, never leaves this device',
    before: `import * as SecureStore from 'expo-secure-store';\n\nexport const keep = async (refreshToken: string) =>\n  await SecureStore.setItemAsync('refreshToken', refreshToken, { keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK });\n`,
    after: `import * as SecureStore from 'expo-secure-store';\n\nexport const keep = async (refreshToken: string) =>\n  await SecureStore.setItemAsync('refreshToken', refreshToken, { keychainAccessible: SecureStore.WHEN_UNLOCKED_THIS_DEVICE_ONLY });\n`,
  },
];
