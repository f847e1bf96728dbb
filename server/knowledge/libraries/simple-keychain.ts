import { ALL_LEVELS, LEVELS_WITHOUT_ALWAYS, type KeychainLibrary } from './library.js';

/** SimpleKeychain/SimpleKeychain.swift and Accessibility.swift at 1.3.0 (466c3f3). */
export const SIMPLE_KEYCHAIN: KeychainLibrary = {
  id: 'simple-keychain',
  name: 'SimpleKeychain',
  modules: ['SimpleKeychain'],
  types: ['SimpleKeychain'],
  distinctive: true,
  levelTypes: ['Accessibility'],
  levels: LEVELS_WITHOUT_ALWAYS,
  formerLevels: {},
  defaultLevel: 'afterFirstUnlock',
  defaultSource: {
    repository: 'auth0/SimpleKeychain',
    version: '1.3.0',
    file: 'SimpleKeychain/SimpleKeychain.swift',
    line: 40,
  },
  levelPlaces: [{ at: 'constructor', label: 'accessibility' }],
  // One instance, one level: adding it would change every item the instance stores.
  addition: { by: 'none' },
  writes: [{ method: 'set', on: 'instance', value: 0, key: 'forKey' }],
  // SimpleKeychain.swift:98, 118, 218; a missing item throws.
  reads: [
    { method: 'string', on: 'instance', key: 'forKey' },
    { method: 'data', on: 'instance', key: 'forKey' },
    { method: 'hasItem', on: 'instance', key: 'forKey' },
  ],
  // SimpleKeychain.swift:183 (a missing item throws), 195.
  deletes: [{ method: 'deleteItem', on: 'instance', key: 'forKey' }],
  clears: [{ method: 'deleteAll', on: 'instance', reach: 'store' }],
  failure: 'throws',
  nilAssignment: 'noSubscript',
  instances: [],
  // An existing item is updated with its data only (SimpleKeychain.swift:161-164).
  onExistingItem: 'keepsLevel',
};

/** The Objective-C generation before 1.0: SimpleKeychain/A0SimpleKeychain.m at 0.12.5. */
export const A0_SIMPLE_KEYCHAIN: KeychainLibrary = {
  id: 'a0-simple-keychain',
  name: 'A0SimpleKeychain',
  modules: ['SimpleKeychain'],
  types: ['A0SimpleKeychain'],
  distinctive: true,
  levelTypes: ['A0SimpleKeychainItemAccessible'],
  levels: ALL_LEVELS,
  formerLevels: {},
  defaultLevel: 'afterFirstUnlock',
  defaultSource: {
    repository: 'auth0/SimpleKeychain',
    version: '0.12.5',
    file: 'SimpleKeychain/A0SimpleKeychain.m',
    line: 45,
  },
  // The misspelling is the library's.
  levelPlaces: [{ at: 'property', name: 'defaultAccessiblity' }],
  addition: { by: 'none' },
  writes: [
    { method: 'setString', on: 'instance', value: 0, key: 'forKey' },
    { method: 'setData', on: 'instance', value: 0, key: 'forKey' },
  ],
  // A0SimpleKeychain.h:256-324.
  reads: [
    { method: 'string', on: 'instance', key: 'forKey' },
    { method: 'data', on: 'instance', key: 'forKey' },
    { method: 'hasValue', on: 'instance', key: 'forKey' },
  ],
  deletes: [{ method: 'deleteEntry', on: 'instance', key: 'forKey' }],
  clears: [{ method: 'clearAll', on: 'instance', reach: 'store' }],
  failure: 'bool',
  nilAssignment: 'noSubscript',
  instances: [],
  onExistingItem: 'keepsLevel',
};
