import type { Level } from '../../levels.js';
import type { ModuleCall, ModuleLibrary } from './module-library.js';

const KEYED = { makers: [], globals: [], store: 'keychain', storeName: 'the Keychain' } as const;

/** The cases of `KeychainAccess` stand for themselves: Plugin.swift:125-143. */
const LEVELS: Readonly<Record<string, Level>> = {
  whenUnlocked: 'whenUnlocked',
  whenUnlockedThisDeviceOnly: 'whenUnlockedThisDeviceOnly',
  afterFirstUnlock: 'afterFirstUnlock',
  afterFirstUnlockThisDeviceOnly: 'afterFirstUnlockThisDeviceOnly',
  whenPasscodeSetThisDeviceOnly: 'whenPasscodeSetThisDeviceOnly',
};

/** @aparajita/capacitor-secure-storage, dist/esm/base.js and ios/Sources/SecureStoragePlugin/Plugin.swift at 8.0.1. */
export const CAPACITOR_SECURE_STORAGE: ModuleLibrary = {
  ...KEYED,
  id: 'capacitor-secure-storage',
  name: '@aparajita/capacitor-secure-storage',
  modules: ['@aparajita/capacitor-secure-storage'],
  objects: ['SecureStorage'],
  // base.js:43-123. `setItem` has no level of its own; a failure of any call rejects (Plugin.swift:151-170).
  calls: [
    { method: 'set', use: 'write', key: 0, value: 1, level: 4 },
    { method: 'setItem', use: 'write', key: 0, value: 1 },
    { method: 'get', use: 'read', key: 0 },
    { method: 'getItem', use: 'read', key: 0 },
    { method: 'remove', use: 'remove', key: 0 },
    { method: 'removeItem', use: 'remove', key: 0 },
    // What has the prefix in effect: native.js:36.
    { method: 'clear', use: 'wipe' },
  ],
  levels: LEVELS,
  qualifier: 'KeychainAccess.',
  levelOptions: [],
  levelObject: 'KeychainAccess',
  // `setDefaultKeychainAccess` may be called anywhere, so that a write without a level tells nothing.
  defaultSource: {
    repository: 'npm:@aparajita/capacitor-secure-storage',
    version: '8.0.1',
    file: 'dist/esm/base.js',
    line: 13,
  },
  matching: [],
  // It writes through KeychainSwift, which deletes before it adds.
  onExistingItem: 'rewritten',
};

/** capacitor-secure-storage-plugin, ios/Sources/SecureStoragePlugin/SecureStoragePlugin.swift at 0.13.0. */
export const CAPACITOR_SECURE_STORAGE_PLUGIN: ModuleLibrary = {
  ...KEYED,
  id: 'capacitor-secure-storage-plugin',
  name: 'capacitor-secure-storage-plugin',
  modules: ['capacitor-secure-storage-plugin'],
  objects: ['SecureStoragePlugin'],
  // Lines 23, 37, 72, 94. `get` and `remove` reject where there is no such item.
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
  // Always AfterFirstUnlock. As the level cannot be chosen, there is nothing to say at a write.
  defaultSource: {
    repository: 'npm:capacitor-secure-storage-plugin',
    version: '0.13.0',
    file: 'ios/Sources/SecureStoragePlugin/SecureStoragePlugin.swift',
    line: 26,
  },
  matching: [],
  onExistingItem: 'rewritten',
};

const VAULT_CALLS: readonly ModuleCall[] = [
  { method: 'setValue', use: 'write', key: 0, value: 1 },
  { method: 'getValue', use: 'read', key: 0 },
  { method: 'removeValue', use: 'remove', key: 0 },
  { method: 'clear', use: 'wipe' },
];

/**
 * Ionic Identity Vault. Its packages are sold, so that this is from its public pages: what may read a value is decided
 * by the vault's type and device security, not by a level.
 */
export const IDENTITY_VAULT: ModuleLibrary = {
  ...KEYED,
  id: 'identity-vault',
  name: 'Ionic Identity Vault',
  modules: ['@ionic-enterprise/identity-vault'],
  objects: [],
  makers: [{ name: 'Vault' }, { name: 'BrowserVault' }],
  calls: VAULT_CALLS,
  levels: {},
  levelOptions: [],
  defaultSource: { page: 'https://ionic.io/docs/identity-vault/classes/vault', version: '6.0' },
  matching: [],
  onExistingItem: 'rewritten',
};
