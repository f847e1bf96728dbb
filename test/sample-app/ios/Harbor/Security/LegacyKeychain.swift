import Foundation
import Security

/// The Keychain code of Harbor 1.x. The turnstile kiosks still run it, so it stays until they are replaced.
///
/// Until 1.4 the kiosks used `kSecAttrAccessibleAlwaysThisDeviceOnly` for the map tiles as well.
final class LegacyKeychain {
    private let service: String

    init(service: String = "harbor-v1") {
        self.service = service
    }

    func store(accessToken: String, accountID: String) throws {
        var query = baseQuery(account: "\(accountID).legacy.accessToken")
        query[kSecValueData as String] = Data(accessToken.utf8)
        query[kSecAttrAccessible as String] = kSecAttrAccessibleAlways
        try check(SecItemAdd(query as CFDictionary, nil))
    }

    func store(sessionId: String, accountID: String) throws {
        let attributes: [String: Any] = [
            String(kSecClass): kSecClassGenericPassword,
            String(kSecAttrService): service,
            String(kSecAttrAccount): "\(accountID).legacy.sessionId",
            String(kSecValueData): Data(sessionId.utf8),
            String(kSecAttrAccessible): kSecAttrAccessibleAlwaysThisDeviceOnly,
        ]
        try check(SecItemAdd(attributes as CFDictionary, nil))
    }

    func replace(refreshToken: String, accountID: String) throws {
        let key = baseQuery(account: "\(accountID).legacy.refreshToken")
        let deleted = SecItemDelete(key as CFDictionary)
        guard deleted == errSecSuccess || deleted == errSecItemNotFound else {
            throw KeychainError.unhandled(deleted)
        }
        var item = key
        item[kSecValueData as String] = Data(refreshToken.utf8)
        item[kSecAttrAccessible as String] = kSecAttrAccessibleWhenUnlockedThisDeviceOnly
        let added = SecItemAdd(item as CFDictionary, nil)
        guard added == errSecSuccess else { throw KeychainError.unhandled(added) }
    }

    func store(rotatedRefreshToken refreshToken: String, accountID: String) throws {
        let item = NSMutableDictionary(dictionary: baseQuery(account: "\(accountID).legacy.refreshToken"))
        item[kSecValueData] = Data(refreshToken.utf8)
        item[kSecAttrAccessible] = kSecAttrAccessibleAfterFirstUnlock
        try check(SecItemAdd(item as CFDictionary, nil))
    }

    func removeTokens(accountID: String) throws {
        for name in ["accessToken", "refreshToken", "sessionId"] {
            let status = SecItemDelete(baseQuery(account: "\(accountID).legacy.\(name)") as CFDictionary)
            guard status == errSecSuccess || status == errSecItemNotFound else {
                throw KeychainError.unhandled(status)
            }
        }
    }

    // func store(password: String, accountID: String) {
    //     var item = baseQuery(account: "\(accountID).password")
    //     item[kSecAttrAccessible as String] = kSecAttrAccessibleAlways
    //     SecItemAdd(item as CFDictionary, nil)
    // }

    private func baseQuery(account: String) -> [String: Any] {
        [
            kSecClass as String: kSecClassGenericPassword,
            kSecAttrService as String: service,
            kSecAttrAccount as String: account,
        ]
    }

    private func check(_ status: OSStatus) throws {
        guard status == errSecSuccess else { throw KeychainError.unhandled(status) }
    }
}
