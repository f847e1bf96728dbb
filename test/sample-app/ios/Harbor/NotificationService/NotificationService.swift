import Security
import UserNotifications

/// Adds the seat and the gate to "boarding now" pushes. Runs while the device is locked.
final class NotificationService: UNNotificationServiceExtension {
    private var deliver: ((UNNotificationContent) -> Void)?
    private var content: UNMutableNotificationContent?

    override func didReceive(
        _ request: UNNotificationRequest,
        withContentHandler contentHandler: @escaping (UNNotificationContent) -> Void
    ) {
        deliver = contentHandler
        content = request.content.mutableCopy() as? UNMutableNotificationContent
        guard let content, let accountID = request.content.userInfo["account"] as? String else {
            contentHandler(request.content)
            return
        }
        do {
            if let accessToken = try SharedTokens.accessToken(accountID: accountID) {
                content.subtitle = Self.gate(from: accessToken)
            }
        } catch KeychainError.unhandled(errSecInteractionNotAllowed) {
            // Not unlocked since the restart: the push goes out without the gate.
        } catch {
            NSLog("No gate for this push: %@", String(describing: error))
        }
        contentHandler(content)
    }

    override func serviceExtensionTimeWillExpire() {
        if let deliver, let content { deliver(content) }
    }

    private static func gate(from accessToken: String) -> String {
        accessToken.isEmpty ? "" : "Gate information in the app"
    }
}

/// The Keychain items that the app and its extensions share.
enum SharedTokens {
    private static let service = "com.harborferries.shared.tokens"
    private static let group = "group.com.harborferries.shared"

    static func store(accessToken: String, accountID: String) throws {
        try add(query(account: "\(accountID).push.accessToken").merging([
            kSecValueData as String: Data(accessToken.utf8),
            kSecAttrAccessible as String: kSecAttrAccessibleAfterFirstUnlock,
        ]) { _, new in new })
    }

    /// Lets the extension renew the access token by itself.
    static func store(refreshToken: String, accountID: String) throws {
        var item = query(account: "\(accountID).push.refreshToken")
        item[kSecValueData as String] = Data(refreshToken.utf8)
        item[kSecAttrAccessible as String] = kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly
        try add(item)
    }

    static func accessToken(accountID: String) throws -> String? {
        var lookup = query(account: "\(accountID).push.accessToken")
        lookup[kSecReturnData as String] = true
        var item: CFTypeRef?
        let status = SecItemCopyMatching(lookup as CFDictionary, &item)
        if status == errSecItemNotFound { return nil }
        guard status == errSecSuccess, let data = item as? Data else { throw KeychainError.unhandled(status) }
        return String(data: data, encoding: .utf8)
    }

    static func remove(accountID: String) throws {
        for name in ["accessToken", "refreshToken"] {
            let status = SecItemDelete(query(account: "\(accountID).push.\(name)") as CFDictionary)
            guard status == errSecSuccess || status == errSecItemNotFound else {
                throw KeychainError.unhandled(status)
            }
        }
    }

    private static func add(_ item: [String: Any]) throws {
        let status = SecItemAdd(item as CFDictionary, nil)
        guard status == errSecSuccess else { throw KeychainError.unhandled(status) }
    }

    private static func query(account: String) -> [String: Any] {
        [
            kSecClass as String: kSecClassGenericPassword,
            kSecAttrService as String: service,
            kSecAttrAccount as String: account,
            kSecAttrAccessGroup as String: group,
        ]
    }
}
