import { swift, type Example } from '../rule.js';

/** Credentials in UserDefaults, as people write them. */
export const BAD: readonly Example[] = [
  swift`
      func signedIn(_ accessToken: String) {
          «UserDefaults.standard.set(accessToken, forKey: "accessToken")»
      }
    `,
  swift`
      final class Preferences {
          private let defaults = UserDefaults(suiteName: "group.com.example")!

          var authToken: String? {
              get { defaults.string(forKey: "KEY_TOKEN") }
              set { «defaults.set(newValue, forKey: "KEY_TOKEN")» }
          }
      }
    `,
  swift`
      struct ProfileView: View {
          «@AppStorage("token") var token»: String?
      }
    `,
  swift`
      enum Keys { static let refresh = "refresh_token" }

      func keep(_ value: String, in store: UserDefaults) {
          «store.setValue(value, forKey: Keys.refresh)»
      }
    `,
  swift`
      func mirror(_ sessionToken: String?) {
          «write(sessionToken, forKey: "session_token")»
      }

      private func write(_ value: String?, forKey key: String) {
          if let value {
              UserDefaults.standard.set(value, forKey: key)
          } else {
              UserDefaults.standard.removeObject(forKey: key)
          }
      }
    `,
  swift`
      struct User: Codable {
          let name: String
          let token: String
      }

      func remember(_ user: User) throws {
          «UserDefaults.standard.set(try JSONEncoder().encode(user), forKey: "currentUser")»
      }
    `,
  swift`
      func signIn(password: String, prefs: UserPreferences) {
          «prefs[Keys.localPassword] = password»
      }
    `,
  swift`
      «NSUbiquitousKeyValueStore.default.set(jwt, forKey: "jwt")»
    `,
  // A property wrapper of the app's own.
  swift`
      @propertyWrapper
      struct Stored<Value> {
          let key: String
          let defaultValue: Value

          var wrappedValue: Value {
              get { UserDefaults.standard.object(forKey: key) as? Value ?? defaultValue }
              set { UserDefaults.standard.set(newValue, forKey: key) }
          }
      }

      enum Settings {
          @Stored(key: "theme", defaultValue: "dark") static var theme: String
          «@Stored(key: "refresh", defaultValue: "") static var refreshToken»: String
      }
    `,
  // Among the entries of a dictionary.
  swift`
      func keep(_ answer: LoginAnswer, userID: String) {
          «UserDefaults.standard.set(["id": userID, "token": answer.token], forKey: "account")»
      }

      func update(_ token: String, at index: Int) {
          var servers = UserDefaults.standard.array(forKey: "servers") as? [[String: String]] ?? []
          servers[index][Keys.token] = token
          «UserDefaults.standard.set(servers, forKey: "servers")»
      }
    `,
  swift`
      import SwiftyUserDefaults

      func signedIn(_ answer: LoginAnswer) {
          «Defaults.authToken = answer.token»
          «Defaults[\.refreshToken] = answer.refresh»
      }
    `,
  swift`
      func restore(_ answer: LoginAnswer) {
          «UserDefaults.standard.setValuesForKeys(["user": answer.user, "accessToken": answer.token])»
      }
    `,
  swift`
      «NSUserDefaults.standardUserDefaults().setObject(token, forKey: "token")»
    `,
];

/** What looks like one and is none. */
export const GOOD: readonly Example[] = [
  swift`
      UserDefaults.standard.set(rememberMe, forKey: "rememberMe")
      UserDefaults.standard.set(true, forKey: "hasToken")
    `,
  // Push registrations are no session.
  swift`
      UserDefaults.standard.set(deviceToken, forKey: "pushToken")
      UserDefaults.standard.set(token, forKey: Keys.fcmToken)
    `,
  // About a token, not one.
  swift`
      UserDefaults.standard.set(tokenExpiryDate, forKey: "tokenExpiry")
      UserDefaults.standard.set(response.tokenType, forKey: "token_type")
      UserDefaults.standard.set(token.count, forKey: "tokenCount")
      UserDefaults.standard.set(account.id, forKey: "currentAccountToken")
    `,
  swift`
      struct ScheduleView: View {
          @AppStorage("tokenClear") var tokenClear: Bool = false
          @AppStorage("theme") var theme = "light"
      }
    `,
  // The hash of a token tells nothing.
  swift`
      UserDefaults.standard.set(true, forKey: SHA256.hash(data: Data(token.utf8)).description)
      UserDefaults.standard.set(sha256(token), forKey: "lastTokenHash")
    `,
  // Taking an old value out.
  swift`
      let old = UserDefaults.standard.string(forKey: "accessToken")
      UserDefaults.standard.removeObject(forKey: "accessToken")
      UserDefaults.standard.set(nil, forKey: "accessToken")
    `,
  swift`
      // UserDefaults.standard.set(accessToken, forKey: "accessToken")
      func logIn(password: String, name: String) {
          UserDefaults.standard.set(name, forKey: "lastUser")
      }
    `,
  // Not compiled into an app for iPhone or Apple TV.
  swift`
      #if os(Linux)
      UserDefaults.standard.set(token, forKey: "token")
      #endif
    `,
  // What is called a password is a mode.
  swift`
      struct UserSettings {
          let password: PasswordMode
      }

      extension UserSettings: Codable {
          enum CodingKeys: String, CodingKey { case password }
      }

      func save(_ settings: UserSettings) throws {
          UserDefaults.standard.set(try JSONEncoder().encode(settings), forKey: "settings")
      }
    `,
  // A wrapper that keeps nothing, and one that uses the Keychain.
  swift`
      @propertyWrapper
      struct Trimmed {
          init(_ label: String) {}
          var wrappedValue: String = ""
      }

      @propertyWrapper
      struct Secured {
          let key: String
          var wrappedValue: String? {
              get { keychain[key] }
              set { keychain.set(newValue, forKey: key) }
          }
      }

      final class Form {
          @Trimmed("Password") var password: String
          @Secured(key: "token") var accessToken: String?
          @Default var token: String
      }
    `,
  swift`
      UserDefaults.standard.set(["theme": "dark", "pushToken": pushToken, "hasToken": true], forKey: "settings")
    `,
  // Tokens of another trade.
  swift`
      func rememberChange(_ data: Data) {
          UserDefaults.standard.set(data, forKey: changeTokenKey)
      }

      private let changeTokenKey = "cloudkit.server.token"

      func configure(token: String) {
          UserDefaults.standard.set(balance.tokenFormattedString, forKey: "balance")
      }
    `,
  // The wrapper says what kind of token it keeps.
  swift`
      func registered(_ token: String) {
          ServerSettings.setPushToken(token: token)
      }

      enum ServerSettings {
          static func setPushToken(token: String) {
              UserDefaults.standard.set(token, forKey: "TokenForPushes")
          }
      }
    `,
  // The key says what is told of the credentials: their type.
  swift`
      enum Keys { static let credentialsTypeKey = "server-credentials" }

      func setCredentialType(_ type: String) {
          UserDefaults.standard.set(type, forKey: Keys.credentialsTypeKey)
      }
    `,
  // The session's id is the name of the item.
  swift`
      struct SessionDefaults {
          let sessionID: String
          var values: [String: Any]? {
              get { UserDefaults.standard.dictionary(forKey: sessionID) }
              set { UserDefaults.standard.set(newValue, forKey: sessionID) }
          }
      }
    `,
  swift`
      final class ReaderSettings {
          var entersPassphraseManually: Bool {
              get { UserDefaults.standard.bool(forKey: "EnterPassphrase") }
              set { UserDefaults.standard.set(newValue, forKey: "EnterPassphrase") }
          }

          var widgetToken: String {
              let token = UUID().uuidString
              UserDefaults.standard.set(token, forKey: "widgetToken")
              return token
          }

          @available(*, deprecated, message: "Use only for migration")
          @UserDefault(key: "token") static var token: String?
      }
    `,
  // The Keychain.
  swift`
      func mirror(_ sessionToken: String) throws {
          try keychain.set(sessionToken, forKey: "session_token")
      }
    `,
  // Something else that has keys.
  swift`
      request.setValue(token, forHTTPHeaderField: "Authorization")
      cache.set(token, forKey: "token")
    `,
  // Preferences that are called secure keep their values elsewhere.
  swift`
    func keyPair(in securePreferences: SecurePreferences) throws {
        try securePreferences.set(value: keyPair.privateKey, key: .privateKey)
    }
  `,
  // What App Check asks a simulator for, and what a device is registered with.
  swift`
    func configure(_ token: String) { UserDefaults.standard.set(token, forKey: "GACAppCheckDebugToken") }
  `,
  swift`
    struct Registration: Codable { let token: String; let locale: String }

    func remember(_ registration: Registration) throws {
        UserDefaults.standard.set(try JSONEncoder().encode(registration), forKey: "lastRegistration")
    }
  `,
  // The constant is called session, and asked for its text.
  swift`
    extension UserDefaults {
        func keep(_ info: SortOrder) { set(codable: info, forKey: DefaultsKey.lastSession.key) }
    }
  `,
  // What is kept under this key is the hash.
  swift`
    struct HashStorage {
        enum Key: String { case currentPasswordHash = "CURRENT_PASSWORD_HASH" }

        func save(password: String) { save(HashedPassword(password).value, key: .currentPasswordHash) }
        func save(hashed password: String) { save(string: password, key: .currentPasswordHash) }

        private func save(string: String, key: Key) { UserDefaults.standard.set(string, forKey: key.rawValue) }
    }
  `,
];
