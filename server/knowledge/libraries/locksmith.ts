import { ALL_LEVELS, capitalised, type KeychainLibrary } from './library.js';

/** Source/Locksmith.swift and LocksmithAccessibleOption.swift at 4.0.0 (49b08bf). */
export const LOCKSMITH: KeychainLibrary = {
  id: 'locksmith',
  name: 'Locksmith',
  modules: ['Locksmith'],
  types: ['Locksmith'],
  distinctive: true,
  levelTypes: ['LocksmithAccessibleOption'],
  levels: ALL_LEVELS,
  formerLevels: capitalised(ALL_LEVELS),
  // No attribute is written, so the system's default applies (Locksmith.swift:61-70).
  defaultLevel: 'whenUnlocked',
  defaultSource: {
    repository: 'matthewpalmer/Locksmith',
    version: '4.0.0',
    file: 'Source/Locksmith.swift',
    line: 61,
  },
  levelPlaces: [
    {
      at: 'conformance',
      property: 'accessible',
      protocols: ['GenericPasswordSecureStorable', 'InternetPasswordSecureStorable', 'SecureStorable'],
    },
  ],
  // The static calls cannot take a level.
  addition: { by: 'none' },
  writes: [
    { method: 'saveData', on: 'type', value: 'data', key: 'forUserAccount' },
    { method: 'updateData', on: 'type', value: 'data', key: 'forUserAccount' },
  ],
  // Locksmith.swift:10, 31; there is no clear-all.
  reads: [{ method: 'loadDataForUserAccount', on: 'type', key: 'userAccount' }],
  deletes: [{ method: 'deleteDataForUserAccount', on: 'type', key: 'userAccount' }],
  // The service is part of every query; without one it is the library's own (Locksmith.swift:10-41).
  matching: [{ label: 'inService', absent: { as: 'LocksmithDefaultService' } }],
  clears: [],
  failure: 'throws',
  nilAssignment: 'noSubscript',
  instances: [],
  onExistingItem: 'fails',
};
