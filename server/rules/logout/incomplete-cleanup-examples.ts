import { swift, ts, type Example, type FixExample } from '../rule.js';
export { incompleteCleanupGood } from './incomplete-cleanup-good-examples.js';

export const incompleteCleanupBad: readonly Example[] = [
  swift`
      final class SessionStore {
          private let id: String
          private let keychain = KeychainSwift()

          func save(accessToken: String, pin: String) {
              keychain.set(accessToken, forKey: "\(id)-accessToken", withAccess: .accessibleAfterFirstUnlock)
              keychain.set(pin, forKey: "\(id)-pin", withAccess: .accessibleAfterFirstUnlock)
          }

          func signOut() {
              keychain.«delete»("\(id)-pin")
          }
      }
    `,
  swift`
      final class SessionManager {
          func signIn(_ refreshToken: String) {
              UserDefaults.standard.set(refreshToken, forKey: "refreshToken")
          }

          func «logout»() {
              currentUser = nil
              isAuthenticated = false
          }
      }
    `,
  swift`
      enum Keys {
          static let session = "session_token"
          static let refresh = "refresh_token"
      }

      func store(_ session: String, refresh: String) {
          save(session, for: Keys.session)
          save(refresh, for: Keys.refresh)
      }

      func clearCredentials() {
          «delete(Keys.session)»
      }

      private func save(_ value: String, for account: String) {
          var query: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: account]
          query[kSecValueData] = Data(value.utf8)
          query[kSecAttrAccessible] = kSecAttrAccessibleAfterFirstUnlock
          assert(SecItemAdd(query as CFDictionary, nil) == errSecSuccess)
      }

      private func delete(_ account: String) {
          let query: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: account]
          assert(SecItemDelete(query as CFDictionary) == errSecSuccess)
      }
    `,
  ts`
      import * as SecureStore from 'expo-secure-store';

      export async function saveTokens(accessToken: string, refreshToken: string) {
        await SecureStore.setItemAsync('accessToken', accessToken);
        await SecureStore.setItemAsync('refreshToken', refreshToken);
      }

      export async function logout() {
        await SecureStore.«deleteItemAsync»('accessToken');
      }
    `,
  ts`
      import AsyncStorage from '@react-native-async-storage/async-storage';

      export const saveSession = (sessionToken: string) => AsyncStorage.setItem('session_token', sessionToken);

      export function useAuth() {
        const «handleLogout» = async () => {
          setUser(null);
          router.replace('/login');
        };
        return { handleLogout };
      }
    `,
  // One provider was forgotten.
  swift`
      final class SettingsModel {
          private let preference = Preference.shared

          func logout() {
              guard let provider = user?.provider else { return }
              Task { await repository.endSession() }
              switch provider {
              case .apple:
                  appleManager.end().sink { _ in } receiveValue: { [weak self] _ in
                      self?.clearPreferences()
                  }
              case .kakao:
                  clearPreferences()
              case «.google, .unknown»:
                  break
              }
          }

          private func clearPreferences() {
              preference.authToken = ""
              preference.userId = -1
          }
      }
    `,
];

export const incompleteCleanupFixed: readonly FixExample[] = [
  {
    language: 'typescript',
    path: 'Example.ts',
    title: 'Delete “refreshToken” as well',
    before: `import * as SecureStore from 'expo-secure-store';

export async function saveTokens(accessToken: string, refreshToken: string) {
  await SecureStore.setItemAsync('accessToken', accessToken);
  await SecureStore.setItemAsync('refreshToken', refreshToken);
}

export async function logout() {
  await SecureStore.deleteItemAsync('accessToken');
  setUser(null);
}
`,
    after: `import * as SecureStore from 'expo-secure-store';

export async function saveTokens(accessToken: string, refreshToken: string) {
  await SecureStore.setItemAsync('accessToken', accessToken);
  await SecureStore.setItemAsync('refreshToken', refreshToken);
}

export async function logout() {
  await SecureStore.deleteItemAsync('accessToken');
  await SecureStore.deleteItemAsync('refreshToken');
  setUser(null);
}
`,
  },
  {
    language: 'swift',
    title: 'Delete “refresh_token” as well',
    before: `func store(_ session: String, refresh: String) {
    UserDefaults.standard.set(session, forKey: "session_token")
    UserDefaults.standard.set(refresh, forKey: "refresh_token")
}

func logout() {
    UserDefaults.standard.removeObject(forKey: "session_token")
}
`,
    after: `func store(_ session: String, refresh: String) {
    UserDefaults.standard.set(session, forKey: "session_token")
    UserDefaults.standard.set(refresh, forKey: "refresh_token")
}

func logout() {
    UserDefaults.standard.removeObject(forKey: "session_token")
    UserDefaults.standard.removeObject(forKey: "refresh_token")
}
`,
  },
];
