import AuthenticationServices
import CryptoKit
import Foundation

/// Sign-in through the ferry line's own page: authorization code with PKCE (RFC 7636).
@MainActor
final class OAuthLogin: NSObject {
    private var codeVerifier: String?
    private var state: String?
    private var webSession: ASWebAuthenticationSession?

    func start() async throws -> TokenResponse {
        let codeVerifier = Self.randomString(bytes: 32)
        let state = Self.randomString(bytes: 16)
        self.codeVerifier = codeVerifier
        self.state = state
        // iOS may end the app while the browser is in front.
        UserDefaults.standard.set(codeVerifier, forKey: "oauth.codeVerifier")

        let callback = try await authorize(challenge: Self.challenge(for: codeVerifier), state: state)
        let items = URLComponents(url: callback, resolvingAgainstBaseURL: false)?.queryItems ?? []
        guard items.first(where: { $0.name == "state" })?.value == state,
              let authorizationCode = items.first(where: { $0.name == "code" })?.value
        else { throw APIError.malformedResponse }

        defer {
            self.codeVerifier = nil
            self.state = nil
        }
        return try await exchange(authorizationCode, codeVerifier: codeVerifier)
    }

    private func authorize(challenge: String, state: String) async throws -> URL {
        let url = Endpoints.authorize(challenge: challenge, state: state)
        return try await withCheckedThrowingContinuation { continuation in
            let session = ASWebAuthenticationSession(url: url, callbackURLScheme: "harbor") { callback, error in
                if let callback {
                    continuation.resume(returning: callback)
                } else {
                    continuation.resume(throwing: error ?? APIError.malformedResponse)
                }
            }
            session.presentationContextProvider = self
            session.prefersEphemeralWebBrowserSession = true
            webSession = session
            session.start()
        }
    }

    private func exchange(_ authorizationCode: String, codeVerifier: String) async throws -> TokenResponse {
        var request = URLRequest(url: Endpoints.token)
        request.httpMethod = "POST"
        request.httpBody = try JSONEncoder().encode([
            "grant_type": "authorization_code",
            "code": authorizationCode,
            "code_verifier": codeVerifier,
            "client_id": Endpoints.clientID,
        ])
        let (data, _) = try await URLSession.shared.data(for: request)
        return try JSONDecoder().decode(TokenResponse.self, from: data)
    }

    private static func challenge(for codeVerifier: String) -> String {
        base64URL(Data(SHA256.hash(data: Data(codeVerifier.utf8))))
    }

    private static func randomString(bytes count: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        return base64URL(Data((0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }))
    }

    private static func base64URL(_ data: Data) -> String {
        data.base64EncodedString()
            .replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }
}

extension OAuthLogin: ASWebAuthenticationPresentationContextProviding {
    func presentationAnchor(for session: ASWebAuthenticationSession) -> ASPresentationAnchor {
        ASPresentationAnchor()
    }
}
