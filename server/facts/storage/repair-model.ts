import type { TextEdit } from '../../finding.js';
import type { Span } from '../../span.js';

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
