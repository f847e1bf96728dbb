import Foundation

/// What the authorization server answers to a login and to a refresh.
/// It rotates refresh tokens, but leaves `refresh_token` out when the old one stays valid.
struct TokenResponse: Codable, Sendable {
    let accessToken: String
    let refreshToken: String?
    let idToken: String?
    let sessionId: String
    let tokenType: String
    let expiresIn: TimeInterval

    enum CodingKeys: String, CodingKey {
        case accessToken = "access_token"
        case refreshToken = "refresh_token"
        case idToken = "id_token"
        case sessionId = "session_id"
        case tokenType = "token_type"
        case expiresIn = "expires_in"
    }
}

/// The credentials of one account while it is signed in.
struct SessionTokens: Codable, Equatable, Sendable {
    var accessToken: String
    var refreshToken: String
    var sessionId: String
    var expiresAt: Date

    /// Five minutes early, so that a request on a slow ship network still arrives in time.
    var needsRefresh: Bool {
        expiresAt.addingTimeInterval(-5 * 60) <= .now
    }
}

extension SessionTokens {
    init?(_ response: TokenResponse, receivedAt: Date = .now) {
        guard let refreshToken = response.refreshToken else { return nil }
        self.init(
            accessToken: response.accessToken,
            refreshToken: refreshToken,
            sessionId: response.sessionId,
            expiresAt: receivedAt.addingTimeInterval(response.expiresIn)
        )
    }

    /// The next generation of tokens; the old refresh token stays when the server sent none.
    func rotated(by response: TokenResponse, receivedAt: Date = .now) -> SessionTokens {
        SessionTokens(
            accessToken: response.accessToken,
            refreshToken: response.refreshToken ?? refreshToken,
            sessionId: response.sessionId,
            expiresAt: receivedAt.addingTimeInterval(response.expiresIn)
        )
    }
}

/// The error body of RFC 6749, section 5.2.
struct TokenErrorResponse: Codable, Sendable {
    let error: String
    let errorDescription: String?

    enum CodingKeys: String, CodingKey {
        case error
        case errorDescription = "error_description"
    }

    var endsSession: Bool { error == "invalid_grant" }
}
