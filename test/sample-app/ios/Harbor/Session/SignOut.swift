import Foundation
import SwiftData

/// Takes everything of one account off the device. The steps do not depend on each other, so that one that fails
/// does not keep the others from running.
@MainActor
struct SignOut {
    let api: APIClient

    private let keychain = KeychainHelper.session
    private let legacy = LegacyKeychain()
    private let crew = KeychainAccessStore()
    private let skerry = KeychainSwiftStore()
    private let migration = StoreMigration()

    init(api: APIClient) {
        self.api = api
    }

    func run(accountID: String, accessToken: String?) async {
        // The server first: without the token it could not be told any more.
        if let accessToken {
            await attempt("revoke") { try await api.revoke(accessToken) }
            await attempt("push") { try await api.unregisterPush(accessToken: accessToken) }
        }
        await api.cancelPendingRequests()

        await attempt("keychain") {
            try keychain.delete(account: "\(accountID).accessToken")
            try keychain.delete(account: "\(accountID).refreshToken")
            try keychain.delete(account: "\(accountID).sessionId")
            try keychain.delete(account: "\(accountID).scanner.sessionId")
            try keychain.delete(account: "\(accountID).scanner.refreshToken")
            try keychain.delete(account: "idToken")
        }
        await attempt("legacy") { try legacy.removeTokens(accountID: accountID) }
        await attempt("crew") { try crew.removeTokens(crewID: accountID) }
        await attempt("skerry") { try skerry.removeTokens(accountID: accountID) }
        await attempt("2.x") { try migration.removeTokens(accountID: accountID) }
        #if os(iOS)
        await attempt("vault") { try BiometricVault().removeAll(accountID: accountID) }
        #endif
        await attempt("notifications") { try SharedTokens.remove(accountID: accountID) }
        await attempt("widget") { try WidgetBridge().removePass(accountID: accountID) }

        clearCaches(accountID: accountID)
        Preferences.shared.forgetAccount()
        Analytics.shared.reset()
    }

    private func clearCaches(accountID: String) {
        URLCache.shared.removeAllCachedResponses()
        try? FileManager.default.removeItem(at: AccountStore.snapshotURL)
        do {
            let context = ModelContext(try ModelContainer(for: CachedAccount.self))
            try context.delete(model: CachedAccount.self, where: #Predicate { $0.id == accountID })
            try context.save()
        } catch {
            Log.session.error("The cached account stays: \(error.localizedDescription)")
        }
    }

    private func attempt(_ step: String, _ work: () async throws -> Void) async {
        do {
            try await work()
        } catch {
            Log.session.error("Sign-out step \(step, privacy: .public) failed: \(error.localizedDescription)")
        }
    }
}
