import { ALL_LEVELS, capitalised, type KeychainLibrary } from './library.js';

/** SwiftKeychainWrapper/KeychainWrapper.swift and KeychainItemAccessibility.swift at 4.0.1 (a3e1004). */
export const SWIFT_KEYCHAIN_WRAPPER: KeychainLibrary = {
  id: 'swift-keychain-wrapper',
  name: 'SwiftKeychainWrapper',
  modules: ['SwiftKeychainWrapper'],
  types: ['KeychainWrapper'],
  distinctive: true,
  levelTypes: ['KeychainItemAccessibility'],
  levels: ALL_LEVELS,
  formerLevels: capitalised(ALL_LEVELS),
  defaultLevel: 'whenUnlocked',
  defaultSource: {
    repository: 'jrendel/SwiftKeychainWrapper',
    version: '4.0.1',
    file: 'SwiftKeychainWrapper/KeychainWrapper.swift',
    line: 316,
  },
  levelPlaces: [{ at: 'argument', label: 'withAccessibility' }],
  addition: { by: 'argument', label: 'withAccessibility', behind: 'forKey' },
  writes: [
    { method: 'set', on: 'instance', value: 0, key: 'forKey' },
    { method: 'subscript', on: 'instance', key: 0 },
  ],
  // KeychainWrapper.swift:150-240.
  reads: [
    { method: 'string', on: 'instance', key: 'forKey' },
    { method: 'data', on: 'instance', key: 'forKey' },
    { method: 'object', on: 'instance', key: 'forKey' },
    { method: 'bool', on: 'instance', key: 'forKey' },
    { method: 'integer', on: 'instance', key: 'forKey' },
    { method: 'double', on: 'instance', key: 'forKey' },
    { method: 'float', on: 'instance', key: 'forKey' },
    { method: 'hasValue', on: 'instance', key: 'forKey' },
    { method: 'subscript', on: 'instance', key: 0 },
  ],
  // KeychainWrapper.swift:333, 343; KeychainWrapperSubscript.swift:17.
  deletes: [
    { method: 'removeObject', on: 'instance', key: 'forKey' },
    { method: 'remove', on: 'instance', key: 'forKey' },
    { method: 'remove', on: 'instance', key: 'key' },
  ],
  // Both are part of a delete's query (KeychainWrapper.swift:343, 440-456).
  matching: [
    { label: 'isSynchronizable', absent: { as: 'false' } },
    { label: 'withAccessibility', absent: 'any' },
  ],
  // All five classes of the app for `wipeKeychain` (KeychainWrapper.swift:357, 382).
  clears: [
    { method: 'removeAllKeys', on: 'instance', reach: 'store' },
    { method: 'wipeKeychain', on: 'type', reach: 'app' },
  ],
  failure: 'bool',
  // `guard let value = newValue else { return }` (KeychainWrapperSubscript.swift:28-79).
  nilAssignment: 'nothing',
  instances: ['standard', 'defaultKeychainWrapper'],
  // The update's search query carries the level, so `set` returns false (KeychainWrapper.swift:409-442).
  onExistingItem: 'fails',
};
