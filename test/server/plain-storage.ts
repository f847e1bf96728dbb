/** A file that keeps a token in AsyncStorage, and imports nothing that would be safer. */
export const PLAIN_TOKEN = `import AsyncStorage from '@react-native-async-storage/async-storage';

export const save = (accessToken: string) => AsyncStorage.setItem('accessToken', accessToken);
export const load = () => AsyncStorage.getItem('accessToken');
`;

/** The same file once the token is moved to expo-secure-store. */
export const IN_SECURE_STORE = `import * as SecureStore from 'expo-secure-store';

export const save = (accessToken: string) => SecureStore.setItemAsync('accessToken', accessToken, { keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK });
export const load = () => SecureStore.getItemAsync('accessToken');
`;

/** A package.json of an app for phones that depends on other packages too. */
export const appWith = (...names: readonly string[]): string =>
  JSON.stringify({ dependencies: Object.fromEntries(['expo', ...names].map((name) => [name, '55.0.0'])) });
