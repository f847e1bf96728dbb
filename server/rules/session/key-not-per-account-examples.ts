import { swift, ts, type Example, type FixExample } from '../rule.js';

export const keyNotPerAccountBad: readonly Example[] = [
  swift`
      final class AccountStore {
          var accounts: [Account] = []
          var activeAccount: Account?

          func save(_ accessToken: String) throws {
              try Keychain(service: "com.example").«set»(accessToken, key: "accessToken")
          }
      }

      import KeychainAccess
    `,
  swift`
      final class AccountStore {
          var accounts: [Account] = []
          var activeAccount: Account?

          func save(_ accessToken: String, for accountID: String) throws {
              try Keychain(service: "com.example").«set»(accessToken, key: "accessToken")
          }

          func accessToken(for accountID: String) throws -> String? {
              try Keychain(service: "com.example").get("accessToken")
          }
      }

      import KeychainAccess
    `,
  swift`
      final class Sessions {
          private(set) var accounts: [String: UserAccount] = [:]

          func switchAccount(to id: String) { current = id }

          func keep(_ sessionToken: String) {
              let query: [CFString: Any] = [
                  kSecClass: kSecClassGenericPassword,
                  kSecAttrService: "com.example.session",
                  kSecAttrAccount: "sessionToken",
                  kSecValueData: Data(sessionToken.utf8),
                  kSecAttrAccessible: kSecAttrAccessibleAfterFirstUnlock,
              ]
              assert(«SecItemAdd»(query as CFDictionary, nil) == errSecSuccess)
          }
      }
    `,
  swift`
      final class Profiles {
          var sessions: [UserSession] = []
          var currentUserID: String?

          func keep(_ refreshToken: String) {
              «UserDefaults.standard.set(refreshToken, forKey: "refreshToken")»
          }
      }
    `,
  ts`
      import * as SecureStore from 'expo-secure-store';

      interface AccountState {
        accounts: Account[];
        activeAccountId: string | null;
      }

      export const switchAccount = (id: string) => select(id);

      export async function saveToken(accessToken: string) {
        await SecureStore.«setItemAsync»('accessToken', accessToken);
      }
    `,
  ts`
      import AsyncStorage from '@react-native-async-storage/async-storage';

      export async function listAccounts(): Promise<UserAccount[]> {
        return load();
      }

      export async function switchAccount(id: string) {
        await AsyncStorage.setItem('activeAccount', id);
      }

      export const keep = (refreshToken: string) => «AsyncStorage.setItem('refresh_token', refreshToken)»;
    `,
];

export const keyNotPerAccountGood: readonly Example[] = [
  ts`
      import * as SecureStore from 'expo-secure-store';

      interface AccountState {
        accounts: Account[];
      }

      export const switchAccount = (id: string) => select(id);

      export async function saveToken(id: string, accessToken: string) {
        await SecureStore.setItemAsync(\`\${id}.accessToken\`, accessToken);
      }
    `,
  // One account.
  ts`
      import * as SecureStore from 'expo-secure-store';

      export const saveToken = (accessToken: string) => SecureStore.setItemAsync('accessToken', accessToken);
    `,
  // Accounts of a bank, between which one only looks.
  ts`
      import * as SecureStore from 'expo-secure-store';

      interface Bank {
        accounts: BankBalance[];
        selectedAccount: string;
      }

      export const saveToken = (accessToken: string) => SecureStore.setItemAsync('accessToken', accessToken);
    `,
  swift`
      final class AccountStore {
          var accounts: [Account] = []
          var activeAccount: Account?

          func save(_ accessToken: String, of id: String) throws {
              try keychain.set(accessToken, key: "\(id).accessToken")
          }
      }
    `,
  // One account.
  swift`
      func save(_ accessToken: String) { KeychainSwift().set(accessToken, forKey: "accessToken") }
    `,
  // A service per account.
  swift`
      final class AccountStore {
          var accounts: [Account] = []
          var activeAccount: Account?

          func save(_ sessionToken: String, of id: String) -> OSStatus {
              SecItemAdd([
                  kSecClass: kSecClassGenericPassword,
                  kSecAttrService: "com.example.\(id)",
                  kSecAttrAccount: "sessionToken",
                  kSecValueData: Data(sessionToken.utf8),
                  kSecAttrAccessible: kSecAttrAccessibleAfterFirstUnlock,
              ] as CFDictionary, nil)
          }
      }
    `,
  // A suite per account.
  swift`
      final class AccountStore {
          var accounts: [Account] = []
          var activeAccount: Account?

          func save(_ sessionToken: String, of id: String) {
              UserDefaults(suiteName: "user.\(id)")?.set(sessionToken, forKey: "sessionToken")
          }
      }
    `,
  // The pointer itself.
  swift`
      final class AccountStore {
          var accounts: [Account] = []
          var activeAccount: Account?
          func select(_ id: String) { UserDefaults.standard.set(id, forKey: "activeAccount") }
      }
    `,
  // The devices of other people.
  swift`
      final class Conversation {
          var participantSessions: [UserSession] = []
          var currentUserID: String?
          func save(_ sessionToken: String) { UserDefaults.standard.set(sessionToken, forKey: "sessionToken") }
      }
    `,
  // The app's own key, the same for everyone.
  swift`
      final class AccountStore {
          var accounts: [Account] = []
          var activeAccount: Account?
          func save(_ apiKey: String) { KeychainSwift().set(apiKey, forKey: "apiKey") }
      }
    `,
  // The PIN opens the app, whoever is signed in.
  swift`
    final class AccountStore {
        var accounts: [Account] = []
        var activeAccountID: String?

        func switchAccount(to id: String) { activeAccountID = id }

        func keep(pinCode: String) { KeychainSwift().set(pinCode, forKey: "app.pinCode") }
    }
  `,
];

export const keyNotPerAccountFixed: readonly FixExample[] = [
  {
    language: 'typescript',
    path: 'Example.ts',
    title: 'Make the account’s id part of the key “accessToken”',
    before: `import * as SecureStore from 'expo-secure-store';

interface State {
  accounts: Account[];
}

export const switchAccount = (accountId: string) => select(accountId);

export async function save(accountId: string, accessToken: string) {
  await SecureStore.setItemAsync('accessToken', accessToken);
}

export async function remove(accountId: string) {
  await SecureStore.deleteItemAsync('accessToken');
}
`,
    after: `import * as SecureStore from 'expo-secure-store';

interface State {
  accounts: Account[];
}

export const switchAccount = (accountId: string) => select(accountId);

export async function save(accountId: string, accessToken: string) {
  await SecureStore.setItemAsync(\`\${accountId}.accessToken\`, accessToken);
}

export async function remove(accountId: string) {
  await SecureStore.deleteItemAsync(\`\${accountId}.accessToken\`);
}
`,
  },
  {
    language: 'swift',
    title: 'Make the account’s id part of the key “sessionToken”',
    before: `final class AccountStore {
    var accounts: [UserAccount] = []
    var activeAccount: UserAccount?

    func save(_ sessionToken: String, of account: UserAccount) {
        UserDefaults.standard.set(sessionToken, forKey: "sessionToken")
    }

    func remove(_ account: UserAccount) {
        UserDefaults.standard.removeObject(forKey: "sessionToken")
    }
}

struct UserAccount {
    let id: String
}
`,
    after: `final class AccountStore {
    var accounts: [UserAccount] = []
    var activeAccount: UserAccount?

    func save(_ sessionToken: String, of account: UserAccount) {
        UserDefaults.standard.set(sessionToken, forKey: "\\(account.id).sessionToken")
    }

    func remove(_ account: UserAccount) {
        UserDefaults.standard.removeObject(forKey: "\\(account.id).sessionToken")
    }
}

struct UserAccount {
    let id: String
}
`,
  },
];
