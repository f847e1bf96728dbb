import type { KeptLevel, MissedDelete } from './counterpart-model.js';
import type { LockedRead } from './locked-read-model.js';
import type { Replacement } from './replace-model.js';
import type { UncheckedCall } from './status-model.js';

/** What a text does with the Keychain beyond levels and queries. */
export interface KeychainFacts {
  readonly unchecked: readonly UncheckedCall[];
  readonly replacements: readonly Replacement[];
  readonly lockedReads: readonly LockedRead[];
  readonly missedDeletes: readonly MissedDelete[];
  readonly keptLevels: readonly KeptLevel[];
}

export const NO_KEYCHAIN: KeychainFacts = {
  unchecked: [],
  replacements: [],
  lockedReads: [],
  missedDeletes: [],
  keptLevels: [],
};
