import type { ModuleLibrary } from './module-library.js';
import { ITEMS, PLAIN, synchronous } from './plain.js';

/**
 * In a Capacitor or Ionic app a database of the web view, which the system may clear. `sessionStorage` is none: WebKit
 * keeps it in memory, as long as the page is there.
 */
export const WEB_STORAGE: ModuleLibrary = {
  ...PLAIN,
  id: 'web-storage',
  name: 'localStorage',
  modules: [],
  objects: [],
  globals: ['localStorage'],
  store: 'webStorage',
  storeName: 'the web view’s storage',
  calls: synchronous(ITEMS),
  // "Mobile OSs may periodically clear data set in `window.localStorage`."
  defaultSource: {
    repository: 'npm:@capacitor/preferences',
    version: '8.0.1',
    file: 'README.md',
    line: 5,
  },
};

/** redux-persist hands states on to these: src/storage/createWebStorage.js at 6.0.0. */
export const PERSISTED_WEB_STORAGE: ModuleLibrary = {
  ...WEB_STORAGE,
  id: 'redux-persist-storage',
  modules: ['redux-persist/lib/storage', 'redux-persist/es/storage'],
  objects: [''],
  globals: [],
  calls: ITEMS,
  defaultSource: {
    repository: 'npm:redux-persist',
    version: '6.0.0',
    file: 'src/storage/createWebStorage.js',
    line: 14,
  },
};

/** @ionic/storage 4.0.0, dist/esm/index.js: IndexedDB of the web view, or localStorage, unless a driver is defined. */
export const IONIC_STORAGE: ModuleLibrary = {
  ...PLAIN,
  id: 'ionic-storage',
  name: 'Ionic Storage',
  modules: ['@ionic/storage', '@ionic/storage-angular'],
  objects: [],
  // Angular hands the class in, too; `create` gives the store when it is ready.
  makers: [{ name: 'Storage', ready: 'create' }],
  store: 'webStorage',
  storeName: 'Ionic Storage',
  calls: [
    { method: 'set', use: 'write', key: 0, value: 1 },
    { method: 'get', use: 'read', key: 0 },
    { method: 'remove', use: 'remove', key: 0 },
    { method: 'clear', use: 'wipe' },
  ],
  defaultSource: {
    repository: 'npm:@ionic/storage',
    version: '4.0.0',
    file: 'dist/esm/index.js',
    line: 12,
  },
};
