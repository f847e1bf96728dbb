//- prefixes: session-manager, session, auth-manager
//- title: Session manager
//- about: Signs in and out, restores and refreshes; tokens stay in the Keychain, the refresh is planned ahead.
//- needs: keychain-helper, refresh-single-flight

import Foundation
import Observation

/// What the session asks of the server.
protocol SessionService: Sendable {
    func signIn(username: String, password: String) async throws -> TokenResponse
    /// RFC 7009.
    func revoke(refreshToken: String) async throws
}

@MainActor
@Observable
final class «1:SessionManager» {
    enum State: Sendable {
        /// Signed in perhaps: the device is locked, and the tokens cannot be read yet.
        case locked
        case signedOut
        case signedIn
    }

    private(set) var state = State.signedOut

    @ObservationIgnored private let service: any SessionService
    @ObservationIgnored private let refresher: TokenRefresher
    @ObservationIgnored private let keychain = KeychainHelper.session
    @ObservationIgnored private var plannedRefresh: Task<Void, Never>?

    init(service: any SessionService, refresher: TokenRefresher) {
        self.service = service
        self.refresher = refresher
    }

    /// Takes up the session of the last launch. Call again when `state` is `locked` and the device is unlocked.
    func restore() async throws {
        do {
            guard let accessToken = try keychain.read(account: "accessToken") else {
                state = .signedOut
                return
            }
            state = .signedIn
            if let expiry = Self.expiry(of: accessToken), expiry <= .now {
                await refresh()
            } else {
                planRefresh(of: accessToken)
            }
        } catch KeychainError.locked {
            state = .locked
        }
    }

    func signIn(username: String, password: String) async throws {
        let tokens = try await service.signIn(username: username, password: password)
        if let refreshToken = tokens.refreshToken {
            try keychain.save(
                refreshToken,
                account: "refreshToken",
                accessibility: «2=level refreshToken»
            )
        }
        try keychain.save(
            tokens.accessToken,
            account: "accessToken",
            accessibility: «3=level accessToken»
        )
        state = .signedIn
        planRefresh(of: tokens.accessToken)
    }

    /// Whatever fails on the way, nobody is signed in afterwards.
    func signOut() async throws {
        plannedRefresh?.cancel()
        plannedRefresh = nil
        state = .signedOut
        await refresher.cancel()
        await revoke()
        URLCache.shared.removeAllCachedResponses()
        HTTPCookieStorage.shared.removeCookies(since: .distantPast)
        try keychain.deleteAll()
    }

    /// Renews the access token. Only the server’s no ends the session; without a network it goes on.
    func refresh() async {
        do {
            let accessToken = try await refresher.refresh()
            guard state == .signedIn else { return }
            planRefresh(of: accessToken)
        } catch RefreshError.sessionEnded {
            try? await signOut()
        } catch {
            // A request that gets a 401 tries again.
        }
    }

    private func revoke() async {
        do {
            guard let refreshToken = try keychain.read(account: "refreshToken") else { return }
            try await service.revoke(refreshToken: refreshToken)
        } catch {
            // The server forgets the token when it expires; the device forgets it now.
        }
    }

    private func planRefresh(of accessToken: String) {
        plannedRefresh?.cancel()
        guard let expiry = Self.expiry(of: accessToken) else { return }
        let lead = «4=lead minutes» * 60.0
        let lifetime = expiry.timeIntervalSinceNow
        // Tokens that live shorter than the lead are renewed halfway, and never in a tight loop.
        let delay = max(lifetime - lead, lifetime / 2, 30)
        plannedRefresh = Task { [weak self] in
            do {
                try await Task.sleep(for: .seconds(delay))
            } catch {
                return
            }
            await self?.refresh()
        }
    }

    /// The `exp` of a JWT. Whether the token is genuine is for the server to say.
    private static func expiry(of jwt: String) -> Date? {
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
