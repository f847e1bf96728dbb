import { ts, type Example, type FixExample } from '../../rule.js';

export const BAD: readonly Example[] = [
  ts`
    import * as SecureStore from 'expo-secure-store';

    export async function tighten() {
      const refreshToken = await SecureStore.getItemAsync('refreshToken');
      if (!refreshToken) return;
      await SecureStore.«setItemAsync»('refreshToken', refreshToken, {
        keychainAccessible: SecureStore.WHEN_UNLOCKED_THIS_DEVICE_ONLY,
      });
    }
  `,
  ts`
    import SInfo from 'react-native-sensitive-info';

    export async function tighten() {
      const refreshToken = await SInfo.getItem('refreshToken', {});
      await SInfo.«setItem»('refreshToken', refreshToken, {
        kSecAttrAccessible: 'kSecAttrAccessibleWhenUnlockedThisDeviceOnly',
      });
    }
  `,
];

export const GOOD: readonly Example[] = [
  ts`
    import * as SecureStore from 'expo-secure-store';

    export async function tighten() {
      const refreshToken = await SecureStore.getItemAsync('refreshToken');
      if (!refreshToken) return;
      await SecureStore.deleteItemAsync('refreshToken');
      await SecureStore.setItemAsync('refreshToken', refreshToken, {
        keychainAccessible: SecureStore.WHEN_UNLOCKED_THIS_DEVICE_ONLY,
      });
    }
  `,
  // react-native-keychain replaces the item, with its level.
  ts`
    import * as Keychain from 'react-native-keychain';

    export async function tighten() {
      const item = await Keychain.getGenericPassword();
      if (!item) return;
      await Keychain.setGenericPassword('refreshToken', item.password, {
        accessible: Keychain.ACCESSIBLE.WHEN_UNLOCKED_THIS_DEVICE_ONLY,
      });
    }
  `,
  // A new value.
  ts`
    import * as SecureStore from 'expo-secure-store';

    export async function renew() {
      const old = await SecureStore.getItemAsync('refreshToken');
      const refreshToken = await exchange(old);
      await SecureStore.setItemAsync('refreshToken', refreshToken, {
        keychainAccessible: SecureStore.WHEN_UNLOCKED_THIS_DEVICE_ONLY,
      });
    }
  `,
];

export const FIXED: readonly FixExample[] = [
  {
    language: 'typescript',
    path: 'Example.ts',
    title: 'Delete the old item first',
    before: `import SInfo from 'react-native-sensitive-info';

export async function tighten() {
  const token = await SInfo.getItem('refreshToken', {});
  await SInfo.setItem('refreshToken', token, { kSecAttrAccessible: 'kSecAttrAccessibleWhenUnlockedThisDeviceOnly' });
}
`,
    after: `import SInfo from 'react-native-sensitive-info';

export async function tighten() {
  const token = await SInfo.getItem('refreshToken', {});
  await SInfo.deleteItem('refreshToken', {});
  await SInfo.setItem('refreshToken', token, { kSecAttrAccessible: 'kSecAttrAccessibleWhenUnlockedThisDeviceOnly' });
}
`,
  },
  {
    language: 'typescript',
    path: 'Example.ts',
    title: 'Delete the old item first',
    before: `import * as SecureStore from 'expo-secure-store';\n\nexport async function tighten() {\n  const pin = await SecureStore.getItemAsync('pin');\n  await SecureStore.setItemAsync('pin', pin, { keychainAccessible: SecureStore.WHEN_UNLOCKED });\n}\n`,
    after: `import * as SecureStore from 'expo-secure-store';\n\nexport async function tighten() {\n  const pin = await SecureStore.getItemAsync('pin');\n  await SecureStore.deleteItemAsync('pin');\n  await SecureStore.setItemAsync('pin', pin, { keychainAccessible: SecureStore.WHEN_UNLOCKED });\n}\n`,
  },
];
