import type { FileFacts } from '../../facts/model.js';
import type { CalledName, PersistedStore, StorePurge } from '../../facts/session/session-model.js';
import type { Fix } from '../../finding.js';
import type { Program } from '../../workspace/program.js';
import { signOutPaths } from '../../workspace/sign-out.js';
import { defineRule, ts } from '../rule.js';

export const storeRefills = defineRule({
  id: 'logout/store-refills',
  title: 'Emptied storage that the store fills again',
  severity: 'warning',
  why: `
\`clearStorage()\` of zustand's \`persist\` and \`purge()\` of redux-persist empty what is written on the device. The state
in memory keeps the token, and both libraries write the whole state again at its next change: a theme that is switched, a
list that is loaded. After the next start of the app, whoever holds the phone is signed in again.

The rule speaks only of stores whose state holds a credential, as far as this can be read.`,
  remedy: `
Give the store its initial state where its storage is emptied: \`useAuthStore.setState(useAuthStore.getInitialState(),
true)\`, an action of the store that resets it, or an action that makes the root reducer start anew.`,
  fixSafety: `
The fix gives the store the state that it was made with, its actions included, before its storage is emptied.
\`getInitialState\` is there since zustand 4.5. Offered for review.`,
  references: [
    {
      title: 'zustand: persist, clearStorage',
      url: 'https://zustand.docs.pmnd.rs/reference/middlewares/persist',
    },
    {
      title: 'zustand: How to reset state',
      url: 'https://zustand.docs.pmnd.rs/learn/guides/how-to-reset-state',
    },
    {
      title: 'redux-persist: purge',
      url: 'https://github.com/rt2zz/redux-persist/blob/v6.0.0/docs/api.md',
    },
  ],
  *check(facts, _policy, program) {
    for (const purge of facts.session.purges) {
      if (purge.resets || isResetBeside(purge, facts, program)) continue;
      const store = storeOf(purge, program);
      if (!store) continue;
      const name = purge.library === 'zustand' ? purge.store : 'the Redux store';
      yield {
        span: { start: purge.start, end: purge.end },
        message: `This empties the storage, but ${name} still holds “${store.credential}” in memory and writes it again at its next change: the person is signed in again after the next start.`,
        fixes: fixesFor(purge, facts),
      };
    }
  },
  bad: [
    ts`
      import { create } from 'zustand';
      import { persist } from 'zustand/middleware';

      export const useAuthStore = create(
        persist((set) => ({ accessToken: null, signIn: (accessToken) => set({ accessToken }) }), { name: 'auth' }),
      );

      export async function logout() {
        await api.post('/logout');
        «useAuthStore.persist.clearStorage()»;
      }
    `,
    ts`
      import { configureStore, createSlice } from '@reduxjs/toolkit';
      import { persistReducer, persistStore } from 'redux-persist';

      const auth = createSlice({ name: 'auth', initialState: { token: null, user: null }, reducers: {} });
      const store = configureStore({ reducer: persistReducer(config, auth.reducer) });
      export const persistor = persistStore(store);

      export const signOut = async () => {
        await «persistor.purge()»;
        navigation.replace('Login');
      };
    `,
    // In a hook, beside everything else that is cleared.
    ts`
      export const useSession = create<Session>()(
        persist((set) => ({ refreshToken: '', user: null, setUser: (user) => set({ user }) }), {
          name: 'session',
          storage: createJSONStorage(() => AsyncStorage),
        }),
      );

      export function useLogout() {
        return useCallback(async () => {
          await SecureStore.deleteItemAsync('accessToken');
          «useSession.persist.clearStorage()»;
          router.replace('/login');
        }, []);
      }
    `,
  ],
  good: [
    ts`
      export const useAuthStore = create(persist((set) => ({ accessToken: null }), { name: 'auth' }));

      export function logout() {
        useAuthStore.setState({ accessToken: null });
        useAuthStore.persist.clearStorage();
      }
    `,
    // An action of the store resets it.
    ts`
      export const useAuthStore = create(
        persist((set) => ({ accessToken: null, reset: () => set({ accessToken: null }) }), { name: 'auth' }),
      );

      export function useLogout() {
        const reset = useAuthStore((state) => state.reset);
        return () => {
          reset();
          useAuthStore.persist.clearStorage();
        };
      }
    `,
    // Nothing secret is written.
    ts`
      export const useAuthStore = create(
        persist((set) => ({ accessToken: null, theme: 'dark' }), {
          name: 'auth',
          partialize: ({ theme }) => ({ theme }),
        }),
      );

      export const logout = () => useAuthStore.persist.clearStorage();
    `,
    ts`
      export const useThemeStore = create(persist((set) => ({ theme: 'dark' }), { name: 'theme' }));
      export const logout = () => useThemeStore.persist.clearStorage();
    `,
    // The reducers start anew.
    ts`
      const auth = createSlice({ name: 'auth', initialState: { token: null }, reducers: {} });
      export const persistor = persistStore(store);

      export const signOut = async () => {
        store.dispatch({ type: 'auth/reset' });
        await persistor.purge();
      };
    `,
    // The whole app starts anew.
    ts`
      export const useAuthStore = create(persist((set) => ({ accessToken: null }), { name: 'auth' }));

      export async function logout() {
        useAuthStore.persist.clearStorage();
        await Updates.reloadAsync();
      }
    `,
  ],
  fixed: [
    {
      language: 'typescript',
      path: 'Example.ts',
      title: 'Reset the state of useAuthStore as well',
      before: `export const useAuthStore = create(persist((set) => ({ accessToken: null }), { name: 'auth' }));

export async function logout() {
  await api.post('/logout');
  useAuthStore.persist.clearStorage();
}
`,
      after: `export const useAuthStore = create(persist((set) => ({ accessToken: null }), { name: 'auth' }));

export async function logout() {
  await api.post('/logout');
  useAuthStore.setState(useAuthStore.getInitialState(), true);
  useAuthStore.persist.clearStorage();
}
`,
    },
  ],
});

/** The store with a credential that a purge is about. */
function storeOf(purge: StorePurge, { files }: Program): PersistedStore | undefined {
  const stores = files.filter(({ isTest }) => !isTest).flatMap(({ session }) => session.persisted);
  const own = stores.filter(({ library }) => library === purge.library);
  if (purge.library === 'zustand') {
    return own.find(({ name, credential }) => name === purge.store && credential !== undefined);
  }
  const isPersisted = own.some(({ name }) => name === purge.store);
  return isPersisted ? own.find(({ credential }) => credential !== undefined) : undefined;
}

/** The function with the purge leads to a reset of the store, or one that calls it resets the store itself. */
function isResetBeside(purge: StorePurge, facts: FileFacts, program: Program): boolean {
  const at = purge.function;
  const own = at && facts.session.functions.find(({ start }) => start === at.start);
  if (!at || !own) return false;
  const led = signOutPaths(program).from({ file: facts, fact: own });
  const callers = program.files.flatMap(({ session }) =>
    session.functions.filter(({ calls }) => calls.some(({ name }) => name === at.name)),
  );
  return [...led.map(({ fact }) => fact), ...callers].some(({ calls }) =>
    calls.some((call) => resets(call, purge)),
  );
}

/** Actions of a store that leave nothing of the session. */
const RESETTING = /^(setState$|reset|clear(?!Storage)|log_?out|sign_?out|destroy|wipe|forget)/i;

function resets({ name, receiver }: CalledName, { store, library }: StorePurge): boolean {
  if (library === 'redux-persist') return name === 'dispatch' || name === 'pause';
  return receiver === store && RESETTING.test(name);
}

function fixesFor({ statement, store, library }: StorePurge, { text }: FileFacts): readonly Fix[] {
  if (!statement || library !== 'zustand') return [];
  const indent = text.slice(text.lastIndexOf('\n', statement.start - 1) + 1, statement.start);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return [
    {
      title: `Reset the state of ${store} as well`,
      safety: 'review',
      preferred: true,
      edits: [
        {
          span: { start: statement.start, end: statement.start },
          newText: `${store}.setState(${store}.getInitialState(), true);${newline}${indent}`,
        },
      ],
    },
  ];
}
