import Foundation

/// Where the app keeps its refresh token.
struct TokenStore {
    func save(refreshToken: String) {
        UserDefaults.standard.set(refreshToken, forKey: "refreshToken")
    }

    func refreshToken() -> String? {
        UserDefaults.standard.string(forKey: "refreshToken")
    }
}
