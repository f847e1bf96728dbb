import type { Level } from '../levels.js';
import { capitalised, type KeychainLibrary } from './library.js';

const LEVELS: Readonly<Record<string, Level>> = {
  accessibleWhenUnlocked: 'whenUnlocked',
  accessibleWhenUnlockedThisDeviceOnly: 'whenUnlockedThisDeviceOnly',
  accessibleAfterFirstUnlock: 'afterFirstUnlock',
  accessibleAfterFirstUnlockThisDeviceOnly: 'afterFirstUnlockThisDeviceOnly',
  accessibleWhenPasscodeSetThisDeviceOnly: 'whenPasscodeSetThisDeviceOnly',
};

/** Removed in 18.0.0. */
const REMOVED: Readonly<Record<string, Level>> = {
  accessibleAlways: 'always',
  accessibleAlwaysThisDeviceOnly: 'alwaysThisDeviceOnly',
};

/** Sources/KeychainSwift.swift and KeychainSwiftAccessOptions.swift at 24.0.0 (5e1b02b). */
export const KEYCHAIN_SWIFT: KeychainLibrary = {
  id: 'keychain-swift',
  name: 'KeychainSwift',
  modules: ['KeychainSwift'],
  types: ['KeychainSwift'],
  distinctive: true,
  levelTypes: ['KeychainSwiftAccessOptions'],
  levels: LEVELS,
  // Capitalised before 4.0.0.
  formerLevels: { ...REMOVED, ...capitalised({ ...LEVELS, ...REMOVED }) },
  defaultLevel: 'whenUnlocked',
  defaultSource: {
    repository: 'evgenyneu/keychain-swift',
    version: '24.0.0',
    file: 'Sources/KeychainSwiftAccessOptions.swift',
    line: 57,
  },
  levelPlaces: [{ at: 'argument', label: 'withAccess' }],
  addition: { by: 'argument', label: 'withAccess', behind: 'forKey' },
  writes: [{ method: 'set', on: 'instance', value: 0, key: 'forKey' }],
  // KeychainSwift.swift:144, 166, 211.
  reads: [
    { method: 'get', on: 'instance', key: 0 },
    { method: 'getData', on: 'instance', key: 0 },
    { method: 'getBool', on: 'instance', key: 0 },
  ],
  deletes: [{ method: 'delete', on: 'instance', key: 0 }],
  // Every generic password of the app or its access group, whatever the prefix (KeychainSwift.swift:295-307).
  clears: [{ method: 'clear', on: 'instance', reach: 'app' }],
  // `@discardableResult` (KeychainSwift.swift:62-86); the code is in a property (line 14).
  failure: 'bool',
  lastStatus: 'lastResultCode',
  nilAssignment: 'noSubscript',
  instances: [],
  // `set` deletes before it adds (KeychainSwift.swift:93).
  onExistingItem: 'rewritten',
};
