import type { FileFacts } from '../../../facts/model.js';
import { spell } from '../../../knowledge/libraries/index.js';
import type { Level } from '../../../knowledge/levels.js';
import type { SecurePackage } from '../../../knowledge/mobile-packages.js';
import type { Program } from '../../../workspace/program.js';
import { importsOf, type ModuleNames, type Wanted } from '../../typescript/module-names.js';

/** What a call of a secure library is written with: the names of its module, and the texts of key and value. */
export interface Spelling {
  readonly names: ModuleNames;
  readonly key: string;
  readonly value: string;
  /** The level in the library's own words; empty where it has none. */
  readonly level: string;
}

/** A library that keeps a text under a text in the Keychain, and how its calls are written. */
export interface SecureLibrary {
  readonly wanted: Wanted & { readonly module: SecurePackage };
  /** Whether a key will do; undefined for one that is not known as a whole. */
  readonly accepts: (key: string | undefined) => boolean;
  /** Its level, which cannot be chosen call by call. */
  readonly fixedLevel?: Level;
  readonly write: (call: Spelling) => string;
  /** Gives the text or null. */
  readonly read: (call: Spelling) => string;
  readonly remove: (call: Spelling) => string;
  /** Gives an object with the text, or null, as its `value`. */
  readonly readEntry?: (call: Spelling) => string;
  /** The same without a promise. */
  readonly writeNow?: (call: Spelling) => string;
  readonly readNow?: (call: Spelling) => string;
}

const EXPO: SecureLibrary = {
  wanted: { module: 'expo-secure-store', local: 'SecureStore' },
  // SecureStore.ts:255: anything else throws.
  accepts: (key) => key !== undefined && /^[\w.-]+$/.test(key),
  write: ({ names, key, value, level }) =>
    `${names.of('setItemAsync')}(${key}, ${value}, ${options(names, level)})`,
  read: ({ names, key }) => `${names.of('getItemAsync')}(${key})`,
  remove: ({ names, key }) => `${names.of('deleteItemAsync')}(${key})`,
  writeNow: ({ names, key, value, level }) =>
    `${names.of('setItem')}(${key}, ${value}, ${options(names, level)})`,
  readNow: ({ names, key }) => `${names.of('getItem')}(${key})`,
};

function options(names: ModuleNames, level: string): string {
  return `{ keychainAccessible: ${names.of(level)} }`;
}

const KEYCHAIN: SecureLibrary = {
  wanted: { module: 'react-native-keychain', local: 'Keychain', isDefault: true },
  accepts: () => true,
  write: ({ names, key, value, level }) =>
    `${names.of('setGenericPassword')}(${key}, ${value}, { service: ${key}, accessible: ${names.of('ACCESSIBLE')}.${level} })`,
  read: ({ names, key }) =>
    `${names.of('getGenericPassword')}({ service: ${key} }).then((item) => (item ? item.password : null))`,
  remove: ({ names, key }) => `${names.of('resetGenericPassword')}({ service: ${key} })`,
};

const CAPACITOR: SecureLibrary = {
  wanted: { module: '@aparajita/capacitor-secure-storage', local: 'SecureStorage', isNamed: true },
  accepts: () => true,
  write: ({ names, key, value }) => `${names.of('SecureStorage')}.setItem(${key}, ${value})`,
  read: ({ names, key }) => `${names.of('SecureStorage')}.getItem(${key})`,
  remove: ({ names, key }) => `${names.of('SecureStorage')}.removeItem(${key})`,
};

/** Its `get` and `remove` reject where there is no such item (SecureStoragePlugin.swift:37, 72). */
const CAPACITOR_PLUGIN: SecureLibrary = {
  wanted: { module: 'capacitor-secure-storage-plugin', local: 'SecureStoragePlugin', isNamed: true },
  accepts: () => true,
  write: ({ names, key, value }) => `${names.of('SecureStoragePlugin')}.set(${entries({ key, value })})`,
  read: ({ names, key }) =>
    `${names.of('SecureStoragePlugin')}.get(${entries({ key })}).then(({ value }) => value, () => null)`,
  readEntry: ({ names, key }) =>
    `${names.of('SecureStoragePlugin')}.get(${entries({ key })}).catch(() => ({ value: null }))`,
  remove: ({ names, key }) =>
    `${names.of('SecureStoragePlugin')}.remove(${entries({ key })}).catch(() => ({ value: false }))`,
};

/** `{ key: 'token', value }` */
function entries(given: Readonly<Record<string, string>>): string {
  const written = Object.entries(given).map(([name, text]) => (name === text ? name : `${name}: ${text}`));
  return `{ ${written.join(', ')} }`;
}

const LIBRARIES: readonly SecureLibrary[] = [EXPO, KEYCHAIN, CAPACITOR, CAPACITOR_PLUGIN];

/** The spelling of a level in a library; empty where its calls take none, undefined where it has no such level. */
export function levelIn({ wanted, fixedLevel }: SecureLibrary, level: Level): string | undefined {
  if (fixedLevel) return '';
  return wanted.isNamed ? '' : spell(wanted.module, level);
}

/**
 * The libraries that could take an item, best first: those that the file uses, then those that its nearest
 * package.json names, of several the one that other files use. Where it names none, what other files use has to do.
 */
export function secureLibraries(facts: FileFacts, program: Program): readonly SecureLibrary[] {
  const isImported = (library: SecureLibrary): boolean => importsOf(library.wanted.module, facts).length > 0;
  const isUsed = ({ wanted }: SecureLibrary): boolean =>
    program.files.some((file) => importsOf(wanted.module, file).length > 0);
  const isNamed = ({ wanted }: SecureLibrary): boolean =>
    facts.securePackages?.includes(wanted.module) === true;
  const named = LIBRARIES.filter(isNamed);
  const ordered = [
    ...LIBRARIES.filter(isImported),
    ...named.filter(isUsed),
    ...named,
    ...(named.length === 0 ? LIBRARIES.filter(isUsed) : []),
  ];
  return [...new Set(ordered)];
}
