import Foundation

enum Theme: String, CaseIterable, Codable {
    case system, light, dark
}

/// What Harbor remembers besides the session.
final class Preferences {
    static let shared = Preferences()

    private enum Key {
        static let theme = "theme"
        static let rememberMe = "rememberMe"
        static let pushToken = "apns.pushToken"
        static let tokenExpiresAt = "tokenExpiresAt"
        static let tokenType = "tokenType"
        static let passwordLastChanged = "passwordLastChanged"
        static let hasToken = "hasToken"
        static let accessToken = "session.accessToken"
        static let lastSession = "session.last"
        static let favouriteHarbours = "favouriteHarbours"
    }

    private let defaults: UserDefaults
    private let cloud = NSUbiquitousKeyValueStore.default

    init(defaults: UserDefaults = .standard) {
        self.defaults = defaults
    }

    // MARK: The app

    var theme: Theme {
        get { defaults.string(forKey: Key.theme).flatMap(Theme.init) ?? .system }
        set { defaults.set(newValue.rawValue, forKey: Key.theme) }
    }

    var rememberMe: Bool {
        get { defaults.bool(forKey: Key.rememberMe) }
        set { defaults.set(newValue, forKey: Key.rememberMe) }
    }

    var favouriteHarbours: [String] {
        get { cloud.array(forKey: Key.favouriteHarbours) as? [String] ?? [] }
        set { cloud.set(newValue, forKey: Key.favouriteHarbours) }
    }

    // MARK: The device

    var pushToken: String? {
        get { defaults.string(forKey: Key.pushToken) }
        set { defaults.set(newValue, forKey: Key.pushToken) }
    }

    // MARK: The session

    var hasToken: Bool {
        get { defaults.bool(forKey: Key.hasToken) }
        set { defaults.set(newValue, forKey: Key.hasToken) }
    }

    func remember(_ response: TokenResponse) {
        defaults.set(response.tokenType, forKey: Key.tokenType)
        defaults.set(Date.now.addingTimeInterval(response.expiresIn), forKey: Key.tokenExpiresAt)
        defaults.set(Date.now, forKey: Key.passwordLastChanged)
    }

    var accessToken: String? {
        get { defaults.string(forKey: Key.accessToken) }
        set { defaults.set(newValue, forKey: Key.accessToken) }
    }

    func keep(_ tokens: SessionTokens) throws {
        defaults.set(try JSONEncoder().encode(tokens), forKey: Key.lastSession)
    }

    /// So that a new iPad is signed in when it comes out of the box.
    func offerToOtherDevices(refreshToken: String, accountID: String) {
        cloud.set(refreshToken, forKey: "\(accountID).handoff.refreshToken")
    }

    func forgetAccount() {
        defaults.removeObject(forKey: Key.accessToken)
        defaults.removeObject(forKey: Key.lastSession)
        defaults.removeObject(forKey: Key.tokenType)
        defaults.removeObject(forKey: Key.tokenExpiresAt)
        defaults.removeObject(forKey: Key.hasToken)
        defaults.removeObject(forKey: "checkout.sessionId")
        defaults.removeObject(forKey: "oauth.codeVerifier")
    }
}
