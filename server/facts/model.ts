import type { Comment } from '../code/model.js';
import type { CredentialKind } from '../knowledge/credentials.js';
import type { Level } from '../knowledge/levels.js';
import type { SecurePackage } from '../knowledge/mobile-packages.js';
import type { Span } from '../span.js';
import type { KeychainFacts } from './keychain/keychain-model.js';
import type { LoggedCredential } from './logging/model.js';
import type { RefreshFacts } from './refresh/model.js';
import type { HardcodedSecret } from './secrets/model.js';
import type { SessionFacts } from './session/session-model.js';
import type { StorageFacts } from './storage/storage-model.js';

/**
 * What a text does with credentials. Facts are plain data: they hold no trees, and a rule that reads them does
 * not know which language they came from. What could not be resolved says so and is never guessed.
 */
export interface FileFacts {
  /** As given by the caller; with forward slashes, relative to the folder under analysis where there is one. */
  readonly path: string;
  readonly language: 'swift' | 'typescript' | 'objectiveC';
  readonly text: string;
  readonly comments: readonly Comment[];
  /** Tests, mocks and previews, whose data is made up, and code that runs on a server: nothing is said of them. */
  readonly isTest: boolean;
  /** What the project of the file depends on to keep credentials in, whether or not anything imports it yet. */
  readonly securePackages?: readonly SecurePackage[];
  readonly levels: readonly LevelMention[];
  readonly writes: readonly KeychainWrite[];
  readonly queries: readonly KeychainQuery[];
  /** A sign in this file that its credentials are needed while the device is locked. */
  readonly background?: Evidence;
  readonly refresh?: RefreshFacts;
  readonly keychain: KeychainFacts;
  readonly storage: StorageFacts;
  readonly session: SessionFacts;
  readonly logged: readonly LoggedCredential[];
  readonly secrets: readonly HardcodedSecret[];
}

/** Something seen in the code, in words that can end a sentence. */
export interface Evidence extends Span {
  readonly reason: string;
}

/** How the API at hand writes levels: SecItem's constants, or the id of a library in `knowledge/libraries`. */
export type LevelApi = 'secItem' | (string & {});

/** An accessibility level as the code spells it. */
export interface LevelMention extends Span {
  /** The span covers only the token that changes with the level: `kSecAttr…`, or `always` in `.always`. */
  readonly level: Level;
  readonly api: LevelApi;
  /** The level as written, with its dot or type: `.always`. */
  readonly spelled: string;
  /**
   * - `sets`: items get this level, or will by whoever is given the value;
   * - `selects`: only looks up or deletes items that have it;
   * - `maps`: one row of a translation between spellings (a `switch`, an enum, a table), or a comparison.
   */
  readonly role: 'sets' | 'selects' | 'maps';
  /** A name that an import binds for this level alone: another level needs another import. */
  readonly isBound?: boolean;
  /** Whether the code around it is compiled for tvOS, as far as the text tells. */
  readonly tvOS?: Evidence;
}

/** Why an item looks like a credential: a name in the code, and what it names there. */
export interface CredentialGuess extends Span {
  readonly kind: CredentialKind;
  readonly name: string;
  readonly source: 'key' | 'value' | 'parameter' | 'property' | 'function' | 'type';
}

/** An insertion that gives a write its missing level: `before`, the level as the API spells it, `after`. */
export interface LevelInsertion {
  readonly at: number;
  readonly before: string;
  readonly after: string;
  /** How the level is qualified there, where that is not its library's usual way. */
  readonly written?: string;
  /** What has to be imported for it: the name given, or else the level's own. */
  readonly importing?: { readonly module: string; readonly name?: string };
  /** It goes into options that other calls of the file may share. */
  readonly isShared?: boolean;
}

export type WriteLevel =
  | { readonly state: 'given'; readonly mention: LevelMention }
  | {
      readonly state: 'default';
      /** The level that applies then; undefined when it is not known. */
      readonly level?: Level;
      readonly insertion?: LevelInsertion;
    }
  | { readonly state: 'unknown' };

export type ItemClass = 'genericPassword' | 'internetPassword' | 'key' | 'certificate' | 'identity';

/** A call that stores something in the Keychain. Its span is the name of the call: `SecItemAdd`, `set`. */
export interface KeychainWrite extends Span {
  readonly api: LevelApi;
  /** The call as people name it: `SecItemAdd`, `KeychainSwift.set`. */
  readonly call: string;
  readonly itemClass?: ItemClass;
  readonly level: WriteLevel;
  /** A `SecAccessControl` guards the item, so a person proves presence at every read. */
  readonly userPresence: boolean;
  /** undefined: nothing tells. */
  readonly credential?: CredentialGuess;
  /** A helper that stores whatever its caller hands it. */
  readonly isGeneric: boolean;
}

/** One `key: value` of a SecItem query. */
export interface QueryAttribute extends Span {
  /** `kSecAttrAccessible`, `kSecValueData`, … */
  readonly name: string;
  /** As the code has it, where it is an option of a library. */
  readonly spelled?: string;
  readonly key: Span;
  readonly value: Span;
  /** False when it is set only on some paths. */
  readonly certain: boolean;
  /** For a Boolean attribute whose value the code spells out. */
  readonly boolean?: boolean;
  readonly level?: LevelMention;
  /** What to delete to remove this attribute alone, with its comma or line. */
  readonly removal?: Span;
}

export type SecItemOperation = 'add' | 'copy' | 'update' | 'delete';

/** The query of a SecItem call, or a query that no call in this file uses. */
export interface KeychainQuery extends Span {
  /** The span of the call's name; of the dictionary where there is no call. */
  readonly operation?: SecItemOperation;
  /** The query argument as written. */
  readonly argument?: Span;
  readonly itemClass?: ItemClass;
  /** The query names one item, by account, service or the like, and asks for no more than that one. */
  readonly namesItem: boolean;
  readonly attributes: readonly QueryAttribute[];
  /** False when parts of it come from where this file does not tell. */
  readonly complete: boolean;
  /** Whether more than this one call depends on the dictionary. */
  readonly isShared: boolean;
  /** The argument written anew with nothing but what identifies the item, where that can be told. */
  readonly identityText?: string;
}
