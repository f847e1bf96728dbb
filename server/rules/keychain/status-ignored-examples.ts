import { swift, type Example } from '../rule.js';
export { GOOD } from './status-ignored-good-examples.js';
export { FIXED } from './status-ignored-fixed-examples.js';

export const BAD: readonly Example[] = [
  swift`
      import Foundation
      import Security

      func save(_ token: String, account: String) throws {
          var query = base(account)
          query[kSecValueData as String] = Data(token.utf8)
          «SecItemAdd»(query as CFDictionary, nil) // replaces nothing
      }
    `,
  swift`
      import Foundation
      import Security

      enum KeychainError: Error {
          case notFound
          case unhandled(status: OSStatus)
      }

      func update(_ token: Data, query: CFDictionary) throws {
          _ = «SecItemUpdate»(query, [kSecValueData: token] as CFDictionary)
      }
    `,
  // The status is bound, and nothing reads it.
  swift`
      func save(_ token: Data, query: [CFString: Any]) -> Bool {
          let attributes = query.merging([kSecValueData: token]) { _, new in new }
          let status = «SecItemAdd»(attributes as CFDictionary, nil)
          return true
      }
    `,
  swift`
      var accessToken: Data? {
          get { read("accessToken") }
          set {
              let query = base("accessToken")
              let result: OSStatus
              if exists(query) {
                  result = «SecItemUpdate»(query as CFDictionary, [kSecValueData: newValue as Any] as CFDictionary)
              } else {
                  result = «SecItemAdd»(query.merging([kSecValueData: newValue as Any]) { $1 } as CFDictionary, nil)
              }
          }
      }
    `,
  // A locked Keychain looks like a missing token.
  swift`
      func token(for key: String) -> String? {
          let query: [String: Any] = [
              kSecClass as String: kSecClassGenericPassword,
              kSecAttrAccount as String: key,
              kSecReturnData as String: true,
          ]
          var item: AnyObject?
          «SecItemCopyMatching»(query as CFDictionary, &item)
          return (item as? Data).flatMap { String(data: $0, encoding: .utf8) }
      }
    `,
  swift`
      import Foundation

      func read(_ query: [String: Any]) throws -> Data? {
          var result: AnyObject?
          let status = «SecItemCopyMatching»(query as CFDictionary, &result)
          return result as? Data
      }
    `,
  swift`
      public func delete(type: KeychainType) {
          let query: NSDictionary = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: type.rawValue]
          «SecItemDelete»(query)
      }
    `,
  swift`
      func logout() {
          defer { state = .signedOut }
          for item in [kSecClassGenericPassword, kSecClassInternetPassword] {
              _ = «SecItemDelete»([kSecClass: item] as CFDictionary)
          }
      }
    `,
  swift`
      func save(_ data: Data) {
          queue.async { «SecItemAdd»([kSecClass: kSecClassGenericPassword, kSecValueData: data] as CFDictionary, nil) }
      }
    `,
  // An injected client.
  swift`
      private func deleteCredentials() {
          _ = environment.«secItemDelete»(query(for: .credentials) as CFDictionary)
      }
    `,
  swift`
      import KeychainSwift

      struct Account {
          let keychain = KeychainSwift()

          func store(accessToken: String) throws {
              keychain.«set»(accessToken, forKey: "accessToken", withAccess: .accessibleAfterFirstUnlock)
          }
      }
    `,
  // A value that stores itself, under a key that another file makes.
  swift`
      import KeychainSwift

      extension AppAccount {
          private static var keychain: KeychainSwift { KeychainSwift() }

          public func save() throws {
              let data = try JSONEncoder().encode(self)
              Self.keychain.«set»(data, forKey: key, withAccess: .accessibleAfterFirstUnlock)
          }
      }
    `,
  // A property wrapper stores whatever it is given.
  swift`
      import KeychainSwift

      @propertyWrapper
      struct SecureString {
          let key: String
          private let keychain: KeychainSwift

          var wrappedValue: String? {
              get { keychain.get(key) }
              set {
                  if let value = newValue {
                      self.keychain.«set»(value, forKey: self.key)
                  } else {
                      self.keychain.delete(self.key)
                  }
              }
          }
      }
    `,
  swift`
      import SwiftKeychainWrapper

      func remember(_ refreshToken: String) -> Bool {
          KeychainWrapper.standard.«set»(refreshToken, forKey: "refreshToken")
          return true
      }
    `,
  swift`
      SAMKeychain.«setPassword»(password, forService: "com.example.app", account: user)
    `,
  swift`
      import KeychainAccess

      final class KeychainStore {
          private let keychain = Keychain(service: "com.example.app").accessibility(.afterFirstUnlock)

          func set(_ key: String, value: String) {
              «try? keychain.set»(value, key: key)
          }
      }
    `,
  swift`
      import KeychainAccess

      func store(_ accessToken: String) throws {
          _ = «try? keychain.set»(accessToken, key: "accessToken")
      }
    `,
  swift`
      import Valet

      func store(_ refreshToken: String, in valet: Valet) {
          do {
              «try valet.setString»(refreshToken, forKey: "refreshToken")
          } catch {}
      }
    `,
  // Every error is swallowed by the library.
  swift`
      import KeychainAccess

      func rotate(refreshToken: String) throws {
          «keychain["refreshToken"]» = refreshToken
      }
    `,
  // The app's own helper, declared elsewhere.
  swift`
      private func store(_ fresh: SessionTokens, accountID: String) throws {
          «try? keychain.save»(
              fresh.accessToken,
              account: "\(accountID).accessToken"
          )
      }
    `,
  swift`
      final class KeychainHelper {
          @discardableResult
          static func save(_ value: String?, key: String) -> Bool {
              shared.write(value, key: key)
          }
      }

      func setRefreshToken(_ newValue: String?) {
          KeychainHelper.shared.«save»(newValue, key: Keys.refreshToken)
      }
    `,
  swift`
      @discardableResult
      private func save(token: String) -> Bool {
          SecItemAdd([kSecValueData: Data(token.utf8)] as CFDictionary, nil) == errSecSuccess
      }

      func didLogIn(_ accessToken: String) {
          «save»(token: accessToken)
      }
    `,
];
