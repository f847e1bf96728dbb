import { ASYNC_STORAGE, FORMER_ASYNC_STORAGE, KV_STORE } from './async-storage.js';
import { CAPACITOR_FILES, FILE_SYSTEM, REACT_NATIVE_FS } from './files.js';
import { MMKV } from './mmkv.js';
import type { ModuleLibrary } from './module-library.js';
import {
  APPLICATION_SETTINGS,
  CAPACITOR_PREFERENCES,
  DEFAULT_PREFERENCE,
  FORMER_CAPACITOR_STORAGE,
  NATIVE_STORAGE,
  SETTINGS,
} from './preferences.js';
import { IONIC_STORAGE, PERSISTED_WEB_STORAGE, WEB_STORAGE } from './web-storage.js';

/** Stores that keep what they are given as it is. */
export const PLAIN_LIBRARIES: readonly ModuleLibrary[] = [
  ASYNC_STORAGE,
  FORMER_ASYNC_STORAGE,
  SETTINGS,
  DEFAULT_PREFERENCE,
  MMKV,
  KV_STORE,
  FILE_SYSTEM,
  REACT_NATIVE_FS,
  CAPACITOR_FILES,
  CAPACITOR_PREFERENCES,
  FORMER_CAPACITOR_STORAGE,
  NATIVE_STORAGE,
  APPLICATION_SETTINGS,
  IONIC_STORAGE,
  PERSISTED_WEB_STORAGE,
  WEB_STORAGE,
];
