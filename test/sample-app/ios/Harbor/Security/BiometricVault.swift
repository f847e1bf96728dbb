#if os(iOS)
import Foundation
import LocalAuthentication
import Security

enum VaultError: Error {
    case noAccessControl
    case cancelled
}

/// What only the owner's face or finger may open: the PIN for one-tap purchases, and the sign-in that is kept
/// for people who ask for Face ID at every start.
struct BiometricVault {
    private let service = "com.harborferries.app.vault"

    func store(paymentPIN: String, accountID: String) throws {
        let access = try accessControl(
            protection: kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly,
            flags: .biometryCurrentSet
        )
        var item = primaryKey(of: "\(accountID).paymentPIN")
        item[kSecValueData as String] = Data(paymentPIN.utf8)
        item[kSecAttrAccessControl as String] = access
        let status = SecItemAdd(item as CFDictionary, nil)
        guard status == errSecSuccess else { throw KeychainError.unhandled(status) }
    }

    func store(refreshToken: String, accountID: String) throws {
        var error: Unmanaged<CFError>?
        guard let access = SecAccessControlCreateWithFlags(
            kCFAllocatorDefault,
            kSecAttrAccessibleWhenUnlockedThisDeviceOnly,
            .userPresence,
            &error
        ) else { throw VaultError.noAccessControl }

        var item = primaryKey(of: "\(accountID).vault.refreshToken")
        item[kSecValueData as String] = Data(refreshToken.utf8)
        item[kSecAttrAccessControl as String] = access
        item[kSecAttrAccessible as String] = kSecAttrAccessibleWhenUnlockedThisDeviceOnly
        let status = SecItemAdd(item as CFDictionary, nil)
        guard status == errSecSuccess else { throw KeychainError.unhandled(status) }
    }

    /// A second copy, for the iPad of the same person.
    func share(refreshToken: String, accountID: String) throws {
        let item: [CFString: Any] = [
            kSecClass: kSecClassGenericPassword,
            kSecAttrService: service,
            kSecAttrAccount: "\(accountID).shared.refreshToken",
            kSecAttrSynchronizable: true,
            kSecAttrAccessible: kSecAttrAccessibleWhenUnlockedThisDeviceOnly,
            kSecValueData: Data(refreshToken.utf8),
        ]
        let status = SecItemAdd(item as CFDictionary, nil)
        guard status == errSecSuccess else { throw KeychainError.unhandled(status) }
    }

    func paymentPIN(accountID: String, reason: String) throws -> String? {
        let context = LAContext()
        context.localizedReason = reason
        var query = primaryKey(of: "\(accountID).paymentPIN")
        query[kSecReturnData as String] = true
        query[kSecUseAuthenticationContext as String] = context

        var result: CFTypeRef?
        let status = SecItemCopyMatching(query as CFDictionary, &result)
        switch status {
        case errSecSuccess:
            return (result as? Data).flatMap { String(data: $0, encoding: .utf8) }
        case errSecItemNotFound:
            return nil
        case errSecUserCanceled:
            throw VaultError.cancelled
        default:
            throw KeychainError.unhandled(status)
        }
    }

    func removeAll(accountID: String) throws {
        try remove(account: "\(accountID).paymentPIN", synchronizable: kCFBooleanFalse)
        try remove(account: "\(accountID).vault.refreshToken", synchronizable: kCFBooleanFalse)
        try remove(account: "\(accountID).shared.refreshToken", synchronizable: kSecAttrSynchronizableAny)
    }

    private func remove(account: String, synchronizable: CFTypeRef) throws {
        var query = primaryKey(of: account)
        query[kSecAttrSynchronizable as String] = synchronizable
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

    private func accessControl(protection: CFString, flags: SecAccessControlCreateFlags) throws -> SecAccessControl {
        var error: Unmanaged<CFError>?
        guard let access = SecAccessControlCreateWithFlags(kCFAllocatorDefault, protection, flags, &error) else {
            throw VaultError.noAccessControl
        }
        return access
    }
}
#endif
