import type { UncheckedCall } from './status-model.js';

/** What a text does with the Keychain beyond levels and queries. */
export interface KeychainFacts {
  readonly unchecked: readonly UncheckedCall[];
}

export const NO_KEYCHAIN: KeychainFacts = { unchecked: [] };
