import type { Code } from '../code/model.js';
import type { KeychainFacts } from './keychain-model.js';
import type { LibraryCall } from './library-calls.js';
import { lockedReads } from './locked-read.js';
import { replacements } from './replace.js';
import type { SecItemCall } from './secitem-calls.js';
import type { Scopes } from './scope.js';
import { uncheckedCalls } from './status.js';

/** What a text does with the Keychain, from its SecItem and library calls. */
export function keychainFacts(
  code: Code,
  scopes: Scopes,
  secItems: readonly SecItemCall[],
  calls: readonly LibraryCall[],
): KeychainFacts {
  return {
    unchecked: uncheckedCalls(code, scopes, secItems, calls),
    replacements: replacements(code, scopes, secItems),
    lockedReads: lockedReads(code, scopes, calls),
  };
}
