import type { KeychainLibrary } from './library.js';

/**
 * Sources/SAMKeychain.m and SAMKeychainQuery.m at 1.5.3 + 2 (d3d64f8); SSKeychain 1.4.1 is the same code under
 * its former name. The level is one for the whole process, a raw `kSec…` constant given to
 * `setAccessibilityType(_:)`.
 */
export const SAM_KEYCHAIN: KeychainLibrary = {
  id: 'sam-keychain',
  name: 'SAMKeychain',
  modules: ['SAMKeychain', 'SSKeychain'],
  types: ['SAMKeychain', 'SSKeychain'],
  distinctive: true,
  levelTypes: [],
  levels: {},
  formerLevels: {},
  // NULL until it is set: no attribute is written and the system's default applies (SAMKeychain.m:22).
  defaultLevel: 'whenUnlocked',
  defaultSource: {
    repository: 'soffes/SAMKeychain',
    version: '1.5.3',
    file: 'Sources/SAMKeychain.m',
    line: 22,
  },
  levelPlaces: [],
  addition: { by: 'none' },
  writes: [
    { method: 'setPassword', on: 'type', value: 0, key: 'account' },
    { method: 'setPasswordData', on: 'type', value: 0, key: 'account' },
  ],
  // SAMKeychain.h:80, 94, 107; there is no clear-all. The `…ForService` spellings are Swift 2's.
  reads: [
    { method: 'password', on: 'type', key: 'account' },
    { method: 'passwordData', on: 'type', key: 'account' },
    { method: 'passwordForService', on: 'type', key: 'account' },
  ],
  deletes: [
    { method: 'deletePassword', on: 'type', key: 'account' },
    { method: 'deletePasswordForService', on: 'type', key: 'account' },
  ],
  clears: [],
  failure: 'bool',
  nilAssignment: 'noSubscript',
  instances: [],
  onExistingItem: 'rewritten',
};
