//- prefixes: keychain-biometric, biometric-item, face-id, SecAccessControl
//- title: Item behind Face ID or Touch ID
//- about: A Keychain item that asks for biometrics at each read; the level lives inside the access control.
//- needs: keychain-helper

import Foundation
import LocalAuthentication
import Security

/// A secret that only the person at the device gets to see. It is gone when the passcode is removed.
struct BiometricItem: Sendable {
    let service = "«1:com.example.app.biometric»"
    let account: String

    /// Replacing the item asks for the same proof as reading it.
    func save(_ secret: String) throws {
        // Beside an access control, kSecAttrAccessible would be errSecParam.
        let attributes: [String: Any] = [
            kSecValueData as String: Data(secret.utf8),
            kSecAttrAccessControl as String: try accessControl(),
        ]
        let item = primaryKey.merging(attributes) { _, new in new }
        var status = SecItemAdd(item as CFDictionary, nil)
        if status == errSecDuplicateItem {
            status = SecItemUpdate(primaryKey as CFDictionary, attributes as CFDictionary)
        }
        guard status == errSecSuccess else { throw KeychainError(status) }
    }

    /// Asks for biometrics and waits: not for the main thread. Nil where there is no such item, or the enrolled
    /// faces and fingers have changed.
    func read(reason: String) async throws -> String? {
        let context = LAContext()
        context.localizedReason = reason
        var query = primaryKey
        query[kSecReturnData as String] = true
        query[kSecMatchLimit as String] = kSecMatchLimitOne
        query[kSecUseAuthenticationContext as String] = context

        var item: CFTypeRef?
        let status = SecItemCopyMatching(query as CFDictionary, &item)
        if status == errSecItemNotFound { return nil }
        guard status == errSecSuccess, let data = item as? Data else { throw KeychainError(status) }
        return String(data: data, encoding: .utf8)
    }

    func delete() throws {
        let status = SecItemDelete(primaryKey as CFDictionary)
        guard status == errSecSuccess || status == errSecItemNotFound else { throw KeychainError(status) }
    }

    private func accessControl() throws -> SecAccessControl {
        var error: Unmanaged<CFError>?
        let control = SecAccessControlCreateWithFlags(
            nil,
            kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly,
            «2|.biometryCurrentSet,.biometryAny,.userPresence|»,
            &error
        )
        if let control { return control }
        if let error { throw error.takeRetainedValue() as any Error }
        throw KeychainError.unhandled(errSecParam)
    }

    private var primaryKey: [String: Any] {
        [
            kSecClass as String: kSecClassGenericPassword,
            kSecAttrService as String: service,
            kSecAttrAccount as String: account,
            kSecUseDataProtectionKeychain as String: true,
        ]
    }
}
