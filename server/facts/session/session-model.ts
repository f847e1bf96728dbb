import type { Span } from '../../span.js';
import type { Owner } from '../storage/storage-model.js';

/** A function with what it calls and drops, by name. Its span is its name. */
export interface FunctionFact extends Span {
  readonly owner: Owner;
  /** The whole of it. */
  readonly body: Span;
  /** Behind its opening brace. */
  readonly open: number;
  /** Why it counts as a way out of the session: `signOut`, `clearCredentials`. */
  readonly endsSession: boolean;
  /** Removes one account of several: `removeAccount(_:)`. */
  readonly removesAccount: boolean;
  readonly calls: readonly CalledName[];
  /** Variables and properties set to nil, and those that `cancel()`, `invalidate()` and the like are called on. */
  readonly dropped: readonly string[];
}

export interface CalledName {
  readonly name: string;
  readonly receiver?: string;
  readonly hasArguments: boolean;
}

/** Work that goes on by itself and belongs to the session: a property that holds a timer, task or connection. */
export interface BackgroundWork extends Span {
  readonly type: string;
  readonly property: string;
  readonly form: 'timer' | 'task' | 'subscription' | 'socket';
  /** The place where it is started. */
  readonly started: Span;
  readonly isOptional: boolean;
}

/** A sign that the app keeps several accounts at once. */
export interface AccountSign extends Span {
  readonly sign: 'list' | 'active' | 'switch';
  readonly name: string;
}

/** A store of the system that holds what the session left behind, as this file uses it. */
export interface CacheUse extends Span {
  readonly cache: 'cookies' | 'urlCache' | 'webData';
  readonly operation: 'fill' | 'clear';
  readonly name: string;
  /** For a `fill`: the statement that clears what it fills, where that can be reached from elsewhere. */
  readonly clearing?: Clearing;
}

/** A statement that clears a store, as it has to be written in the type named, or anywhere. */
export interface Clearing {
  readonly statement: string;
  readonly type?: string;
}

/** What a file tells about the beginning and the end of sessions. */
export interface SessionFacts {
  readonly functions: readonly FunctionFact[];
  readonly work: readonly BackgroundWork[];
  readonly accounts: readonly AccountSign[];
  readonly caches: readonly CacheUse[];
  /** Notifications observed here: name → the function that answers. */
  readonly observers: readonly { readonly notification: string; readonly handler: string }[];
}

export const NO_SESSION: SessionFacts = { functions: [], work: [], accounts: [], caches: [], observers: [] };
