import type { ModuleCall, ModuleLibrary } from './module-library.js';

const PLAIN = {
  makers: [],
  globals: [],
  levels: {},
  levelOptions: [],
  matching: [],
  onExistingItem: 'rewritten',
} as const;

function readIn(repository: string, version: string, file: string): ModuleLibrary['defaultSource'] {
  return { repository, version, file, line: 1 };
}

const ITEMS: readonly ModuleCall[] = [
  { method: 'setItem', use: 'write', key: 0, value: 1 },
  { method: 'getItem', use: 'read', key: 0 },
  { method: 'removeItem', use: 'remove', key: 0 },
  { method: 'clear', use: 'wipe' },
];

const synchronous = (calls: readonly ModuleCall[], suffix = ''): readonly ModuleCall[] =>
  calls.map((call) => ({ ...call, method: call.method + suffix, isSynchronous: true }));

/** "Unencrypted, asynchronous, persistent": README of @react-native-async-storage/async-storage at 2.2.0. */
const ASYNC_STORAGE_CALLS: readonly ModuleCall[] = [
  ...ITEMS,
  { method: 'mergeItem', use: 'write', key: 0, value: 1 },
  { method: 'multiSet', use: 'write', many: 'pairs' },
  { method: 'multiMerge', use: 'write', many: 'pairs' },
  { method: 'setMany', use: 'write', many: 'object' },
  { method: 'multiRemove', use: 'remove', many: 'keys' },
  { method: 'removeMany', use: 'remove', many: 'keys' },
];

const ASYNC_STORAGE: ModuleLibrary = {
  ...PLAIN,
  id: 'async-storage',
  name: 'AsyncStorage',
  modules: ['@react-native-async-storage/async-storage', '@react-native-community/async-storage'],
  objects: [''],
  store: 'asyncStorage',
  storeName: 'AsyncStorage',
  calls: ASYNC_STORAGE_CALLS,
  defaultSource: readIn('react-native-async-storage/async-storage', '2.2.0', 'README.md'),
};

/** Before React Native 0.64, and in Expo's own package. */
const FORMER_ASYNC_STORAGE: ModuleLibrary = {
  ...ASYNC_STORAGE,
  id: 'react-native-async-storage',
  modules: ['react-native'],
  objects: ['AsyncStorage'],
};

/** Libraries/Settings/Settings.ios.js: writes go to NSUserDefaults. */
const SETTINGS: ModuleLibrary = {
  ...PLAIN,
  id: 'react-native-settings',
  name: 'Settings',
  modules: ['react-native'],
  objects: ['Settings'],
  store: 'userDefaults',
  storeName: 'UserDefaults',
  calls: [
    { method: 'set', use: 'write', many: 'object', isSynchronous: true },
    { method: 'get', use: 'read', key: 0, isSynchronous: true },
  ],
  defaultSource: readIn('facebook/react-native', '0.82', 'Libraries/Settings/Settings.ios.js'),
};

/** ios/RNDefaultPreference.m: NSUserDefaults. */
const DEFAULT_PREFERENCE: ModuleLibrary = {
  ...PLAIN,
  id: 'react-native-default-preference',
  name: 'DefaultPreference',
  modules: ['react-native-default-preference'],
  objects: [''],
  store: 'userDefaults',
  storeName: 'UserDefaults',
  calls: [
    { method: 'set', use: 'write', key: 0, value: 1 },
    { method: 'setMultiple', use: 'write', many: 'object' },
    { method: 'get', use: 'read', key: 0 },
    { method: 'clear', use: 'remove', key: 0 },
    { method: 'clearMultiple', use: 'remove', many: 'keys' },
    { method: 'clearAll', use: 'wipe' },
  ],
  defaultSource: readIn('kevinresol/react-native-default-preference', '1.4', 'ios/RNDefaultPreference.m'),
};

/** docs/V3_UPGRADE and V4: a file under Documents, encrypted only with a key. */
const MMKV: ModuleLibrary = {
  ...PLAIN,
  id: 'react-native-mmkv',
  name: 'MMKV',
  modules: ['react-native-mmkv'],
  objects: [],
  makers: [
    { name: 'MMKV', encryptedBy: 'encryptionKey' },
    { name: 'createMMKV', encryptedBy: 'encryptionKey' },
  ],
  store: 'mmkv',
  storeName: 'MMKV without an encryption key',
  calls: synchronous([
    { method: 'set', use: 'write', key: 0, value: 1 },
    { method: 'getString', use: 'read', key: 0 },
    { method: 'delete', use: 'remove', key: 0 },
    { method: 'remove', use: 'remove', key: 0 },
    { method: 'clearAll', use: 'wipe' },
  ]),
  defaultSource: readIn('mrousavy/react-native-mmkv', '4.0', 'README.md'),
};

/** expo-sqlite/kv-store: a table of a plain SQLite database. */
const KV_STORE: ModuleLibrary = {
  ...PLAIN,
  id: 'expo-sqlite-kv-store',
  name: 'expo-sqlite/kv-store',
  modules: ['expo-sqlite/kv-store', 'expo-sqlite/async-storage'],
  objects: ['', 'Storage', 'AsyncStorage'],
  store: 'sqlite',
  storeName: 'a plain SQLite database',
  calls: [
    ...ASYNC_STORAGE_CALLS,
    ...ITEMS.map((call) => ({ ...call, method: `${call.method}Async` })),
    ...synchronous(ITEMS, 'Sync'),
  ],
  defaultSource: readIn('expo/expo', '0c735f6', 'packages/expo-sqlite/src/Storage.ts'),
};

/** expo-file-system: files of the app. */
const FILE_SYSTEM: ModuleLibrary = {
  ...PLAIN,
  id: 'expo-file-system',
  name: 'expo-file-system',
  modules: ['expo-file-system', 'expo-file-system/legacy', 'react-native-fs'],
  objects: [''],
  store: 'file',
  storeName: 'a file',
  calls: [
    { method: 'writeAsStringAsync', use: 'write', key: 0, value: 1 },
    { method: 'writeFile', use: 'write', key: 0, value: 1 },
  ],
  defaultSource: readIn('expo/expo', '0c735f6', 'packages/expo-file-system/src/FileSystem.ts'),
};

/** @capacitor/preferences: UserDefaults on iOS. */
const CAPACITOR_PREFERENCES: ModuleLibrary = {
  ...PLAIN,
  id: 'capacitor-preferences',
  name: 'Preferences',
  modules: ['@capacitor/preferences', '@capacitor/storage'],
  objects: ['Preferences', 'Storage'],
  store: 'appPreferences',
  storeName: 'Capacitor’s Preferences',
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
  defaultSource: readIn('ionic-team/capacitor-plugins', '7', 'preferences/README.md'),
};

/** packages/core/application-settings/index.ios.ts: NSUserDefaults. */
const APPLICATION_SETTINGS_CALLS: readonly ModuleCall[] = synchronous([
  { method: 'setString', use: 'write', key: 0, value: 1 },
  { method: 'getString', use: 'read', key: 0 },
  { method: 'remove', use: 'remove', key: 0 },
  { method: 'clear', use: 'wipe' },
]);

const APPLICATION_SETTINGS: ModuleLibrary = {
  ...PLAIN,
  id: 'nativescript-application-settings',
  name: 'ApplicationSettings',
  modules: ['@nativescript/core', '@nativescript/core/application-settings'],
  objects: ['ApplicationSettings', ''],
  store: 'appPreferences',
  storeName: 'NativeScript’s ApplicationSettings',
  calls: APPLICATION_SETTINGS_CALLS,
  defaultSource: readIn('NativeScript/NativeScript', '8', 'packages/core/application-settings/index.ios.ts'),
};

/** The web's own storages: in a Capacitor or Ionic app files of the web view, which the system may clear. */
const WEB_STORAGE: ModuleLibrary = {
  ...PLAIN,
  id: 'web-storage',
  name: 'localStorage',
  modules: [],
  objects: [],
  globals: ['localStorage', 'sessionStorage'],
  store: 'webStorage',
  storeName: 'the web view’s storage',
  calls: synchronous(ITEMS),
  defaultSource: readIn('ionic-team/capacitor-docs', '7', 'docs/main/guides/storage.md'),
};

/** Stores that keep what they are given as it is. */
export const PLAIN_LIBRARIES: readonly ModuleLibrary[] = [
  ASYNC_STORAGE,
  FORMER_ASYNC_STORAGE,
  SETTINGS,
  DEFAULT_PREFERENCE,
  MMKV,
  KV_STORE,
  FILE_SYSTEM,
  CAPACITOR_PREFERENCES,
  APPLICATION_SETTINGS,
  WEB_STORAGE,
];
