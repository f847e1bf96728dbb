//- prefixes: secitem-delete, SecItemDelete, keychain-remove
//- title: SecItemDelete
//- about: Deletes a Keychain item by its primary key alone; that there was none is no error.
//- place: statements

let primaryKey: [String: Any] = [
    kSecClass as String: kSecClassGenericPassword,
    kSecAttrService as String: "«1:com.example.app.session»",
    kSecAttrAccount as String: "«2:accessToken»",
]
let status = SecItemDelete(primaryKey as CFDictionary)
guard status == errSecSuccess || status == errSecItemNotFound else {
    throw NSError(domain: NSOSStatusErrorDomain, code: Int(status))
}
