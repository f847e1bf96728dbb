import type { StoreUse } from '../../facts/storage/storage-model.js';
import { defineRule } from '../rule.js';
import { BAD, GOOD } from './examples.js';
import { MOVES } from './fix-examples.js';
import { moveFixes } from './fixes.js';
import * as moves from './typescript/move-examples.js';
import { secureMoves } from './typescript/secure-moves.js';
import * as script from './typescript/examples.js';
import { credentialWrites, sentence, subjectOf } from './subject.js';

const STORES: ReadonlySet<StoreUse['store']> = new Set(['userDefaults', 'ubiquitousStore', 'preferences']);

export const tokenInUserDefaults = defineRule({
  id: 'storage/token-in-user-defaults',
  title: 'Credential in UserDefaults',
  severity: 'error',
  why: `
UserDefaults is a property list in the app's container. It is not encrypted by the app, it is part of every backup of
the device, encrypted or not, and whoever has the backup or a jailbroken device opens it with a text editor. An App
Group's suite is the same list in a place that several apps can read; iCloud's key-value store copies it to every
device of the account.

The rule knows \`UserDefaults.standard\`, aliases, suites, \`@AppStorage\`, subscripts and typed preference wrappers,
and the app's own functions that hand a value on to them, in this file and in others. A Codable object counts when its
type has a field that holds a credential.

In TypeScript, React Native's \`Settings\` and react-native-default-preference are UserDefaults.`,
  remedy: `
Store credentials in the Keychain, with a service, an account and a level. A "remember me" switch is a Boolean and may
stay in UserDefaults.`,
  fixSafety: `
The write is replaced by one to the Keychain, and so are the reads and removals of the same key in the file. The
project's own Keychain helper is called where it has one that takes a key and a value; else a small one is added at the
end of the file. Offered for review: a value that is already in UserDefaults stays there until something moves or
removes it, and a failure that could not happen before is thrown or asserted.

In TypeScript, \`Settings.set\` and \`Settings.get\`, and the calls of react-native-default-preference, are replaced by
those of expo-secure-store or react-native-keychain, whichever the project has; an object is kept as JSON.

There is no fix where another file uses the same key, where the whole store is cleared somewhere, for \`@AppStorage\`,
for the suite of an App Group, and where the type of the value is not known.`,
  references: [
    {
      title: 'Apple: UserDefaults',
      url: 'https://developer.apple.com/documentation/foundation/userdefaults',
    },
    {
      title: 'Apple: Storing keys in the keychain',
      url: 'https://developer.apple.com/documentation/security/keychain-services',
    },
    { title: 'OWASP MASVS-STORAGE-1', url: 'https://mas.owasp.org/MASVS/controls/MASVS-STORAGE-1/' },
    {
      title: 'CWE-312: Cleartext Storage of Sensitive Information',
      url: 'https://cwe.mitre.org/data/definitions/312.html',
    },
  ],
  *check(facts, policy, program) {
    for (const use of credentialWrites(facts, program, STORES)) {
      const { credential } = use;
      if (credential?.kind === 'authCode') continue;
      // The project has said that it is no secret.
      if (credential && policy.stores[credential.kind] === 'userDefaults') continue;
      yield {
        span: { start: use.start, end: use.end },
        message:
          `${sentence(subjectOf(use))} goes to ${use.storeName}, which is not encrypted and part of every backup: ` +
          'whoever has the backup has the session. It belongs in the Keychain.',
        fixes:
          facts.language === 'typescript'
            ? secureMoves(use, facts, policy, program)
            : moveFixes(use, facts, policy, program),
      };
    }
  },
  bad: [...BAD, ...script.DEFAULTS_BAD, ...moves.DEFAULTS_MOVES_BAD],
  good: [...GOOD, ...script.DEFAULTS_GOOD],
  fixed: [...MOVES, ...moves.DEFAULTS_MOVES_FIXED],
});
