import type { FixExample } from '../../rule.js';

export const MOVES_FIXED: readonly FixExample[] = [
  {
    language: 'typescript',
    path: 'Example.ts',
    title: 'Move to expo-secure-store',
    before: `import AsyncStorage from '@react-native-async-storage/async-storage';
import { isAvailableAsync } from 'expo-secure-store';

const KEYS = { token: 'app.token', user: 'app.user' } as const;
export const canKeep = isAvailableAsync();

export async function keep(session: Session) {
  await AsyncStorage.multiSet([
    // Who is signed in.
    [KEYS.user, session.userName],
    [KEYS.token, session.token],
  ]);
}

export const load = () => AsyncStorage.getItem(KEYS.token);

export async function signOut() {
  try {
    await AsyncStorage.multiRemove([KEYS.token, KEYS.user]); // the rest stays
  } finally {
    leave();
  }
}
`,
    after: `import AsyncStorage from '@react-native-async-storage/async-storage';
import { isAvailableAsync, setItemAsync, AFTER_FIRST_UNLOCK, getItemAsync, deleteItemAsync } from 'expo-secure-store';

const KEYS = { token: 'app.token', user: 'app.user' } as const;
export const canKeep = isAvailableAsync();

export async function keep(session: Session) {
  await AsyncStorage.multiSet([
    // Who is signed in.
    [KEYS.user, session.userName],
  ]);
  await setItemAsync(KEYS.token, session.token, { keychainAccessible: AFTER_FIRST_UNLOCK });
}

export const load = () => getItemAsync(KEYS.token);

export async function signOut() {
  try {
    await AsyncStorage.multiRemove([KEYS.user]);
    await deleteItemAsync(KEYS.token); // the rest stays
  } finally {
    leave();
  }
}
`,
  },
  {
    language: 'typescript',
    path: 'Example.ts',
    title: 'Move to expo-secure-store',
    before: `import * as SecureStore from 'expo-secure-store';
import { MMKV } from 'react-native-mmkv';

const storage = new MMKV();

export function signIn(token: string) {
  storage.set('token', token);
  storage.set('theme', theme);
}

export async function renew() {
  const token = storage.getString('token');
  storage.set('token', await renewed(token ?? ''));
  return { token: storage.getString('token') };
}

export const isSignedIn = () => !!storage.getString('token');
export const drop = () => storage.delete('token');
export const hasKeychain = SecureStore.isAvailableAsync();
`,
    after: `import * as SecureStore from 'expo-secure-store';
import { MMKV } from 'react-native-mmkv';

const storage = new MMKV();

export function signIn(token: string) {
  SecureStore.setItem('token', token, { keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK });
  storage.set('theme', theme);
}

export async function renew() {
  const token = (await SecureStore.getItemAsync('token')) ?? undefined;
  await SecureStore.setItemAsync('token', await renewed(token ?? ''), { keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK });
  return { token: ((await SecureStore.getItemAsync('token')) ?? undefined) };
}

export const isSignedIn = () => !!SecureStore.getItem('token');
export const drop = () => void SecureStore.deleteItemAsync('token');
export const hasKeychain = SecureStore.isAvailableAsync();
`,
  },
  {
    language: 'typescript',
    path: 'Example.ts',
    title: 'Move to @aparajita/capacitor-secure-storage',
    before: `import { SecureStorage } from '@aparajita/capacitor-secure-storage';
import { Preferences } from '@capacitor/preferences';

export async function keep(token: string) {
  await Preferences.set({ key: 'auth_token', value: token });
}

export async function load() {
  const { value: token } = await Preferences.get({ key: 'auth_token' });
  return token ?? (await SecureStorage.getItem('former'));
}

export const drop = () => Preferences.remove({ key: 'auth_token' });
`,
    after: `import { SecureStorage } from '@aparajita/capacitor-secure-storage';

export async function keep(token: string) {
  await SecureStorage.setItem('auth_token', token);
}

export async function load() {
  const token = await SecureStorage.getItem('auth_token');
  return token ?? (await SecureStorage.getItem('former'));
}

export const drop = () => SecureStorage.removeItem('auth_token');
`,
  },
  {
    language: 'typescript',
    path: 'Example.ts',
    title: 'Move to capacitor-secure-storage-plugin',
    before: `import { Capacitor } from '@capacitor/core';
import { SecureStoragePlugin } from 'capacitor-secure-storage-plugin';

export async function keep(value: string, key = 'auth_token') {
  if (Capacitor.isNativePlatform()) localStorage.setItem('auth_token', value);
}

export async function header() {
  const token = localStorage.getItem('auth_token') || '';
  return { authorization: token, other: await SecureStoragePlugin.keys() };
}
`,
    after: `import { Capacitor } from '@capacitor/core';
import { SecureStoragePlugin } from 'capacitor-secure-storage-plugin';

export async function keep(value: string, key = 'auth_token') {
  if (Capacitor.isNativePlatform()) await SecureStoragePlugin.set({ key: 'auth_token', value });
}

export async function header() {
  const token = (await SecureStoragePlugin.get({ key: 'auth_token' }).then(({ value }) => value, () => null)) || '';
  return { authorization: token, other: await SecureStoragePlugin.keys() };
}
`,
  },
  {
    language: 'typescript',
    path: 'Example.ts',
    title: 'Move to expo-secure-store',
    before: `import AsyncStorage from '@react-native-async-storage/async-storage';
import * as SecureStore from 'expo-secure-store';

export const canKeep = SecureStore.isAvailableAsync();

export async function register(name: string, password: string) {
  await AsyncStorage.setItem(
    'registration',
    JSON.stringify({
      name,
      password,
    }),
  );
}
`,
    after: `import * as SecureStore from 'expo-secure-store';

export const canKeep = SecureStore.isAvailableAsync();

export async function register(name: string, password: string) {
  await SecureStore.setItemAsync(
    'registration',
    JSON.stringify({
      name,
      password,
    }),
    { keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK },
  );
}
`,
  },
  {
    language: 'typescript',
    path: 'Example.ts',
    title: 'Move to expo-secure-store under the key “app.token”',
    before: `import AsyncStorage from '@react-native-async-storage/async-storage';
import * as SecureStore from 'expo-secure-store';

export const keep = (token: string) => AsyncStorage.setItem('@app:token', token);
export const load = async () => (await AsyncStorage.getItem('@app:token')) ?? '';
export const hasKeychain = SecureStore.isAvailableAsync();

export async function signOut() {
  await api.signOut();
  await AsyncStorage.clear();
}
`,
    after: `import AsyncStorage from '@react-native-async-storage/async-storage';
import * as SecureStore from 'expo-secure-store';

export const keep = (token: string) => SecureStore.setItemAsync('app.token', token, { keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK });
export const load = async () => (await SecureStore.getItemAsync('app.token')) ?? '';
export const hasKeychain = SecureStore.isAvailableAsync();

export async function signOut() {
  await api.signOut();
  await AsyncStorage.clear();
  await SecureStore.deleteItemAsync('app.token');
}
`,
  },
];
