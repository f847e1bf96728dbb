//- prefixes: oauth-pkce, oidc-pkce, oauth-login, ASWebAuthenticationSession
//- title: OAuth 2 sign-in with PKCE
//- about: Authorization code flow in ASWebAuthenticationSession; state is checked, code and verifier stay in memory.
//- needs: refresh-single-flight

import AuthenticationServices
import CryptoKit
import Foundation

/// Signs in through the browser (RFC 6749, 7636 and 8252). An app has no client secret: the verifier takes its place.
@MainActor
final class OAuthLogin: NSObject, ASWebAuthenticationPresentationContextProviding {
    struct Provider: Sendable {
        var authorizeURL: URL
        var tokenURL: URL
        var clientID = "«1:client-id»"
        var callbackScheme = "«2:com.example.app»"
        var redirectURI = "«2»:/oauth/callback"
        var scope = "«3:openid offline_access»"
    }

    enum Failure: Error {
        case notStarted
        case denied(String)
        case foreignCallback
        case status(Int)
    }

    private let provider: Provider
    private let anchor: ASPresentationAnchor
    private var webSession: ASWebAuthenticationSession?

    init(provider: Provider, anchor: ASPresentationAnchor) {
        self.provider = provider
        self.anchor = anchor
    }

    func signIn() async throws -> TokenResponse {
        // Used once and never stored.
        let verifier = Self.random()
        let state = Self.random()
        let callback = try await authenticate(at: authorizeURL(verifier: verifier, state: state))
        let answer = URLComponents(url: callback, resolvingAgainstBaseURL: false)?.queryItems ?? []
        func value(_ name: String) -> String? { answer.first { $0.name == name }?.value }

        guard value("state") == state else { throw Failure.foreignCallback }
        guard let code = value("code") else { throw Failure.denied(value("error") ?? "no code") }
        return try await exchange(code: code, verifier: verifier)
    }

    func presentationAnchor(for session: ASWebAuthenticationSession) -> ASPresentationAnchor {
        anchor
    }

    private func authorizeURL(verifier: String, state: String) -> URL {
        let challenge = Self.base64URL(Data(SHA256.hash(data: Data(verifier.utf8))))
        return provider.authorizeURL.appending(queryItems: [
            URLQueryItem(name: "response_type", value: "code"),
            URLQueryItem(name: "client_id", value: provider.clientID),
            URLQueryItem(name: "redirect_uri", value: provider.redirectURI),
            URLQueryItem(name: "scope", value: provider.scope),
            URLQueryItem(name: "state", value: state),
            URLQueryItem(name: "code_challenge", value: challenge),
            URLQueryItem(name: "code_challenge_method", value: "S256"),
        ])
    }

    private func authenticate(at url: URL) async throws -> URL {
        defer { webSession = nil }
        return try await withCheckedThrowingContinuation { continuation in
            // Not on the main actor: nobody promises which queue it is called on.
            let session = ASWebAuthenticationSession(
                url: url,
                callbackURLScheme: provider.callbackScheme
            ) { @Sendable callback, error in
                if let callback {
                    continuation.resume(returning: callback)
                } else {
                    continuation.resume(throwing: error ?? Failure.notStarted)
                }
            }
            session.presentationContextProvider = self
            session.prefersEphemeralWebBrowserSession = «4|true,false|»
            webSession = session
            session.start()
        }
    }

    private func exchange(code: String, verifier: String) async throws -> TokenResponse {
        var request = URLRequest(url: provider.tokenURL)
        request.httpMethod = "POST"
        request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", provider.redirectURI),
            ("client_id", provider.clientID),
            ("code_verifier", verifier),
        ]
        let pairs = fields.map { name, value in
            "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
        }
        request.httpBody = Data(pairs.joined(separator: "&").utf8)

        let (data, response) = try await URLSession(configuration: .ephemeral).data(for: request)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        guard status == 200 else { throw Failure.status(status) }
        return try JSONDecoder().decode(TokenResponse.self, from: data)
    }

    /// 256 random bits.
    private static func random() -> String {
        base64URL(SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) })
    }

    private static func base64URL(_ data: Data) -> String {
        data.base64EncodedString()
            .replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }
}
