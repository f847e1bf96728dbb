import { LEVELS } from '../../levels.js';
import type { ModuleCall, ModuleLibrary, ModulePlace } from './module-library.js';

const KEY: ModulePlace = { argument: 0, entry: 'key' };
const VALUE: ModulePlace = { argument: 0, entry: 'value' };

/** index.ios.js:15, 36, 54, 72, 87, 108, 126, 153. */
const CALLS: readonly ModuleCall[] = [
  { method: 'set', use: 'write', key: KEY, value: VALUE, options: 0 },
  { method: 'setSync', use: 'write', key: KEY, value: VALUE, options: 0, isSynchronous: true },
  { method: 'get', use: 'read', key: KEY, options: 0 },
  { method: 'getSync', use: 'read', key: KEY, options: 0, isSynchronous: true },
  // A delete that fails resolves with false.
  { method: 'remove', use: 'remove', key: KEY, options: 0 },
  { method: 'removeSync', use: 'remove', key: KEY, options: 0, isSynchronous: true },
  // Of one service.
  { method: 'removeAll', use: 'wipe' },
  { method: 'removeAllSync', use: 'wipe', isSynchronous: true },
];

/**
 * @nativescript/secure-storage 4.0.2 and nativescript-secure-storage 2.6.2: the level is the constructor's argument,
 * and AfterFirstUnlockThisDeviceOnly without one. (Up to nativescript-secure-storage 2.5.0, of 2019, that was
 * AlwaysThisDeviceOnly: secure-storage.ios.js:7.)
 */
export const NATIVESCRIPT_SECURE_STORAGE: ModuleLibrary = {
  id: 'nativescript-secure-storage',
  name: 'NativeScript’s secure storage',
  modules: ['@nativescript/secure-storage', 'nativescript-secure-storage'],
  objects: [],
  makers: [{ name: 'SecureStorage' }],
  globals: [],
  store: 'keychain',
  storeName: 'the Keychain',
  calls: CALLS,
  // Apple's constants are globals there.
  levels: Object.fromEntries(LEVELS.map(({ constant, level }) => [constant, level])),
  qualifier: '',
  levelOptions: [],
  defaultLevel: 'afterFirstUnlockThisDeviceOnly',
  defaultSource: {
    repository: 'npm:@nativescript/secure-storage',
    version: '4.0.2',
    file: 'index.ios.js',
    line: 3,
  },
  // The service is `my_app` unless one is given (index.ios.js:195), at a write and at a delete.
  matching: ['service'],
  // SAMKeychainQuery writes the level with each update.
  onExistingItem: 'rewritten',
};
