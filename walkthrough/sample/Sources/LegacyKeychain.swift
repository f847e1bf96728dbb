import Foundation
import Security

/// The Keychain code of the first version.
struct LegacyKeychain {
    let service = "com.example.ferry.session"

    func save(accessToken: String) throws {
        let key: [String: Any] = [
            kSecClass as String: kSecClassGenericPassword,
            kSecAttrService as String: service,
            kSecAttrAccount as String: "accessToken",
        ]
        let attributes: [String: Any] = [
            kSecValueData as String: Data(accessToken.utf8),
            kSecAttrAccessible as String: kSecAttrAccessibleAlways,
        ]
        var status = SecItemUpdate(key as CFDictionary, attributes as CFDictionary)
        if status == errSecItemNotFound {
            let item = key.merging(attributes) { _, new in new }
            status = SecItemAdd(item as CFDictionary, nil)
        }
        guard status == errSecSuccess else {
            throw NSError(domain: NSOSStatusErrorDomain, code: Int(status))
        }
    }
}
