import { swift, ts, type Example } from '../rule.js';

export const incompleteCleanupGood: readonly Example[] = [
  // Setting the stored property to nothing takes out what another type wrote under its key.
  swift`
      final class SessionStore {
          @AppStorage("jwt") private var jwt: String = ""

          func logout() {
              jwt = ""
          }
      }

      final class TokenRefresher {
          func keep(accessToken: String) {
              UserDefaults.standard.set(accessToken, forKey: "jwt")
          }
      }
    `,
  ts`
      import * as SecureStore from 'expo-secure-store';

      const KEYS = ['accessToken', 'refreshToken'];

      export async function saveTokens(accessToken: string, refreshToken: string) {
        await SecureStore.setItemAsync('accessToken', accessToken);
        await SecureStore.setItemAsync('refreshToken', refreshToken);
      }

      export async function logout() {
        await Promise.all(KEYS.map((key) => SecureStore.deleteItemAsync(key)));
      }
    `,
  // An empty text takes the token's place.
  ts`
      import { ApplicationSettings } from '@nativescript/core';

      export class AppSettings {
        setAccessToken(accessToken: string) {
          ApplicationSettings.setString('accessToken', accessToken);
        }
      }

      export class TokenService extends AppSettings {
        logout() {
          this.setAccessToken('');
        }
      }

      export class AuthService {
        constructor(private readonly settings: AppSettings) {}

        login = (answer: LoginAnswer) => this.settings.setAccessToken(answer.accessToken);

        logout() {
          this.settings.setAccessToken('');
        }
      }
    `,
  // Which keys go is decided while the app runs.
  ts`
      import AsyncStorage from '@react-native-async-storage/async-storage';

      export const saveSession = (sessionToken: string) => AsyncStorage.setItem('session_token', sessionToken);

      export async function logout() {
        const keys = await AsyncStorage.getAllKeys();
        await AsyncStorage.multiRemove(keys.filter((key) => key !== 'theme'));
      }
    `,
  // All that there is goes.
  ts`
      import AsyncStorage from '@react-native-async-storage/async-storage';

      export const saveSession = (sessionToken: string) => AsyncStorage.setItem('session_token', sessionToken);
      export const signOut = () => AsyncStorage.clear();
    `,
  // A storage of the app's own, which may hold it.
  ts`
      import AsyncStorage from '@react-native-async-storage/async-storage';
      import { storage } from './storage';

      export const saveSession = (sessionToken: string) => AsyncStorage.setItem('session_token', sessionToken);

      export function logout() {
        storage.clearAll();
      }
    `,
  // Through a wrapper with a short name.
  ts`
      import { Secure } from './secure';
      import * as SecureStore from 'expo-secure-store';

      export const keep = (accessToken: string) => SecureStore.setItemAsync('SESSION_ID', accessToken);

      export async function logout() {
        await Secure.del('SESSION_ID');
      }
    `,
  // The key of an encrypted store belongs to the device.
  ts`
      import * as SecureStore from 'expo-secure-store';

      export const keepKey = (encryptionKey: string) => SecureStore.setItemAsync('mmkv_encryption_key', encryptionKey);
      export const logout = () => setUser(null);
    `,
  // State that the library writes again when it changes.
  ts`
      import AsyncStorage from '@react-native-async-storage/async-storage';
      import { create } from 'zustand';
      import { createJSONStorage, persist } from 'zustand/middleware';

      export const useAuth = create(
        persist((set) => ({ accessToken: null, logout: () => set({ accessToken: null }) }), {
          name: 'auth',
          storage: createJSONStorage(() => AsyncStorage),
        }),
      );
    `,
  // Everything that is written is deleted.
  swift`
      final class SessionStore {
          private let keychain = KeychainSwift()

          func save(accessToken: String) {
              keychain.set(accessToken, forKey: "accessToken", withAccess: .accessibleAfterFirstUnlock)
          }

          func signOut() {
              keychain.delete("accessToken")
          }
      }
    `,
  // A wipe takes all.
  swift`
      func signIn(_ refreshToken: String) { UserDefaults.standard.set(refreshToken, forKey: "refreshToken") }

      func logout() {
          UserDefaults.standard.removePersistentDomain(forName: Bundle.main.bundleIdentifier!)
      }
    `,
  // Set to nil through its property.
  swift`
      final class Session {
          var authToken: String? {
              get { UserDefaults.standard.string(forKey: "authToken") }
              set { UserDefaults.standard.set(newValue, forKey: "authToken") }
          }

          func logOut() { authToken = nil }
      }
    `,
  // Keys in a loop: which ones is not known.
  swift`
      func signIn(_ refreshToken: String) { UserDefaults.standard.set(refreshToken, forKey: "refreshToken") }

      func logout() {
          for key in allKeys { UserDefaults.standard.removeObject(forKey: key) }
      }
    `,
  // Nobody is signed in there, or the caller clears, or the branches only tell the provider.
  swift`
      final class SettingsModel {
          func logout() {
              switch user.provider {
              case .apple: clearPreferences()
              case .kakao: clearPreferences()
              case .guest, .unknown: break
              }
          }

          private func clearPreferences() { preference.authToken = "" }
      }
    `,
  swift`
      final class SettingsModel {
          func signOutTapped() {
              logout()
              preference.authToken = nil
          }

          func logout() {
              switch user.provider {
              case .apple: clearPreferences()
              case .kakao: clearPreferences()
              case .google: break
              }
          }

          private func clearPreferences() { preference.authToken = "" }
      }
    `,
  swift`
      final class SettingsModel {
          func logout() {
              clearPreferences()
              switch user.provider {
              case .apple: appleManager.end()
              case .kakao: kakaoManager.end()
              case .google: break
              }
          }

          private func clearPreferences() { preference.authToken = "" }
      }
    `,
  // Nothing here ends a session.
  swift`
      func signIn(_ refreshToken: String) { UserDefaults.standard.set(refreshToken, forKey: "refreshToken") }

      func updateIsHiddenLogoutButton() { button.isHidden = true }
      func trackLogout() { analytics.log("logout") }
    `,
  // The key is not known.
  swift`
      func signIn(_ refreshToken: String, key: String) { UserDefaults.standard.set(refreshToken, forKey: key) }
      func logout() { user = nil }
    `,
  // Handed to something that may delete it.
  swift`
      func signIn(_ refreshToken: String) { UserDefaults.standard.set(refreshToken, forKey: "refreshToken") }
      func logout() { storage.remove("refreshToken") }
    `,
  // What a device is registered with outlives a session.
  swift`
      func register(_ pushKitToken: String) { keychain.set(pushKitToken, forKey: "pushKitToken") }
      func logout() { user = nil }
    `,
  swift`
      func signIn(_ name: String) { UserDefaults.standard.set(name, forKey: "lastUser") }
      func logout() { user = nil }
    `,
];
