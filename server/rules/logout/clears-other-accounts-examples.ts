import { swift, ts, type Example, type FixExample } from '../rule.js';

export const clearsOtherAccountsBad: readonly Example[] = [
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
];

export const clearsOtherAccountsGood: readonly Example[] = [
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
];

export const clearsOtherAccountsFixed: readonly FixExample[] = [
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
];
