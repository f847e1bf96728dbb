import type { Store } from '../../stores.js';
import type { LevelLibrary } from '../library.js';

/** Where an argument stands: by its place, or as an entry of the object at a place. */
export type ModulePlace = number | { readonly argument: number; readonly entry: string };

/** A function of a library that does something to its items. */
export interface ModuleCall {
  readonly method: string;
  readonly use: 'write' | 'read' | 'remove' | 'wipe';
  readonly key?: ModulePlace;
  readonly value?: ModulePlace;
  /** Several items at once: a list of `[key, value]`, an object `{ key: value }`, or a list of keys. */
  readonly many?: 'pairs' | 'object' | 'keys';
  /** The place of its options. */
  readonly options?: number;
  /** They may not be left out. */
  readonly needsOptions?: boolean;
  /** The place of the level, where it is an argument of its own. */
  readonly level?: number;
  /** It gives no promise. */
  readonly isSynchronous?: boolean;
  /** What a read gives where there is nothing, if that is not null; or an object with the text as its `value`. */
  readonly gives?: 'undefined' | 'entry';
  /** Items have no key of their own: `service` and the like tell them apart. */
  readonly family?: string;
}

/** A function or class that makes stores: `new MMKV({ id })`. */
export interface StoreMaker {
  readonly name: string;
  /** The entry of its options by which what it keeps is encrypted. */
  readonly encryptedBy?: string;
  /** The method of what was made that gives the store when it is ready: `await new Storage().create()`. */
  readonly ready?: string;
  /** Methods that may be called on what was made before, one behind the other. */
  readonly steps?: readonly string[];
}

/** A library for TypeScript that keeps values, as its own source has it. */
export interface ModuleLibrary extends LevelLibrary {
  readonly modules: readonly string[];
  /** What of the module has the calls: an export's name, or nothing for the module and its default export. */
  readonly objects: readonly string[];
  readonly makers: readonly StoreMaker[];
  /** Names that are there without an import. */
  readonly globals: readonly string[];
  readonly store: Store;
  /** The store as people say it. */
  readonly storeName: string;
  readonly calls: readonly ModuleCall[];
  /** Entries of the options that hold the level. */
  readonly levelOptions: readonly string[];
  /** The export that holds the constants of the levels: `ACCESSIBLE`; undefined where they are exports themselves. */
  readonly levelObject?: string;
  /** Levels are given as strings. */
  readonly hasTextLevels?: boolean;
  /** Entries of the options that have to be the same at a write and at the delete of the item. */
  readonly matching: readonly string[];
}
