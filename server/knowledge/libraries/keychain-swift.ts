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
  instances: [],
  // `set` deletes before it adds (KeychainSwift.swift:93).
  onExistingItem: 'rewritten',
};
