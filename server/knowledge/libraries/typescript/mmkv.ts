import type { ModuleLibrary } from './module-library.js';
import { PLAIN, synchronous } from './plain.js';

/**
 * react-native-mmkv: `new MMKV()` in src/MMKV.ts at 2.12.2 and 3.3.3, `createMMKV()` in src/createMMKV/ at 4.3.2, and
 * `useMMKV()` in all. "By default, MMKV stores all key-values in plain text on file"; an empty key is none, too
 * (cpp/HybridMMKV.cpp:22 at 4.3.2).
 */
export const MMKV: ModuleLibrary = {
  ...PLAIN,
  id: 'react-native-mmkv',
  name: 'MMKV',
  modules: ['react-native-mmkv'],
  objects: [],
  makers: ['MMKV', 'createMMKV', 'useMMKV'].map((name) => ({ name, encryptedBy: 'encryptionKey' })),
  store: 'mmkv',
  storeName: 'MMKV without an encryption key',
  calls: synchronous([
    { method: 'set', use: 'write', key: 0, value: 1 },
    { method: 'getString', use: 'read', key: 0, gives: 'undefined' },
    { method: 'contains', use: 'read', key: 0 },
    // Until version 3; version 4 has `remove`.
    { method: 'delete', use: 'remove', key: 0 },
    { method: 'remove', use: 'remove', key: 0 },
    { method: 'clearAll', use: 'wipe' },
  ]),
  defaultSource: {
    repository: 'npm:react-native-mmkv',
    version: '4.3.2',
    file: 'src/specs/MMKVFactory.nitro.ts',
    line: 57,
  },
};

/**
 * react-native-mmkv-storage, dist/src/mmkvloader.js and mmkvinstance.js at 12.0.1: a file without encryption, unless
 * `withEncryption` or `encryptWithCustomKey` is among what is called before `initialize`.
 */
export const MMKV_STORAGE: ModuleLibrary = {
  ...PLAIN,
  id: 'react-native-mmkv-storage',
  name: 'MMKVLoader',
  modules: ['react-native-mmkv-storage'],
  objects: [],
  makers: ['MMKVLoader', 'Loader'].map((name) => ({
    name,
    ready: 'initialize',
    steps: ['withInstanceID', 'withPersistedDefaultValues', 'setProcessingMode', 'disableIndexing'],
  })),
  store: 'mmkv',
  storeName: 'MMKV without encryption',
  calls: [
    ...synchronous([
      { method: 'setString', use: 'write', key: 0, value: 1 },
      { method: 'setMap', use: 'write', key: 0, value: 1 },
      { method: 'getString', use: 'read', key: 0 },
      { method: 'getMap', use: 'read', key: 0 },
      { method: 'removeItem', use: 'remove', key: 0 },
      { method: 'removeItems', use: 'remove', many: 'keys' },
      { method: 'clearStore', use: 'wipe' },
    ]),
    { method: 'setItem', use: 'write', key: 0, value: 1 },
    { method: 'setStringAsync', use: 'write', key: 0, value: 1 },
    { method: 'setMapAsync', use: 'write', key: 0, value: 1 },
    { method: 'getItem', use: 'read', key: 0 },
    { method: 'getStringAsync', use: 'read', key: 0 },
  ],
  defaultSource: {
    repository: 'npm:react-native-mmkv-storage',
    version: '12.0.1',
    file: 'dist/src/mmkvloader.js',
    line: 16,
  },
};
