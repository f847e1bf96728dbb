import { LEVELS } from '../../levels.js';
import type { ModuleLibrary } from './module-library.js';

/** nativescript-secure-storage, src/secure-storage.ios.ts: the level is the constructor's argument. */
export const NATIVESCRIPT_SECURE_STORAGE: ModuleLibrary = {
  id: 'nativescript-secure-storage',
  name: 'nativescript-secure-storage',
  modules: ['nativescript-secure-storage', '@nativescript/secure-storage'],
  objects: [],
  makers: [{ name: 'SecureStorage' }],
  globals: [],
  store: 'keychain',
  storeName: 'the Keychain',
  calls: [
    {
      method: 'set',
      use: 'write',
      key: { argument: 0, entry: 'key' },
      value: { argument: 0, entry: 'value' },
    },
    {
      method: 'setSync',
      use: 'write',
      key: { argument: 0, entry: 'key' },
      value: { argument: 0, entry: 'value' },
      isSynchronous: true,
    },
    { method: 'get', use: 'read', key: { argument: 0, entry: 'key' } },
    { method: 'getSync', use: 'read', key: { argument: 0, entry: 'key' }, isSynchronous: true },
    { method: 'remove', use: 'remove', key: { argument: 0, entry: 'key' } },
    { method: 'removeSync', use: 'remove', key: { argument: 0, entry: 'key' }, isSynchronous: true },
    { method: 'removeAll', use: 'wipe' },
  ],
  // Apple's constants are globals there.
  levels: Object.fromEntries(LEVELS.map(({ constant, level }) => [constant, level])),
  qualifier: '',
  levelOptions: [],
  defaultLevel: 'alwaysThisDeviceOnly',
  defaultSource: {
    repository: 'EddyVerbruggen/nativescript-secure-storage',
    version: '2.6',
    file: 'src/secure-storage.ios.ts',
    line: 1,
  },
  matching: ['service'],
  onExistingItem: 'rewritten',
};
