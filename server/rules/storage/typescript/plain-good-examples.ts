import { ts, tsx, tsAt, type Example } from '../../rule.js';

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
    export const connect = () => setConnectionType(ConnectionTypes.PRIVATE_KEY);
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
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';

    type PushToken = { token: string; os: 'ios' | 'android' };

    export const keep = (token: PushToken) => AsyncStorage.setItem('PUSH', JSON.stringify(token));
  `,
  // The key asks a question.
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';

    export const mark = (token: string) => AsyncStorage.setItem('@isFromRegistered', token);
  `,
  tsAt('src/__tests__/storage.test.ts')`
    import AsyncStorage from '@react-native-async-storage/async-storage';

    await AsyncStorage.setItem('token', 'abc');
    await AsyncStorage.setItem('token', token);
  `,
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';

    interface BreathworkSuggestion { sessionId: string; minutes: number }

    export const remember = (suggestion: BreathworkSuggestion) =>
      AsyncStorage.setItem('suggestion', JSON.stringify(suggestion));
    export const begin = () =>
      AsyncStorage.setItem('current', JSON.stringify({ sessionId: \`session_\${Date.now()}\`, minutes: 3 }));
  `,
];
