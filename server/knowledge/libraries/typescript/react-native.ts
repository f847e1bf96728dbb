import { LEVELS } from '../../levels.js';
import { CONSTANT_LEVELS } from './expo-secure-store.js';
import type { ModuleLibrary } from './module-library.js';

const KEYED = { makers: [], globals: [], store: 'keychain', storeName: 'the Keychain' } as const;

const APPLE_CONSTANTS = Object.fromEntries(LEVELS.map(({ constant, level }) => [constant, level]));

/** index.js and ios/RNSecureKeyStore.m at 2.0.10. */
export const SECURE_KEY_STORE: ModuleLibrary = {
  ...KEYED,
  id: 'react-native-secure-key-store',
  name: 'RNSecureKeyStore',
  modules: ['react-native-secure-key-store'],
  objects: [''],
  // RNSecureKeyStore.m:152, 178, 198.
  calls: [
    { method: 'set', use: 'write', key: 0, value: 1, options: 2 },
    { method: 'get', use: 'read', key: 0 },
    { method: 'remove', use: 'remove', key: 0 },
  ],
  levels: CONSTANT_LEVELS,
  qualifier: 'ACCESSIBLE.',
  levelOptions: ['accessible'],
  levelObject: 'ACCESSIBLE',
  defaultLevel: 'afterFirstUnlock',
  defaultSource: {
    repository: 'pradeep1991singh/react-native-secure-key-store',
    version: '2.0.10',
    file: 'ios/RNSecureKeyStore.m',
    line: 234,
  },
  matching: [],
  // The level is among what an update writes (RNSecureKeyStore.m:94-99).
  onExistingItem: 'rewritten',
};

/**
 * Version 5.5.8 takes a level (ios/RNSensitiveInfo/RNSensitiveInfo.m). Versions 5.6 and 6 have policies in its place
 * (`accessControl`), and what a value is written with then depends on the device: 6.1.4 takes
 * WhenPasscodeSetThisDeviceOnly where there are biometrics or a passcode, else AfterFirstUnlock
 * (ios/Internal/Security/AccessControlResolver.swift:78-127).
 */
export const SENSITIVE_INFO: ModuleLibrary = {
  ...KEYED,
  id: 'react-native-sensitive-info',
  name: 'react-native-sensitive-info',
  modules: ['react-native-sensitive-info'],
  objects: ['', 'SensitiveInfo'],
  // RNSensitiveInfo.m:113, 165, 311; of 6.1.4 src/core/storage.ts:79, 126, 205, 276.
  calls: [
    { method: 'setItem', use: 'write', key: 0, value: 1, options: 2 },
    { method: 'getItem', use: 'read', key: 0, options: 1 },
    // In version 5 its type asks for options (index.d.ts:64).
    { method: 'deleteItem', use: 'remove', key: 0, options: 1, needsOptions: true },
    { method: 'clearService', use: 'wipe', options: 0 },
  ],
  levels: APPLE_CONSTANTS,
  qualifier: '',
  levelOptions: ['kSecAttrAccessible'],
  hasTextLevels: true,
  // Version 5.5.8 leaves the attribute out where none is given; later versions have no such option.
  defaultSource: {
    repository: 'npm:react-native-sensitive-info',
    version: '5.5.8',
    file: 'ios/RNSensitiveInfo/RNSensitiveInfo.m',
    line: 137,
  },
  // Without a service it is `app` in version 5 (RNSensitiveInfo.m:117, 314) and `default` in 6, at both.
  matching: ['keychainService', 'service', 'iosSynchronizable'],
  // Where a level can be given, an existing item is updated with its data only (RNSensitiveInfo.m:152-156).
  onExistingItem: 'keepsLevel',
};

/** index.js and ios/RNSecureStorage.swift, RNSecureStorageHelper.swift at 3.0.1. */
export const RN_SECURE_STORAGE: ModuleLibrary = {
  ...KEYED,
  id: 'rn-secure-storage',
  name: 'rn-secure-storage',
  modules: ['rn-secure-storage'],
  objects: [''],
  // RNSecureStorage.swift:19, 30, 59, 85, 98, 112. `multiRemove` and `clear` resolve with the keys that they leave.
  calls: [
    { method: 'setItem', use: 'write', key: 0, value: 1, options: 2 },
    { method: 'multiSet', use: 'write', many: 'object', options: 1 },
    { method: 'getItem', use: 'read', key: 0 },
    { method: 'removeItem', use: 'remove', key: 0 },
    { method: 'multiRemove', use: 'remove', many: 'keys' },
    { method: 'clear', use: 'wipe' },
  ],
  levels: CONSTANT_LEVELS,
  qualifier: 'ACCESSIBLE.',
  levelOptions: ['accessible'],
  levelObject: 'ACCESSIBLE',
  // On iOS a write without a level ends the app, so there is no default.
  defaultSource: {
    repository: 'npm:rn-secure-storage',
    version: '3.0.1',
    file: 'ios/RNSecureStorage.swift',
    line: 20,
  },
  matching: [],
  // It deletes what has the same value and level, and then adds (RNSecureStorageHelper.swift:15-24).
  onExistingItem: 'fails',
};

/** src/EncryptedStorage.ts and ios/RNEncryptedStorage.m at 4.0.3, which gives no level and takes no options. */
export const ENCRYPTED_STORAGE: ModuleLibrary = {
  ...KEYED,
  id: 'react-native-encrypted-storage',
  name: 'react-native-encrypted-storage',
  modules: ['react-native-encrypted-storage'],
  objects: [''],
  // RNEncryptedStorage.m:30, 62, 89; `clear` (109) deletes whatever the app has in the Keychain.
  calls: [
    { method: 'setItem', use: 'write', key: 0, value: 1 },
    { method: 'getItem', use: 'read', key: 0 },
    { method: 'removeItem', use: 'remove', key: 0 },
    { method: 'clear', use: 'wipe' },
  ],
  levels: APPLE_CONSTANTS,
  qualifier: '',
  // Forks take a level and a name of the storage; their deletes look for both.
  levelOptions: ['keychainAccessibility'],
  hasTextLevels: true,
  defaultLevel: 'whenUnlocked',
  defaultSource: {
    repository: 'emeraldsanto/react-native-encrypted-storage',
    version: '4.0.3',
    file: 'ios/RNEncryptedStorage.m',
    line: 41,
  },
  matching: ['keychainAccessibility', 'storageName'],
  onExistingItem: 'rewritten',
};
