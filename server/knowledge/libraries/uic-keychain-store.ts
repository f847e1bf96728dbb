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
  // UICKeyChainStore.h:151-173, 175-188.
  reads: [
    { method: 'string', on: 'instance', key: 'forKey' },
    { method: 'data', on: 'instance', key: 'forKey' },
    { method: 'string', on: 'type', key: 'forKey' },
    { method: 'data', on: 'type', key: 'forKey' },
    { method: 'subscript', on: 'instance', key: 0 },
  ],
  deletes: [
    { method: 'removeItem', on: 'instance', key: 'forKey' },
    { method: 'removeItem', on: 'type', key: 'forKey' },
  ],
  clears: [
    { method: 'removeAllItems', on: 'instance', reach: 'store' },
    { method: 'removeAllItems', on: 'type', reach: 'store' },
  ],
  failure: 'bool',
  // The setter drops the Bool, and removes on nil (UICKeyChainStore.m:428, 758-764).
  nilAssignment: 'deletes',
  instances: [],
  onExistingItem: 'rewritten',
};
