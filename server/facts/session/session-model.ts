import type { Span } from '../../span.js';
import type { CallTarget, Owner } from '../storage/storage-model.js';

/** What code calls and drops, by name. */
export interface Effects {
  readonly calls: readonly CalledName[];
  /** Variables and properties set to nil, and those that `cancel()`, `invalidate()` and the like are called on. */
  readonly dropped: readonly string[];
}

/** The branch of a way out in which nothing happens. Its span is the patterns of its case. */
export interface SkippedBranch extends Span {
  /** What the case is of: `google`. */
  readonly names: readonly string[];
  /** What happens in the branches beside it, and around all of them. */
  readonly others: readonly Effects[];
  readonly around: Effects;
}

/** A function with what it calls and drops, by name. Its span is its name. */
export interface FunctionFact extends Span, Effects {
  readonly owner: Owner;
  /** The whole of it. */
  readonly body: Span;
  /** Behind its opening brace. */
  readonly open: number;
  /** It may wait, where a language has that written: TypeScript. */
  readonly isAsync?: boolean;
  /** Why it counts as a way out of the session: `signOut`, `clearCredentials`. */
  readonly endsSession: boolean;
  /** Removes one account of several: `removeAccount(_:)`. */
  readonly removesAccount: boolean;
  /** A branch of it that does nothing. */
  readonly skipped?: SkippedBranch;
  /** Other names that calls may have for it. */
  readonly alsoCalled?: readonly string[];
}

export interface CalledName {
  readonly name: string;
  readonly receiver?: string;
  readonly hasArguments: boolean;
}

/** Work that goes on by itself and belongs to the session: a property that holds a timer, task or connection. */
export interface BackgroundWork extends Span {
  /** The type with the property; undefined for a variable of the file, or what a component holds. */
  readonly type?: string;
  readonly property: string;
  readonly form: 'timer' | 'task' | 'subscription' | 'socket';
  /** The place where it is started. */
  readonly started: Span;
  readonly isOptional: boolean;
  /** What a component holds in a ref. */
  readonly isRef?: boolean;
  /** How it is ended, when that is not the way of its form: `clearInterval(keepAlive)`. */
  readonly stop?: string;
}

/** A sign that the app keeps several accounts at once. */
export interface AccountSign extends Span {
  readonly sign: 'list' | 'active' | 'switch';
  readonly name: string;
}

/** A store of the system that holds what the session left behind, as this file uses it. */
export interface CacheUse extends Span {
  readonly cache: 'cookies' | 'urlCache' | 'webData' | 'queries' | 'graphql';
  readonly operation: 'fill' | 'clear';
  readonly name: string;
  /** For a `fill`: the statement that clears what it fills, where that can be reached from elsewhere. */
  readonly clearing?: Clearing;
}

/** A statement that clears a store, as it has to be written in the type named, or anywhere. */
export interface Clearing {
  readonly statement: string;
  readonly type?: string;
  /** For TypeScript, whose statement is without a semicolon: the name that it begins with. */
  readonly name?: string;
  /** It gives a promise. */
  readonly isPromise?: boolean;
  /** What other files can import that name as: `default`, or a name. */
  readonly exported?: string;
}

/** A client that a hook gives a component: `const queryClient = useQueryClient()`. Its span is what can name it. */
export interface HeldClient extends Span {
  readonly cache: CacheUse['cache'];
  readonly clearing: Clearing;
}

/** A store in memory that a library writes to a storage at each change: redux-persist's, zustand's. */
export interface PersistedStore extends Span {
  readonly library: 'redux-persist' | 'zustand';
  /** The constant that holds it: `useAuthStore`, `persistor`. */
  readonly name: string;
  /** The credential among what is written, as far as this text tells. */
  readonly credential?: string;
}

/** A call that empties the storage of such a store. Its span is the call. */
export interface StorePurge extends Span {
  readonly library: PersistedStore['library'];
  readonly store: string;
  /** The function that it stands in, by the place of its name. */
  readonly function?: Span & { readonly name: string };
  /** The same function gives the store a new state. */
  readonly resets: boolean;
  /** The statement, when it stands alone on its line. */
  readonly statement?: Span;
}

/** A function that makes a key, by its path: `storageKeys.token` gives `['', '.token']`. */
export interface KeyMaker {
  readonly path: string;
  readonly pieces: readonly string[];
}

/** What a file tells about the beginning and the end of sessions. */
export interface SessionFacts {
  readonly functions: readonly FunctionFact[];
  readonly work: readonly BackgroundWork[];
  readonly accounts: readonly AccountSign[];
  readonly caches: readonly CacheUse[];
  /** Clients of such caches that components of TypeScript hold. */
  readonly clients?: readonly HeldClient[];
  /** Notifications observed here: name → the function that answers. */
  readonly observers: readonly { readonly notification: string; readonly handler: string }[];
  readonly keyMakers: readonly KeyMaker[];
  /** Functions of native code that this text calls, by name. */
  readonly bridged: readonly string[];
  /** Calls that take something away, by their names, in other files, which may hand them to native code. */
  readonly removing: readonly CallTarget[];
  /** Functions that run when something has changed, by name: in `useEffect`, in a subscription. */
  readonly reactions: readonly string[];
  readonly persisted: readonly PersistedStore[];
  readonly purges: readonly StorePurge[];
}

export const NO_SESSION: SessionFacts = {
  functions: [],
  work: [],
  accounts: [],
  caches: [],
  observers: [],
  keyMakers: [],
  bridged: [],
  removing: [],
  reactions: [],
  persisted: [],
  purges: [],
};
