import { swift, type Example } from '../rule.js';

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
