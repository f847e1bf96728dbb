import { CAPACITOR_SECURE_STORAGE, CAPACITOR_SECURE_STORAGE_PLUGIN, IDENTITY_VAULT } from './capacitor.js';
import { EXPO_SECURE_STORE } from './expo-secure-store.js';
import type { ModuleLibrary } from './module-library.js';
import { NATIVESCRIPT_SECURE_STORAGE } from './nativescript.js';
import { PLAIN_LIBRARIES } from './plain-libraries.js';
import { REACT_NATIVE_KEYCHAIN } from './react-native-keychain.js';
import { ENCRYPTED_STORAGE, RN_SECURE_STORAGE, SECURE_KEY_STORE, SENSITIVE_INFO } from './react-native.js';

/** What TypeScript apps keep values with, in the Keychain or elsewhere. */
export const MODULE_LIBRARIES: readonly ModuleLibrary[] = [
  EXPO_SECURE_STORE,
  REACT_NATIVE_KEYCHAIN,
  SECURE_KEY_STORE,
  SENSITIVE_INFO,
  RN_SECURE_STORAGE,
  ENCRYPTED_STORAGE,
  CAPACITOR_SECURE_STORAGE,
  CAPACITOR_SECURE_STORAGE_PLUGIN,
  IDENTITY_VAULT,
  NATIVESCRIPT_SECURE_STORAGE,
  ...PLAIN_LIBRARIES,
];
