import type { Code } from '../../code/model.js';
import type { KeychainFacts } from './keychain-model.js';
import type { LibraryCall } from './library-calls.js';
import { discardableStores } from './discardable.js';
import { keptLevels } from './kept-levels.js';
import { lockedReads } from './locked-read.js';
import { missedDeletes } from './missed-deletes.js';
import { replacements } from './replace.js';
import type { LevelMentions } from '../mentions.js';
import type { SecItemCall } from './secitem-calls.js';
import type { Scopes } from '../scope.js';
import { uncheckedCalls } from './status.js';

/** What a text does with the Keychain, from its SecItem and library calls. */
export function keychainFacts(
  code: Code,
  scopes: Scopes,
  secItems: readonly SecItemCall[],
  calls: readonly LibraryCall[],
  mentions: LevelMentions,
): KeychainFacts {
  return {
    unchecked: uncheckedCalls(code, scopes, secItems, calls),
    discardable: discardableStores(code, scopes),
    replacements: replacements(code, scopes, secItems),
    lockedReads: lockedReads(code, scopes, calls),
    missedDeletes: missedDeletes(code, scopes, secItems, calls),
    keptLevels: keptLevels(code, scopes, mentions, calls),
  };
}
