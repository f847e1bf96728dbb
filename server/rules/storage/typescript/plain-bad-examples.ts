import { ts, tsx, type Example } from '../../rule.js';

/** Credentials in plain stores, as TypeScript apps write them. */
export const PLAIN_BAD: readonly Example[] = [
  // No number that the app has given.
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';

    export const keep = (token: Token) => «AsyncStorage.setItem('accessToken', \`Bearer \${token.toString()}\`)»;
    export const remember = (password: string) => «AsyncStorage.setItem('password', password.slice(0, 20))»;
  `,
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
