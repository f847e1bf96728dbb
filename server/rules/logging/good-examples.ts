import { swift, swiftAt, ts, type Example } from '../rule.js';

export const credentialLoggedGood: readonly Example[] = [
  swift`
    print("Access token of \(accessToken.count) characters, \(accessToken.isEmpty ? "empty" : "set")")
    print("token is nil: \(token == nil)", refreshToken != nil)
  `,
  swift`
    Current.Log.info("providing token \(tokenInfo.accessToken.hash)")
    Log.debug("token \(accessToken.prefix(4))…, \(maskedToken), \(sha256(refreshToken))")
  `,
  // Apple's logger redacts what is not said to be public.
  swift`
    import os

    let logger = Logger(subsystem: "com.example.app", category: "session")
    logger.debug("Refreshed with \(accessToken), \(refreshToken, privacy: .private), \(token, privacy: .private(mask: .hash))")
  `,
  swift`
    import OSLog

    extension SessionManager {
        func report() { Self.logger.error("No session for \(accessToken)") }
    }
  `,
  swift`
    import os.log

    os_log("%{private}@ and %@ of %{public}@", log: .default, type: .debug, accessToken, refreshToken, userName)
    os_log("Observing with %{public}d", cancellationToken)
  `,
  // Tokens of devices.
  swift`
    func application(_ application: UIApplication, didRegisterForRemoteNotificationsWithDeviceToken deviceToken: Data) {
        let token = deviceToken.map { String(format: "%02x", $0) }.joined()
        print("Registered: \(token)")
    }
  `,
  swift`
    Messaging.messaging().token { token, error in
        print("token: \(token ?? "")")
    }
  `,
  swift`
    func pushRegistry(_ registry: PKPushRegistry, didUpdate credentials: PKPushCredentials, for type: PKPushType) {
        print("VoIP \(credentials.token)")
    }
  `,
  // Tokens of other things.
  swift`
    func transfer(_ token: Asset) {
        log.info("Transfer of \(amount) \(token.symbol): \(token)")
    }

    struct Lexer {
        func parse() { print("Unexpected \(token)", inviteToken, nftToken) }
    }
  `,
  swift`
    let token = UUID().uuidString
    print("Scheduling the compilation \(token)")
  `,
  swift`
    print("Failed to refresh the token: \(error), \(tokenError.localizedDescription), \(tokenExpiry)")
  `,
  // A path through a secret's name to what is none.
  swift`
    MXLog.info("Directories \(credentials.restorationToken.sessionDirectories), \(credentials.userID)")
  `,
  // Sessions that are no user's.
  swift`
    import UIKit

    func finish(sessionId: String) {
        DDLogInfo("BackgroundUploadObserver: finished tasks for \(sessionId) of \(URLSession.shared)")
        MXLog.debug("Megolm session \(sessionID)")
    }
  `,
  // Functions that only begin with the letters.
  swift`
    userAgent.logIn(user: name, password: password)
    account.logOut(token: token)
    catalog.insert(accessToken)
    print(accessToken, to: &buffer)
  `,
  swift`
    #if DEBUG
    print("Session: \(accessToken)")
    #endif
  `,
  swift`
    #Preview {
        let _ = print(accessToken)
    }
  `,
  swift`
    /// Prints the result:
    ///
    ///     print("Access token: \(credentials.accessToken)")
    func login() {}
  `,
  // Names of keys, cases and types.
  swift`
    print(Keys.accessToken, CodingKeys.password, Route.resetPassword)
    let refreshTokenKey = "refresh"
    logger.info("No value for \(refreshTokenKey)")
  `,
  // It says itself what it shows.
  swift`
    struct Session: CustomStringConvertible {
        let accessToken: String
        var description: String { "Session(…)" }
    }

    final class Account { let password: String = "" }

    func show(_ session: Session, _ account: Account) { print(session, account) }
  `,
  swift`
    func login() async throws {
        let (data, response) = try await URLSession.shared.data(for: request)
        guard response.isSuccess else {
            print("Sign-in failed: \(String(data: data, encoding: .utf8) ?? "")")
            throw LoginError()
        }
    }
  `,
  // Bytes show only how many there are.
  swift`
    import AuthenticationServices

    guard let appleIDToken = credential.identityToken else { return }
    print("Unable to read the token: \(appleIDToken.debugDescription)")

    func failed(refreshToken: Data) { print("Not UTF-8: \(refreshToken), \(String(describing: refreshToken))") }
  `,
  // What a method is given beside its message need not be logged.
  swift`
    struct Environment { let clientSecret: String }

    func send(_ event: Event, in environment: Environment) {
        logVerbose("Sending \(event.type)", environment: environment)
    }
  `,
  swift`
    logInfo("Generated \(appAccountToken), \(card.token), \(Route.resetPassword), \(State.ENCRYPTION_KEY_UNKNOWN)")
  `,
  swift`
    crumb.data = ["Token Device Id": device.uid, "User id": token.userId, "Access Token": truncatedAccessToken, "mode": passwordMode]
  `,
  swift`
    final class PushNotificationsManager {
        func track(_ deviceToken: String?) {
            var properties: [String: String] = [:]
            properties["token"] = deviceToken
            analytics.track(.received, withProperties: properties)
        }
    }
  `,
  // What names a room or a call of several people.
  swift`
    func rejoinRoom(_ token: String, for account: Account) {
        NSLog("Leaving room \(token), still joining")
        NSLog("Could not join the call in \(self.room.token)")
    }

    func endCall(_ token: String, statusCode: Int) {
        NSLog("End call for token \(token) with \(statusCode)")
    }
  `,
  // A session that is broadcast, and what a service of purchases knows of its customer.
  ts`
    export async function endLiveSession(sessionId: string) {
      await client.auth.refreshSession();
      console.log('Ending live session:', sessionId);
    }

    export async function loginUser(userId: string) {
      const customerInfo = await Purchases.logIn(userId);
      console.log('Customer info:', customerInfo);
    }
  `,
  // The device was unlocked; a page to sign in on was asked for.
  ts`
    const result = await LocalAuthentication.authenticateAsync({ promptMessage: 'Unlock' });
    console.warn('not unlocked:', result);

    const { data, error } = await supabase.auth.signInWithOAuth({ provider: 'google' });
    console.log('page:', data);
  `,
  ts`
    console.log('from the link:', { token: token?.substring(0, 20) + '...', hasRefreshToken: !!refreshToken });
  `,
  // A diary, not a log.
  ts`
    export const keep = (entry: Entry, token: string) => api.createFoodLog(entry, token);
    export const change = (entry: Entry, token: string) => api.updateFoodLog(entry.id, entry, token);
  `,
  // The name of an event comes first.
  ts`
    import { analytics } from '@/analytics';

    analytics.track(analytics.event.backupSavedPassword);
    analytics.track(events.searchedForToken, { length: query.length });
    analytics.track('position redeemed', { tokenId: position.tokenId, amount });
  `,
  swiftAt('Example/LoginTests.swift')`
    print(accessToken)
  `,
];
