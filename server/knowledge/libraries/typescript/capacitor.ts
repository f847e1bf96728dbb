import type { Level } from '../../levels.js';
import type { ModuleLibrary } from './module-library.js';

const KEYED = { makers: [], globals: [], store: 'keychain', storeName: 'the Keychain' } as const;

const LEVELS: Readonly<Record<string, Level>> = {
  whenUnlocked: 'whenUnlocked',
  whenUnlockedThisDeviceOnly: 'whenUnlockedThisDeviceOnly',
  afterFirstUnlock: 'afterFirstUnlock',
  afterFirstUnlockThisDeviceOnly: 'afterFirstUnlockThisDeviceOnly',
  whenPasscodeSetThisDeviceOnly: 'whenPasscodeSetThisDeviceOnly',
};

/** @aparajita/capacitor-secure-storage, src/definitions.ts and ios/ at 43bc5c3. */
export const CAPACITOR_SECURE_STORAGE: ModuleLibrary = {
  ...KEYED,
  id: 'capacitor-secure-storage',
  name: '@aparajita/capacitor-secure-storage',
  modules: ['@aparajita/capacitor-secure-storage'],
  objects: ['SecureStorage'],
  calls: [
    { method: 'set', use: 'write', key: 0, value: 1 },
    { method: 'setItem', use: 'write', key: 0, value: 1 },
    { method: 'get', use: 'read', key: 0 },
    { method: 'getItem', use: 'read', key: 0 },
    { method: 'remove', use: 'remove', key: 0 },
    { method: 'removeItem', use: 'remove', key: 0 },
    { method: 'clear', use: 'wipe' },
  ],
  levels: LEVELS,
  qualifier: 'KeychainAccess.',
  levelOptions: [],
  levelObject: 'KeychainAccess',
  // `setDefaultKeychainAccess` may be called anywhere, so that a write without a level tells nothing.
  defaultSource: {
    repository: 'aparajita/capacitor-secure-storage',
    version: '43bc5c3',
    file: 'src/definitions.ts',
    line: 1,
  },
  matching: [],
  onExistingItem: 'rewritten',
};

/** capacitor-secure-storage-plugin, ios/Plugin/SecureStoragePlugin.swift: always AfterFirstUnlock. */
export const CAPACITOR_SECURE_STORAGE_PLUGIN: ModuleLibrary = {
  ...KEYED,
  id: 'capacitor-secure-storage-plugin',
  name: 'capacitor-secure-storage-plugin',
  modules: ['capacitor-secure-storage-plugin'],
  objects: ['SecureStoragePlugin'],
  calls: [
    {
      method: 'set',
      use: 'write',
      key: { argument: 0, entry: 'key' },
      value: { argument: 0, entry: 'value' },
    },
    { method: 'get', use: 'read', key: { argument: 0, entry: 'key' } },
    { method: 'remove', use: 'remove', key: { argument: 0, entry: 'key' } },
    { method: 'clear', use: 'wipe' },
  ],
  levels: {},
  levelOptions: [],
  // Its level cannot be chosen, so that there is nothing to say at a write.
  defaultSource: {
    repository: 'martinkasa/capacitor-secure-storage-plugin',
    version: '0.9',
    file: 'ios/Plugin/SecureStoragePlugin.swift',
    line: 1,
  },
  matching: [],
  onExistingItem: 'fails',
};

/** @ionic-enterprise/identity-vault 6: the vault's type and device security decide, not a level. */
export const IDENTITY_VAULT: ModuleLibrary = {
  ...KEYED,
  id: 'identity-vault',
  name: 'Ionic Identity Vault',
  modules: ['@ionic-enterprise/identity-vault'],
  objects: [],
  makers: [{ name: 'Vault' }, { name: 'BrowserVault' }],
  calls: [
    { method: 'setValue', use: 'write', key: 0, value: 1 },
    { method: 'getValue', use: 'read', key: 0 },
    { method: 'removeValue', use: 'remove', key: 0 },
    { method: 'clear', use: 'wipe' },
  ],
  levels: {},
  levelOptions: [],
  defaultSource: {
    repository: '@ionic-enterprise/identity-vault',
    version: '6',
    file: 'docs',
    line: 1,
  },
  matching: [],
  onExistingItem: 'rewritten',
};
