import { ALL_LEVELS, type KeychainLibrary } from './library.js';

/** Lib/UICKeyChainStore/UICKeyChainStore.m at 2.2.1 (db86921). */
export const UIC_KEYCHAIN_STORE: KeychainLibrary = {
  id: 'uic-keychain-store',
  name: 'UICKeyChainStore',
  modules: ['UICKeyChainStore'],
  types: ['UICKeyChainStore'],
  distinctive: true,
  levelTypes: ['UICKeyChainStoreAccessibility'],
  levels: ALL_LEVELS,
  formerLevels: {},
  defaultLevel: 'afterFirstUnlock',
  defaultSource: {
    repository: 'kishikawakatsumi/UICKeyChainStore',
    version: '2.2.1',
    file: 'Lib/UICKeyChainStore/UICKeyChainStore.m',
    line: 119,
  },
  levelPlaces: [{ at: 'property', name: 'accessibility' }],
  addition: { by: 'none' },
  writes: [
    { method: 'setString', on: 'instance', value: 0, key: 'forKey' },
    { method: 'setData', on: 'instance', value: 0, key: 'forKey' },
    { method: 'subscript', on: 'instance', key: 0 },
  ],
  instances: [],
  onExistingItem: 'rewritten',
};
