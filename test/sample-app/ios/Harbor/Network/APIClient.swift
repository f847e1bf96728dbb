import Foundation

enum APIError: Error, Equatable {
    case signedOut
    case status(Int)
    case malformedResponse
}

/// Talks to the ticket server for the active account.
actor APIClient {
    private let refresher: TokenRefresher
    private let urlSession: URLSession
    private var tokens: SessionTokens?
    private var accountID: String?

    init(refresher: TokenRefresher) {
        self.refresher = refresher
        let configuration = URLSessionConfiguration.default
        configuration.urlCache = .shared
        configuration.httpCookieStorage = .shared
        urlSession = URLSession(configuration: configuration)
    }

    func use(_ tokens: SessionTokens, accountID: String) {
        self.tokens = tokens
        self.accountID = accountID
    }

    // MARK: Requests

    /// Sends the request as the active account. A 401 leads to one refresh and one more try.
    func send(_ request: URLRequest) async throws -> Data {
        guard let tokens else { throw APIError.signedOut }
        let current = tokens.needsRefresh ? try await refreshed(tokens) : tokens
        do {
            return try await perform(request, accessToken: current.accessToken)
        } catch APIError.status(401) {
            let fresh = try await refreshed(current)
            return try await perform(request, accessToken: fresh.accessToken)
        }
    }

    func ticket(_ ticketID: String) async throws -> Ticket {
        let data = try await send(URLRequest(url: Endpoints.ticket(ticketID)))
        return try JSONDecoder().decode(Ticket.self, from: data)
    }

    /// The printable ticket, for people who like paper.
    func ticketPDF(_ ticketID: String) async throws -> Data {
        guard let tokens else { throw APIError.signedOut }
        let fresh = try await refreshed(tokens)
        return try await perform(URLRequest(url: Endpoints.ticketPDF(ticketID)), accessToken: fresh.accessToken)
    }

    private func perform(_ request: URLRequest, accessToken: String) async throws -> Data {
        var request = request
        request.setValue("Bearer \(accessToken)", forHTTPHeaderField: "Authorization")
        Log.network.debug("→ \(request.url?.path() ?? "", privacy: .public)")
        let (data, response) = try await urlSession.data(for: request)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        guard (200..<300).contains(status) else {
            NSLog("%d for %@, sent %@", status, request.url?.path() ?? "", request.allHTTPHeaderFields ?? [:])
            throw APIError.status(status)
        }
        return data
    }

    private func refreshed(_ old: SessionTokens) async throws -> SessionTokens {
        guard let accountID else { throw APIError.signedOut }
        let fresh = try await refresher.refresh(using: old.refreshToken, accountID: accountID)
        tokens = fresh
        return fresh
    }

    // MARK: Session

    func login(email: String, password: String) async throws -> TokenResponse {
        var request = URLRequest(url: Endpoints.token)
        request.httpMethod = "POST"
        request.httpBody = try JSONEncoder().encode([
            "grant_type": "password", "username": email, "password": password,
        ])
        let (data, _) = try await urlSession.data(for: request)
        return try JSONDecoder().decode(TokenResponse.self, from: data)
    }

    func profile(accessToken: String) async throws -> User {
        let data = try await perform(URLRequest(url: Endpoints.profile), accessToken: accessToken)
        return try JSONDecoder().decode(User.self, from: data)
    }

    func revoke(_ accessToken: String) async throws {
        var request = URLRequest(url: Endpoints.revocation)
        request.httpMethod = "POST"
        _ = try await perform(request, accessToken: accessToken)
    }

    func unregisterPush(accessToken: String) async throws {
        var request = URLRequest(url: Endpoints.pushDevices)
        request.httpMethod = "DELETE"
        _ = try await perform(request, accessToken: accessToken)
    }

    func cancelPendingRequests() async {
        await urlSession.allTasks.forEach { $0.cancel() }
        tokens = nil
        accountID = nil
    }

    static func exchange(refreshToken: String) async throws -> TokenResponse {
        var request = URLRequest(url: Endpoints.token)
        request.httpMethod = "POST"
        request.httpBody = try JSONEncoder().encode([
            "grant_type": "refresh_token", "refresh_token": refreshToken,
        ])
        let (data, _) = try await URLSession.shared.data(for: request)
        return try JSONDecoder().decode(TokenResponse.self, from: data)
    }
}
