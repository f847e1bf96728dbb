//- prefixes: session-expiry, session-timeout, auto-logout, idle-timeout
//- title: Session expiry and idle sign-out
//- about: Signs out when the session expires or nobody has used the app for a while, also while it was suspended.

import Foundation

/// Watches over the end of a session. Both ends are points in time, so that it does not matter whether the app ran.
@MainActor
final class SessionExpiryMonitor {
    private let idleLimit: TimeInterval
    private let onExpiry: @MainActor () async -> Void
    private var expiry: Date?
    private var lastActivity = Date.now
    private var watch: Task<Void, Never>?

    init(idleMinutes: Double = «1:15», onExpiry: @escaping @MainActor () async -> Void) {
        idleLimit = idleMinutes * 60
        self.onExpiry = onExpiry
    }

    /// - Parameter expiry: when the server ends the session; nil where it does not say.
    func start(until expiry: Date?) {
        stop()
        self.expiry = expiry
        lastActivity = .now
        watch = Task { [weak self] in
            while let end = self?.end {
                do {
                    try await Task.sleep(for: .seconds(max(end.timeIntervalSinceNow, 1)))
                } catch {
                    return
                }
                self?.check()
            }
        }
    }

    /// Call when the user does something.
    func noteActivity() {
        lastActivity = .now
    }

    /// Call also when the app becomes active: a suspended app’s timers do not run.
    func check() {
        guard let end, end <= .now else { return }
        stop()
        // A task of its own: the watch was cancelled just now, and signing out must not be.
        Task { await onExpiry() }
    }

    /// Part of signing out.
    func stop() {
        watch?.cancel()
        watch = nil
    }

    private var end: Date? {
        guard watch != nil else { return nil }
        let idle = lastActivity.addingTimeInterval(idleLimit)
        return expiry.map { min($0, idle) } ?? idle
    }
}
