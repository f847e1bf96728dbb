import type { StoreUse } from '../../facts/storage/storage-model.js';
import { KIND_NAMES } from '../../knowledge/credentials.js';
import { relatedAccounts, severalAccounts } from '../../workspace/accounts.js';
import { accountKeyFixes } from './account-keys.js';
import { defineRule } from '../rule.js';
import {
  keyNotPerAccountBad,
  keyNotPerAccountGood,
  keyNotPerAccountFixed,
} from './key-not-per-account-examples.js';

const STORES: ReadonlySet<StoreUse['store']> = new Set<StoreUse['store']>([
  'keychain',
  'userDefaults',
  'asyncStorage',
  'mmkv',
  'webStorage',
  'sqlite',
  'appPreferences',
]);

export const keyNotPerAccount = defineRule({
  id: 'session/key-not-per-account',
  title: 'One key for the credentials of all accounts',
  severity: 'warning',
  why: `
In an app that keeps several accounts, a token under a fixed key is replaced when the second account signs in. After
switching back, the app talks to the server as somebody else, or finds that the first account has to sign in again.

The rule speaks only in apps that show several accounts: a list of them, and a pointer to the active one or a function
that switches. A key counts as fixed when it is a text without anything in it that varies, in a store that is the same
for all accounts.`,
  remedy: `
Make the account's id part of the key (\`"\\(accountID).accessToken"\`), or give each account its own service or suite.`,
  fixSafety: `
The id goes into the key at every place of the file that uses it, and only where each of them has the id at hand: as a
parameter, or as a constant of its type. What is stored under the old key is not found any more, so everybody signs in
once again unless you read the old key as well and delete it. No fix is offered where another file uses the key too.`,
  references: [
    {
      title: 'Apple: kSecAttrAccount',
      url: 'https://developer.apple.com/documentation/security/ksecattraccount',
    },
    {
      title: 'CWE-488: Exposure of Data Element to Wrong Session',
      url: 'https://cwe.mitre.org/data/definitions/488.html',
    },
  ],
  *check(facts, policy, program) {
    const several = severalAccounts(program, policy);
    if (!several) return;
    for (const use of program.usesIn(facts)) {
      const { credential } = use;
      if (use.operation !== 'write' || use.isForeign || !credential) continue;
      if (!STORES.has(use.store) || !isFixed(use)) continue;
      if (credential.source === 'type' || NOT_PER_ACCOUNT.has(credential.kind) || opensApp(use)) continue;
      yield {
        span: { start: use.start, end: use.end },
        message:
          `The ${KIND_NAMES[credential.kind]} of every account is kept under the one key “${use.key.pieces[0] ?? ''}”: ` +
          'signing in to a second account replaces that of the first.',
        related: relatedAccounts(several, facts),
        fixes: accountKeyFixes(use, facts, program),
      };
    }
  },
  bad: keyNotPerAccountBad,
  good: keyNotPerAccountGood,
  fixed: keyNotPerAccountFixed,
});

/** What belongs to the app rather than to one of its accounts. */
const NOT_PER_ACCOUNT: ReadonlySet<string> = new Set(['apiKey', 'clientSecret', 'privateKey', 'authCode']);

/** The PIN that opens the app, the key that its data are encrypted with: one for all accounts. */
const OF_THE_APP =
  /pin(code)?\b|pin_?code|pass_?code|app_?lock|biometr|\baes\b|encrypt|cipher|symmetric|database|realm|master|backup/i;

function opensApp({ credential, key }: StoreUse): boolean {
  if (credential?.kind !== 'password') return false;
  return [credential.name, ...key.pieces, ...key.names].some((name) => OF_THE_APP.test(name));
}

function isFixed(use: StoreUse): boolean {
  return (
    !use.isScoped && use.keyParameter === undefined && use.key.pieces.length === 1 && use.key.pieces[0] !== ''
  );
}
