import { ts, type Example, type FixExample } from '../../rule.js';

/** States with a credential that a library writes to a plain store, where there is a better one. */
export const PERSISTED_BAD: readonly Example[] = [
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';
    import * as SecureStore from 'expo-secure-store';
    import { create } from 'zustand';
    import { createJSONStorage, persist } from 'zustand/middleware';

    interface AuthState {
      accessToken: string | null;
      refreshToken: string | null;
      theme: string;
      signIn: (accessToken: string) => void;
    }

    export const canKeep = SecureStore.isAvailableAsync();

    export const useAuth = create<AuthState>()(
      persist(
        (set) => ({
          accessToken: null,
          refreshToken: null,
          theme: 'dark',
          signIn: (accessToken: string) => set({ accessToken }),
        }),
        {
          name: 'auth-storage',
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
      token: string | null;
      user: string | null;
    }

    export const useAuth = create<AuthState>()(
      persist((set) => ({ token: null, user: null }) as AuthState, {
        name: 'auth',
        storage: «createJSONStorage(() => AsyncStorage)»,
        partialize: (state) => ({ token: state.token, user: state.user }),
      }),
    );
  `,
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';
    import * as Keychain from 'react-native-keychain';
    import { createSlice } from '@reduxjs/toolkit';
    import { persistReducer } from 'redux-persist';

    const auth = createSlice({ name: 'auth', initialState: { token: null, user: null }, reducers: {} });
    const authConfig = { key: 'auth', storage: «AsyncStorage» };

    export const canKeep = Keychain.getSupportedBiometryType();
    export const reducer = persistReducer(authConfig, auth.reducer);
  `,
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';
    import { combineReducers, createSlice } from '@reduxjs/toolkit';
    import { persistReducer } from 'redux-persist';

    const auth = createSlice({ name: 'auth', initialState: { token: null, user: null }, reducers: {} });
    const theme = createSlice({ name: 'theme', initialState: { dark: true }, reducers: {} });
    const root = combineReducers({ auth: auth.reducer, theme: theme.reducer });

    export const one = persistReducer({ key: 'one', storage: «AsyncStorage» }, root);
    export const two = persistReducer({ key: 'two', storage: «AsyncStorage», whitelist: ['auth', 'theme'] }, root);
    export const three = persistReducer({ key: 'three', blacklist: ['form'], storage: «AsyncStorage» }, root);
  `,
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';
    import { getItemAsync } from 'expo-secure-store';
    import { atomWithStorage, createJSONStorage } from 'jotai/utils';

    const storage = createJSONStorage<string>(() => AsyncStorage);
    export const tokenAtom = «atomWithStorage('authToken', '', storage)»;
    export const other = getItemAsync('other');
  `,
  // Several atoms have the storage.
  ts`
    import AsyncStorage from '@react-native-async-storage/async-storage';
    import { getItemAsync } from 'expo-secure-store';
    import { atomWithStorage, createJSONStorage } from 'jotai/utils';

    const storage = createJSONStorage<string>(() => AsyncStorage);
    export const tokenAtom = «atomWithStorage('authToken', '', storage)»;
    export const themeAtom = atomWithStorage('theme', '', storage);
    export const other = getItemAsync('other');
  `,
];

export const PERSISTED_FIXED: readonly FixExample[] = [
  {
    language: 'typescript',
    path: 'Example.ts',
    title: 'Keep the state in expo-secure-store',
    before: `import * as SecureStore from 'expo-secure-store';
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import AsyncStorage from '@react-native-async-storage/async-storage';

export const canKeep = SecureStore.isAvailableAsync();

export const useAuth = create(
  persist(() => ({ accessToken: null, user: null }), {
    name: 'auth',
    storage: createJSONStorage(() => AsyncStorage), // not on the web
  }),
);
`,
    after: `import * as SecureStore from 'expo-secure-store';
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

const secureStorage = {
  getItem: (name: string) => SecureStore.getItemAsync(name),
  setItem: async (name: string, value: string) => {
    await SecureStore.setItemAsync(name, value, { keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK });
  },
  removeItem: async (name: string) => {
    await SecureStore.deleteItemAsync(name);
  },
};

export const canKeep = SecureStore.isAvailableAsync();

export const useAuth = create(
  persist(() => ({ accessToken: null, user: null }), {
    name: 'auth',
    storage: createJSONStorage(() => secureStorage), // not on the web
  }),
);
`,
  },
  {
    language: 'typescript',
    path: 'Example.ts',
    title: 'Leave “accessToken” out of what is stored',
    before: `import AsyncStorage from '@react-native-async-storage/async-storage';
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

export const useAuth = create(
  persist(() => ({ accessToken: null, user: null }), {
    name: 'auth',
    storage: createJSONStorage(() => AsyncStorage), // not on the web
  }),
);
`,
    after: `import AsyncStorage from '@react-native-async-storage/async-storage';
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

export const useAuth = create(
  persist(() => ({ accessToken: null, user: null }), {
    name: 'auth',
    storage: createJSONStorage(() => AsyncStorage), // not on the web
    partialize: ({ accessToken: _accessToken, ...rest }) => rest,
  }),
);
`,
  },
  {
    language: 'typescript',
    path: 'Example.ts',
    title: 'Leave the slice “auth” out of what is stored',
    before: `import AsyncStorage from '@react-native-async-storage/async-storage';
import { combineReducers, createSlice } from '@reduxjs/toolkit';
import { persistReducer } from 'redux-persist';

const auth = createSlice({ name: 'auth', initialState: { token: null, user: null }, reducers: {} });
const config = {
  key: 'root',
  whitelist: ['auth', 'theme'],
  storage: AsyncStorage,
};

export const reducer = persistReducer(config, combineReducers({ auth: auth.reducer, theme }));
`,
    after: `import AsyncStorage from '@react-native-async-storage/async-storage';
import { combineReducers, createSlice } from '@reduxjs/toolkit';
import { persistReducer } from 'redux-persist';

const auth = createSlice({ name: 'auth', initialState: { token: null, user: null }, reducers: {} });
const config = {
  key: 'root',
  whitelist: ['theme'],
  storage: AsyncStorage,
};

export const reducer = persistReducer(config, combineReducers({ auth: auth.reducer, theme }));
`,
  },
];
