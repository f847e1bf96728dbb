import { accessibilityMismatch } from './keychain/accessibility-mismatch.js';
import { accessibilityMissing } from './keychain/accessibility-missing.js';
import { alwaysAccessible } from './keychain/always-accessible.js';
import { conflictingAttributes } from './keychain/conflicting-attributes.js';
import { nonAtomicReplace } from './keychain/non-atomic-replace.js';
import { lockedReadAsLogout } from './keychain/locked-read-as-logout.js';
import { levelNotMigrated } from './keychain/level-not-migrated.js';
import { asymmetricDelete } from './keychain/asymmetric-delete.js';
import { overspecifiedQuery } from './keychain/overspecified-query.js';
import { statusIgnored } from './keychain/status-ignored.js';
import { backgroundWorkContinues } from './logout/background-work-continues.js';
import { cachesKept } from './logout/caches-kept.js';
import { clearsOtherAccounts } from './logout/clears-other-accounts.js';
import { incompleteCleanup } from './logout/incomplete-cleanup.js';
import { storeRefills } from './logout/store-refills.js';
import { credentialLogged } from './logging/credential-logged.js';
import { passcodeRequiredOnTvOS } from './keychain/passcode-required-on-tvos.js';
import { nullRefreshToken } from './refresh/null-refresh-token.js';
import { notSingleFlight } from './refresh/not-single-flight.js';
import { onEveryRequest } from './refresh/on-every-request.js';
import { tokensDropped } from './refresh/tokens-dropped.js';
import { unboundedRetry } from './refresh/unbounded-retry.js';
import { invalidPolicy } from './policy/invalid.js';
import type { Rule } from './rule.js';
import { hardcodedSecret } from './secrets/hardcoded-secret.js';
import { keyNotPerAccount } from './session/key-not-per-account.js';
import { authCodePersisted } from './storage/auth-code-persisted.js';
import { tokenInPlainStorage } from './storage/token-in-plain-storage.js';
import { tokenInUserDefaults } from './storage/token-in-user-defaults.js';
import { unusedSuppression } from './suppression/unused.js';
import { suppressionWithoutReason } from './suppression/without-reason.js';

/** All rules, in the order of the documentation. */
export const RULES: readonly Rule[] = [
  alwaysAccessible,
  accessibilityMismatch,
  accessibilityMissing,
  passcodeRequiredOnTvOS,
  conflictingAttributes,
  statusIgnored,
  overspecifiedQuery,
  asymmetricDelete,
  levelNotMigrated,
  lockedReadAsLogout,
  nonAtomicReplace,
  tokenInUserDefaults,
  tokenInPlainStorage,
  authCodePersisted,
  credentialLogged,
  hardcodedSecret,
  unboundedRetry,
  onEveryRequest,
  notSingleFlight,
  tokensDropped,
  nullRefreshToken,
  incompleteCleanup,
  clearsOtherAccounts,
  storeRefills,
  backgroundWorkContinues,
  cachesKept,
  keyNotPerAccount,
  invalidPolicy,
  suppressionWithoutReason,
  // Last: comments may be about the other one, too.
  unusedSuppression,
];

const BY_ID = new Map(RULES.map((rule) => [rule.id, rule]));

export function ruleOf(id: string): Rule | undefined {
  return BY_ID.get(id);
}
