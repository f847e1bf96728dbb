import type { ModuleCall, ModuleLibrary } from './module-library.js';
import { ITEMS, PLAIN } from './plain.js';

const FILES = { ...PLAIN, objects: [''], store: 'file', storeName: 'a file' } as const;

/** src/legacy/FileSystem.ts:79, 124, 140, and what its classes have in src/internal/NativeFileSystem.types.ts:211, 217. */
const CALLS: readonly ModuleCall[] = [
  { method: 'writeAsStringAsync', use: 'write', key: 0, value: 1 },
  { method: 'readAsStringAsync', use: 'read', key: 0 },
  { method: 'deleteAsync', use: 'remove', key: 0 },
  { method: 'write', use: 'write', value: 0 },
  { method: 'writeSync', use: 'write', value: 0, isSynchronous: true },
];

/** expo-file-system 18 to 58: files of the app, without a protection of their own. */
export const FILE_SYSTEM: ModuleLibrary = {
  ...FILES,
  id: 'expo-file-system',
  name: 'expo-file-system',
  modules: ['expo-file-system', 'expo-file-system/legacy', 'expo-file-system/next'],
  makers: [{ name: 'File' }],
  calls: CALLS,
  defaultSource: {
    repository: 'npm:expo-file-system',
    version: '58.0.2',
    file: 'ios/Legacy/FileSystemLegacyModule.swift',
    line: 85,
  },
};

/** FS.common.js:224, 309, 396, 427 and RNFSManager.m at 2.20.0. */
export const REACT_NATIVE_FS: ModuleLibrary = {
  ...FILES,
  id: 'react-native-fs',
  name: 'react-native-fs',
  modules: ['react-native-fs', '@dr.pogodin/react-native-fs'],
  calls: [
    { method: 'writeFile', use: 'write', key: 0, value: 1 },
    { method: 'appendFile', use: 'write', key: 0, value: 1 },
    { method: 'readFile', use: 'read', key: 0 },
    { method: 'unlink', use: 'remove', key: 0 },
  ],
  // Without a protection among its options the file has none of its own.
  defaultSource: {
    repository: 'npm:react-native-fs',
    version: '2.20.0',
    file: 'RNFSManager.m',
    line: 124,
  },
};

const PATH = { argument: 0, entry: 'path' } as const;
const DATA = { argument: 0, entry: 'data' } as const;

/** @capacitor/filesystem, dist/esm/definitions.d.ts:547-574 at 8.1.3. */
export const CAPACITOR_FILES: ModuleLibrary = {
  ...FILES,
  id: 'capacitor-filesystem',
  name: 'Filesystem',
  modules: ['@capacitor/filesystem'],
  objects: ['Filesystem'],
  calls: [
    { method: 'writeFile', use: 'write', key: PATH, value: DATA },
    { method: 'appendFile', use: 'write', key: PATH, value: DATA },
    { method: 'readFile', use: 'read', key: PATH },
    { method: 'deleteFile', use: 'remove', key: PATH },
  ],
  defaultSource: {
    repository: 'npm:@capacitor/filesystem',
    version: '8.1.3',
    file: 'dist/esm/definitions.d.ts',
    line: 562,
  },
};

/** What redux-persist may be given to write files with; index.js:44 of redux-persist-filesystem-storage at 4.2.0. */
export const PERSISTED_FILES: ModuleLibrary = {
  ...FILES,
  id: 'redux-persist-files',
  name: 'redux-persist’s file storage',
  modules: ['redux-persist-expo-filesystem', 'redux-persist-filesystem-storage'],
  calls: ITEMS.filter(({ use }) => use !== 'wipe'),
  defaultSource: {
    repository: 'npm:redux-persist-expo-filesystem',
    version: '2.0.2',
    file: 'index.js',
    line: 13,
  },
};
