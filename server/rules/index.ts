import { accessibilityMismatch } from './keychain-accessibility-mismatch.js';
import { accessibilityMissing } from './keychain-accessibility-missing.js';
import { alwaysAccessible } from './keychain-always-accessible.js';
import { conflictingAttributes } from './keychain-conflicting-attributes.js';
import { overspecifiedQuery } from './keychain-overspecified-query.js';
import { credentialLogged } from './logging-credential-logged.js';
import { passcodeRequiredOnTvOS } from './keychain-passcode-required-on-tvos.js';
import type { Rule } from './rule.js';
import { hardcodedSecret } from './secrets-hardcoded-secret.js';
import { authCodePersisted } from './storage-auth-code-persisted.js';
import { tokenInPlainStorage } from './storage-token-in-plain-storage.js';
import { tokenInUserDefaults } from './storage-token-in-user-defaults.js';

/** All rules, in the order of the documentation. */
export const RULES: readonly Rule[] = [
  alwaysAccessible,
  accessibilityMismatch,
  accessibilityMissing,
  passcodeRequiredOnTvOS,
  conflictingAttributes,
  overspecifiedQuery,
  tokenInUserDefaults,
  tokenInPlainStorage,
  authCodePersisted,
  credentialLogged,
  hardcodedSecret,
];

const BY_ID = new Map(RULES.map((rule) => [rule.id, rule]));

export function ruleOf(id: string): Rule | undefined {
  return BY_ID.get(id);
}
