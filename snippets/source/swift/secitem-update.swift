//- prefixes: secitem-update, SecItemUpdate, keychain-update
//- title: SecItemUpdate
//- about: Changes the value and the level of a Keychain item, and adds it where there is none.
//- place: statements

let primaryKey: [String: Any] = [
    kSecClass as String: kSecClassGenericPassword,
    kSecAttrService as String: "«1:com.example.app.session»",
    kSecAttrAccount as String: "«2:refreshToken»",
]
let changes: [String: Any] = [
    kSecValueData as String: Data(«3:refreshToken».utf8),
    kSecAttrAccessible as String: «4=level refreshToken»,
]
var status = SecItemUpdate(primaryKey as CFDictionary, changes as CFDictionary)
if status == errSecItemNotFound {
    let item = primaryKey.merging(changes) { _, new in new }
    status = SecItemAdd(item as CFDictionary, nil)
}
guard status == errSecSuccess else {
    throw NSError(domain: NSOSStatusErrorDomain, code: Int(status))
}
