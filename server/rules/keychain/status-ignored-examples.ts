import { swift, type Example, type FixExample } from '../rule.js';

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

export const GOOD: readonly Example[] = [
  swift`
      func save(_ data: Data, query: [String: Any]) throws {
          SecItemDelete(query as CFDictionary)
          let status = SecItemAdd(query as CFDictionary, nil)
          guard status == errSecSuccess else { throw KeychainError.status(status) }
      }
    `,
  // The implicit result of a function, of a closure, of a getter.
  swift`
      struct SystemKeychain: KeychainProtocol {
          func deleteItem(_ query: CFDictionary) -> OSStatus {
              SecItemDelete(query)
          }
          func addItem(_ query: CFDictionary, _ result: UnsafeMutablePointer<CFTypeRef?>?) -> OSStatus {
              SecItemAdd(query, result)
          }
          var deletion: OSStatus { SecItemDelete(query) }
      }

      let client = KeychainClient(
          add: { SecItemAdd($0, $1) },
          delete: { SecItemDelete($0) }
      )
    `,
  swift`
      func read(_ query: CFDictionary) throws -> Data {
          var result: CFTypeRef?
          let status = withUnsafeMutablePointer(to: &result) {
              SecItemCopyMatching(query, UnsafeMutablePointer($0))
          }
          guard status == errSecSuccess else { throw KeychainError.status(status) }
          return result as! Data
      }
    `,
  // Handed on.
  swift`
      try assertSuccess(forStatus: SecItemDelete(query as CFDictionary))
      guard SecItemAdd(query as CFDictionary, nil) == errSecSuccess else { throw KeychainError.failed }
    `,
  swift`
      switch SecItemCopyMatching(query as CFDictionary, &item) {
      case errSecSuccess: return item as? Data
      case errSecItemNotFound: return nil
      case let status: throw KeychainError.status(status)
      }
    `,
  swift`
      func add(_ query: CFDictionary) -> OSStatus {
          var status = errSecSuccess
          queue.sync { status = SecItemAdd(query, nil) }
          return status
      }
    `,
  swift`
      func delete(_ ref: Data) {
          let ret = SecItemDelete([kSecValuePersistentRef: ref] as CFDictionary)
          if ret != errSecSuccess { log("Unable to delete: \(ret)") }
      }
    `,
  swift`
      let status = if exists { SecItemUpdate(query, changes) } else { SecItemAdd(item, nil) }
      guard status == errSecSuccess else { throw KeychainError.status(status) }
    `,
  // Room is made for an add, here and in a helper.
  swift`
      func store(_ item: TransferItem) {
          deleteTransferItem(item.id)
          let status = SecItemAdd([kSecAttrAccount: item.id, kSecValueData: item.data] as CFDictionary, nil)
          if status != errSecSuccess { log.warning("Not stored: \(status)") }
      }

      private func deleteTransferItem(_ id: String) {
          SecItemDelete([kSecClass: kSecClassGenericPassword, kSecAttrAccount: id] as CFDictionary)
      }
    `,
  // Old items are cleaned up in passing.
  swift`
      func migrate() -> Data? {
          guard SecItemCopyMatching(legacyQuery as CFDictionary, &item) == errSecSuccess else { return nil }
          SecItemDelete(legacyQuery as CFDictionary)
          return item as? Data
      }
    `,
  swift`
      func save() throws -> Bool {
          guard keychain.set(accessToken, forKey: "accessToken") else { throw StoreError.notStored }
          let stored = KeychainWrapper.standard.set(refreshToken, forKey: "refreshToken")
          return stored
      }
    `,
  // What is stored is no credential.
  swift`
      import KeychainSwift

      let keychain = KeychainSwift()
      keychain.set(pushToken, forKey: "pushToken")

      var fullName: String? {
          didSet { keychain.set(fullName ?? "", forKey: "appleSignFullName") }
      }

      var signature: String? {
          get { keychain.get(Keys.cookieSignature.rawValue) }
          set { keychain.set(newValue, forKey: Keys.cookieSignature.rawValue) }
      }
    `,
  swift`
      import KeychainAccess

      func store(_ accessToken: String) throws {
          try keychain.set(accessToken, key: "accessToken")
          keychain["deviceID"] = deviceID
          keychain["accessToken"] = nil
          try? keychain.remove("refreshToken")
      }
    `,
  swift`
      do {
          try keychain.set(accessToken, key: "accessToken")
      } catch {
          logger.error("Not stored: \(error.localizedDescription)")
      }
      if (try? keychain.set(refreshToken, key: "refreshToken")) == nil { signOut() }
    `,
  swift`
      enum StorageError: Error {
          case failedSecItemAdd(OSStatus)
      }
      throw StorageError.failedSecItemAdd(status)
    `,
  // What the helper gives back is not known here.
  swift`
      KeychainHelper.save(accessToken, key: "accessToken")
    `,
  // Not a Keychain.
  swift`
      try? cache.save(accessToken, account: "accessToken")
      defaults.set(accessToken, forKey: "accessToken")
    `,
];

export const FIXED: readonly FixExample[] = [
  {
    language: 'swift',
    title: 'Throw unless SecItemAdd succeeds',
    before: `import Foundation

func save(_ query: [String: Any]) throws {
    SecItemAdd(query as CFDictionary, nil) // the token
}
`,
    after: `import Foundation

func save(_ query: [String: Any]) throws {
    let status = SecItemAdd(query as CFDictionary, nil) // the token
    guard status == errSecSuccess else { throw NSError(domain: NSOSStatusErrorDomain, code: Int(status)) }
}
`,
  },
  {
    language: 'swift',
    title: 'Return nil when there is no such item, throw on any other failure',
    before: `enum KeychainError: Error {
    case status(OSStatus)
}

func read(_ query: CFDictionary) throws -> Data? {
    var item: CFTypeRef?
    _ = SecItemCopyMatching(query, &item)
    return item as? Data
}
`,
    after: `enum KeychainError: Error {
    case status(OSStatus)
}

func read(_ query: CFDictionary) throws -> Data? {
    var item: CFTypeRef?
    let status = SecItemCopyMatching(query, &item)
    if status == errSecItemNotFound { return nil }
    guard status == errSecSuccess else { throw KeychainError.status(status) }
    return item as? Data
}
`,
  },
  {
    language: 'swift',
    title: 'Return false unless SecItemUpdate succeeds',
    before: `func save(_ query: CFDictionary, _ changes: CFDictionary) -> Bool {
    print(status)
    SecItemUpdate(query, changes)
    return true
}
`,
    after: `func save(_ query: CFDictionary, _ changes: CFDictionary) -> Bool {
    print(status)
    let updateStatus = SecItemUpdate(query, changes)
    guard updateStatus == errSecSuccess else { return false }
    return true
}
`,
  },
  {
    language: 'swift',
    title: 'Log the status when SecItemDelete fails',
    before: `import Foundation\r\n\r\nfunc logout() {\r\n\tSecItemDelete(query)\r\n\tstate = .signedOut\r\n}\r\n`,
    after: `import Foundation\r\n\r\nfunc logout() {\r\n\tlet status = SecItemDelete(query)\r\n\tif !(status == errSecSuccess || status == errSecItemNotFound) {\r\n\t\tNSLog("SecItemDelete failed with status %d", status)\r\n\t}\r\n\tstate = .signedOut\r\n}\r\n`,
  },
  {
    language: 'swift',
    title: 'Throw unless KeychainSwift.set succeeds',
    before: `import Foundation
import KeychainSwift

let keychain = KeychainSwift()

func save(_ accessToken: String) throws {
    keychain.set(accessToken, forKey: "accessToken", withAccess: .accessibleAfterFirstUnlock)
}
`,
    after: `import Foundation
import KeychainSwift

let keychain = KeychainSwift()

func save(_ accessToken: String) throws {
    guard keychain.set(accessToken, forKey: "accessToken", withAccess: .accessibleAfterFirstUnlock) else { throw NSError(domain: NSOSStatusErrorDomain, code: Int(keychain.lastResultCode)) }
}
`,
  },
  {
    language: 'swift',
    title: 'Pass the error on with try',
    before: `func save(_ accessToken: String) throws {
    try? keychain.save(accessToken, account: "accessToken")
}
`,
    after: `func save(_ accessToken: String) throws {
    try keychain.save(accessToken, account: "accessToken")
}
`,
  },
  {
    language: 'swift',
    title: 'Use the method that throws',
    before: `import KeychainAccess

func rotate(refreshToken: String) throws {
    keychain["refreshToken"] = refreshToken
}
`,
    after: `import KeychainAccess

func rotate(refreshToken: String) throws {
    try keychain.set(refreshToken, key: "refreshToken")
}
`,
  },
];
