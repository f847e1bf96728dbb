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

/** ios/RNSensitiveInfo.m of version 5; version 6 has policies (`accessControl`) in the place of levels. */
export const SENSITIVE_INFO: ModuleLibrary = {
  ...KEYED,
  id: 'react-native-sensitive-info',
  name: 'react-native-sensitive-info',
  modules: ['react-native-sensitive-info'],
  objects: [''],
  calls: [
    { method: 'setItem', use: 'write', key: 0, value: 1, options: 2 },
    { method: 'getItem', use: 'read', key: 0, options: 1 },
    { method: 'deleteItem', use: 'remove', key: 0, options: 1 },
  ],
  levels: APPLE_CONSTANTS,
  qualifier: '',
  levelOptions: ['kSecAttrAccessible'],
  hasTextLevels: true,
  defaultSource: {
    repository: 'mCodex/react-native-sensitive-info',
    version: '6',
    file: 'ios/Internal/Security/AccessControlResolver.swift',
    line: 1,
  },
  matching: ['keychainService', 'service'],
  onExistingItem: 'rewritten',
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
