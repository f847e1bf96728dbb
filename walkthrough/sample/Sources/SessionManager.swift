import Foundation

struct User: Codable {
    let name: String
}

struct SignInAnswer: Codable {
    let accessToken: String
    let refreshToken: String
    let user: User
}

@MainActor
final class SessionManager {
    private(set) var currentUser: User?
    private var refreshTimer: Timer?
    private let keychain = LegacyKeychain()
    private let store = TokenStore()

    func signIn(with answer: SignInAnswer) throws {
        try keychain.save(accessToken: answer.accessToken)
        store.save(refreshToken: answer.refreshToken)
        print("Signed in with \(answer.accessToken)")
        currentUser = answer.user
        refreshTimer = Timer.scheduledTimer(withTimeInterval: 600, repeats: true) { _ in
            Task { await self.refresh() }
        }
    }

    func refresh() async {
        // The server gives a new access token for the refresh token.
    }

    func signOut() {
        currentUser = nil
    }
}
