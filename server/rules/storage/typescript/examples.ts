import { ts, tsx, tsAt, type Example, type FixExample } from '../../rule.js';

/** Credentials in plain stores, as TypeScript apps write them. */
export const PLAIN_BAD: readonly Example[] = [
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';
    import * as SecureStore from 'expo-secure-store';

    const ACCESS_TOKEN_KEY = 'accessToken';

    export async function setTokens(access: string, refresh: string) {
      await «AsyncStorage.setItem(ACCESS_TOKEN_KEY, access)»;
      await «AsyncStorage.setItem('refresh', refresh)»;
    }

    export const getAccess = () => AsyncStorage.getItem(ACCESS_TOKEN_KEY);
    export const drop = () => AsyncStorage.removeItem(ACCESS_TOKEN_KEY);
  `,
  ts`
    import Storage from '@react-native-async-storage/async-storage';

    const KEYS = { token: '@app/token', user: '@app/user' } as const;

    export const storage = {
      save: async (session: Session) => {
        await Storage.multiSet([
          «[KEYS.token, session.token]»,
          [KEYS.user, session.userName],
        ]);
      },
    };
  `,
  ts`
    import { AsyncStorage } from 'react-native';

    export function onLogin(response) {
      «AsyncStorage.setItem('user', JSON.stringify({ name: response.name, token: response.token }))»;
    }
  `,
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';

    interface Session {
      accessToken: string | null;
      expiresAt: number;
    }

    export const remember = (session: Session) => «AsyncStorage.setItem('session', JSON.stringify(session))»;
  `,
  // A hook with the app's own functions.
  tsx`
    import { useCallback } from 'react';
    import AsyncStorage from '@react-native-async-storage/async-storage';

    function useStorage() {
      const write = useCallback(async (key: string, value: string) => {
        await AsyncStorage.setItem(key, value);
      }, []);
      return { write };
    }

    export function Login() {
      const { write: keep } = useStorage();
      return <Form onDone={(session: Session) => «keep('session', session.accessToken)»} />;
    }
  `,
  // Through the app's own functions.
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';

    async function setItem(key: string, value: unknown) {
      await AsyncStorage.setItem(key, JSON.stringify(value));
    }

    export async function store(key: string, value: unknown) {
      await setItem(key, value);
    }

    export const signedIn = async (accessToken: string) => «store('auth', accessToken)»;
  `,
  tsx`
    import { useAsyncStorage } from '@react-native-async-storage/async-storage';

    export function useToken() {
      const { setItem, getItem } = useAsyncStorage('authToken');
      return { read: getItem, keep: async (value: string) => await «setItem(value)» };
    }
  `,
  ts`
    import { MMKV } from 'react-native-mmkv';

    const storage = new MMKV({ id: 'session' });

    export class SessionStorage {
      setToken(token: string) {
        «storage.set('token', token)»;
      }
    }
  `,
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';

    export class TokenStore {
      private readonly storage = AsyncStorage;

      async keep(refreshToken: string) {
        await «this.storage.setItem('refreshToken', refreshToken)»;
      }
    }
  `,
  ts`
    import { createMMKV } from 'react-native-mmkv';

    export const storage = createMMKV();
    «storage.set('refreshToken', tokens.refreshToken)»;
  `,
  ts`
    import { Preferences } from '@capacitor/preferences';

    export const keep = (token: string) => «Preferences.set({ key: 'auth_token', value: token })»;
  `,
  ts`
    import { Capacitor } from '@capacitor/core';

    export function keep(token: string, refreshToken: string) {
      «localStorage.setItem('token', token)»;
      «window.localStorage.setItem('refreshToken', refreshToken)»;
      «localStorage.refreshToken = refreshToken»;
      «localStorage['accessToken'] = token»;
    }
  `,
  ts`
    import { ApplicationSettings } from '@nativescript/core';

    «ApplicationSettings.setString('accessToken', accessToken)»;
  `,
  ts`
    import * as settings from 'tns-core-modules/application-settings';

    export function keep(token: string) {
      «settings.setString('token', token)»;
    }
  `,
  // Capacitor 2.
  ts`
    import { Plugins } from '@capacitor/core';

    const { Storage } = Plugins;
    export const keep = (token: string) => «Storage.set({ key: 'auth_token', value: token })»;
  `,
  // Angular hands the stores in; Ionic's may have to be made ready first.
  ts`
    import { Injectable } from '@angular/core';
    import { Storage } from '@ionic/storage-angular';

    @Injectable({ providedIn: 'root' })
    export class AuthService {
      private _storage: Storage | null = null;

      constructor(private readonly storage: Storage) {}

      async init() {
        this._storage = await this.storage.create();
      }

      async login(answer: LoginAnswer) {
        await «this._storage?.set('access_token', answer.accessToken)»;
        await «this.storage.set('refresh_token', answer.refreshToken)»;
      }
    }
  `,
  ts`
    import { inject } from '@angular/core';
    import { NativeStorage } from '@awesome-cordova-plugins/native-storage/ngx';

    export class SessionService {
      private readonly storage = inject(NativeStorage);

      keep(token: string) {
        return «this.storage.setItem('token', token)»;
      }
    }
  `,
  ts`
    import { Storage } from '@ionic/storage';

    export async function keep(token: string) {
      const storage = await new Storage().create();
      await «storage.set('token', token)»;
    }
  `,
  ts`
    import { createAsyncStorage } from '@react-native-async-storage/async-storage';

    const storage = createAsyncStorage('session');
    export const keep = (accessToken: string, refreshToken: string) =>
      storage.setMany({ accessToken: «accessToken», refreshToken: «refreshToken» });
  `,
  tsx`
    import { useMMKV } from 'react-native-mmkv';

    export function useSession() {
      const storage = useMMKV();
      return { keep: (token: string) => «storage.set('token', token)» };
    }
  `,
  ts`
    import { MMKVLoader } from 'react-native-mmkv-storage';

    const storage = new MMKVLoader().withInstanceID('session').initialize();
    export const keep = (token: string) => «storage.setString('token', token)»;
  `,
  ts`
    import { Directory, Encoding, Filesystem } from '@capacitor/filesystem';

    export const keep = (refreshToken: string) =>
      «Filesystem.writeFile({ path: 'session', data: refreshToken, directory: Directory.Data, encoding: Encoding.UTF8 })»;
  `,
  ts`
    import { File, Paths } from 'expo-file-system';

    export const keep = (refreshToken: string) => «new File(Paths.document, 'session').write(refreshToken)»;
  `,
  ts`
    import '@capacitor/core';
    import { persistReducer } from 'redux-persist';
    import storage from 'redux-persist/lib/storage';
    import { combineReducers, createSlice } from '@reduxjs/toolkit';

    const auth = createSlice({ name: 'auth', initialState: { token: null, user: null }, reducers: {} });
    const config = { key: 'root', storage: «storage», whitelist: ['auth'] };

    export const reducer = persistReducer(config, combineReducers({ auth: auth.reducer }));
  `,
  ts`
    import Storage from 'expo-sqlite/kv-store';
    import * as FileSystem from 'expo-file-system';

    «Storage.setItemSync('accessToken', accessToken)»;
    await «FileSystem.writeAsStringAsync(path, refreshToken)»;
  `,
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';
    import { create } from 'zustand';
    import { createJSONStorage, persist } from 'zustand/middleware';

    export const useAuth = create<AuthState>()(
      persist(
        (set) => ({
          token: null,
          setToken: (token: string) => set({ token }),
        }),
        {
          name: 'auth',
          storage: «createJSONStorage(() => AsyncStorage)»,
        },
      ),
    );
  `,
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';
    import { create } from 'zustand';
    import { createJSONStorage, persist } from 'zustand/middleware';

    interface AuthState {
      user: string;
      refreshToken?: string;
    }

    export const useAuth = create<AuthState>()(
      persist((set) => ({ user: '' }), { name: 'auth', storage: «createJSONStorage(() => AsyncStorage)» }),
    );
  `,
  // A storage of the app's own, with what is chosen for it.
  ts`
    import { MMKV } from 'react-native-mmkv';
    import { createJSONStorage, persist } from 'zustand/middleware';

    const mmkv = new MMKV();
    const zustandStorage = {
      setItem: (name: string, value: string) => mmkv.set(name, value),
      getItem: (name: string) => mmkv.getString(name) ?? null,
      removeItem: (name: string) => mmkv.delete(name),
    };

    export const useAuth = create(
      persist((set) => ({ accessToken: '', theme: '' }), {
        name: 'auth',
        storage: «createJSONStorage(() => zustandStorage)»,
        partialize: (state) => ({ accessToken: state.accessToken }),
      }),
    );
  `,
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';
    import { persistReducer } from 'redux-persist';
    import { combineReducers, createSlice } from '@reduxjs/toolkit';

    const auth = createSlice({ name: 'auth', initialState: { token: null, user: null }, reducers: {} });
    const config = { key: 'root', storage: «AsyncStorage», whitelist: ['auth'] };

    export const reducer = persistReducer(config, combineReducers({ auth: auth.reducer }));
  `,
  // A transform that only gives the state another form, and one of another slice.
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';
    import { createTransform, persistReducer } from 'redux-persist';
    import { encryptTransform } from 'redux-persist-transform-encrypt';

    const dates = createTransform(
      (state) => ({ ...state, seen: Array.from(state.seen) }),
      (state) => ({ ...state, seen: new Set(state.seen) }),
    );
    const hidden = createTransform((state) => encrypt(JSON.stringify(state)), null, { whitelist: ['health'] });
    const auth = createSlice({ name: 'auth', initialState: { token: null }, reducers: {} });
    const config = { key: 'root', storage: «AsyncStorage», whitelist: ['auth'], transforms: [dates, hidden] };

    export const reducer = persistReducer(config, combineReducers({ auth: auth.reducer, health }));
  `,
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';
    import { atomWithStorage, createJSONStorage } from 'jotai/utils';

    const storage = createJSONStorage<string>(() => AsyncStorage);
    export const tokenAtom = «atomWithStorage('authToken', '', storage)»;
  `,
  // Libraries that keep the session by themselves.
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';
    import { createClient } from '@supabase/supabase-js';

    export const supabase = createClient(url, anonKey, {
      auth: { storage: «AsyncStorage», autoRefreshToken: true, persistSession: true, detectSessionInUrl: false },
    });
  `,
  ts`
    import ReactNativeAsyncStorage from '@react-native-async-storage/async-storage';
    import { getReactNativePersistence, initializeAuth } from 'firebase/auth';

    export const auth = initializeAuth(app, { persistence: getReactNativePersistence(«ReactNativeAsyncStorage») });
  `,
];

/** What looks like one and is none. */
export const PLAIN_GOOD: readonly Example[] = [
  // The web has no Keychain.
  ts`
    import { Platform } from 'react-native';
    import AsyncStorage from '@react-native-async-storage/async-storage';
    import * as SecureStore from 'expo-secure-store';

    export async function setToken(token: string) {
      if (Platform.OS === 'web') {
        await AsyncStorage.setItem('token', token);
        localStorage.setItem('token', token);
        return;
      }
      await SecureStore.setItemAsync('token', token);
    }

    export async function setStorageItem(key: string, token: string) {
      if (Platform.OS !== 'web') {
        return SecureStore.setItemAsync(key, token);
      }
      await AsyncStorage.setItem(key, token);
    }

    export const keep = (token: string) =>
      Platform.OS === 'web' ? AsyncStorage.setItem('token', token) : SecureStore.setItemAsync('token', token);

    export async function fallback(token: string) {
      if (await SecureStore.isAvailableAsync()) await SecureStore.setItemAsync('token', token);
      else await AsyncStorage.setItem('token', token);
    }
  `,
  // A page of the web.
  ts`
    export const keep = (token: string) => localStorage.setItem('token', token);
  `,
  // The token of a device, whatever becomes of its name.
  ts`
    import { FCM } from '@capacitor-community/fcm';

    export async function register() {
      const { token } = await FCM.getToken();
      localStorage.setItem('TokenDevicId', token);
    }
  `,
  ts`
    import { MMKVLoader } from 'react-native-mmkv-storage';

    const storage = new MMKVLoader().withInstanceID('session').withEncryption().initialize();
    export const keep = (token: string) => storage.setString('token', token);
  `,
  // In memory, as long as the page is there.
  ts`
    import { Capacitor } from '@capacitor/core';

    export const keep = (refreshToken: string) => sessionStorage.setItem('refreshToken', refreshToken);
  `,
  // What the key says is no credential, and the session of a talk.
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';

    interface Conversation {
      id: string;
      serverSessionId?: string;
    }

    export const setConnectionType = (token: ConnectionTypes) => AsyncStorage.setItem('CONNECTION_TYPE', token);
    export const keep = (conversations: Conversation[]) =>
      AsyncStorage.setItem('conversations', JSON.stringify(conversations));
  `,
  // A type of the same name that is nothing of a library's, and a store that may have a key.
  ts`
    import { Storage } from './vault-storage';
    import { MMKV } from 'react-native-mmkv';

    export class AuthService {
      constructor(private storage: Storage, private mmkv: MMKV) {}

      keep(token: string) {
        this.storage.set('token', token);
        this.mmkv.set('token', token);
      }
    }
  `,
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';
    import { createClient } from '@supabase/supabase-js';
    import * as SecureStore from 'expo-secure-store';

    const ExpoSecureStoreAdapter = {
      getItem: (key: string) => SecureStore.getItemAsync(key),
      setItem: (key: string, value: string) => SecureStore.setItemAsync(key, value),
      removeItem: (key: string) => SecureStore.deleteItemAsync(key),
    };

    export const supabase = createClient(url, anonKey, { auth: { storage: ExpoSecureStoreAdapter } });
    export const anonymous = createClient(url, anonKey, { auth: { storage: AsyncStorage, persistSession: false } });
  `,
  // Named like a plain store, and encrypted.
  ts`
    import AsyncStorage from 'react-native-encrypted-storage';

    export const keep = (token: string) => AsyncStorage.setItem('token', token);
  `,
  ts`
    import { MMKV } from 'react-native-mmkv';

    const storage = new MMKV({ id: 'session', encryptionKey: await keyFromKeychain() });
    const other = new MMKV(options);
    storage.set('token', token);
    other.set('token', token);
  `,
  // The key says token, and the value is something else.
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';

    const TOKEN_KEY = 'reactnativemeteor_usertoken';

    export async function remember(user: User, server: string) {
      await AsyncStorage.setItem(\`\${TOKEN_KEY}-\${server}\`, user.id);
      await AsyncStorage.setItem('tokenExpiry', String(expiresAt));
      await AsyncStorage.setItem('hasToken', 'true');
      await AsyncStorage.setItem('token', '');
      await AsyncStorage.setItem('pushToken', pushToken);
      await AsyncStorage.setItem('token_type', response.token_type);
      await AsyncStorage.setItem('phoneResetPassword', resetPassword.phone);
    }
  `,
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';
    import messaging from '@react-native-firebase/messaging';

    export const register = async (fcmToken: string) => {
      await AsyncStorage.setItem('fcmToken', fcmToken);
      await AsyncStorage.removeItem('token');
      await AsyncStorage.multiRemove(['token', 'refreshToken']);
    };
  `,
  // Whoever makes the client chooses the storage.
  ts`
    export class AuthClient {
      constructor(private readonly storage: Storage) {}

      save(session: Session) {
        return this.storage.setItem('session', JSON.stringify(session));
      }
    }
  `,
  // A secure wrapper with the names of a plain one.
  ts`
    import * as SecureStore from 'expo-secure-store';

    const storage = {
      setItem: (key: string, value: string) => SecureStore.setItemAsync(key, value),
      getItem: (key: string) => SecureStore.getItemAsync(key),
    };

    export const keep = (idToken: string) => storage.setItem('idToken', idToken);
  `,
  // The state's credentials are not among what is written, or it is encrypted.
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';
    import { createJSONStorage, persist } from 'zustand/middleware';
    import { secureStorage } from './secureStorage';

    export const useSettings = create(
      persist((set) => ({ theme: 'dark', draftPassword: '' }), {
        name: 'settings',
        storage: createJSONStorage(() => AsyncStorage),
        partialize: ({ theme }) => ({ theme }),
      }),
    );

    export const useAuth = create(
      persist((set) => ({ token: null }), { name: 'auth', storage: createJSONStorage(() => secureStorage) }),
    );

    export const useTheme = create(
      persist((set) => ({ hasToken: false, setToken: () => {}, expiresAt: 0 }), {
        name: 'theme',
        storage: createJSONStorage(() => AsyncStorage),
      }),
    );
  `,
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';
    import { encryptTransform } from 'redux-persist-transform-encrypt';
    import { persistReducer } from 'redux-persist';

    const auth = createSlice({ name: 'auth', initialState: { token: null }, reducers: {} });
    export const one = persistReducer({ key: 'auth', storage: AsyncStorage, transforms: [encryptTransform] }, auth.reducer);
    export const two = persistReducer(
      { key: 'root', storage: AsyncStorage, blacklist: ['auth'] },
      combineReducers({ auth: auth.reducer, theme }),
    );
  `,
  // Transforms that encrypt, leave out or choose.
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';
    import createEncryptor from 'redux-persist-transform-encrypt';
    import { createBlacklistFilter } from 'redux-persist-transform-filter';
    import { createTransform, persistReducer } from 'redux-persist';

    const auth = createSlice({ name: 'auth', initialState: { token: null, user: null }, reducers: {} });
    const reducers = combineReducers({ auth: auth.reducer });
    const encryptor = createEncryptor({ secretKey: md5(deviceId()) });
    const aes = createTransform(
      (state, key) => CryptoJS.AES.encrypt(JSON.stringify(state), secret).toString(),
      (state, key) => JSON.parse(CryptoJS.AES.decrypt(state, secret).toString()),
      { whitelist: ['auth'] },
    );
    const emptied = createTransform((state, key) => ({ ...state, token: null }), (state) => state);
    const chosen = createTransform((state) => ({ user: state.user }));
    function withoutToken({ token, ...rest }) {
      return rest;
    }
    const stripped = createTransform(withoutToken, null, { whitelist: ['auth'] });

    export const one = persistReducer({ key: 'root', storage: AsyncStorage, transforms: [encryptor] }, reducers);
    export const two = persistReducer({ key: 'root', storage: AsyncStorage, transforms: [aes] }, reducers);
    export const three = persistReducer({ key: 'root', storage: AsyncStorage, transforms: [emptied] }, reducers);
    export const four = persistReducer({ key: 'root', storage: AsyncStorage, transforms: [chosen] }, reducers);
    export const five = persistReducer({ key: 'root', storage: AsyncStorage, transforms: [stripped] }, reducers);
    export const six = persistReducer(
      { key: 'root', storage: AsyncStorage, transforms: [createBlacklistFilter('auth', ['token'])] },
      reducers,
    );
  `,
  // The server leaves the password out.
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';

    interface User {
      name: string;
      password?: string | null;
    }

    export const remember = (user: User) => AsyncStorage.setItem('user', JSON.stringify(user));
  `,
  // A secure and a plain hook whose functions have the same name.
  tsx`
    import AsyncStorage from '@react-native-async-storage/async-storage';
    import * as SecureStore from 'expo-secure-store';

    const usePlain = () => ({ setItem: (key: string, value: string) => AsyncStorage.setItem(key, value) });
    const useSecure = () => ({ setItem: (key: string, value: string) => SecureStore.setItemAsync(key, value) });

    export function Login() {
      const { setItem } = useSecure();
      const { setItem: setPlain } = usePlain();
      return <Form onDone={(accessToken: string) => setItem('session', accessToken)} onTheme={setPlain} />;
    }
  `,
  // A constant says which sort it is.
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';

    enum SignInMethod {
      PRIVATE_KEY = 'privateKey',
      PASSWORD = 'password',
    }

    const setMethod = (method: SignInMethod) => AsyncStorage.setItem('METHOD', method);
    export const chosen = () => setMethod(SignInMethod.PRIVATE_KEY);
  `,
  // Setters of a component's state.
  tsx`
    import { useState } from 'react';
    import AsyncStorage from '@react-native-async-storage/async-storage';

    export async function setText(name: string, value: string) {
      await AsyncStorage.setItem(name, value);
    }

    export function Login() {
      const [token, setText] = useState('');
      return <Input onChange={(password) => setText(password)} onSubmit={() => setText(token)} />;
    }
  `,
  tsAt('src/__tests__/storage.test.ts')`
    import AsyncStorage from '@react-native-async-storage/async-storage';

    await AsyncStorage.setItem('token', 'abc');
    await AsyncStorage.setItem('token', token);
  `,
];

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
