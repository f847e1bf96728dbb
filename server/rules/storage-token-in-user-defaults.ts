import type { StoreUse } from '../facts/storage-model.js';
import { defineRule, swift } from './rule.js';
import { MOVES } from './storage-fix-examples.js';
import { moveFixes } from './storage-fixes.js';
import { credentialWrites, sentence, subjectOf } from './storage-subject.js';

const STORES: ReadonlySet<StoreUse['store']> = new Set(['userDefaults', 'ubiquitousStore', 'preferences']);

export const tokenInUserDefaults = defineRule({
  id: 'storage/token-in-user-defaults',
  title: 'Credential in UserDefaults',
  severity: 'error',
  why: `
UserDefaults is a property list in the app's container. It is not encrypted by the app, it is part of every backup of
the device, encrypted or not, and whoever has the backup or a jailbroken device opens it with a text editor. An App
Group's suite is the same list in a place that several apps can read; iCloud's key-value store copies it to every
device of the account.

The rule knows \`UserDefaults.standard\`, aliases, suites, \`@AppStorage\`, subscripts and typed preference wrappers,
and the app's own functions that hand a value on to them, in this file and in others. A Codable object counts when its
type has a field that holds a credential.`,
  remedy: `
Store credentials in the Keychain, with a service, an account and a level. A "remember me" switch is a Boolean and may
stay in UserDefaults.`,
  fixSafety: `
The write is replaced by one to the Keychain, and so are the reads and removals of the same key in the file. The
project's own Keychain helper is called where it has one that takes a key and a value; else a small one is added at the
end of the file. Offered for review: a value that is already in UserDefaults stays there until something moves or
removes it, and a failure that could not happen before is thrown or asserted.

There is no fix where another file uses the same key, where the whole store is cleared somewhere, for \`@AppStorage\`,
for the suite of an App Group, and where the type of the value is not known.`,
  references: [
    {
      title: 'Apple: UserDefaults',
      url: 'https://developer.apple.com/documentation/foundation/userdefaults',
    },
    {
      title: 'Apple: Storing keys in the keychain',
      url: 'https://developer.apple.com/documentation/security/keychain-services',
    },
    { title: 'OWASP MASVS-STORAGE-1', url: 'https://mas.owasp.org/MASVS/controls/MASVS-STORAGE-1/' },
    {
      title: 'CWE-312: Cleartext Storage of Sensitive Information',
      url: 'https://cwe.mitre.org/data/definitions/312.html',
    },
  ],
  *check(facts, policy, program) {
    for (const use of credentialWrites(facts, program, STORES)) {
      if (use.credential?.kind === 'authCode') continue;
      yield {
        span: { start: use.start, end: use.end },
        message:
          `${sentence(subjectOf(use))} goes to ${use.storeName}, which is not encrypted and part of every backup: ` +
          'whoever has the backup has the session. It belongs in the Keychain.',
        fixes: moveFixes(use, facts, policy, program),
      };
    }
  },
  bad: [
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
  ],
  good: [
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
          preferences?[Telemetry.crashReportToken] = token
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
  ],
  fixed: MOVES,
});
