import { ALL_LEVELS, capitalised, type KeychainLibrary } from './library.js';

/** Lib/KeychainAccess/Keychain.swift at 4.2.2 + 24 commits (e0c7eeb). */
export const KEYCHAIN_ACCESS: KeychainLibrary = {
  id: 'keychain-access',
  name: 'KeychainAccess',
  modules: ['KeychainAccess'],
  types: ['Keychain'],
  distinctive: false,
  levelTypes: ['Accessibility'],
  levels: ALL_LEVELS,
  // Before 3.0.0.
  formerLevels: capitalised(ALL_LEVELS),
  defaultLevel: 'afterFirstUnlock',
  defaultSource: {
    repository: 'kishikawakatsumi/KeychainAccess',
    version: 'e0c7eeb',
    file: 'Lib/KeychainAccess/Keychain.swift',
    line: 1208,
  },
  levelPlaces: [{ at: 'builder', method: 'accessibility' }],
  addition: { by: 'builder', method: 'accessibility' },
  writes: [
    { method: 'set', on: 'instance', value: 0, key: 'key' },
    { method: 'subscript', on: 'instance', key: 0 },
  ],
  // Lines 589-628, 742-796.
  reads: [
    { method: 'get', on: 'instance', key: 0 },
    { method: 'getString', on: 'instance', key: 0 },
    { method: 'getData', on: 'instance', key: 0 },
    { method: 'contains', on: 'instance', key: 0 },
    { method: 'subscript', on: 'instance', key: 0 },
  ],
  // Lines 808, 818.
  deletes: [{ method: 'remove', on: 'instance', key: 0 }],
  clears: [{ method: 'removeAll', on: 'instance', reach: 'store' }],
  failure: 'throws',
  // Status.swift: the cases are those of OSStatus.
  lockedError: 'Status.interactionNotAllowed',
  // The subscript's setter swallows every error, and removes on nil (lines 753-760, 785-791).
  nilAssignment: 'deletes',
  instances: [],
  // `set` updates with all attributes (lines 700, 713).
  onExistingItem: 'rewritten',
};
