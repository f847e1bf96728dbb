import type { Level } from '../../levels.js';
import { CONSTANT_LEVELS } from './expo-secure-store.js';
import type { ModuleLibrary } from './module-library.js';

const { ALWAYS_THIS_DEVICE_ONLY: _, ...LEVELS } = CONSTANT_LEVELS;

/** src/index.ts, src/enums.ts and ios/RNKeychainManager/RNKeychainManager.mm at 10.0.0 (6be201b). */
export const REACT_NATIVE_KEYCHAIN: ModuleLibrary = {
  id: 'react-native-keychain',
  name: 'react-native-keychain',
  modules: ['react-native-keychain'],
  objects: [''],
  makers: [],
  globals: [],
  store: 'keychain',
  storeName: 'the Keychain',
  // On iOS every failure rejects; what a write resolves with is never false (RNKeychainManager.mm:352-370).
  calls: [
    {
      method: 'setGenericPassword',
      use: 'write',
      key: { argument: 2, entry: 'service' },
      value: 1,
      options: 2,
      family: 'generic',
    },
    {
      method: 'getGenericPassword',
      use: 'read',
      key: { argument: 0, entry: 'service' },
      options: 0,
      family: 'generic',
    },
    {
      method: 'resetGenericPassword',
      use: 'remove',
      key: { argument: 0, entry: 'service' },
      options: 0,
      family: 'generic',
    },
    { method: 'setInternetCredentials', use: 'write', key: 0, value: 2, options: 3 },
    { method: 'getInternetCredentials', use: 'read', key: 0, options: 1 },
    { method: 'resetInternetCredentials', use: 'remove', key: { argument: 0, entry: 'server' }, options: 0 },
  ],
  levels: LEVELS satisfies Readonly<Record<string, Level>>,
  qualifier: 'Keychain.ACCESSIBLE.',
  levelOptions: ['accessible'],
  levelObject: 'ACCESSIBLE',
  defaultLevel: 'afterFirstUnlock',
  defaultSource: {
    repository: 'oblador/react-native-keychain',
    version: '10.0.0',
    file: 'ios/RNKeychainManager/RNKeychainManager.mm',
    line: 210,
  },
  // RNKeychainManager.mm:415-446: a delete finds what has the same service and synchronization.
  matching: ['service', 'cloudSync'],
  // The old item is deleted before the new one is added.
  onExistingItem: 'rewritten',
};
