import { swift, type Example, type FixExample } from '../rule.js';

export const BAD: readonly Example[] = [
  swift`
      func save(_ token: String, account: String) throws {
          let query: [String: Any] = [
              kSecClass as String: kSecClassGenericPassword,
              kSecAttrAccount as String: account,
          ]
          «SecItemDelete»(query as CFDictionary)
          var item = query
          item[kSecValueData as String] = Data(token.utf8)
          item[kSecAttrAccessible as String] = kSecAttrAccessibleAfterFirstUnlock
          let status = SecItemAdd(item as CFDictionary, nil)
          guard status == errSecSuccess else { throw KeychainError.status(status) }
      }
    `,
  swift`
      func store(sessionID: Data) -> OSStatus {
          var query = base("sessionID")
          _ = «SecItemDelete»(query as CFDictionary)
          query[kSecValueData] = sessionID
          query[kSecAttrAccessible] = kSecAttrAccessibleAfterFirstUnlock
          return SecItemAdd(query as CFDictionary, nil)
      }

      private func base(_ account: String) -> [CFString: Any] {
          [kSecClass: kSecClassGenericPassword, kSecAttrService: service, kSecAttrAccount: account]
      }
    `,
  // The statuses are checked, and the item is gone all the same.
  swift`
      func replace(refreshToken: String) throws {
          let key = base("refreshToken")
          let deleted = «SecItemDelete»(key as CFDictionary)
          guard deleted == errSecSuccess || deleted == errSecItemNotFound else { throw KeychainError.status(deleted) }
          var item = key
          item[kSecValueData as String] = Data(refreshToken.utf8)
          item[kSecAttrAccessible as String] = kSecAttrAccessibleWhenUnlockedThisDeviceOnly
          try check(SecItemAdd(item as CFDictionary, nil))
      }
    `,
  // Only where there is one already.
  swift`
      func save(_ credentials: Data, query: [String: Any], item: [String: Any]) throws {
          let found = SecItemCopyMatching(query as CFDictionary, nil)
          if found == errSecSuccess {
              let deleted = «SecItemDelete»(item as CFDictionary)
              print(deleted)
          }
          let status = SecItemAdd(item as CFDictionary, nil)
          guard status == errSecSuccess else { throw KeychainError.status(status) }
      }
    `,
  swift`
      func write(_ data: Data) {
          let query = [kSecClass: kSecClassInternetPassword, kSecAttrServer: server, kSecValueData: data] as CFDictionary
          «SecItemDelete»(query)
          if SecItemAdd(query, nil) != errSecSuccess { log.error("not stored") }
      }
    `,
];

export const GOOD: readonly Example[] = [
  swift`
      func save(_ data: Data, account: String) -> OSStatus {
          let query: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: account]
          let status = SecItemUpdate(query as CFDictionary, [kSecValueData: data] as CFDictionary)
          guard status == errSecItemNotFound else { return status }
          return SecItemAdd(query.merging([kSecValueData: data]) { $1 } as CFDictionary, nil)
      }
    `,
  // Nil deletes, anything else adds.
  swift`
      func save(_ value: String?, query: [String: Any]) -> Bool {
          guard let value else {
              let status = SecItemDelete(query as CFDictionary)
              return status == errSecSuccess
          }
          var item = query
          item[kSecValueData as String] = Data(value.utf8)
          return SecItemAdd(query as CFDictionary, nil) == errSecSuccess
      }
    `,
  swift`
      func set(_ value: Data?, query: [CFString: Any]) -> OSStatus {
          if let value {
              return SecItemAdd(query as CFDictionary, nil)
          } else {
              return SecItemDelete(query as CFDictionary)
          }
      }
    `,
  // A key has no other way.
  swift`
      func store(_ keyData: Data) -> OSStatus {
          let query: [CFString: Any] = [kSecClass: kSecClassKey, kSecAttrApplicationTag: tag, kSecValueData: keyData]
          SecItemDelete(query as CFDictionary)
          return SecItemAdd(query as CFDictionary, nil)
      }
    `,
  // Updating would ask for Face ID.
  swift`
      func store(_ token: Data, access: SecAccessControl) -> OSStatus {
          var query: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: "refreshToken"]
          SecItemDelete(query as CFDictionary)
          query[kSecAttrAccessControl] = access
          query[kSecValueData] = token
          return SecItemAdd(query as CFDictionary, nil)
      }
    `,
  // The old format goes, under another key.
  swift`
      func migrate(_ data: Data, account: String) throws {
          let legacy: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: "v1.\(account)"]
          let current: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: account, kSecValueData: data]
          SecItemDelete(legacy as CFDictionary)
          let status = SecItemAdd(current as CFDictionary, nil)
          guard status == errSecSuccess else { throw KeychainError.status(status) }
      }
    `,
  // The old item is put back.
  swift`
      func replace(_ item: CFDictionary, old: CFDictionary) -> OSStatus {
          SecItemDelete(item)
          let status = SecItemAdd(item, nil)
          if status != errSecSuccess { _ = SecItemAdd(old, nil) == errSecSuccess }
          return status
      }
    `,
  // Added, then taken away again.
  swift`
      func canUseKeychain(_ canary: CFDictionary) -> Bool {
          defer { SecItemDelete(canary) }
          return SecItemAdd(canary, nil) == errSecSuccess
      }
    `,
  // An item that is known, and no credential.
  swift`
    func shareConfiguration(_ data: Data) {
        let query: [String: Any] = [
            kSecClass as String: kSecClassGenericPassword,
            kSecAttrAccount as String: "SharedConfiguration",
            kSecValueData as String: data,
        ]
        SecItemDelete(query as CFDictionary)
        SecItemAdd(query as CFDictionary, nil)
    }
  `,
];

export const FIXED: readonly FixExample[] = [
  {
    language: 'swift',
    title: 'Update the item, and add it when there is none',
    before: `func save(_ token: String, account: String) throws {
    let query: [String: Any] = [
        kSecClass as String: kSecClassGenericPassword,
        kSecAttrAccount as String: account,
        kSecValueData as String: Data(token.utf8),
        kSecAttrAccessible as String: kSecAttrAccessibleAfterFirstUnlock,
    ]
    SecItemDelete(query as CFDictionary)
    let status = SecItemAdd(query as CFDictionary, nil)
    guard status == errSecSuccess else { throw KeychainError.status(status) }
}
`,
    after: `func save(_ token: String, account: String) throws {
    let query: [String: Any] = [
        kSecClass as String: kSecClassGenericPassword,
        kSecAttrAccount as String: account,
        kSecValueData as String: Data(token.utf8),
        kSecAttrAccessible as String: kSecAttrAccessibleAfterFirstUnlock,
    ]
    var status = SecItemUpdate([
        kSecClass as String: kSecClassGenericPassword,
        kSecAttrAccount as String: account,
    ] as CFDictionary, [kSecValueData as String: Data(token.utf8), kSecAttrAccessible as String: kSecAttrAccessibleAfterFirstUnlock] as CFDictionary)
    if status == errSecItemNotFound {
        status = SecItemAdd(query as CFDictionary, nil)
    }
    guard status == errSecSuccess else { throw KeychainError.status(status) }
}
`,
  },
  {
    language: 'swift',
    title: 'Update the item, and add it when there is none',
    before: `func save(_ token: Data) -> OSStatus {
    let query: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: "token"]
    SecItemDelete(query as CFDictionary)
    let item = query.merging([kSecValueData: token]) { $1 }
    return SecItemAdd(item as CFDictionary, nil)
}
`,
    after: `func save(_ token: Data) -> OSStatus {
    let query: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: "token"]
    let item = query.merging([kSecValueData: token]) { $1 }
    let status = SecItemUpdate(query as CFDictionary, [kSecValueData: token] as CFDictionary)
    guard status == errSecItemNotFound else { return status }
    return SecItemAdd(item as CFDictionary, nil)
}
`,
  },
];
