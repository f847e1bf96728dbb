import Foundation
import Security

/// The server no longer accepts the refresh token. Nothing but a new login helps.
struct SessionEnded: Error {}

/// Exchanges refresh tokens. Callers that arrive during an exchange wait for its result, because the server takes
/// a second use of a rotated token for theft.
actor TokenRefresher {
    private static let maxAttempts = 3

    private var inFlight: [String: Task<SessionTokens, Error>] = [:]
    private let keychain = KeychainHelper.session
    private let urlSession: URLSession

    init(urlSession: URLSession = .shared) {
        self.urlSession = urlSession
    }

    func refresh(using refreshToken: String, accountID: String) async throws -> SessionTokens {
        if let running = inFlight[accountID] {
            return try await running.value
        }
        let task = Task { try await exchangeWithBackoff(refreshToken, accountID: accountID) }
        inFlight[accountID] = task
        defer { inFlight[accountID] = nil }
        return try await task.value
    }

    /// The departures socket is of no use without a token, so it waits here for one.
    func refreshForSocket(using refreshToken: String, accountID: String) async throws -> SessionTokens {
        do {
            return try await refresh(using: refreshToken, accountID: accountID)
        } catch {
            try await Task.sleep(for: .seconds(2))
            return try await refreshForSocket(using: refreshToken, accountID: accountID)
        }
    }

    private func exchangeWithBackoff(_ refreshToken: String, accountID: String) async throws -> SessionTokens {
        var attempt = 0
        while true {
            do {
                let fresh = try await exchange(refreshToken)
                try store(fresh, accountID: accountID)
                return fresh
            } catch let ended as SessionEnded {
                throw ended
            } catch {
                attempt += 1
                guard attempt < Self.maxAttempts else { throw error }
                try await Task.sleep(for: .seconds(pow(2, Double(attempt))))
            }
        }
    }

    private func exchange(_ refreshToken: String) async throws -> SessionTokens {
        var request = URLRequest(url: Endpoints.token)
        request.httpMethod = "POST"
        request.httpBody = try JSONEncoder().encode([
            "grant_type": "refresh_token",
            "refresh_token": refreshToken,
            "client_id": Endpoints.clientID,
        ])
        let (data, response) = try await urlSession.data(for: request)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        if status == 400, try JSONDecoder().decode(TokenErrorResponse.self, from: data).endsSession {
            throw SessionEnded()
        }
        guard status == 200 else {
            Log.network.error("Token exchange failed with \(status)")
            throw APIError.status(status)
        }
        let answer = try JSONDecoder().decode(TokenResponse.self, from: data)
        print("Token exchange answered: \(answer)")
        return SessionTokens(
            accessToken: answer.accessToken,
            refreshToken: answer.refreshToken ?? refreshToken,
            sessionId: answer.sessionId,
            expiresAt: .now.addingTimeInterval(answer.expiresIn)
        )
    }

    /// The refresh token first: once it has rotated, losing it ends the session.
    private func store(_ fresh: SessionTokens, accountID: String) throws {
        try keychain.save(
            fresh.refreshToken,
            account: "\(accountID).refreshToken",
            accessibility: kSecAttrAccessibleWhenUnlockedThisDeviceOnly
        )
        try? keychain.save(
            fresh.accessToken,
            account: "\(accountID).accessToken",
            accessibility: kSecAttrAccessibleAfterFirstUnlock
        )
    }
}
