import type { Level } from '../../knowledge/levels.js';
import type { PlainStore, Store } from '../../knowledge/stores.js';
import type { Span } from '../../span.js';
import type { CredentialGuess, LevelApi, WriteLevel } from '../model.js';
import type { Deletion, Move, PersistedState, Protection, StoreMove } from './repair-model.js';
import type { ConstantText, FunctionShape, ImportShape, TypeShape } from './shape-model.js';

export type { PlainStore, Store };

/** A key as far as the text tells: fixed pieces with holes between them; none of them when nothing is known. */
export interface StoreKey {
  /** `['', '-accessToken']` is anything followed by `-accessToken`; one piece is a whole key. */
  readonly pieces: readonly string[];
  /** The constants it comes from, as written: `Keys.accessToken`. */
  readonly names: readonly string[];
}

/** A function or accessor, as far as its own file tells. */
export interface Owner extends Span {
  /** The type around it. */
  readonly type?: string;
  readonly name: string;
  /** The labels of its parameters, `_` for none. */
  readonly labels: readonly string[];
  readonly isStatic: boolean;
  /** The file it is declared in, where calls tell by their imports which file they mean. */
  readonly file?: string;
  /** Its name behind those of what it stands in, where that tells it from others of its file: `useStorage/save`. */
  readonly place?: string;
  /** It is no function, but a store of a library that the file exports. */
  readonly isStore?: boolean;
}

/** What is done to an item: a removal is the deletion of one, a wipe of all there are. */
export type StoreOperation = 'write' | 'read' | 'remove' | 'wipe';

/** The accessibility level that a write to the Keychain gives its item, or leaves to the API's default. */
export interface StoredLevel {
  readonly state: WriteLevel['state'];
  readonly api: LevelApi;
  /** undefined: nothing tells. */
  readonly level?: Level;
}

/** One operation on a store. Its span is the call or declaration that a finding underlines. */
export interface StoreUse extends Span {
  readonly operation: StoreOperation;
  readonly store: Store;
  /** The store as people say it: `UserDefaults`, `the App Group's UserDefaults`, `iCloud's key-value store`. */
  readonly storeName: string;
  readonly key: StoreKey;
  readonly credential?: CredentialGuess;
  /** Something besides the key varies, too: the service, the suite, the prefix of the store. */
  readonly isScoped?: boolean;
  /** The types of what is stored, to be looked up: `User`, `AuthStoreData`. */
  readonly types: readonly string[];
  /** The position of the parameter of `owner` that is the key or the value, when it is handed in. */
  readonly keyParameter?: number;
  readonly valueParameter?: number;
  /** What of that parameter it is, where the function takes it apart: `({ key, value }) => …`. */
  readonly keyEntry?: string;
  readonly valueEntry?: string;
  /** The value as written. */
  readonly value?: Span;
  /** The key as written. */
  readonly keyText?: Span;
  /** The function that is called has the key, and does the operation itself: this call only hands it a value. */
  readonly isOfWrapper?: boolean;
  /** The whole statement, when the use is one by itself and can be replaced. */
  readonly statement?: Span;
  /** The function it stands in throws, so a repair may use `try`. */
  readonly canThrow: boolean;
  readonly owner?: Owner;
  /** For a write to the Keychain, as far as its own file tells. */
  readonly level?: StoredLevel;
  /** The property wrapper that keeps it. Whether and where it does is for the wrapper's declaration to say. */
  readonly propertyWrapper?: string;
  /** The id of the account at hand there. */
  readonly account?: AccountReach;
  /** For a wipe by a library: how the same library deletes one item. */
  readonly deletion?: Deletion;
  /** For a write to a file, or a property of a database: how what is kept can be protected, or not be kept. */
  readonly protection?: Protection;
  /** It stands in Objective-C, whose code is only looked through for what the rest of the app needs to know. */
  readonly isForeign?: true;
  /** How the operation could be moved to another store; undefined where it is too entangled for that. */
  readonly move?: Move;
  /** The same for a call of TypeScript. */
  readonly storeMove?: StoreMove;
  /** For a state that a library writes by itself. */
  readonly persisted?: PersistedState;
}

/** What a name stands for that an import of TypeScript binds. */
export interface ImportedFrom {
  /** As the import names it: `./storage`, `@/lib/storage`. */
  readonly module: string;
  /** The file with the import. */
  readonly file: string;
  /** The export of the module; undefined for its default, or the whole of it. */
  readonly name?: string;
}

/** What a call of TypeScript runs, as far as the text with the call tells. */
export interface CallTarget {
  /** As the import names it; empty for the file of the call itself. */
  readonly module: string;
  /** The file with the call. */
  readonly file: string;
  /**
   * How the function is reached from the module: `save`, `default.save`, `useStorage().save`. In the file itself, its
   * place.
   */
  readonly way: string;
}

/** A function, or something of another file, that a file of TypeScript lets others reach. */
export interface ExportedWay {
  /** `save`, `default.save`, `useStorage().save` */
  readonly way: string;
  readonly file: string;
  /** The place of a function of the file. */
  readonly place?: string;
  /** What it is of another file; what is below it is reached the same way. */
  readonly of?: CallTarget;
}

/** A name that a file of TypeScript has from another one and passes on; `*` for all that the other has. */
export interface PassedName {
  readonly exported: string;
  /** What it is there; `from.name` is the same, but for the default and the whole. */
  readonly from: ImportedFrom;
}

/** An account's id as it can be written at a place: `accountID`, or `account.id` if the type has one. */
export interface AccountReach {
  readonly text: string;
  /** The type whose `id` it is, for other files to tell. */
  readonly type?: string;
}

/** An argument of a call that may hand a credential to a wrapper. */
export interface PassedArgument {
  readonly key: StoreKey;
  readonly credential?: CredentialGuess;
  readonly types: readonly string[];
  /** The parameter of the caller it is, by position. */
  readonly parameter?: number;
  readonly span: Span;
  /** Nothing or an empty text is handed over. */
  readonly isNil: boolean;
  /** For an object that is the only argument: what is in it, by name. */
  readonly entries?: Readonly<Record<string, PassedArgument>>;
}

/** A call of a function that may wrap a store, here or in another file. */
export interface PassingCall extends Span {
  readonly name: string;
  /** The receiver's type where it is known, else its name: `KeychainHelper`, `storage`. */
  readonly receiver?: string;
  /** Where the function, or what it is called on, is imported from. */
  readonly from?: ImportedFrom;
  /** What it runs, where the text tells. */
  readonly target?: CallTarget;
  /** What it is called on may differ from account to account. */
  readonly varies: boolean;
  readonly labels: readonly string[];
  readonly args: readonly PassedArgument[];
  readonly owner?: Owner;
  readonly canThrow: boolean;
  readonly statement?: Span;
  readonly account?: AccountReach;
}

/** A store of which items are read, or removed, that nobody can tell. */
export interface OpenKeys {
  readonly store: Store;
  readonly operation: 'read' | 'remove';
}

/** What one file contributes to the whole, and what it needs from it. */
export interface StorageFacts {
  readonly uses: readonly StoreUse[];
  readonly calls: readonly PassingCall[];
  readonly types: readonly TypeShape[];
  readonly constants: readonly ConstantText[];
  readonly passed: readonly PassedName[];
  /** What other files can reach of the functions that keep things, and of those that share a name with them. */
  readonly exported: readonly ExportedWay[];
  /** The functions around uses and calls. */
  readonly functions: readonly FunctionShape[];
  readonly imports: readonly ImportShape[];
  /** Operations on several items under keys that the text does not tell: `multiRemove(keys)`. */
  readonly openKeys?: readonly OpenKeys[];
  /** Types that this text makes, but only where nothing is compiled for iOS and tvOS. */
  readonly elsewhere: readonly string[];
  /** The app's Realm files are encrypted, as far as this text has a say in it. */
  readonly encryptsRealm: boolean;
}

export const NO_STORAGE: StorageFacts = {
  uses: [],
  calls: [],
  types: [],
  constants: [],
  passed: [],
  exported: [],
  functions: [],
  imports: [],
  elsewhere: [],
  encryptsRealm: false,
};
