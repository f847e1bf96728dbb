import { ALL_LEVELS, LEVELS_WITHOUT_ALWAYS, type KeychainLibrary } from './library.js';

const FACTORIES = [
  'valet',
  'iCloudValet',
  'sharedGroupValet',
  'iCloudSharedGroupValet',
  'sharedAccessGroupValet',
  'iCloudSharedAccessGroupValet',
];

/** Sources/Valet/Valet.swift and Accessibility.swift at 5.1.0 (a69e31e). */
export const VALET: KeychainLibrary = {
  id: 'valet',
  name: 'Valet',
  modules: ['Valet'],
  types: ['Valet', 'VALValet'],
  distinctive: false,
  levelTypes: ['Accessibility', 'CloudAccessibility'],
  levels: LEVELS_WITHOUT_ALWAYS,
  // `.always` and `.alwaysThisDeviceOnly` until 3.2.8.
  formerLevels: ALL_LEVELS,
  // Every factory demands a level (Valet.swift:30-101).
  defaultSource: {
    repository: 'square/Valet',
    version: '5.1.0',
    file: 'Sources/Valet/Valet.swift',
    line: 30,
  },
  levelPlaces: [{ at: 'constructor', label: 'accessibility', factories: FACTORIES }],
  addition: { by: 'none' },
  writes: [
    { method: 'setString', on: 'instance', value: 0, key: 'forKey' },
    { method: 'setObject', on: 'instance', value: 0, key: 'forKey' },
    // 3.x: `set(string:forKey:)` with a discardable Bool (Valet.swift:151, 180 at 3.2.8).
    { method: 'set', on: 'instance', value: 0, key: 'forKey', failure: 'bool' },
  ],
  // Valet.swift:270, 333, 371, 391; `removeObject(forKey:)` of a missing item succeeds.
  reads: [
    { method: 'string', on: 'instance', key: 'forKey' },
    { method: 'object', on: 'instance', key: 'forKey' },
    { method: 'containsObject', on: 'instance', key: 'forKey' },
  ],
  deletes: [{ method: 'removeObject', on: 'instance', key: 'forKey' }],
  clears: [{ method: 'removeAllObjects', on: 'instance', reach: 'store' }],
  failure: 'throws',
  nilAssignment: 'noSubscript',
  instances: [],
  // The level is part of the service name: another level is another store (Internal/Service.swift:40-50).
  onExistingItem: 'hidden',
};
