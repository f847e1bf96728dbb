import type { Level } from '../../levels.js';
import type { ModuleLibrary } from './module-library.js';

/** The names that Expo and react-native-keychain give the levels. */
export const CONSTANT_LEVELS: Readonly<Record<string, Level>> = {
  WHEN_UNLOCKED: 'whenUnlocked',
  AFTER_FIRST_UNLOCK: 'afterFirstUnlock',
  ALWAYS: 'always',
  WHEN_PASSCODE_SET_THIS_DEVICE_ONLY: 'whenPasscodeSetThisDeviceOnly',
  WHEN_UNLOCKED_THIS_DEVICE_ONLY: 'whenUnlockedThisDeviceOnly',
  AFTER_FIRST_UNLOCK_THIS_DEVICE_ONLY: 'afterFirstUnlockThisDeviceOnly',
  ALWAYS_THIS_DEVICE_ONLY: 'alwaysThisDeviceOnly',
};

/** packages/expo-secure-store, src/SecureStore.ts and ios/SecureStoreModule.swift, at expo/expo 0c735f6. */
export const EXPO_SECURE_STORE: ModuleLibrary = {
  id: 'expo-secure-store',
  name: 'expo-secure-store',
  modules: ['expo-secure-store'],
  objects: [''],
  makers: [],
  globals: [],
  store: 'keychain',
  storeName: 'the Keychain',
  // SecureStore.ts:125, 173, 204, 220; deletes drop the status (SecureStoreModule.swift:48-50).
  calls: [
    { method: 'setItemAsync', use: 'write', key: 0, value: 1, options: 2 },
    { method: 'setItem', use: 'write', key: 0, value: 1, options: 2, isSynchronous: true },
    { method: 'getItemAsync', use: 'read', key: 0, options: 1 },
    { method: 'getItem', use: 'read', key: 0, options: 1, isSynchronous: true },
    { method: 'deleteItemAsync', use: 'remove', key: 0, options: 1 },
  ],
  levels: CONSTANT_LEVELS,
  qualifier: 'SecureStore.',
  levelOptions: ['keychainAccessible'],
  defaultLevel: 'whenUnlocked',
  defaultSource: {
    repository: 'expo/expo',
    version: '0c735f6',
    file: 'packages/expo-secure-store/src/SecureStore.ts',
    line: 89,
  },
  // A different service is a different item (SecureStoreModule.swift:165-184); no group at all matches those of any.
  matching: ['keychainService'],
  // An existing item is updated with its data only (SecureStoreModule.swift:127-145).
  onExistingItem: 'keepsLevel',
};
