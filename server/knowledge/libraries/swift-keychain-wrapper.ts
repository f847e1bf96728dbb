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
  instances: ['standard', 'defaultKeychainWrapper'],
  // The update's search query carries the level, so `set` returns false (KeychainWrapper.swift:409-442).
  onExistingItem: 'fails',
};
