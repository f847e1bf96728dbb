//- prefixes: proactive-refresh, refresh-schedule, jwt-expiry
//- title: Refresh before the token expires
//- about: Reads the expiry of a JWT and refreshes some minutes before it, never in a tight loop.
//- needs: refresh-single-flight

import Foundation

/// Renews the access token before it expires, as long as the session lasts.
@MainActor
final class ProactiveRefresh {
    private let refresher: TokenRefresher
    private var planned: Task<Void, Never>?

    init(refresher: TokenRefresher) {
        self.refresher = refresher
    }

    /// Call after the sign-in, and when the app comes to the foreground: a suspended app’s timers do not run.
    func start(with accessToken: String) {
        planned?.cancel()
        planned = Task { [refresher] in
            var current = accessToken
            while let expiry = Self.expiry(of: current) {
                do {
                    try await Task.sleep(for: .seconds(Self.delay(until: expiry)))
                    current = try await refresher.refresh(replacing: current)
                } catch {
                    // Signed out, or no network: a request that gets a 401 tries again.
                    return
                }
            }
        }
    }

    /// Part of signing out.
    func stop() {
        planned?.cancel()
        planned = nil
    }

    /// Tokens that live shorter than the lead are renewed halfway.
    private static func delay(until expiry: Date) -> TimeInterval {
        let lead = «1=lead minutes» * 60.0
        let lifetime = expiry.timeIntervalSinceNow
        return max(lifetime - lead, lifetime / 2, 30)
    }

    /// The `exp` of a JWT. Whether the token is genuine is for the server to say.
    static func expiry(of jwt: String) -> Date? {
        struct Claims: Decodable {
            let exp: TimeInterval
        }
        let parts = jwt.split(separator: ".")
        guard parts.count == 3 else { return nil }
        let payload = parts[1]
            .replacingOccurrences(of: "-", with: "+")
            .replacingOccurrences(of: "_", with: "/")
        let padding = String(repeating: "=", count: (4 - payload.count % 4) % 4)
        guard
            let data = Data(base64Encoded: payload + padding),
            let claims = try? JSONDecoder().decode(Claims.self, from: data)
        else { return nil }
        return Date(timeIntervalSince1970: claims.exp)
    }
}
