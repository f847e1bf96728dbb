import type { FileFacts } from '../../facts/model.js';
import type { StoreUse } from '../../facts/storage/storage-model.js';
import { handlesEnd, removesAccount } from '../../knowledge/sign-out.js';
import { relatedAccounts, severalAccounts } from '../../workspace/accounts.js';
import { accountFixes } from './account-fixes.js';
import { defineRule } from '../rule.js';
import {
  clearsOtherAccountsBad,
  clearsOtherAccountsGood,
  clearsOtherAccountsFixed,
} from './clears-other-accounts-examples.js';

export const clearsOtherAccounts = defineRule({
  id: 'logout/clears-other-accounts',
  title: 'Signing out one account wipes them all',
  severity: 'warning',
  why: `
\`KeychainSwift.clear()\` deletes every generic password of the app, whatever prefix the instance has;
\`KeychainWrapper.wipeKeychain()\` deletes items of every class; a \`SecItemDelete\` with nothing but a class does the same.
In an app that keeps several accounts, signing out of one then signs out all the others, and takes along what other
libraries keep in the Keychain.

An app counts as one with several accounts when it has a list of them and either switches between them or points to the
active one.`,
  remedy: `
Delete the items of the account that signs out, by its keys. A wipe belongs where the whole app is reset.`,
  fixSafety: `
The wipe gives way to one deletion for each credential that the same file stores, under keys that the signing-out
function can spell. Items that another file stores for the account, or that are stored under a fixed key, are not among
them: look whether there are any. No fix is offered where a key needs something that the function does not have.`,
  references: [
    {
      title: 'KeychainSwift: clear() ignores the key prefix',
      url: 'https://github.com/evgenyneu/keychain-swift/blob/24.0.0/Sources/KeychainSwift.swift',
    },
    {
      title: 'Apple: SecItemDelete deletes all items that match',
      url: 'https://developer.apple.com/documentation/security/secitemdelete(_:)',
    },
  ],
  *check(facts, policy, program) {
    const several = severalAccounts(program, policy);
    if (!several) return;
    for (const use of program.usesIn(facts)) {
      const { owner } = use;
      if (use.operation !== 'wipe' || !isOfAllAccounts(use, facts) || !owner) continue;
      if (!handlesEnd(owner.name) && !removesAccount(owner.name, owner.labels)) continue;
      yield {
        span: { start: use.start, end: use.end },
        message:
          `${owner.name} wipes everything the app keeps in ${use.store === 'keychain' ? 'the Keychain' : use.storeName}, and the app keeps several accounts: ` +
          'whoever signs out of one is signed out of all.',
        related: relatedAccounts(several, facts),
        fixes: accountFixes(use, facts, program),
      };
    }
  },
  bad: clearsOtherAccountsBad,
  good: clearsOtherAccountsGood,
  fixed: clearsOtherAccountsFixed,
});

/** In TypeScript the storages that apps use in the Keychain's place are wiped the same way. */
function isOfAllAccounts(use: StoreUse, { language }: FileFacts): boolean {
  return !use.isScoped && (use.store === 'keychain' || language === 'typescript');
}
