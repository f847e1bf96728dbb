import { describe, expect, it } from 'vitest';
import { type App, linesFoundIn } from './app.js';

/** What is found about storage and the Keychain in an app, as `path:line rule`. */
const found = (app: App): readonly string[] => linesFoundIn(app, /^(storage|keychain)\//);

const PLAIN = `import AsyncStorage from '@react-native-async-storage/async-storage';
export const setItem = (key: string, value: string) => AsyncStorage.setItem(key, value);
`;
const SECURE = `import * as SecureStore from 'expo-secure-store';
const options = { keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK };
export const setItem = (key: string, value: string) => SecureStore.setItemAsync(key, value, options);
`;
const HIT = ['src/login.ts:2 storage/token-in-plain-storage'];

describe('a credential handed to a function of another file', () => {
  it.each([
    ['./plain', 'a path'],
    ['@/plain', 'an alias'],
    ['./lib', 'an index that passes it on'],
  ])('is found by %s, %s', (module) => {
    const path = module === './lib' ? 'src/lib/plain.ts' : 'src/plain.ts';
    const app = {
      [path]: PLAIN,
      'src/secure.ts': SECURE,
      'src/lib/index.ts': `export * from './plain'; // session\n`,
      'src/login.ts': `import { setItem } from '${module}';\nexport const done = (token: string) => setItem('auth', token);\n`,
    };
    expect(found(app)).toEqual(HIT);
  });

  it('is left alone where the function of that file is a secure one', () => {
    const app = {
      'src/plain.ts': PLAIN,
      'src/secure.ts': SECURE,
      'src/login.ts': `import { setItem } from './secure';\nexport const done = (accessToken: string) => setItem('auth', accessToken);\n`,
    };
    expect(found(app)).toEqual([]);
  });

  it('is found through two hops, an object and a namespace', () => {
    const app = {
      'src/plain.ts': PLAIN,
      'src/session.ts': `import * as plain from './plain';\nexport const session = { keep(name: string, data: string) { return plain.setItem(name, data); }, save: (data: string, name: string) => session.keep(name, data) };\n`,
      'src/login.ts': `import { session } from './session';\nexport const done = (refreshToken: string) => session.save(refreshToken, 'auth');\n`,
    };
    expect(found(app)).toEqual(HIT);
  });
});

describe('what another file exports', () => {
  it.each([
    [
      'a store without a key',
      `import { MMKV } from 'react-native-mmkv';\nexport const storage = new MMKV();\n`,
      HIT,
    ],
    [
      'a store with a key',
      `import { MMKV } from 'react-native-mmkv';\nexport const storage = new MMKV({ encryptionKey });\n`,
      [],
    ],
    [
      'another name for AsyncStorage',
      `import AsyncStorage from '@react-native-async-storage/async-storage';\nconst storage = AsyncStorage;\nexport { storage };\n`,
      [],
    ],
  ])('is known: %s', (_, text, expected) => {
    const app = {
      'src/storage.ts': text,
      'src/login.ts': `import { storage } from './storage';\nexport const done = (token: string) => storage.set('auth', token);\n`,
    };
    expect(found(app)).toEqual(expected);
  });

  it('names keys', () => {
    const app = {
      'src/keys.ts': `export const KEYS = { auth: { access: 'access_token' } } as const;\n`,
      'src/login.ts': `import AsyncStorage from '@react-native-async-storage/async-storage';\nimport { KEYS } from './keys';\nexport const done = (value: string) => AsyncStorage.setItem(KEYS.auth.access, value);\n`,
    };
    expect(found(app)).toEqual(['src/login.ts:3 storage/token-in-plain-storage']);
  });

  it('is a storage that zustand persists to', () => {
    const app = {
      'src/storage.ts': `import { MMKV } from 'react-native-mmkv';\nconst mmkv = new MMKV();\nexport const zustandStorage = { setItem: (name: string, value: string) => mmkv.set(name, value) };\n`,
      'src/store.ts': `import { persist, createJSONStorage } from 'zustand/middleware';\nimport { zustandStorage } from './storage';\nexport const useAuth = create(persist(() => ({ token: null }), { name: 'auth', storage: createJSONStorage(() => zustandStorage) }));\n`,
    };
    expect(found(app)).toEqual(['src/store.ts:3 storage/token-in-plain-storage']);
  });
});

describe('a failed read that signs out', () => {
  const reading = (store: string): Readonly<Record<string, string>> => ({
    'src/read.ts': store,
    'src/restore.ts': `import { readToken } from './read';\nexport async function restore() {\n  try { token = await readToken(); } catch { await signOut(); }\n}\n`,
  });

  it('is found where the function of another file reads the Keychain', () => {
    const app = reading(
      `import * as SecureStore from 'expo-secure-store';\nexport const readToken = () => SecureStore.getItemAsync('token');\n`,
    );
    expect(found(app)).toEqual(['src/restore.ts:3 keychain/locked-read-as-logout']);
  });

  it('is left alone where it asks a server', () => {
    expect(found(reading(`export const readToken = () => fetch('/token');\n`))).toEqual([]);
  });
});

describe('Redux state that redux-persist writes', () => {
  const SLICE = `import { createSlice } from '@reduxjs/toolkit';
const initialState = { user: null, accessToken: null };
export const auth = createSlice({ name: 'auth', initialState, reducers: {} });
`;
  const REDUCERS = `import { combineReducers } from '@reduxjs/toolkit';
export const appReducer = combineReducers({ auth: authReducer, settings: settingsReducer });
export default appReducer;
`;
  const store = (
    imported: string,
    config: string,
  ): string => `import AsyncStorage from '@react-native-async-storage/async-storage';
import { persistReducer } from 'redux-persist';
import ${imported} from './reducers';
const rootReducer = (state, action) => {
  if (action.type === 'auth/logout') return appReducer(undefined, { type: 'INIT' });
  return appReducer(state, action);
};
export const persisted = persistReducer({ key: 'root', storage: AsyncStorage${config} }, rootReducer);
`;
  const app = (imported: string, config = ''): Readonly<Record<string, string>> => ({
    'src/auth.ts': SLICE,
    'src/reducers.ts': REDUCERS,
    'src/store.ts': store(imported, config),
  });
  const HELD = ['src/store.ts:8 storage/token-in-plain-storage'];

  it.each(['{ appReducer }', 'appReducer'])(
    'is found in the slices that %s of another file combines',
    (imported) => {
      expect(found(app(imported))).toEqual(HELD);
    },
  );

  it('is left alone where the slices are chosen', () => {
    expect(found(app('{ appReducer }', ", whitelist: ['settings']"))).toEqual([]);
    expect(found(app('{ appReducer }', ", blacklist: ['auth']"))).toEqual([]);
  });
});
