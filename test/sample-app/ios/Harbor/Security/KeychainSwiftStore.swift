import Foundation
import KeychainSwift
import Security

/// The accounts of Skerry, the island line that Harbor took over. Its app stored them with KeychainSwift.
final class KeychainSwiftStore {
    enum Key: String, CaseIterable {
        case accessToken = "skerry.accessToken"
        case refreshToken = "skerry.refreshToken"
        case sessionId = "skerry.sessionId"

        func of(_ accountID: String) -> String { "\(accountID).\(rawValue)" }
    }

    private let keychain = KeychainSwift()

    func save(accessToken: String, accountID: String) throws {
        let stored = keychain.set(accessToken, forKey: Key.accessToken.of(accountID))
        guard stored else { throw KeychainError.unhandled(keychain.lastResultCode) }
    }

    func save(refreshToken: String, accountID: String) throws {
        let key = Key.refreshToken.of(accountID)
        let stored = keychain.set(refreshToken, forKey: key, withAccess: .accessibleAfterFirstUnlock)
        guard stored else { throw KeychainError.unhandled(keychain.lastResultCode) }
    }

    func save(sessionId: String, accountID: String) throws {
        guard keychain.set(
            sessionId,
            forKey: Key.sessionId.of(accountID),
            withAccess: .accessibleAfterFirstUnlock
        ) else {
            throw KeychainError.unhandled(keychain.lastResultCode)
        }
    }

    /// After a refresh. The refresh token has not changed.
    func update(accessToken: String, accountID: String) {
        keychain.set(accessToken, forKey: Key.accessToken.of(accountID), withAccess: .accessibleAfterFirstUnlock)
    }

    func accessToken(accountID: String) throws -> String? {
        if let accessToken = keychain.get(Key.accessToken.of(accountID)) { return accessToken }
        guard keychain.lastResultCode == errSecItemNotFound else {
            throw KeychainError.unhandled(keychain.lastResultCode)
        }
        return nil
    }

    func removeTokens(accountID: String) throws {
        for key in Key.allCases {
            guard keychain.delete(key.of(accountID)) || keychain.lastResultCode == errSecItemNotFound else {
                throw KeychainError.unhandled(keychain.lastResultCode)
            }
        }
    }

    func removeAccount(_ accountID: String) throws {
        try removeTokens(accountID: accountID)
        guard keychain.clear() else { throw KeychainError.unhandled(keychain.lastResultCode) }
    }
}
