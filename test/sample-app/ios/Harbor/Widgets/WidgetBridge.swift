import Foundation
import Security
import WidgetKit

/// What the "Next ferry" widget and the watch get to know about the session.
struct WidgetBridge {
    static let appGroup = "group.com.harborferries.shared"

    private let service = "com.harborferries.shared.pass"

    func publish(accessToken: String, nextSailing: Sailing?) throws {
        let shared = UserDefaults(suiteName: Self.appGroup)
        shared?.set(try JSONEncoder().encode(nextSailing), forKey: "nextSailing")
        shared?.set(accessToken, forKey: "widget.accessToken")
        WidgetCenter.shared.reloadAllTimelines()
    }

    /// The widget draws on the lock screen.
    func store(accessToken: String, accountID: String) throws {
        let key: [String: Any] = [
            kSecClass as String: kSecClassGenericPassword,
            kSecAttrService as String: service,
            kSecAttrAccount as String: "\(accountID).lockscreen.accessToken",
            kSecAttrAccessGroup as String: Self.appGroup,
        ]
        let item = key.merging([
            kSecValueData as String: Data(accessToken.utf8),
            kSecAttrAccessible as String: kSecAttrAccessibleWhenUnlocked,
        ]) { _, new in new }

        let status = SecItemAdd(item as CFDictionary, nil)
        guard status == errSecSuccess else { throw KeychainError.unhandled(status) }
    }

    /// The season pass follows its owner to the iPad.
    func storePass(sessionId: String, accountID: String) throws {
        let item: [String: Any] = [
            kSecClass as String: kSecClassGenericPassword,
            kSecAttrService as String: service,
            kSecAttrAccount as String: "\(accountID).pass.sessionId",
            kSecAttrSynchronizable as String: true,
            kSecAttrAccessible as String: kSecAttrAccessibleAfterFirstUnlock,
            kSecValueData as String: Data(sessionId.utf8),
        ]
        let status = SecItemAdd(item as CFDictionary, nil)
        guard status == errSecSuccess else { throw KeychainError.unhandled(status) }
    }

    func removePass(accountID: String) throws {
        try remove(account: "\(accountID).lockscreen.accessToken")

        let pass: [String: Any] = [
            kSecClass as String: kSecClassGenericPassword,
            kSecAttrService as String: service,
            kSecAttrAccount as String: "\(accountID).pass.sessionId",
        ]
        let status = SecItemDelete(pass as CFDictionary)
        guard status == errSecSuccess || status == errSecItemNotFound else {
            throw KeychainError.unhandled(status)
        }
    }

    private func remove(account: String) throws {
        let query: [String: Any] = [
            kSecClass as String: kSecClassGenericPassword,
            kSecAttrService as String: service,
            kSecAttrAccount as String: account,
            kSecAttrAccessGroup as String: Self.appGroup,
        ]
        let status = SecItemDelete(query as CFDictionary)
        guard status == errSecSuccess || status == errSecItemNotFound else {
            throw KeychainError.unhandled(status)
        }
    }
}
