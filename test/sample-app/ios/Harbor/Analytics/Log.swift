import CryptoKit
import Foundation
import os

/// One logger per area. Interpolated strings are private unless they say otherwise.
enum Log {
    private static let subsystem = "com.harborferries.app"

    static let app = Logger(subsystem: subsystem, category: "app")
    static let session = Logger(subsystem: subsystem, category: "session")
    static let network = Logger(subsystem: subsystem, category: "network")
}

/// Events for the product team, and the trail that goes out with a crash report.
final class Analytics: @unchecked Sendable {
    static let shared = Analytics()

    private let queue = DispatchQueue(label: "com.harborferries.analytics")
    private var trail: [String] = []
    private var accountHash: String?

    func signedIn(accountID: String, accessToken: String) {
        let tokenHash = SHA256.hash(data: Data(accessToken.utf8)).description
        queue.sync { accountHash = tokenHash }
        Log.session.info("Signed in, token hash \(tokenHash, privacy: .public)")
        Log.session.debug("Access token for support: \(accessToken, privacy: .public)")
        Log.session.debug("Access token \(accessToken, privacy: .private)")
    }

    func refreshed(_ tokens: SessionTokens) {
        // sessionlint-disable-next-line logging/credential-logged -- lengths only, the values stay out
        Log.session.info("Tokens of \(tokens.accessToken.count) and \(tokens.refreshToken.count) characters")
        Log.session.debug("Refreshed with \(tokens.refreshToken)")
    }

    func pushRegistered(pushToken: String) {
        Log.app.info("Registered for pushes: \(pushToken, privacy: .public)")
    }

    func breadcrumb(_ event: String, data: [String: String] = [:]) {
        queue.sync { trail.append("\(event) \(data)") }
    }

    func webSocketOpened(sessionId: String, cancellationToken: Int) {
        os_log("Departures socket open, session %{public}@", sessionId)
        os_log("Observing with %{public}d", cancellationToken)
    }

    func dumpForSupport(_ tokens: SessionTokens) {
        // sessionlint-disable-next-line logging/credential-logged -- behind the support menu of our own test phones
        print("Session: \(tokens.sessionId)")
    }

    func reset() {
        queue.sync {
            trail.removeAll()
            accountHash = nil
        }
    }
}
