import { swift, type Example, type FixExample } from '../rule.js';
export { credentialLoggedGood } from './good-examples.js';

/** Examples of `logging/credential-logged`. */
export const credentialLoggedBad: readonly Example[] = [
  swift`
    func signedIn(accessToken: String) {
        print("Signed in with \(«accessToken»)")
    }
  `,
  swift`
    guard let token = UserDefaults.token else { return }
    print("token ", «token»)
  `,
  swift`
    NSLog("[MagicLink] Requesting a session for \(email) and \(«authCode»)")
  `,
  swift`
    NSLog("Should sign in with %@", «confirmation.refreshToken»)
  `,
  swift`
    import os

    let logger = Logger(subsystem: "com.example.app", category: "session")

    func refreshed(_ tokens: SessionTokens) {
        logger.debug("Refreshed: \(«tokens.accessToken», privacy: .public) for \(tokens.user, privacy: .public)")
    }
  `,
  swift`
    import os.log

    func opened(sessionToken: String) {
        os_log("%{public}@ opened %d times with %{public}@", log: .default, type: .debug, name, count, «sessionToken»)
    }
  `,
  swift`
    self.logMessage("Received an access token: \(«tokenResponse.accessToken» ?? "none")")
  `,
  swift`
    Current.Log.error("Unable to encrypt the payload! Secret: \(«secret»)")
  `,
  swift`
    DDLogInfo("Stored credentials: \(String(describing: «account.password»))")
  `,
  swift`
    import Logging

    let logger = Logger(label: "com.example.app")
    logger.info("Signed in", metadata: «["user": "\(user)", "token": "\(accessToken)"]»)
  `,
  // The dictionary holds what the user signs in with.
  swift`
    func login(phone: String, pwd: String) {
        let parameters = ["user": ["phone": phone, "sms_code": pwd]]
        Logger.print("Data sent: \(«parameters»)")
    }
  `,
  swift`
    func login(email: String, password: String) {
        var body: [String: Any] = ["email": email]
        body["password"] = password
        log.debug(«body»)
    }
  `,
  // A structure shows all of its fields.
  swift`
    struct Session {
        let userID: Int
        let accessToken: String
    }

    func restored(_ session: Session) {
        print("Restored \(«session»)")
    }
  `,
  swift`
    let answer = try JSONDecoder().decode(TokenResponse.self, from: data)
    print("The server answered: \(«answer»)")
  `,
  swift`
    request.setValue("Bearer \(accessToken)", forHTTPHeaderField: "Authorization")
    NSLog("%@ sent %@", request.url!.absoluteString, «request.allHTTPHeaderFields» ?? [:])
  `,
  swift`
    func setAccessToken(_ value: String) {
        print("New value: \(«value»)")
        keychain.set(value, forKey: "accessToken")
    }
  `,
  swift`
    Crashlytics.crashlytics().setCustomValue(«refreshToken», forKey: "refresh")
  `,
  swift`
    SentrySDK.addBreadcrumb("sign-in failed", data: «["email": email, "password": password]»)
  `,
  swift`
    print(«headers["Authorization"]» ?? "none", «UserDefaults.standard.string(forKey: "access_token")» ?? "")
  `,
  swift`
    var endpoint = "users/%@"
    endpoint = String(format: endpoint, accessToken)
    Log.info("Calling \(«endpoint»)")
  `,
  // Asked for by the function that signs in.
  swift`
    func login(email: String) async throws {
        let (data, _) = try await URLSession.shared.data(for: request(email))
        print(«String(data: data, encoding: .utf8)» ?? "")
    }
  `,
  swift`
    func attempt() async throws {
        let confirmation = try await remote.confirm(code)
        NSLog("Should sign in with \(«confirmation.syncToken»)")
        authenticator.authenticate(withUsername: confirmation.username, token: confirmation.syncToken)
    }
  `,
];

export const credentialLoggedFixed: readonly FixExample[] = [
  {
    language: 'swift',
    title: 'Make it private: the system redacts the value',
    before: `import os\n\nlogger.debug("Token \\(accessToken, privacy: .public)") // temporary\n`,
    after: `import os\n\nlogger.debug("Token \\(accessToken, privacy: .private)") // temporary\n`,
  },
  {
    language: 'swift',
    title: 'Make it private: the system redacts the value',
    before: `import os.log\n\nos_log("%{public}@: %{public}s", name, refreshToken)\n`,
    after: `import os.log\n\nos_log("%{public}@: %{private}s", name, refreshToken)\n`,
  },
  {
    language: 'swift',
    title: 'Log its length instead',
    before: `func show(accessToken: String) {\n    print("Token: \\(accessToken)") // why\n}\n`,
    after: `func show(accessToken: String) {\n    print("Token: \\(accessToken.count) characters") // why\n}\n`,
  },
  {
    language: 'swift',
    title: 'Log “<redacted>” instead',
    before: `print("Token", session.refreshToken ?? "none")\n`,
    after: `print("Token", "<redacted>")\n`,
  },
  {
    language: 'swift',
    title: 'Remove this call of Log.debug',
    before: `func done() {\n    Log.debug("Got \\(password)")\n    finish()\n}\n`,
    after: `func done() {\n    finish()\n}\n`,
  },
];
