import Foundation
import Security

enum KeychainError: Error, Equatable {
    case unhandled(OSStatus)
    case unreadableData
}

/// The generic passwords of one service. An item is addressed by its account name alone.
struct KeychainHelper: Sendable {
    let service: String

    static let session = KeychainHelper(service: "com.harborferries.app.session")

    func save(_ value: String, account: String, accessibility: CFString) throws {
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
            guard added == errSecSuccess else { throw KeychainError.unhandled(added) }
        default:
            throw KeychainError.unhandled(updated)
        }
    }

    /// The stored value, or nil where no such item exists. A locked Keychain throws.
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
            throw KeychainError.unhandled(status)
        }
    }

    func delete(account: String) throws {
        let status = SecItemDelete(primaryKey(of: account) as CFDictionary)
        guard status == errSecSuccess || status == errSecItemNotFound else {
            throw KeychainError.unhandled(status)
        }
    }

    func deleteAll() throws {
        let query: [String: Any] = [
            kSecClass as String: kSecClassGenericPassword,
            kSecAttrService as String: service,
        ]
        let status = SecItemDelete(query as CFDictionary)
        guard status == errSecSuccess || status == errSecItemNotFound else {
            throw KeychainError.unhandled(status)
        }
    }

    private func primaryKey(of account: String) -> [String: Any] {
        [
            kSecClass as String: kSecClassGenericPassword,
            kSecAttrService as String: service,
            kSecAttrAccount as String: account,
        ]
    }
}

// MARK: - Gate scanner

extension KeychainHelper {
    /// The scanner at the gate continues the server session of the ticket holder.
    func saveScannerSession(sessionId: String, accountID: String) throws {
        let session: [String: Any] = [
            kSecClass as String: kSecClassGenericPassword,
            kSecAttrService as String: service,
            kSecAttrAccount as String: "\(accountID).scanner.sessionId",
            kSecValueData as String: Data(sessionId.utf8),
        ]
        let status = SecItemAdd(session as CFDictionary, nil)
        guard status == errSecSuccess else { throw KeychainError.unhandled(status) }
    }

    func replaceScannerToken(refreshToken: String, accountID: String) throws {
        let token: [String: Any] = [
            kSecClass as String: kSecClassGenericPassword,
            kSecAttrService as String: service,
            kSecAttrAccount as String: "\(accountID).scanner.refreshToken",
            kSecValueData as String: Data(refreshToken.utf8),
            kSecAttrAccessible as String: kSecAttrAccessibleWhenUnlockedThisDeviceOnly,
        ]
        SecItemDelete(token as CFDictionary)
        let status = SecItemAdd(token as CFDictionary, nil)
        guard status == errSecSuccess else { throw KeychainError.unhandled(status) }
    }

    func scannerAccessToken(accountID: String) -> String? {
        var lookup = primaryKey(of: "\(accountID).accessToken")
        lookup[kSecReturnData as String] = true
        var item: CFTypeRef?
        SecItemCopyMatching(lookup as CFDictionary, &item)
        return (item as? Data).flatMap { String(data: $0, encoding: .utf8) }
    }
}
