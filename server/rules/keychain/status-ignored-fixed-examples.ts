import type { FixExample } from '../rule.js';

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
