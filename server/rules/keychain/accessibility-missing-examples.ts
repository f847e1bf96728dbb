import { swift, type Example, type FixExample } from '../rule.js';
import * as script from './typescript/accessibility-missing.js';

export const accessibilityMissingBad: readonly Example[] = [
  swift`
      let query: [String: Any] = [
          kSecClass as String: kSecClassGenericPassword,
          kSecAttrAccount as String: "accessToken",
          kSecValueData as String: data,
      ]
      let status = «SecItemAdd»(query as CFDictionary, nil)
    `,
  swift`
      func save(_ value: Data, for key: String) throws {
          let query: NSDictionary = [
              kSecClass: kSecClassGenericPassword,
              kSecAttrService: service,
              kSecAttrAccount: key,
              kSecValueData: value
          ]
          let status = «SecItemAdd»(query, nil)
          guard status == errSecSuccess else { throw KeychainError.status(status) }
      }
    `,
  swift`
      func save(refreshToken: String) -> OSStatus {
          var query = identity(of: "refresh")
          query[kSecValueData as String] = Data(refreshToken.utf8)
          return «SecItemAdd»(query as CFDictionary, nil)
      }

      func identity(of account: String) -> [String: Any] {
          return [kSecClass as String: kSecClassGenericPassword, kSecAttrAccount as String: account]
      }
    `,
  swift`
      import KeychainSwift

      let keychain = KeychainSwift()
      keychain.«set»(accessToken, forKey: Keys.accessToken)
    `,
  swift`
      import KeychainAccess

      final class SessionStore {
          private let keychain = Keychain(service: "com.example.app")

          var refreshToken: String? {
              get { try? keychain.get("refreshToken") }
              set { «keychain["refreshToken"]» = newValue }
          }
      }
    `,
  swift`
      import SwiftKeychainWrapper

      let saved = KeychainWrapper.standard.«set»(session.token, forKey: "sessionToken")
    `,
  swift`
      SAMKeychain.«setPassword»(accessToken, forService: "com.example.app", account: "accessToken")
    `,
  ...script.BAD,
];

export const accessibilityMissingGood: readonly Example[] = [
  swift`
      let query: [String: Any] = [
          kSecClass as String: kSecClassGenericPassword,
          kSecAttrAccount as String: "accessToken",
          kSecValueData as String: data,
          kSecAttrAccessible as String: kSecAttrAccessibleAfterFirstUnlock,
      ]
      let status = SecItemAdd(query as CFDictionary, nil)
    `,
  // The library's default is what the policy asks for.
  swift`
      import KeychainAccess

      try Keychain(service: "com.example.app").set(accessToken, key: "accessToken")
    `,
  // The level is inside the access control.
  swift`
      let access = SecAccessControlCreateWithFlags(nil, kSecAttrAccessibleWhenUnlockedThisDeviceOnly, [], nil)!
      let status = SecItemAdd([
          kSecClass: kSecClassGenericPassword,
          kSecAttrAccount: "refreshToken",
          kSecValueData: data,
          kSecAttrAccessControl: access,
      ] as CFDictionary, nil)
    `,
  // The attributes come from elsewhere.
  swift`
      func add(_ attributes: [String: Any]) -> OSStatus {
          SecItemAdd(attributes as CFDictionary, nil)
      }
    `,
  swift`
      var query = Self.attributes(for: item)
      query[kSecValueData as String] = data
      let status = SecItemAdd(query as CFDictionary, nil)
    `,
  // No credential, by all its names.
  swift`
      func saveAttempts(_ info: AttemptInfo, for key: String) throws {
          var item: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: key]
          item[kSecValueData] = try JSONEncoder().encode(info)
          let status = SecItemAdd(item as CFDictionary, nil)
      }
    `,
  // Keys have protections of their own.
  swift`
      let status = SecItemAdd([kSecClass: kSecClassKey, kSecValueRef: key] as CFDictionary, nil)
    `,
  // An update keeps the level that the item has.
  swift`
      let status = SecItemUpdate(query as CFDictionary, [kSecValueData: data] as CFDictionary)
    `,
  // A preference, and a push token.
  swift`
      import KeychainSwift

      let keychain = KeychainSwift()
      keychain.set(true, forKey: "hasToken")
      keychain.set(deviceToken, forKey: "apnsToken")
      keychain.set(installID, forKey: "installation")
    `,
  ...script.GOOD,
];

export const accessibilityMissingFixed: readonly FixExample[] = [
  {
    language: 'swift',
    title:
      'Store with kSecAttrAccessibleAfterFirstUnlock: readable in the background after the first unlock, migrates in encrypted backups',
    before: `let query: [String: Any] = [
    kSecClass as String: kSecClassGenericPassword,
    kSecAttrAccount as String: "accessToken",
    kSecValueData as String: data, // UTF-8
]
let status = SecItemAdd(query as CFDictionary, nil)
`,
    after: `let query: [String: Any] = [
    kSecClass as String: kSecClassGenericPassword,
    kSecAttrAccount as String: "accessToken",
    kSecAttrAccessible as String: kSecAttrAccessibleAfterFirstUnlock,
    kSecValueData as String: data, // UTF-8
]
let status = SecItemAdd(query as CFDictionary, nil)
`,
  },
  {
    language: 'swift',
    title:
      'Store with kSecAttrAccessibleWhenUnlockedThisDeviceOnly: readable only while unlocked, never leaves this device',
    before: `func save(refreshToken: Data) -> OSStatus {
    var query = identity
    query[kSecValueData] = refreshToken
    return SecItemAdd(query as CFDictionary, nil)
}

var identity: [CFString: Any] { [kSecClass: kSecClassGenericPassword, kSecAttrAccount: "refreshToken"] }
`,
    after: `func save(refreshToken: Data) -> OSStatus {
    var query = identity
    query[kSecAttrAccessible] = kSecAttrAccessibleWhenUnlockedThisDeviceOnly
    query[kSecValueData] = refreshToken
    return SecItemAdd(query as CFDictionary, nil)
}

var identity: [CFString: Any] { [kSecClass: kSecClassGenericPassword, kSecAttrAccount: "refreshToken"] }
`,
  },
  {
    language: 'swift',
    title:
      'Store with .accessibleAfterFirstUnlock: readable in the background after the first unlock, migrates in encrypted backups',
    before: `KeychainSwift().set(accessToken, forKey: "accessToken")\n`,
    after: `KeychainSwift().set(accessToken, forKey: "accessToken", withAccess: .accessibleAfterFirstUnlock)\n`,
  },
  {
    language: 'swift',
    title: 'Store with .whenUnlockedThisDeviceOnly: readable only while unlocked, never leaves this device',
    before: `import KeychainAccess\n\ntry? Keychain().set(refreshToken, key: "refreshToken")\n`,
    after: `import KeychainAccess\n\ntry? Keychain().accessibility(.whenUnlockedThisDeviceOnly).set(refreshToken, key: "refreshToken")\n`,
  },
  ...script.FIXED,
];
