import { ts, type Example, type FixExample } from '../../rule.js';
export { MOVES_FIXED } from './move-fixed-examples.js';

/** Credentials in plain stores, in files that have a better place for them at hand. */
export const MOVES_BAD: readonly Example[] = [
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';
    import * as SecureStore from 'expo-secure-store';

    const KEYS = { token: 'app.token', user: 'app.user' } as const;

    export async function keep(session: Session) {
      await AsyncStorage.multiSet([
        «[KEYS.token, session.token]»,
        [KEYS.user, session.userName],
        «['app.password', session.password]»,
      ]);
    }

    export const load = () => AsyncStorage.getItem(KEYS.token);

    export async function signOut() {
      await AsyncStorage.multiRemove([KEYS.token, KEYS.user, 'app.password']);
    }

    export const hasKeychain = SecureStore.isAvailableAsync();
  `,
  // Read among others: the fix would have to take the answer apart.
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';
    import * as SecureStore from 'expo-secure-store';

    export const keep = (token: string) => «AsyncStorage.setItem('token', token)»;
    export const load = () => AsyncStorage.multiGet(['token', 'theme']);
    export const drop = (keys: string[]) => AsyncStorage.multiRemove(keys);
    export const hasKeychain = SecureStore.isAvailableAsync();
  `,
  ts`
    import { getItemAsync } from 'expo-secure-store';
    import { MMKV } from 'react-native-mmkv';

    export const other = getItemAsync('other');
    export const storage = new MMKV();

    export class SessionStorage {
      setToken(token: string) {
        «storage.set('token', token)»;
      }

      async renew() {
        const token = storage.getString('token');
        if (!storage.getString('token')) return undefined;
        «storage.set('token', await renewed(token))»;
        return storage.getString('token');
      }

      getToken = (): string | undefined => storage.getString('token');
      drop = () => storage.delete('token');
    }
  `,
  // react-native-keychain only promises, and not everybody here can wait.
  ts`
    import * as Keychain from 'react-native-keychain';
    import { MMKV } from 'react-native-mmkv';

    const storage = new MMKV();
    export const hasBiometry = Keychain.getSupportedBiometryType();
    export const setToken = (token: string) => «storage.set('token', token)»;
    export const getToken = () => storage.getString('token');
  `,
  ts`
    import { SecureStorage } from '@aparajita/capacitor-secure-storage';
    import { Preferences } from '@capacitor/preferences';

    export async function keep(token: string) {
      «Preferences.set({ key: 'auth_token', value: token })»;
      await SecureStorage.setItem('idToken', idToken);
    }

    export async function load() {
      const { value: token } = await Preferences.get({ key: 'auth_token' });
      const other = (await Preferences.get({ key: 'auth_token' })).value;
      return token ?? other;
    }

    export const pair = () => Preferences.get({ key: 'auth_token' });
    export const drop = () => Preferences.remove({ key: 'auth_token' });
  `,
  ts`
    import { SecureStoragePlugin } from 'capacitor-secure-storage-plugin';

    export async function keep(token: string) {
      «localStorage.setItem('auth_token', token)»;
      await SecureStoragePlugin.set({ key: 'idToken', value: idToken });
    }

    export async function header() {
      return { authorization: 'Bearer ' + localStorage.getItem('auth_token') };
    }

    export function drop() {
      localStorage.removeItem('auth_token');
    }
  `,
  // Everything in the store goes at once.
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';
    import * as SecureStore from 'expo-secure-store';

    export const keep = (token: string) => «AsyncStorage.setItem('@app:token', token)»;
    export const load = async () => (await AsyncStorage.getItem('@app:token')) ?? '';
    export const hasKeychain = SecureStore.isAvailableAsync();

    export async function signOut() {
      await api.signOut();
      await AsyncStorage.clear();
    }
  `,
];

/** The same for UserDefaults behind React Native. */
export const DEFAULTS_MOVES_BAD: readonly Example[] = [
  ts`
    import * as SecureStore from 'expo-secure-store';
    import { Settings } from 'react-native';

    export function keep(accessToken: string) {
      Settings.set({ theme, accessToken: «accessToken» });
    }

    export function keepAll(session: Session) {
      «Settings.set({ session: { accessToken: session.accessToken } })»;
    }

    export const load = () => Settings.get('session');
    export const hasKeychain = SecureStore.isAvailableAsync();
  `,
  ts`
    import DefaultPreference from 'react-native-default-preference';
    import Keychain from 'react-native-keychain';

    export const keep = (token: string) => «DefaultPreference.set('authToken', token)»;
    export const load = () => DefaultPreference.get('authToken');
    export const hasBiometry = Keychain.getSupportedBiometryType();
  `,
];

export const DEFAULTS_MOVES_FIXED: readonly FixExample[] = [
  {
    language: 'typescript',
    path: 'Example.ts',
    title: 'Move to expo-secure-store',
    before: `import * as SecureStore from 'expo-secure-store';
import { Platform, Settings } from 'react-native';

export function keep(session: Session) {
  Settings.set({ session: { accessToken: session.accessToken } });
}

export const load = () => Settings.get('session');
export const hasKeychain = Platform.OS !== 'web' && SecureStore.isAvailableAsync();
`,
    after: `import * as SecureStore from 'expo-secure-store';
import { Platform } from 'react-native';

export function keep(session: Session) {
  SecureStore.setItem('session', JSON.stringify({ accessToken: session.accessToken }), { keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK });
}

export const load = () => JSON.parse(SecureStore.getItem('session') ?? 'null');
export const hasKeychain = Platform.OS !== 'web' && SecureStore.isAvailableAsync();
`,
  },
];
