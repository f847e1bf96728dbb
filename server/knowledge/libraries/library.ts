import type { Level } from '../levels.js';

/** An argument by its label, or by its place among all arguments. */
export type ArgumentPlace = string | number;

/** Where a library takes a level. */
export type LevelPlace =
  /** A method that gives a copy of the store with the level: `keychain.accessibility(.whenUnlocked)`. */
  | { readonly at: 'builder'; readonly method: string }
  /** An argument of the initializer, or of the factory methods named. */
  | { readonly at: 'constructor'; readonly label: string; readonly factories?: readonly string[] }
  /** A settable property of the store. */
  | { readonly at: 'property'; readonly name: string }
  /** An argument of the writing call itself. */
  | { readonly at: 'argument'; readonly label: string }
  /** A property that a conforming type declares. */
  | { readonly at: 'conformance'; readonly property: string; readonly protocols: readonly string[] };

/** A call that stores an item. */
export interface WriteCall extends ItemCall {
  readonly value?: ArgumentPlace;
  /** Where it differs from the library's other writes. */
  readonly failure?: FailureSign;
}

/** A call that concerns one item. */
export interface ItemCall {
  /** The method's name; `subscript` for an index. */
  readonly method: string;
  /** Whether it is called on an instance or on the type itself. */
  readonly on: 'instance' | 'type';
  readonly key: ArgumentPlace;
}

/** A call that deletes many items at once. */
export interface ClearCall {
  readonly method: string;
  readonly on: 'instance' | 'type';
  /** `store`: what this store wrote (its service, its sandbox); `app`: whatever the app has in the Keychain. */
  readonly reach: 'store' | 'app';
}

/** An argument that chooses between items of the same key. */
export interface MatchingArgument {
  readonly label: string;
  /** What leaving it out at a delete means: any item, or the same as an argument of that text. */
  readonly absent: 'any' | { readonly as: string };
}

/** How a library's calls tell that they failed. */
export type FailureSign =
  /** They throw. */
  | 'throws'
  /** They return a Bool that Swift lets a caller drop without a warning. */
  | 'bool';

/** How a level that is missing is added to a write. */
export type LevelAddition =
  /** As an argument behind the one named (or behind the last). */
  | { readonly by: 'argument'; readonly label: string; readonly behind?: string }
  /** As a builder call on the receiver. */
  | { readonly by: 'builder'; readonly method: string }
  | { readonly by: 'none' };

/** Where a fact about a library was read: in its code, or in what its makers publish of code that nobody may read. */
export type Source = CodeSource | PageSource;

export interface CodeSource {
  /** `owner/name` at GitHub, or `npm:name` for a package as it is published. */
  readonly repository: string;
  /** A release, or the beginning of a commit's hash. */
  readonly version: string;
  /** The path in the repository or the package. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

export interface PageSource {
  readonly page: string;
  /** The release that the page is about. */
  readonly version: string;
}

/** What is known of the levels of a library's items, in whichever language it is written for. */
export interface LevelLibrary {
  readonly id: string;
  readonly name: string;
  /** The spelling of each level that current versions have; empty where raw `kSec…` constants are passed. */
  readonly levels: Readonly<Record<string, Level>>;
  /** The level of an item written without one; undefined where a level must be given. */
  readonly defaultLevel?: Level;
  readonly defaultSource: Source;
  /** What happens to an existing item when the code's level changes. */
  readonly onExistingItem: 'rewritten' | 'keepsLevel' | 'fails' | 'hidden';
  /** What stands before the spelling of a level where people read it: `.` in Swift, `SecureStore.` in TypeScript. */
  readonly qualifier?: string;
}

/** A wrapper around the Keychain, as its own source has it. */
export interface KeychainLibrary extends LevelLibrary {
  readonly modules: readonly string[];
  /** Types whose instances store items (or which do so themselves). */
  readonly types: readonly string[];
  /** Whether a type's name alone tells the library, without an import in the file. */
  readonly distinctive: boolean;
  /** Enumerations of the levels. */
  readonly levelTypes: readonly string[];
  /** Spellings of older versions, read but never written. */
  readonly formerLevels: Readonly<Record<string, Level>>;
  readonly levelPlaces: readonly LevelPlace[];
  readonly addition: LevelAddition;
  readonly writes: readonly WriteCall[];
  readonly reads: readonly ItemCall[];
  readonly deletes: readonly ItemCall[];
  readonly clears: readonly ClearCall[];
  /** Arguments that have to be the same at a write and at the delete of the item. */
  readonly matching?: readonly MatchingArgument[];
  /** How writes tell that they failed; an assignment through a subscript never does. */
  readonly failure: FailureSign;
  /** Where the code of the last failure can be asked for, when `failure` does not carry it. */
  readonly lastStatus?: string;
  /** The error by which a read says that the device is locked, as a `catch` names it. */
  readonly lockedError?: string;
  /** What assigning nil through the subscript does. */
  readonly nilAssignment: 'deletes' | 'nothing' | 'noSubscript';
  /** Static members that are stores: `KeychainWrapper.standard`. */
  readonly instances: readonly string[];
}

/** The members of an enumeration whose cases are named as Apple's constants are. */
export function plainLevels(...levels: readonly Level[]): Readonly<Record<string, Level>> {
  return Object.fromEntries(levels.map((level) => [level, level]));
}

/** The same with a capital, as Swift 2 had them: `.WhenUnlocked`. */
export function capitalised(levels: Readonly<Record<string, Level>>): Readonly<Record<string, Level>> {
  return Object.fromEntries(
    Object.entries(levels).map(([name, level]) => [name.charAt(0).toUpperCase() + name.slice(1), level]),
  );
}

export const ALL_LEVELS = plainLevels(
  'whenPasscodeSetThisDeviceOnly',
  'whenUnlockedThisDeviceOnly',
  'whenUnlocked',
  'afterFirstUnlockThisDeviceOnly',
  'afterFirstUnlock',
  'alwaysThisDeviceOnly',
  'always',
);

export const LEVELS_WITHOUT_ALWAYS = plainLevels(
  'whenPasscodeSetThisDeviceOnly',
  'whenUnlockedThisDeviceOnly',
  'whenUnlocked',
  'afterFirstUnlockThisDeviceOnly',
  'afterFirstUnlock',
);
