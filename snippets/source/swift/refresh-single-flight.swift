//- prefixes: refresh-single-flight, token-refresher, refresh-token
//- title: Token refresh, one at a time
//- about: One refresh runs and everybody waits for it; at most a few tries with backoff, rotation stored first.
//- needs: keychain-helper

import Foundation

/// What the server answers a sign-in or a refresh with.
struct TokenResponse: Decodable, Sendable {
    let accessToken: String
    /// Only where the server gives a new one with each refresh.
    let refreshToken: String?

    private enum CodingKeys: String, CodingKey {
        case accessToken = "access_token"
        case refreshToken = "refresh_token"
    }
}

enum RefreshError: Error {
    /// The server takes the refresh token no longer: the user has to sign in again.
    case sessionEnded
    /// The server could not be reached or is in trouble. The session goes on; try again later.
    case unavailable
}

actor TokenRefresher {
    private static let tries = «3=tries»

    private let endpoint: URL
    private let clientID: String
    private let keychain = KeychainHelper.session
    /// Its own, so that a refresh never passes through the client that refreshes on a 401.
    private let urlSession = URLSession(configuration: .ephemeral)
    private var inFlight: Task<String, any Error>?

    init(endpoint: URL, clientID: String) {
        self.endpoint = endpoint
        self.clientID = clientID
    }

    /// A new access token. Whoever asks while a refresh runs gets the result of that one.
    /// - Parameter rejected: the token that a request was refused with; if another has taken its place meanwhile,
    ///   that one is given.
    func refresh(replacing rejected: String? = nil) async throws -> String {
        if let inFlight { return try await inFlight.value }
        if let rejected, let current = try keychain.read(account: "«1:accessToken»"), current != rejected {
            return current
        }
        let task = Task { try await exchangeWithBackoff() }
        inFlight = task
        defer { if inFlight == task { inFlight = nil } }
        return try await task.value
    }

    /// Part of signing out: a refresh that is still under way stores nothing any more.
    func cancel() {
        inFlight?.cancel()
        inFlight = nil
    }

    private func exchangeWithBackoff() async throws -> String {
        for attempt in 1..<Self.tries {
            do {
                return try await exchange()
            } catch RefreshError.unavailable {
                try await Task.sleep(for: .seconds(1 << attempt))
            }
        }
        return try await exchange()
    }

    private func exchange() async throws -> String {
        guard let refreshToken = try keychain.read(account: "«2:refreshToken»") else {
            throw RefreshError.sessionEnded
        }
        let tokens = try await request(with: refreshToken)
        try Task.checkCancellation()
        // First the one that cannot be had again: the old refresh token is used up.
        if let rotated = tokens.refreshToken {
            try keychain.save(rotated, account: "«2»", accessibility: «4=level refreshToken»)
        }
        try keychain.save(tokens.accessToken, account: "«1»", accessibility: «5=level accessToken»)
        return tokens.accessToken
    }

    private func request(with refreshToken: String) async throws -> TokenResponse {
        var request = URLRequest(url: endpoint)
        request.httpMethod = "POST"
        request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
        request.httpBody = Self.form([
            ("grant_type", "refresh_token"),
            ("refresh_token", refreshToken),
            ("client_id", clientID),
        ])
        let answer: (data: Data, response: URLResponse)
        do {
            answer = try await urlSession.data(for: request)
        } catch is URLError {
            try Task.checkCancellation()
            throw RefreshError.unavailable
        }
        switch (answer.response as? HTTPURLResponse)?.statusCode {
        case 200:
            return try JSONDecoder().decode(TokenResponse.self, from: answer.data)
        case 400, 401:
            // RFC 6749, 5.2: `invalid_grant` and the like.
            throw RefreshError.sessionEnded
        default:
            throw RefreshError.unavailable
        }
    }

    private static func form(_ fields: [(name: String, value: String)]) -> Data {
        let pairs = fields.map { field in
            let value = field.value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            return "\(field.name)=\(value)"
        }
        return Data(pairs.joined(separator: "&").utf8)
    }
}
