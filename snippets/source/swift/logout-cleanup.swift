//- prefixes: logout-cleanup, logout, sign-out, session-cleanup
//- title: Full cleanup at sign-out
//- about: Stops what runs, deletes tokens, cookies, caches and the user’s preferences; no step keeps another from running.
//- needs: keychain-helper

import Foundation
import OSLog
import UserNotifications
#if canImport(WebKit)
import WebKit
#endif

/// Takes the session off the device. Tell the server first: without the token it cannot be told any more.
@MainActor
struct LogoutCleanup {
    /// Refresh tasks, timers and sockets of the session.
    var backgroundWork: [Task<Void, Never>] = []
    /// Preferences that belong to the user, not to the device: theme and language stay.
    var preferenceKeys = ["«1:lastOpenedConversation»"]

    private let logger = Logger(subsystem: "«2:com.example.app»", category: "session")

    /// Returns whether everything is gone; what is not was logged.
    func run() async -> Bool {
        for work in backgroundWork { work.cancel() }
        for request in await URLSession.shared.allTasks { request.cancel() }

        let tokensAreGone = attempt("tokens") { try KeychainHelper.session.deleteAll() }
        clearNetworkTraces()
        await clearWebViews()
        for key in preferenceKeys { UserDefaults.standard.removeObject(forKey: key) }
        #if !os(tvOS)
        UNUserNotificationCenter.current().removeAllDeliveredNotifications()
        #endif
        let filesAreGone = attempt("files") { try deleteFiles() }
        return tokensAreGone && filesAreGone
    }

    private func clearNetworkTraces() {
        URLCache.shared.removeAllCachedResponses()
        HTTPCookieStorage.shared.removeCookies(since: .distantPast)
        let storage = URLCredentialStorage.shared
        for (space, credentials) in storage.allCredentials {
            for credential in credentials.values { storage.remove(credential, for: space) }
        }
    }

    private func clearWebViews() async {
        #if canImport(WebKit)
        let everything = WKWebsiteDataStore.allWebsiteDataTypes()
        await WKWebsiteDataStore.default().removeData(ofTypes: everything, modifiedSince: .distantPast)
        #endif
    }

    /// What was downloaded for this user.
    private func deleteFiles() throws {
        let folder = URL.cachesDirectory.appending(path: "«3:UserFiles»")
        guard FileManager.default.fileExists(atPath: folder.path(percentEncoded: false)) else { return }
        try FileManager.default.removeItem(at: folder)
    }

    private func attempt(_ step: String, _ work: () throws -> Void) -> Bool {
        do {
            try work()
            return true
        } catch {
            logger.error("Sign-out could not clear \(step, privacy: .public): \(error.localizedDescription)")
            return false
        }
    }
}
