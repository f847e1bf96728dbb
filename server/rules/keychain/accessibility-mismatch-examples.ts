import { swift, swiftAt, type Example, type FixExample } from '../rule.js';
import * as script from './typescript/accessibility-mismatch.js';

export const accessibilityMismatchBad: readonly Example[] = [
  swift`
      let query: [String: Any] = [
          kSecClass as String: kSecClassGenericPassword,
          kSecAttrAccount as String: "refreshToken",
          kSecValueData as String: data,
          kSecAttrAccessible as String: «kSecAttrAccessibleAfterFirstUnlock»,
      ]
      let status = SecItemAdd(query as CFDictionary, nil)
    `,
  swift`
      enum Key: String {
          case access = "access_token"
          case refresh = "refresh_token"
      }

      func save(_ value: Data) -> OSStatus {
          var query: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: Key.access.rawValue]
          query[kSecValueData] = value
          query[kSecAttrAccessible] = «kSecAttrAccessibleWhenUnlocked»
          return SecItemAdd(query as CFDictionary, nil)
      }
    `,
  swift`
      func store(accessToken: String) throws {
          let query = baseQuery(for: "com.example.session").merging([
              String(kSecValueData): Data(accessToken.utf8),
              String(kSecAttrAccessible): «kSecAttrAccessibleWhenUnlockedThisDeviceOnly»,
          ]) { _, new in new }
          let status = SecItemAdd(query as CFDictionary, nil)
          guard status == errSecSuccess else { throw KeychainError.status(status) }
      }

      func baseQuery(for service: String) -> [String: Any] {
          [String(kSecClass): kSecClassGenericPassword, String(kSecAttrService): service]
      }
    `,
  swift`
      import KeychainAccess

      try Keychain(service: "com.example.app")
          .accessibility(.«afterFirstUnlock»)
          .set(tokens.refreshToken, key: "refresh_token")
    `,
  swift`
      import KeychainSwift

      KeychainSwift().set(session.id, forKey: "sessionId", withAccess: .«accessibleWhenUnlocked»)
    `,
  swift`
      import Valet

      let valet = Valet.valet(with: Identifier(nonEmpty: "session")!, accessibility: .«whenUnlocked»)
      try valet.setString(accessToken, forKey: "accessToken")
    `,
  swift`
      import SimpleKeychain

      let keychain = SimpleKeychain(service: "Auth0", accessibility: .«whenUnlocked»)
      try keychain.set(refreshToken, forKey: "refresh_token")
    `,
  swift`
      KeychainHelper.save(string: newValue, key: Keys.refreshTokenKey, accessibility: «kSecAttrAccessibleAfterFirstUnlock»)
    `,
  swiftAt('NotificationService/TokenStore.swift')`
      import UserNotifications

      final class NotificationService: UNNotificationServiceExtension {
          func save(_ refreshToken: Data) -> OSStatus {
              SecItemAdd([
                  kSecClass: kSecClassGenericPassword,
                  kSecAttrAccount: "refreshToken",
                  kSecValueData: refreshToken,
                  kSecAttrAccessible: «kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly»,
              ] as CFDictionary, nil)
          }
      }
    `,
  ...script.BAD,
];

export const accessibilityMismatchGood: readonly Example[] = [
  swift`
      let query: [String: Any] = [
          kSecClass as String: kSecClassGenericPassword,
          kSecAttrAccount as String: "accessToken",
          kSecValueData as String: data,
          kSecAttrAccessible as String: kSecAttrAccessibleAfterFirstUnlock,
      ]
      let status = SecItemAdd(query as CFDictionary, nil)
    `,
  // Bound to the device although the policy does not ask for it.
  swift`
      let query: [CFString: Any] = [
          kSecClass: kSecClassGenericPassword,
          kSecAttrAccount: "sessionId",
          kSecValueData: data,
          kSecAttrAccessible: kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly,
      ]
      let status = SecItemAdd(query as CFDictionary, nil)
    `,
  // Nothing tells what the item is.
  swift`
      func save(_ data: Data, account: String) -> OSStatus {
          SecItemAdd([
              kSecClass: kSecClassGenericPassword,
              kSecAttrAccount: account,
              kSecValueData: data,
              kSecAttrAccessible: kSecAttrAccessibleWhenUnlocked,
          ] as CFDictionary, nil)
      }
    `,
  // A device registration is no session credential.
  swift`
      import KeychainSwift

      KeychainSwift().set(deviceToken, forKey: "pushToken", withAccess: .accessibleWhenUnlocked)
    `,
  // Behind Face ID on purpose: nothing reads it in the background.
  swift`
      let access = SecAccessControlCreateWithFlags(nil, kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly, .userPresence, nil)!
      let query: [CFString: Any] = [
          kSecClass: kSecClassGenericPassword,
          kSecAttrAccount: "accessToken",
          kSecValueData: data,
          kSecAttrAccessControl: access,
      ]
      let status = SecItemAdd(query as CFDictionary, nil)
    `,
  // Stricter than the policy for a refresh token.
  swift`
      import KeychainAccess

      try Keychain().accessibility(.whenPasscodeSetThisDeviceOnly).set(refreshToken, key: "refreshToken")
    `,
  // The level comes from the caller.
  swift`
      func save(refreshToken: String, accessibility: CFString) -> OSStatus {
          let query: [CFString: Any] = [
              kSecClass: kSecClassGenericPassword,
              kSecAttrAccount: "refreshToken",
              kSecValueData: Data(refreshToken.utf8),
              kSecAttrAccessible: accessibility,
          ]
          return SecItemAdd(query as CFDictionary, nil)
      }
    `,
  // About a token, not one.
  swift`
      import KeychainAccess

      try Keychain().accessibility(.whenUnlocked).set(String(tokenCount), key: "accessTokenCount")
    `,
  ...script.GOOD,
];

export const accessibilityMismatchFixed: readonly FixExample[] = [
  {
    language: 'swift',
    title:
      'Switch to kSecAttrAccessibleWhenUnlockedThisDeviceOnly: readable only while unlocked, never leaves this device',
    before: `func save(refreshToken: Data) -> OSStatus {
    var query = base
    query[kSecValueData as String] = refreshToken
    query[kSecAttrAccessible as String] = kSecAttrAccessibleAfterFirstUnlock // for background refresh
    return SecItemAdd(query as CFDictionary, nil)
}
`,
    after: `func save(refreshToken: Data) -> OSStatus {
    var query = base
    query[kSecValueData as String] = refreshToken
    query[kSecAttrAccessible as String] = kSecAttrAccessibleWhenUnlockedThisDeviceOnly // for background refresh
    return SecItemAdd(query as CFDictionary, nil)
}
`,
  },
  {
    language: 'swift',
    title:
      'Switch to KeychainSwiftAccessOptions.accessibleAfterFirstUnlock: readable in the background after the first unlock, migrates in encrypted backups',
    before: `KeychainSwift().set(accessToken, forKey: "accessToken", withAccess: KeychainSwiftAccessOptions.accessibleWhenUnlocked)\n`,
    after: `KeychainSwift().set(accessToken, forKey: "accessToken", withAccess: KeychainSwiftAccessOptions.accessibleAfterFirstUnlock)\n`,
  },
  ...script.FIXED,
];
