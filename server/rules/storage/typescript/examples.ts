import { ts, type Example, type FixExample } from '../../rule.js';

export const PLAIN_FIXED: readonly FixExample[] = [
  {
    language: 'typescript',
    path: 'Example.ts',
    title: 'Move to expo-secure-store',
    before: `import AsyncStorage from '@react-native-async-storage/async-storage';
import * as SecureStore from 'expo-secure-store';

export const save = async (accessToken: string) => {
  AsyncStorage.setItem('accessToken', accessToken);
  await SecureStore.setItemAsync('idToken', idToken);
};
export const load = () => AsyncStorage.getItem('accessToken'); // or null
export const drop = () => AsyncStorage.removeItem('accessToken');
`,
    after: `import * as SecureStore from 'expo-secure-store';

export const save = async (accessToken: string) => {
  await SecureStore.setItemAsync('accessToken', accessToken, { keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK });
  await SecureStore.setItemAsync('idToken', idToken);
};
export const load = () => SecureStore.getItemAsync('accessToken'); // or null
export const drop = () => SecureStore.deleteItemAsync('accessToken');
`,
  },
  {
    language: 'typescript',
    path: 'Example.ts',
    title: 'Move to react-native-keychain',
    before: `import AsyncStorage from "@react-native-async-storage/async-storage"
import * as Keychain from "react-native-keychain"

export const save = (refreshToken: string) => AsyncStorage.setItem("@refreshToken", refreshToken)
export const load = async () => (await AsyncStorage.getItem("@refreshToken")) ?? ""
export const theme = () => AsyncStorage.getItem("theme")
`,
    after: `import AsyncStorage from "@react-native-async-storage/async-storage"
import * as Keychain from "react-native-keychain"

export const save = (refreshToken: string) => Keychain.setGenericPassword("@refreshToken", refreshToken, { service: "@refreshToken", accessible: Keychain.ACCESSIBLE.WHEN_UNLOCKED_THIS_DEVICE_ONLY })
export const load = async () => (await Keychain.getGenericPassword({ service: "@refreshToken" }).then((item) => (item ? item.password : null))) ?? ""
export const theme = () => AsyncStorage.getItem("theme")
`,
  },
];

export const DEFAULTS_BAD: readonly Example[] = [
  ts`
    import { Settings } from 'react-native';

    export function mirror(accessToken: string) {
      «Settings.set({ 'widget.accessToken': accessToken })»;
    }
  `,
  ts`
    import DefaultPreference from 'react-native-default-preference';

    export const keep = (token: string) => «DefaultPreference.set('authToken', token)»;
  `,
];

export const DEFAULTS_GOOD: readonly Example[] = [
  ts`
    import { Settings } from 'react-native';

    Settings.set({ 'widget.theme': theme, pushToken });
    const token = Settings.get('widget.accessToken');
  `,
];

export const AUTH_CODE_BAD: readonly Example[] = [
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';

    export async function begin(codeVerifier: string) {
      await «AsyncStorage.setItem('oauth.codeVerifier', codeVerifier)»;
    }
  `,
];

export const AUTH_CODE_GOOD: readonly Example[] = [
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';

    export const finish = () => AsyncStorage.getItem('oauth.codeVerifier');
    export const keep = (countryCode: string) => AsyncStorage.setItem('countryCode', countryCode);
  `,
];
