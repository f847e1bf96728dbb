import { LEVELS_WITHOUT_ALWAYS, type KeychainLibrary } from './library.js';

/** Sources/SwiftSecurity/Keychain/Keychain.swift and AccessPolicy.swift at 2.5.0 (d292036). */
export const SWIFT_SECURITY: KeychainLibrary = {
  id: 'swift-security',
  name: 'SwiftSecurity',
  modules: ['SwiftSecurity'],
  types: ['Keychain'],
  distinctive: false,
  levelTypes: ['Accessibility'],
  levels: LEVELS_WITHOUT_ALWAYS,
  formerLevels: {},
  defaultLevel: 'afterFirstUnlock',
  defaultSource: {
    repository: 'dm-zharov/swift-security',
    version: '2.5.0',
    file: 'Sources/SwiftSecurity/Keychain/SecItemAttr/AccessPolicy.swift',
    line: 39,
  },
  levelPlaces: [{ at: 'argument', label: 'accessPolicy' }],
  addition: { by: 'none' },
  writes: [{ method: 'store', on: 'instance', value: 0, key: 'query' }],
  instances: ['default'],
  // There is no update: storing again throws `.duplicateItem` (Keychain.swift:456).
  onExistingItem: 'fails',
};
