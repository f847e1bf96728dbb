#if os(tvOS)
import Foundation
import Observation
import Security

/// The departures board on Apple TV. It signs in with a code that is typed on the phone.
@MainActor
@Observable
final class TVSessionStore {
    private(set) var currentUser: User?
    private(set) var isSignedIn = false

    private let service = "com.harborferries.tv"
    private var expiresAt = Date.distantPast

    func finishPairing(_ response: TokenResponse, user: User) throws {
        try save(response.accessToken, account: "\(user.id).tv.accessToken")
        if let refreshToken = response.refreshToken {
            try saveRefreshToken(refreshToken, accountID: user.id)
        }
        expiresAt = .now.addingTimeInterval(response.expiresIn)
        // sessionlint-disable-next-line logging/credential-logged
        print("Paired with \(response.accessToken)")
        currentUser = user
        isSignedIn = true
    }

    func signOut() {
        currentUser = nil
        isSignedIn = false
    }

    // MARK: Requests

    func departures() async throws -> [Sailing] {
        guard let user = currentUser else { throw APIError.signedOut }
        if expiresAt <= .now {
            try await refreshSession(accountID: user.id)
        }
        var request = URLRequest(url: Endpoints.base.appending(path: "departures"))
        let accessToken = try read(account: "\(user.id).tv.accessToken") ?? ""
        request.setValue("Bearer \(accessToken)", forHTTPHeaderField: "Authorization")
        let (data, _) = try await URLSession.shared.data(for: request)
        return try JSONDecoder().decode([Sailing].self, from: data)
    }

    private func refreshSession(accountID: String) async throws {
        guard let refreshToken = try read(account: "\(accountID).tv.refreshToken") else { throw SessionEnded() }
        let renewed = try await APIClient.exchange(refreshToken: refreshToken)
        try save(renewed.accessToken, account: "\(accountID).tv.accessToken")
        expiresAt = .now.addingTimeInterval(renewed.expiresIn)
    }

    // MARK: Keychain

    private func save(_ accessToken: String, account: String) throws {
        let item = key(account)
        let changes: [String: Any] = [
            kSecValueData as String: Data(accessToken.utf8),
            kSecAttrAccessible as String: kSecAttrAccessibleAfterFirstUnlock,
        ]
        let status = SecItemAdd(item.merging(changes) { _, new in new } as CFDictionary, nil)
        if status == errSecDuplicateItem {
            let updated = SecItemUpdate(item as CFDictionary, changes as CFDictionary)
            guard updated == errSecSuccess else { throw KeychainError.unhandled(updated) }
        } else if status != errSecSuccess {
            throw KeychainError.unhandled(status)
        }
    }

    private func saveRefreshToken(_ refreshToken: String, accountID: String) throws {
        var item = key("\(accountID).tv.refreshToken")
        item[kSecValueData as String] = Data(refreshToken.utf8)
        item[kSecAttrAccessible as String] = kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly
        let status = SecItemAdd(item as CFDictionary, nil)
        guard status == errSecSuccess else { throw KeychainError.unhandled(status) }
    }

    private func read(account: String) throws -> String? {
        var query = key(account)
        query[kSecReturnData as String] = true
        var result: CFTypeRef?
        let status = SecItemCopyMatching(query as CFDictionary, &result)
        if status == errSecItemNotFound { return nil }
        guard status == errSecSuccess, let data = result as? Data else { throw KeychainError.unhandled(status) }
        return String(data: data, encoding: .utf8)
    }

    /// Everyone who uses this Apple TV sees the same board, whichever profile is active.
    private func key(_ account: String) -> [String: Any] {
        [
            kSecClass as String: kSecClassGenericPassword,
            kSecAttrService as String: service,
            kSecAttrAccount as String: account,
            kSecUseUserIndependentKeychain as String: true,
        ]
    }
}
#endif
