//- prefixes: secitem-add, SecItemAdd, keychain-add
//- title: SecItemAdd
//- about: Adds a Keychain item with its level, and updates it where it is there already.
//- place: statements

let primaryKey: [String: Any] = [
    kSecClass as String: kSecClassGenericPassword,
    kSecAttrService as String: "«1:com.example.app.session»",
    kSecAttrAccount as String: "«2:accessToken»",
]
let attributes: [String: Any] = [
    kSecValueData as String: Data(«3:accessToken».utf8),
    kSecAttrAccessible as String: «4=level accessToken»,
]
let item = primaryKey.merging(attributes) { _, new in new }
var status = SecItemAdd(item as CFDictionary, nil)
if status == errSecDuplicateItem {
    status = SecItemUpdate(primaryKey as CFDictionary, attributes as CFDictionary)
}
guard status == errSecSuccess else {
    throw NSError(domain: NSOSStatusErrorDomain, code: Int(status))
}
