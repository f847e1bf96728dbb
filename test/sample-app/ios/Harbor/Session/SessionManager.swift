import Foundation
import Observation
import Security

/// The session of the active account. Everything the views show about being signed in comes from here.
@MainActor
@Observable
final class SessionManager {
    private(set) var currentUser: User?
    private(set) var isAuthenticated = false

    @ObservationIgnored private var tokens: SessionTokens?
    @ObservationIgnored private var refreshTask: Task<Void, Never>?
    @ObservationIgnored private var expiryTimer: Timer?

    private let keychain = KeychainHelper.session
    private let accounts = AccountStore()
    private let refresher = TokenRefresher()
    private let departures = LiveDepartures()
    private let api: APIClient

    init() {
        api = APIClient(refresher: refresher)
    }

    init(preview tokens: SessionTokens) {
        api = APIClient(refresher: refresher)
        self.tokens = tokens
        isAuthenticated = true
    }

    // MARK: Signing in

    func login(email: String, password: String) async throws {
        let response = try await api.login(email: email, password: password)
        let user = try await api.profile(accessToken: response.accessToken)
        guard let tokens = SessionTokens(response) else { throw APIError.malformedResponse }
        try persist(tokens, accountID: user.id)
        if let idToken = response.idToken {
            try keychain.save(idToken, account: "idToken", accessibility: kSecAttrAccessibleAfterFirstUnlock)
        }
        accounts.add(user)
        await begin(tokens, user: user)
        Log.session.info("Signed in, access token of \(tokens.accessToken.count) characters")
    }

    /// Called at launch. The refresh token is the proof that someone is signed in.
    func restore() async {
        guard let user = accounts.activeUser else { return }
        guard let refreshToken = try? keychain.read(account: "\(user.id).refreshToken") else {
            await signOut()
            return
        }
        do {
            let tokens = try await refresher.refresh(using: refreshToken, accountID: user.id)
            await begin(tokens, user: user)
        } catch is SessionEnded {
            await signOut()
        } catch {
            Log.session.notice("Starting offline: \(error.localizedDescription)")
        }
    }

    func switchAccount(to accountID: String) async throws {
        guard let user = accounts.activate(accountID) else { return }
        stopRefreshing()
        guard let refreshToken = try keychain.read(account: "\(accountID).refreshToken") else { return }
        await begin(try await refresher.refresh(using: refreshToken, accountID: accountID), user: user)
    }

    // MARK: Signing out

    func signOut() async {
        guard let user = currentUser ?? accounts.activeUser else { return }
        stopRefreshing()
        await departures.close()
        await SignOut(api: api).run(accountID: user.id, accessToken: tokens?.accessToken)
        accounts.remove(user.id)
        tokens = nil
        currentUser = nil
        isAuthenticated = false
    }

    // MARK: Keeping the session alive

    private func begin(_ tokens: SessionTokens, user: User) async {
        self.tokens = tokens
        currentUser = user
        isAuthenticated = true
        await api.use(tokens, accountID: user.id)
        await departures.open(accessToken: tokens.accessToken)
        scheduleRefresh(of: tokens, accountID: user.id)
        watchIdleTime()
    }

    private func scheduleRefresh(of tokens: SessionTokens, accountID: String) {
        refreshTask?.cancel()
        let wait = max(0, tokens.expiresAt.timeIntervalSinceNow - 5 * 60)
        refreshTask = Task { [weak self, refresher] in
            try? await Task.sleep(for: .seconds(wait))
            guard !Task.isCancelled else { return }
            guard let fresh = try? await refresher.refresh(using: tokens.refreshToken, accountID: accountID) else {
                return
            }
            self?.tokens = fresh
        }
    }

    private func watchIdleTime() {
        expiryTimer = Timer.scheduledTimer(withTimeInterval: 60, repeats: true) { [weak self] _ in
            Task { @MainActor in await self?.renewIfIdle() }
        }
    }

    private func renewIfIdle() async {
        guard let tokens, let user = currentUser, tokens.needsRefresh else { return }
        do {
            self.tokens = try await refresher.refresh(using: tokens.refreshToken, accountID: user.id)
        } catch {
            Log.session.notice("Not renewed: \(error.localizedDescription)")
        }
    }

    private func stopRefreshing() {
        refreshTask?.cancel()
        refreshTask = nil
    }

    private func persist(_ tokens: SessionTokens, accountID: String) throws {
        try keychain.save(
            tokens.accessToken,
            account: "\(accountID).accessToken",
            accessibility: kSecAttrAccessibleAfterFirstUnlock
        )
        try keychain.save(
            tokens.refreshToken,
            account: "\(accountID).refreshToken",
            accessibility: kSecAttrAccessibleWhenUnlockedThisDeviceOnly
        )
        try keychain.save(
            tokens.sessionId,
            account: "\(accountID).sessionId",
            accessibility: kSecAttrAccessibleAfterFirstUnlock
        )
    }
}
