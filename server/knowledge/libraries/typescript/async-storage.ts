import type { ModuleCall, ModuleLibrary } from './module-library.js';
import { ITEMS, PLAIN, synchronous } from './plain.js';

/** src/types.ts at 1.24.0 and 2.2.0; src/AsyncStorage.ts at 3.1.1 has `setMany`, `getMany` and `removeMany` for the `multi…`. */
const CALLS: readonly ModuleCall[] = [
  ...ITEMS,
  { method: 'mergeItem', use: 'write', key: 0, value: 1 },
  { method: 'multiSet', use: 'write', many: 'pairs' },
  { method: 'multiGet', use: 'read', many: 'keys' },
  { method: 'multiMerge', use: 'write', many: 'pairs' },
  { method: 'multiRemove', use: 'remove', many: 'keys' },
  { method: 'setMany', use: 'write', many: 'object' },
  { method: 'getMany', use: 'read', many: 'keys' },
  { method: 'removeMany', use: 'remove', many: 'keys' },
];

/** "Asynchronous, unencrypted, persistent". Version 3 has stores of other names beside the former one. */
export const ASYNC_STORAGE: ModuleLibrary = {
  ...PLAIN,
  id: 'async-storage',
  name: 'AsyncStorage',
  modules: ['@react-native-async-storage/async-storage', '@react-native-community/async-storage'],
  objects: [''],
  makers: [{ name: 'createAsyncStorage' }],
  store: 'asyncStorage',
  storeName: 'AsyncStorage',
  calls: CALLS,
  defaultSource: {
    repository: 'npm:@react-native-async-storage/async-storage',
    version: '2.2.0',
    file: 'README.md',
    line: 3,
  },
};

/** Before React Native 0.64. */
export const FORMER_ASYNC_STORAGE: ModuleLibrary = {
  ...ASYNC_STORAGE,
  id: 'react-native-async-storage',
  modules: ['react-native'],
  objects: ['AsyncStorage'],
  makers: [],
};

/** expo-sqlite/kv-store, src/Storage.ts at 57.0.3: a table of a plain SQLite database. */
export const KV_STORE: ModuleLibrary = {
  ...PLAIN,
  id: 'expo-sqlite-kv-store',
  name: 'expo-sqlite/kv-store',
  // `async-storage` was its name until it was released (CHANGELOG.md:387).
  modules: ['expo-sqlite/kv-store', 'expo-sqlite/async-storage'],
  objects: ['', 'Storage', 'AsyncStorage'],
  makers: [{ name: 'SQLiteStorage' }],
  store: 'sqlite',
  storeName: 'a plain SQLite database',
  // Storage.ts:40-98, 144-202, 240-347.
  calls: [
    ...CALLS,
    ...ITEMS.map((call) => ({ ...call, method: `${call.method}Async` })),
    ...synchronous(ITEMS, 'Sync'),
  ],
  defaultSource: { repository: 'npm:expo-sqlite', version: '57.0.3', file: 'src/Storage.ts', line: 24 },
};
