import type { FileFacts } from '../../facts/model.js';
import type { StoreUse } from '../../facts/storage/storage-model.js';
import { handlesEnd, removesAccount } from '../../knowledge/sign-out.js';
import { relatedAccounts, severalAccounts } from '../../workspace/accounts.js';
import { accountFixes } from './account-fixes.js';
import { defineRule, swift, ts } from '../rule.js';

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
  bad: [
    swift`
      final class AccountStore {
          var accounts: [Account] = []
          var activeAccount: Account?
          private let keychain = KeychainSwift()

          func signOut(_ account: Account) {
              keychain.«clear»()
          }
      }
    `,
    swift`
      final class AccountStore {
          var accounts: [Account] = []
          var activeAccount: Account?
          private let keychain = KeychainSwift()

          func save(_ token: String, secret: String, of account: Account) -> Bool {
              keychain.set(token, forKey: "\(account.id)-token", withAccess: .accessibleAfterFirstUnlock)
                  && keychain.set(secret, forKey: "\(account.id)-secret", withAccess: .accessibleAfterFirstUnlock)
          }

          func signOut(_ account: Account) {
              keychain.«clear»()
          }
      }
    `,
    swift`
      final class Sessions {
          private(set) var accounts: [String: UserAccount] = [:]

          func switchAccount(to id: String) { current = id }

          func removeAccount(id: String) {
              accounts[id] = nil
              KeychainWrapper.«wipeKeychain»()
          }
      }
    `,
    swift`
      final class Accounts {
          var accounts: [Account] = []
          var currentAccountID: String?

          func logout() -> Bool {
              «SecItemDelete»([kSecClass: kSecClassGenericPassword] as CFDictionary) == errSecSuccess
          }
      }
    `,
    ts`
      import AsyncStorage from '@react-native-async-storage/async-storage';

      export async function listAccounts(): Promise<Account[]> {
        return JSON.parse((await AsyncStorage.getItem('accounts')) ?? '[]');
      }

      export const switchAccount = (id: string) => AsyncStorage.setItem('activeAccount', id);

      export async function logout() {
        await «AsyncStorage.clear()»;
      }
    `,
    ts`
      import EncryptedStorage from 'react-native-encrypted-storage';

      interface State {
        accounts: Account[];
        activeAccountId: string;
      }

      export async function removeAccount(account: Account) {
        await EncryptedStorage.«clear»();
      }

      export const switchAccount = (id: string) => select(id);
    `,
    ts`
      import EncryptedStorage from 'react-native-encrypted-storage';

      interface State {
        accounts: Account[];
        activeAccountId: string;
      }

      const keys = { token: (id: string) => \`\${id}.token\` };

      export const keep = (account: Account, token: string) => EncryptedStorage.setItem(keys.token(account.id), token);

      export async function signOut(account: Account) {
        await EncryptedStorage.«clear»();
      }

      export const switchAccount = (id: string) => select(id);
    `,
  ],
  good: [
    // One account.
    ts`
      import AsyncStorage from '@react-native-async-storage/async-storage';

      export const logout = () => AsyncStorage.clear();
    `,
    // This account's items only.
    ts`
      import * as SecureStore from 'expo-secure-store';

      interface State {
        accounts: Account[];
      }

      export const switchAccount = (id: string) => select(id);
      export const logout = (id: string) => SecureStore.deleteItemAsync(id + '.accessToken');
    `,
    // One account: a wipe is what is meant.
    swift`
      final class Session {
          private let keychain = KeychainSwift()
          func signOut() { keychain.clear() }
      }
    `,
    // This account's items only.
    swift`
      final class AccountStore {
          var accounts: [Account] = []
          var activeAccount: Account?
          private let keychain = KeychainSwift()

          func signOut(_ account: Account) { keychain.delete("\(account.id)-token") }
      }
    `,
    // A reset of the whole app.
    swift`
      final class AccountStore {
          var accounts: [Account] = []
          var activeAccount: Account?

          func eraseEverythingAtFirstLaunch() { KeychainWrapper.wipeKeychain() }
      }
    `,
    // A list of something else.
    swift`
      final class Bank {
          var accounts: [BankBalance] = []
          func logout() { KeychainWrapper.wipeKeychain() }
      }
    `,
    swift`
      final class AccountStore {
          var accounts: [Account] = []
          var activeAccount: Account?
          func signOut(_ account: Account) { cache.clear() }
      }
    `,
  ],
  fixed: [
    {
      language: 'typescript',
      path: 'Example.ts',
      title: 'Delete this account’s items only',
      before: `import AsyncStorage from '@react-native-async-storage/async-storage';

export const switchAccount = (id: string) => AsyncStorage.setItem('activeAccount', id);
export const keepAccounts = (list: Accounts) => AsyncStorage.setItem('accounts', JSON.stringify(list));

interface Accounts {
  accounts: Account[];
}

export async function keep(id: string, session: Session) {
  await AsyncStorage.setItem(\`\${id}.accessToken\`, session.accessToken);
  await AsyncStorage.setItem(\`\${id}.profile\`, session.profile);
}

export async function removeAccount(id: string) {
  await revoke(id);
  await AsyncStorage.clear(); // all of it
}
`,
      after: `import AsyncStorage from '@react-native-async-storage/async-storage';

export const switchAccount = (id: string) => AsyncStorage.setItem('activeAccount', id);
export const keepAccounts = (list: Accounts) => AsyncStorage.setItem('accounts', JSON.stringify(list));

interface Accounts {
  accounts: Account[];
}

export async function keep(id: string, session: Session) {
  await AsyncStorage.setItem(\`\${id}.accessToken\`, session.accessToken);
  await AsyncStorage.setItem(\`\${id}.profile\`, session.profile);
}

export async function removeAccount(id: string) {
  await revoke(id);
  await AsyncStorage.removeItem(\`\${id}.accessToken\`);
  await AsyncStorage.removeItem(\`\${id}.profile\`); // all of it
}
`,
    },
    {
      language: 'swift',
      title: 'Delete this account’s items only',
      before: `final class AccountStore {
    var accounts: [Account] = []
    var activeAccount: Account?

    func save(_ token: String, for accountID: String) -> Bool {
        KeychainWrapper.standard.set(token, forKey: "\\(accountID).token", withAccessibility: .afterFirstUnlock)
    }

    func removeAccount(_ accountID: String) {
        KeychainWrapper.wipeKeychain()
    }
}
`,
      after: `final class AccountStore {
    var accounts: [Account] = []
    var activeAccount: Account?

    func save(_ token: String, for accountID: String) -> Bool {
        KeychainWrapper.standard.set(token, forKey: "\\(accountID).token", withAccessibility: .afterFirstUnlock)
    }

    func removeAccount(_ accountID: String) {
        KeychainWrapper.standard.removeObject(forKey: "\\(accountID).token")
    }
}
`,
    },
  ],
});

/** In TypeScript the storages that apps use in the Keychain's place are wiped the same way. */
function isOfAllAccounts(use: StoreUse, { language }: FileFacts): boolean {
  return !use.isScoped && (use.store === 'keychain' || language === 'typescript');
}
