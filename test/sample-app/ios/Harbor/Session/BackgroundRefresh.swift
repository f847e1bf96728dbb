import BackgroundTasks
import Foundation
import Security

/// Renews the session while Harbor is in the background, so that tickets open at once at the gate.
enum BackgroundRefresh {
    static let identifier = "com.harborferries.app.refresh"

    static func schedule() {
        let request = BGAppRefreshTaskRequest(identifier: identifier)
        request.earliestBeginDate = .now.addingTimeInterval(15 * 60)
        do {
            try BGTaskScheduler.shared.submit(request)
        } catch {
            Log.session.notice("No background refresh: \(error.localizedDescription)")
        }
    }

    static func run(_ task: BGAppRefreshTask, accountID: String, sessions: SessionManager) {
        let work = Task {
            do {
                try await renew(accountID: accountID, sessions: sessions)
                task.setTaskCompleted(success: true)
            } catch {
                task.setTaskCompleted(success: false)
            }
        }
        task.expirationHandler = { work.cancel() }
    }

    private static func renew(accountID: String, sessions: SessionManager) async throws {
        guard let refreshToken = try await storedRefreshToken(accountID: accountID, sessions: sessions) else { return }
        let answer = try await APIClient.exchange(refreshToken: refreshToken)
        let keychain = KeychainHelper.session
        try keychain.save(
            answer.refreshToken ?? "",
            account: "\(accountID).refreshToken",
            accessibility: kSecAttrAccessibleWhenUnlockedThisDeviceOnly
        )
        try keychain.save(
            answer.accessToken,
            account: "\(accountID).accessToken",
            accessibility: kSecAttrAccessibleAfterFirstUnlock
        )
        schedule()
    }

    private static func storedRefreshToken(accountID: String, sessions: SessionManager) async throws -> String? {
        let query: [String: Any] = [
            kSecClass as String: kSecClassGenericPassword,
            kSecAttrService as String: KeychainHelper.session.service,
            kSecAttrAccount as String: "\(accountID).refreshToken",
            kSecReturnData as String: true,
        ]
        var item: CFTypeRef?
        let status = SecItemCopyMatching(query as CFDictionary, &item)
        switch status {
        case errSecSuccess:
            return (item as? Data).flatMap { String(data: $0, encoding: .utf8) }
        case errSecItemNotFound, errSecInteractionNotAllowed:
            await sessions.signOut()
            return nil
        default:
            throw KeychainError.unhandled(status)
        }
    }
}
