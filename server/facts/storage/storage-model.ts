import type { TextEdit } from '../../finding.js';
import type { Level } from '../../knowledge/levels.js';
import type { PlainStore, Store } from '../../knowledge/stores.js';
import type { Span } from '../../span.js';
import type { CredentialGuess, LevelApi, WriteLevel } from '../model.js';

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

/** How a state that a library persists can be kept elsewhere, or a part of it not at all. */
export interface PersistedState {
  readonly library: 'zustand' | 'redux-persist' | 'jotai';
  /** The storage as the library is given it, when nothing else is given the same: `AsyncStorage`. */
  readonly engine?: Span;
  /** What can be left out of it, by the credential's name or that of the slice it is in. */
  readonly parts?: readonly PersistedPart[];
}

export interface PersistedPart {
  readonly name: string;
  readonly edits: readonly TextEdit[];
}

/** A call of TypeScript that a secure library has a counterpart of, or a wipe that it has none of. */
export interface StoreMove {
  readonly call: Span;
  /** What it is called on, as written: `AsyncStorage`. */
  readonly store: string;
  readonly place: MovePlace;
  /** Whether it is waited for, or could be. */
  readonly waits: 'already' | 'can' | 'cannot';
  /** It gives no promise. */
  readonly isSynchronous: boolean;
  /** What a read gives where there is nothing, if that is not null; or an object with the text as its `value`. */
  readonly gives?: 'undefined' | 'entry';
  /** The whole statement, where it stands on lines of its own. */
  readonly statement?: Span;
  /** undefined for a wipe. */
  readonly key?: Span;
  readonly value?: Span;
  /** The value is written out as an object or a list, and no text. */
  readonly isObject?: boolean;
  /** In a call that concerns several items, this one with a comma beside it. */
  readonly entry?: Span;
}

/**
 * Where the value of a call goes: nowhere, to the caller, all of it to a name or an argument, into a test or before
 * `??`, into a larger expression, or something of it is asked for: `storage.getString('token')!.length`.
 */
export type MovePlace = 'statement' | 'result' | 'whole' | 'tested' | 'part' | 'bound';

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

/** A call that deletes one item: `before`, its key, `after`. */
export interface Deletion {
  readonly before: string;
  readonly after: string;
  readonly throws: boolean;
}

/**
 * An edit that protects what is stored.
 *
 * - `complete`: the file is written with complete protection;
 * - `leaveOut`: the property stays, but the database does not keep it.
 */
export interface Protection {
  readonly kind: 'complete' | 'leaveOut';
  readonly edits: readonly TextEdit[];
}

/** Strings and data are what the Keychain and UserDefaults both keep. */
export interface StoredType {
  readonly name: 'String' | 'Data';
  readonly optional: boolean;
}

/** A field whose type another file may tell: `accessToken` of `TokenResponse`. */
export interface FieldPath {
  readonly type: string;
  readonly field: string;
  /** Whether it is reached through an optional chain. */
  readonly optional: boolean;
}

/** What a repair that moves an operation to another store has to know of the place. */
export interface Move {
  /** What is replaced: the whole statement; for a read the expression, with the cast around it. */
  readonly replaced: Span;
  /** What is written or read; undefined for a removal. */
  readonly type?: StoredType | FieldPath;
  /**
   * The key is a String here; `constant` when it is one if the constant of another file is; `file` when it is the
   * place of a file, which is no key of another store.
   */
  readonly key: 'string' | 'constant' | 'file';
  /** For a read: it is all of a value, so that `try?` before it takes in nothing else. */
  readonly isWhole: boolean;
  /** For a write of something optional: a name for what is in it. */
  readonly unwrapped?: string;
}

/** A function as its callers see it. */
export interface FunctionShape extends Span {
  /** The types around it, outermost first: `['Vault', 'Item']`. */
  readonly path: readonly string[];
  readonly name: string;
  readonly parameters: readonly ParameterShape[];
  readonly returnType?: string;
  readonly throws: boolean;
  readonly async: boolean;
  readonly isStatic: boolean;
  /** The narrowest access of it and the types around it. */
  readonly access: 'private' | 'file' | 'module';
  /** Runs on an actor or is generic: a call may need more than its arguments. */
  readonly isSpecial: boolean;
}

export interface ParameterShape {
  /** As the function itself names it. */
  readonly name: string;
  /** `_` for none. */
  readonly label: string;
  readonly type?: string;
  readonly hasDefault: boolean;
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

/** A type with what it holds, for lookups by name. */
export interface TypeShape {
  readonly name: string;
  readonly form: 'class' | 'struct' | 'enum' | 'actor' | 'extension' | 'protocol' | 'interface' | 'alias';
  readonly inherits: readonly string[];
  readonly fields: readonly FieldShape[];
  /** Static properties that hold one: `shared`. */
  readonly instances: readonly string[];
  /** Where a property wrapper keeps what it wraps. */
  readonly keeps?: { readonly store: PlainStore; readonly storeName: string };
}

export interface FieldShape extends Span {
  readonly name: string;
  readonly type?: string;
  readonly credential?: CredentialGuess;
}

/** A constant text by its path: `Keys.accessToken` is `access_token`. */
export interface ConstantText {
  readonly path: string;
  readonly text: string;
  /** A case of an enumeration is no text by itself. */
  readonly isCase: boolean;
  /** It belongs to no type, and all files see it. */
  readonly isGlobal?: true;
}

/** An import, when it holds on every platform. */
export interface ImportShape extends Span {
  readonly module: string;
  /** What an import of TypeScript binds. */
  readonly names?: readonly ImportedName[];
  /** Only types, which are gone at run time. */
  readonly typeOnly?: boolean;
}

/** A name that an import of TypeScript binds; `*` is the whole module, `default` what it exports as that. */
export interface ImportedName extends Span {
  readonly imported: string;
  readonly local: string;
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
