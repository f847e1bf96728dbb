//- prefixes: keychain-helper, keychain-wrapper, keychain-save, keychain-read, keychain-delete
//- title: Keychain helper
//- about: Saves, reads and deletes the Keychain items of one service; every failure is thrown with its OSStatus.

import Foundation
import Security

/// Why the Keychain refused.
enum KeychainError: Error, Equatable {
    /// The device is locked and the item’s level does not let it be read now. It is still there: this is no sign-out.
    case locked
    /// The item holds something other than text.
    case unreadableData
    /// Anything else; `SecCopyErrorMessageString` explains the status.
    case unhandled(OSStatus)

    init(_ status: OSStatus) {
        self = status == errSecInteractionNotAllowed ? .locked : .unhandled(status)
    }
}

/// The generic passwords of one service. An item is found by service and account alone, whatever its level is.
struct KeychainHelper: Sendable {
    static let session = KeychainHelper(service: "«1:com.example.app.session»")

    let service: String

    /// Updates the item, or adds it where there is none, so that a save that fails loses nothing.
    func save(
        _ value: String,
        account: String,
        accessibility: CFString = «2=level accessToken»
    ) throws {
        let query = primaryKey(of: account)
        let changes: [String: Any] = [
            kSecValueData as String: Data(value.utf8),
            kSecAttrAccessible as String: accessibility,
        ]
        let updated = SecItemUpdate(query as CFDictionary, changes as CFDictionary)
        switch updated {
        case errSecSuccess:
            return
        case errSecItemNotFound:
            let item = query.merging(changes) { _, new in new }
            let added = SecItemAdd(item as CFDictionary, nil)
            guard added == errSecSuccess else { throw KeychainError(added) }
        default:
            throw KeychainError(updated)
        }
    }

    /// The stored text, or nil where there is no such item.
    func read(account: String) throws -> String? {
        var query = primaryKey(of: account)
        query[kSecReturnData as String] = true
        query[kSecMatchLimit as String] = kSecMatchLimitOne

        var item: CFTypeRef?
        let status = SecItemCopyMatching(query as CFDictionary, &item)
        switch status {
        case errSecSuccess:
            guard let data = item as? Data, let value = String(data: data, encoding: .utf8) else {
                throw KeychainError.unreadableData
            }
            return value
        case errSecItemNotFound:
            return nil
        default:
            throw KeychainError(status)
        }
    }

    func delete(account: String) throws {
        try delete(matching: primaryKey(of: account))
    }

    /// Deletes all items of the service.
    func deleteAll() throws {
        try delete(matching: [
            kSecClass as String: kSecClassGenericPassword,
            kSecAttrService as String: service,
            kSecUseDataProtectionKeychain as String: true,
        ])
    }

    private func delete(matching query: [String: Any]) throws {
        let status = SecItemDelete(query as CFDictionary)
        guard status == errSecSuccess || status == errSecItemNotFound else { throw KeychainError(status) }
    }

    private func primaryKey(of account: String) -> [String: Any] {
        [
            kSecClass as String: kSecClassGenericPassword,
            kSecAttrService as String: service,
            kSecAttrAccount as String: account,
            // Without it, levels mean nothing to the Keychain of a Mac.
            kSecUseDataProtectionKeychain as String: true,
        ]
    }
}
