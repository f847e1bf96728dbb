import type { Protection } from '../../facts/storage/repair-model.js';
import type { StoreUse } from '../../facts/storage/storage-model.js';
import type { Fix } from '../../finding.js';
import { moveFixes } from './fixes.js';
import { persistedFixes } from './typescript/persisted-fixes.js';
import { secureMoves } from './typescript/secure-moves.js';
import { plainStorageBad, plainStorageFixed, plainStorageGood } from './plain-storage-examples.js';
import { defineRule } from '../rule.js';
import { credentialWrites, sentence, subjectOf } from './subject.js';

const STORES: ReadonlySet<StoreUse['store']> = new Set<StoreUse['store']>([
  'file',
  'coreData',
  'swiftData',
  'realm',
  'asyncStorage',
  'mmkv',
  'webStorage',
  'sqlite',
  'appPreferences',
]);

const CONSEQUENCES: Partial<Record<StoreUse['store'], string>> = {
  file: 'is written to a file without complete protection: it can be read while the device is locked and lies in backups',
  coreData:
    'is an attribute of a Core Data model, whose database is a plain SQLite file that lies in backups',
  swiftData: 'is a property of a SwiftData model, whose database is a plain SQLite file that lies in backups',
  realm:
    'is a property of a Realm object, whose file lies in backups and is not encrypted unless a key is given',
  asyncStorage: 'goes to AsyncStorage, which keeps it unencrypted in a file that lies in backups',
  mmkv: 'goes to an MMKV store without an encryption key: a plain file that lies in backups',
  webStorage:
    'goes to the storage of the web view, which keeps it unencrypted, lies in backups and may be cleared by the system',
  sqlite: 'goes to a plain SQLite database that lies in backups',
  appPreferences: 'goes to UserDefaults, which is not encrypted and part of every backup',
};

/** Modules of apps whose pages run in a web view. */
const WEB_VIEW_APPS = /^(@(capacitor|ionic)\/|(@[\w-]+\/)?capacitor-)/;

export const tokenInPlainStorage = defineRule({
  id: 'storage/token-in-plain-storage',
  title: 'Credential in a plain file or database',
  severity: 'error',
  why: `
A file of the app is readable as soon as the device was unlocked once after its start, by the app and by everything
that runs as the app, and it is part of backups. The same holds for the SQLite files behind Core Data and SwiftData and
for Realm's. A token that is written there outlives the session wherever a backup goes.

The rule reads writes of data and text to files (\`write(to:)\`, \`createFile\`, archives) without complete file
protection, and the attributes of Core Data, SwiftData and Realm models. What is written counts as a credential by its
name, or because its type has a field that holds one, in this file or another.

In TypeScript it reads AsyncStorage, MMKV without an encryption key, expo-sqlite/kv-store, files, Capacitor's Preferences,
NativeScript's ApplicationSettings, what zustand, redux-persist and jotai persist to one of these, and \`localStorage\`
in Capacitor and Ionic apps; through aliases and the app's own wrappers. Branches for the web do not count.`,
  remedy: `
Keep the credential in the Keychain, and in the file or database only what is needed to find it there: an account id.
A file that must hold secrets is written with \`.completeFileProtection\`.`,
  fixSafety: `
Where the same file also reads what it wrote, the write, the reads and the removals move to the Keychain together: to the
project's own helper, or else to one that is added. What is in the file already is not found any more, so people sign in
once again unless you carry it over and delete the file.

With \`.completeFileProtection\` a file cannot be read or written while the device is locked, so look for work in the
background that needs it. A property that is left out of the database is nil, or its first value, after every launch until
somebody sets it, and the schema changes: store the credential in the Keychain as well. All are offered for review.

In TypeScript, the calls of AsyncStorage, MMKV, expo-sqlite/kv-store, Capacitor's Preferences and \`localStorage\` are
replaced by those of a secure library: expo-secure-store, react-native-keychain, @aparajita/capacitor-secure-storage or
capacitor-secure-storage-plugin, whichever the file imports or else its package.json names. The write, the reads and the
removals of the same key in the file move together, with the level that the policy asks for where the library has one, and
the import is added. Of several pairs in one call only the credential's leaves. Where everything in the store is cleared,
the item is removed as well. Offered for review:

- a value that is already in the plain store stays there until something moves or removes it;
- what was there at once is waited for, or read by expo-secure-store's calls that block; a removal in a function that
  cannot wait goes on by itself;
- a key that expo-secure-store refuses is written without the characters that it does not take;
- capacitor-secure-storage-plugin rejects a read or a removal of what is not there, which counts as nothing.

There is no fix where another file uses the same key or clears the store, where something is read or removed under keys
that the code does not spell out, and where a place needs the value at once and the library only promises it.

The state that zustand, redux-persist or jotai writes by itself is kept in the secure library as a whole, by a storage that
is added, or the credential is left out of it (by \`partialize\`, a whitelist or a blacklist). What is left out is gone
after the next start: keep it in the Keychain as well.`,
  references: [
    {
      title: 'Apple: Encrypting your app’s files',
      url: 'https://developer.apple.com/documentation/uikit/encrypting-your-app-s-files',
    },
    { title: 'OWASP MASVS-STORAGE-1', url: 'https://mas.owasp.org/MASVS/controls/MASVS-STORAGE-1/' },
    {
      title: 'CWE-312: Cleartext Storage of Sensitive Information',
      url: 'https://cwe.mitre.org/data/definitions/312.html',
    },
  ],
  *check(facts, policy, program) {
    for (const use of credentialWrites(facts, program, STORES)) {
      if (use.credential?.kind === 'authCode') continue;
      // On the web itself there is no better place.
      if (use.store === 'webStorage' && !program.imports(WEB_VIEW_APPS)) continue;
      yield {
        span: { start: use.start, end: use.end },
        message: `${sentence(subjectOf(use))} ${CONSEQUENCES[use.store] ?? ''}. It belongs in the Keychain.`,
        fixes:
          facts.language === 'typescript'
            ? [...secureMoves(use, facts, policy, program), ...persistedFixes(use, facts, policy, program)]
            : [...moveFixes(use, facts, policy, program), ...fixesFor(use)],
      };
    }
  },
  bad: plainStorageBad,
  good: plainStorageGood,
  fixed: plainStorageFixed,
});

const TITLES: Readonly<Record<Protection['kind'], string>> = {
  complete: 'Write with complete file protection',
  leaveOut: 'Keep it out of the database',
};

function fixesFor({ protection }: StoreUse): readonly Fix[] {
  if (!protection) return [];
  return [{ title: TITLES[protection.kind], safety: 'review', edits: protection.edits }];
}
