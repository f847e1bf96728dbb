import type { StoreUse } from '../../facts/storage/storage-model.js';
import { KIND_NAMES } from '../../knowledge/credentials.js';
import { relatedAccounts, severalAccounts } from '../../workspace/accounts.js';
import { accountKeyFixes } from './account-keys.js';
import { defineRule, swift, ts } from '../rule.js';

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
      if (credential.source === 'type' || NOT_PER_ACCOUNT.has(credential.kind)) continue;
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
  bad: [
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
  ],
  good: [
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
  ],
  fixed: [
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
  ],
});

/** What belongs to the app rather than to one of its accounts. */
const NOT_PER_ACCOUNT: ReadonlySet<string> = new Set(['apiKey', 'clientSecret', 'privateKey', 'authCode']);

function isFixed(use: StoreUse): boolean {
  return (
    !use.isScoped && use.keyParameter === undefined && use.key.pieces.length === 1 && use.key.pieces[0] !== ''
  );
}
