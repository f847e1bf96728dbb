//- prefixes: secitem-copy, secitem-copy-matching, SecItemCopyMatching, secitem-read
//- title: SecItemCopyMatching
//- about: Reads a Keychain item: nil where there is none, an error where it cannot be read now.
//- place: statements

let query: [String: Any] = [
    kSecClass as String: kSecClassGenericPassword,
    kSecAttrService as String: "«1:com.example.app.session»",
    kSecAttrAccount as String: "«2:accessToken»",
    kSecReturnData as String: true,
    kSecMatchLimit as String: kSecMatchLimitOne,
]
var item: CFTypeRef?
let status = SecItemCopyMatching(query as CFDictionary, &item)
let «3:accessToken»: String?
switch status {
case errSecSuccess:
    «3» = (item as? Data).flatMap { String(data: $0, encoding: .utf8) }
case errSecItemNotFound:
    «3» = nil
default:
    // errSecInteractionNotAllowed among them: the device is locked, and nobody has signed out.
    throw NSError(domain: NSOSStatusErrorDomain, code: Int(status))
}
