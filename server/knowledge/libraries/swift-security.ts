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
  // Keychain.swift:51, 114, 276.
  reads: [{ method: 'retrieve', on: 'instance', key: 0 }],
  // Keychain.swift:206; `removeAll` deletes the five classes of the app (line 237).
  deletes: [{ method: 'remove', on: 'instance', key: 0 }],
  clears: [{ method: 'removeAll', on: 'instance', reach: 'app' }],
  failure: 'throws',
  nilAssignment: 'noSubscript',
  instances: ['default'],
  // There is no update: storing again throws `.duplicateItem` (Keychain.swift:456).
  onExistingItem: 'fails',
};
