import type { ModuleCall, ModuleLibrary } from './module-library.js';
import { ENTRIES, ITEMS, PLAIN, synchronous } from './plain.js';

const DEFAULTS = { ...PLAIN, store: 'userDefaults', storeName: 'UserDefaults' } as const;

/** Libraries/Settings/Settings.ios.js:25, 30 at 0.82.1; there is no way to delete but to set a null. */
export const SETTINGS: ModuleLibrary = {
  ...DEFAULTS,
  id: 'react-native-settings',
  name: 'Settings',
  modules: ['react-native'],
  objects: ['Settings'],
  calls: [
    { method: 'set', use: 'write', many: 'object', isSynchronous: true },
    { method: 'get', use: 'read', key: 0, isSynchronous: true, gives: 'undefined' },
  ],
  defaultSource: {
    repository: 'npm:react-native',
    version: '0.82.1',
    file: 'Libraries/Settings/RCTSettingsManager.mm',
    line: 88,
  },
};

/** ios/RNDefaultPreference.m:39-109: the standard defaults, or those of the suite that `setName` names. */
export const DEFAULT_PREFERENCE: ModuleLibrary = {
  ...DEFAULTS,
  id: 'react-native-default-preference',
  name: 'DefaultPreference',
  modules: ['react-native-default-preference'],
  objects: [''],
  calls: [
    { method: 'set', use: 'write', key: 0, value: 1 },
    { method: 'setMultiple', use: 'write', many: 'object' },
    { method: 'get', use: 'read', key: 0 },
    { method: 'clear', use: 'remove', key: 0 },
    { method: 'clearMultiple', use: 'remove', many: 'keys' },
    { method: 'clearAll', use: 'wipe' },
  ],
  defaultSource: {
    repository: 'npm:react-native-default-preference',
    version: '1.4.4',
    file: 'ios/RNDefaultPreference.m',
    line: 50,
  },
};

/** PreferencesPlugin.swift at 8.0.1: UserDefaults under `CapacitorStorage.key`, or the group of `configure`. */
export const CAPACITOR_PREFERENCES: ModuleLibrary = {
  ...PLAIN,
  id: 'capacitor-preferences',
  name: 'Preferences',
  modules: ['@capacitor/preferences', '@capacitor/storage'],
  objects: ['Preferences', 'Storage'],
  store: 'appPreferences',
  storeName: 'Capacitor’s Preferences',
  // `clear` deletes what has the group's prefix: with the group `NativeStorage`, whatever UserDefaults has.
  calls: ENTRIES,
  defaultSource: {
    repository: 'npm:@capacitor/preferences',
    version: '8.0.1',
    file: 'ios/Sources/PreferencesPlugin/Preferences.swift',
    line: 44,
  },
};

/** Before Capacitor 3: `const { Storage } = Plugins`. */
export const FORMER_CAPACITOR_STORAGE: ModuleLibrary = {
  ...CAPACITOR_PREFERENCES,
  id: 'capacitor-storage',
  name: 'Storage',
  modules: ['@capacitor/core'],
  objects: ['Plugins.Storage'],
  storeName: 'Capacitor’s Storage',
  defaultSource: {
    repository: 'npm:@capacitor/ios',
    version: '2.5.0',
    file: 'Capacitor/Capacitor/Plugins/Storage.swift',
    line: 37,
  },
};

/** cordova-plugin-nativestorage, as Ionic wraps it: awesome-cordova-plugins, native-storage/index.d.ts:42-68 at 6.16.0. */
export const NATIVE_STORAGE: ModuleLibrary = {
  ...PLAIN,
  id: 'cordova-native-storage',
  name: 'NativeStorage',
  modules: [
    '@awesome-cordova-plugins/native-storage',
    '@awesome-cordova-plugins/native-storage/ngx',
    '@ionic-native/native-storage',
    '@ionic-native/native-storage/ngx',
  ],
  objects: ['NativeStorage'],
  // Angular hands the class in.
  makers: [{ name: 'NativeStorage' }],
  store: 'appPreferences',
  storeName: 'NativeStorage',
  calls: [...ITEMS.filter(({ use }) => use !== 'remove'), { method: 'remove', use: 'remove', key: 0 }],
  defaultSource: {
    repository: 'npm:cordova-plugin-nativestorage',
    version: '2.3.2',
    file: 'src/ios/NativeStorage.m',
    line: 35,
  },
};

/** application-settings/index.ios.js:20, 48, 66, 72 at 9.1.2. */
const APPLICATION_SETTINGS_CALLS: readonly ModuleCall[] = synchronous([
  { method: 'setString', use: 'write', key: 0, value: 1 },
  { method: 'getString', use: 'read', key: 0, gives: 'undefined' },
  { method: 'hasKey', use: 'read', key: 0 },
  { method: 'remove', use: 'remove', key: 0 },
  { method: 'clear', use: 'wipe' },
]);

export const APPLICATION_SETTINGS: ModuleLibrary = {
  ...PLAIN,
  id: 'nativescript-application-settings',
  name: 'ApplicationSettings',
  modules: [
    '@nativescript/core',
    '@nativescript/core/application-settings',
    // Before NativeScript 6.
    'tns-core-modules/application-settings',
    'tns-core-modules/application-settings/application-settings',
    'application-settings',
  ],
  objects: ['ApplicationSettings', ''],
  store: 'appPreferences',
  storeName: 'NativeScript’s ApplicationSettings',
  calls: APPLICATION_SETTINGS_CALLS,
  defaultSource: {
    repository: 'npm:@nativescript/core',
    version: '9.1.2',
    file: 'application-settings/index.ios.js',
    line: 55,
  },
};
