/** Places that keep what is written to them unencrypted, or at least outside the Keychain. */
export type PlainStore =
  | 'userDefaults'
  | 'ubiquitousStore'
  | 'file'
  | 'coreData'
  | 'swiftData'
  | 'realm'
  | 'preferences'
  /** React Native's AsyncStorage: files in the app's container. */
  | 'asyncStorage'
  /** MMKV without an encryption key: a file under Documents. */
  | 'mmkv'
  /** `localStorage` of a web view. */
  | 'webStorage'
  /** A key-value table of SQLite. */
  | 'sqlite'
  /** Capacitor's Preferences, NativeScript's ApplicationSettings: UserDefaults by another name. */
  | 'appPreferences';

/** Every place that can hold a credential. */
export type Store = PlainStore | 'keychain';
