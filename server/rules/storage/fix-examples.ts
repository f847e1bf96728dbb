import { swift, type FixExample } from '../rule.js';

/** Moves from UserDefaults to the Keychain, for the rule's page and its tests. */
export const MOVES: readonly FixExample[] = [
  {
    language: 'swift',
    title: 'Move to the Keychain',
    before: swift`
      import SwiftUI

      enum Keys {
          static let session = "current_session"
      }

      struct Session: Codable {
          let accessToken: String
          let userID: String
      }

      func remember(_ session: Session) throws {
          UserDefaults.standard.set(try JSONEncoder().encode(session), forKey: Keys.session)
      }

      func restored() throws -> Session? {
          guard let data = UserDefaults.standard.data(forKey: Keys.session) else { return nil }
          return try JSONDecoder().decode(Session.self, from: data)
      }

      func signOut() {
          UserDefaults.standard.removeObject(forKey: Keys.session)
      }
    `.text,
    after: swift`
      import Security
      import SwiftUI

      enum Keys {
          static let session = "current_session"
      }

      struct Session: Codable {
          let accessToken: String
          let userID: String
      }

      func remember(_ session: Session) throws {
          try SessionKeychain.save(JSONEncoder().encode(session), account: Keys.session, accessibility: kSecAttrAccessibleAfterFirstUnlock)
      }

      func restored() throws -> Session? {
          guard let data = try SessionKeychain.read(account: Keys.session) else { return nil }
          return try JSONDecoder().decode(Session.self, from: data)
      }

      func signOut() {
          do {
              try SessionKeychain.delete(account: Keys.session)
          } catch {
              assertionFailure("The access token could not be removed from the Keychain: \(error)")
          }
      }

      /// Keeps credentials in the Keychain, one generic password for each account.
      private enum SessionKeychain {
          struct Failure: Error {
              let status: OSStatus
          }

          static func save(_ value: Data, account: String, accessibility: CFString) throws {
              let query = primaryKey(of: account)
              let changes: [String: Any] = [
                  kSecValueData as String: value,
                  kSecAttrAccessible as String: accessibility,
              ]
              var status = SecItemUpdate(query as CFDictionary, changes as CFDictionary)
              if status == errSecItemNotFound {
                  let item = query.merging(changes) { _, new in new }
                  status = SecItemAdd(item as CFDictionary, nil)
              }
              guard status == errSecSuccess else { throw Failure(status: status) }
          }

          /// The stored value, or nil where there is none. A locked Keychain throws.
          static func read(account: String) throws -> Data? {
              var query = primaryKey(of: account)
              query[kSecReturnData as String] = true
              query[kSecMatchLimit as String] = kSecMatchLimitOne
              var item: CFTypeRef?
              let status = SecItemCopyMatching(query as CFDictionary, &item)
              if status == errSecItemNotFound { return nil }
              guard status == errSecSuccess, let data = item as? Data else { throw Failure(status: status) }
              return data
          }

          static func delete(account: String) throws {
              let status = SecItemDelete(primaryKey(of: account) as CFDictionary)
              guard status == errSecSuccess || status == errSecItemNotFound else { throw Failure(status: status) }
          }

          private static func primaryKey(of account: String) -> [String: Any] {
              [
                  kSecClass as String: kSecClassGenericPassword,
                  kSecAttrService as String: Bundle.main.bundleIdentifier ?? "SessionKeychain",
                  kSecAttrAccount as String: account,
              ]
          }
      }
    `.text,
  },
  {
    language: 'swift',
    title: 'Move to the Keychain with KeychainStore.shared.set',
    before: swift`
      import Foundation
      import Security

      final class Preferences {
          private let defaults = UserDefaults.standard

          var authToken: String? {
              get { defaults.string(forKey: "authToken") }
              set { defaults.set(newValue, forKey: "authToken") }
          }

          var isSignedIn: Bool { defaults.string(forKey: "authToken") != nil }
      }

      final class KeychainStore {
          static let shared = KeychainStore()

          func set(_ value: String, for account: String, accessibility: CFString) throws {
              let query = primaryKey(account)
              let changes: [String: Any] = [
                  kSecValueData as String: Data(value.utf8),
                  kSecAttrAccessible as String: accessibility,
              ]
              var status = SecItemUpdate(query as CFDictionary, changes as CFDictionary)
              if status == errSecItemNotFound {
                  status = SecItemAdd(query.merging(changes) { _, new in new } as CFDictionary, nil)
              }
              try check(status)
          }

          func string(for account: String) throws -> String? {
              var query = primaryKey(account)
              query[kSecReturnData as String] = true
              var item: CFTypeRef?
              let status = SecItemCopyMatching(query as CFDictionary, &item)
              if status == errSecItemNotFound { return nil }
              try check(status)
              return (item as? Data).flatMap { String(data: $0, encoding: .utf8) }
          }

          func remove(_ account: String) throws {
              let status = SecItemDelete(primaryKey(account) as CFDictionary)
              if status != errSecItemNotFound { try check(status) }
          }

          private func primaryKey(_ account: String) -> [String: Any] {
              [kSecClass as String: kSecClassGenericPassword, kSecAttrAccount as String: account]
          }

          private func check(_ status: OSStatus) throws {
              guard status == errSecSuccess else { throw KeychainError.unhandled(status) }
          }
      }
    `.text,
    after: swift`
      import Foundation
      import Security

      final class Preferences {
          private let defaults = UserDefaults.standard

          var authToken: String? {
              get { try? KeychainStore.shared.string(for: "authToken") }
              set {
                  do {
                      if let newValue {
                          try KeychainStore.shared.set(newValue, for: "authToken", accessibility: kSecAttrAccessibleAfterFirstUnlock)
                      } else {
                          try KeychainStore.shared.remove("authToken")
                      }
                  } catch {
                      assertionFailure("The access token could not be stored in the Keychain: \(error)")
                  }
              }
          }

          var isSignedIn: Bool { (try? KeychainStore.shared.string(for: "authToken")) != nil }
      }

      final class KeychainStore {
          static let shared = KeychainStore()

          func set(_ value: String, for account: String, accessibility: CFString) throws {
              let query = primaryKey(account)
              let changes: [String: Any] = [
                  kSecValueData as String: Data(value.utf8),
                  kSecAttrAccessible as String: accessibility,
              ]
              var status = SecItemUpdate(query as CFDictionary, changes as CFDictionary)
              if status == errSecItemNotFound {
                  status = SecItemAdd(query.merging(changes) { _, new in new } as CFDictionary, nil)
              }
              try check(status)
          }

          func string(for account: String) throws -> String? {
              var query = primaryKey(account)
              query[kSecReturnData as String] = true
              var item: CFTypeRef?
              let status = SecItemCopyMatching(query as CFDictionary, &item)
              if status == errSecItemNotFound { return nil }
              try check(status)
              return (item as? Data).flatMap { String(data: $0, encoding: .utf8) }
          }

          func remove(_ account: String) throws {
              let status = SecItemDelete(primaryKey(account) as CFDictionary)
              if status != errSecItemNotFound { try check(status) }
          }

          private func primaryKey(_ account: String) -> [String: Any] {
              [kSecClass as String: kSecClassGenericPassword, kSecAttrAccount as String: account]
          }

          private func check(_ status: OSStatus) throws {
              guard status == errSecSuccess else { throw KeychainError.unhandled(status) }
          }
      }
    `.text,
  },
  {
    language: 'swift',
    title: 'Move to the Keychain with Vault.store',
    before: swift`
      import Foundation
      import KeychainSwift

      enum Vault {
          private static let keychain = KeychainSwift()

          static func store(_ value: Data, name: String) -> Bool {
              keychain.set(value, forKey: name, withAccess: .accessibleAfterFirstUnlock)
          }
      }

      func signedIn(sessionToken: String) {
          UserDefaults.standard.set(sessionToken, forKey: "session_token")
      }
    `.text,
    after: swift`
      import Foundation
      import KeychainSwift

      enum Vault {
          private static let keychain = KeychainSwift()

          static func store(_ value: Data, name: String) -> Bool {
              keychain.set(value, forKey: name, withAccess: .accessibleAfterFirstUnlock)
          }
      }

      func signedIn(sessionToken: String) {
          if !Vault.store(Data(sessionToken.utf8), name: "session_token") {
              assertionFailure("The session id could not be stored in the Keychain.")
          }
      }
    `.text,
  },
];
