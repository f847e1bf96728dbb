import type { KeptLevel, MissedDelete } from './counterpart-model.js';
import type { LockedRead } from './locked-read-model.js';
import type { Replacement } from './replace-model.js';
import type { FunctionSought, UncheckedCall } from './status-model.js';

/** What a text does with the Keychain beyond levels and queries. */
export interface KeychainFacts {
  readonly unchecked: readonly UncheckedCall[];
  /** Functions of this file's wrappers that store, and whose Bool callers may drop. */
  readonly discardable: readonly FunctionSought[];
  readonly replacements: readonly Replacement[];
  readonly lockedReads: readonly LockedRead[];
  readonly missedDeletes: readonly MissedDelete[];
  readonly keptLevels: readonly KeptLevel[];
}

export const NO_KEYCHAIN: KeychainFacts = {
  unchecked: [],
  discardable: [],
  replacements: [],
  lockedReads: [],
  missedDeletes: [],
  keptLevels: [],
};
