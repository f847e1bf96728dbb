import { swift, type Example, type FixExample } from '../rule.js';

/** Refreshes that each caller starts for itself. */
export const notSingleFlightBad: readonly Example[] = [
  swift`
    final class APIClient {
        func send(_ request: URLRequest) async throws -> Data {
            let (data, response) = try await URLSession.shared.data(for: request)
            guard (response as? HTTPURLResponse)?.statusCode == 401 else { return data }
            try await refreshToken()
            return try await URLSession.shared.data(for: request).0
        }

        private func «refreshToken»() async throws {
            let (data, _) = try await URLSession.shared.data(for: refreshRequest)
            tokens = try JSONDecoder().decode(Tokens.self, from: data)
        }
    }
  `,
  // An actor lets the next caller in at each await.
  swift`
    actor TokenStore {
        private var tokens: Tokens

        func validAccessToken() async throws -> String {
            if tokens.isExpired { try await refreshTokens() }
            return tokens.accessToken
        }

        private func «refreshTokens»() async throws {
            tokens = try await api.exchange(refreshToken: tokens.refreshToken)
        }
    }
  `,
  swift`
    class NetworkManager {
        static let shared = NetworkManager()

        func «refreshAccessToken»(completion: @escaping (Bool) -> Void) {
            AF.request(Endpoint.refresh, method: .post, parameters: ["refresh_token": store.refreshToken]).response { response in
                self.keep(response)
                completion(response.error == nil)
            }
        }
    }
  `,
  // A semaphore that starts at 0 only waits for its own answer.
  swift`
    class TokenHelper {
        static let shared = TokenHelper()

        func «refreshToken»() -> String? {
            let semaphore = DispatchSemaphore(value: 0)
            var token: String?
            URLSession.shared.dataTask(with: request) { data, _, _ in
                token = data.flatMap { String(data: $0, encoding: .utf8) }
                semaphore.signal()
            }.resume()
            semaphore.wait()
            return token
        }
    }
  `,
  swift`
    final class TokenService {
        static let shared = TokenService()

        func «refreshToken»() -> Single<Response> {
            provider.rx.request(.refreshToken)
        }
    }
  `,
  swift`
    final class Uploads {
        func upload(_ data: Data) async throws {
            if isExpired { await refreshSession() }
            _ = try await URLSession.shared.upload(for: request, from: data)
        }

        private func «refreshSession»() async {
            guard let answer: TokenResponse = try? await client.post("/refresh", ["token": stored]) else { return }
            keep(answer)
        }
    }
  `,
  swift`
    class VehicleAPI {
        func vehicles() async throws -> Data {
            try await ensureValidToken()
            return try await URLSession.shared.data(for: signed(Endpoints.vehicles)).0
        }

        private func ensureValidToken() async throws {
            if expiration <= Date().addingTimeInterval(300) {
                try await refreshToken()
            }
        }

        private func «refreshToken»() async throws {
            var request = URLRequest(url: Endpoints.token)
            request.httpBody = Data("grant_type=refresh_token&refresh_token=\(stored)".utf8)
            let (data, _) = try await URLSession.shared.data(for: request)
            try keep(data)
        }
    }
  `,
  swift`
    final class AuthInterceptor: RequestInterceptor {
        func retry(_ request: Request, for session: Session, dueTo error: Error, completion: @escaping (RetryResult) -> Void) {
            guard request.retryCount == 0 else { return completion(.doNotRetry) }
            refreshToken { completion($0 ? .retry : .doNotRetry) }
        }

        private func «refreshToken»(completion: @escaping (Bool) -> Void) {
            AF.request(refreshURL, method: .post).response { response in completion(response.error == nil) }
        }
    }
  `,
  swift`
    @MainActor
    final class SessionStore {
        private var expiresAt = Date.distantPast

        func departures() async throws -> Data {
            if expiresAt <= .now { try await refreshSession() }
            return try await URLSession.shared.data(for: Endpoints.departures).0
        }

        /// Exchanges the refresh token.
        private func «refreshSession»() async throws {
            let renewed = try await APIClient.exchange(refreshToken: refreshToken)
            try save(renewed)
        }
    }
  `,
];

export const notSingleFlightGood: readonly Example[] = [
  swift`
    actor TokenStore {
        private var refreshTask: Task<Tokens, Error>?

        func accessToken() async throws -> String {
            try await refreshTokens().accessToken
        }

        func refreshTokens() async throws -> Tokens {
            if let refreshTask { return try await refreshTask.value }
            let task = Task { try await api.exchange(refreshToken: tokens.refreshToken) }
            refreshTask = task
            defer { refreshTask = nil }
            return try await task.value
        }
    }
  `,
  // A lock and a list of those who wait.
  swift`
    final class AuthInterceptor: RequestInterceptor {
        private let lock = NSLock()
        private var isRefreshing = false
        private var requestsToRetry: [(RetryResult) -> Void] = []

        func retry(_ request: Request, for session: Session, dueTo error: Error, completion: @escaping (RetryResult) -> Void) {
            lock.lock(); defer { lock.unlock() }
            guard request.retryCount == 0 else { return completion(.doNotRetry) }
            requestsToRetry.append(completion)
            if !isRefreshing { refreshToken { _ in self.requestsToRetry.forEach { $0(.retry) } } }
        }

        private func refreshToken(completion: @escaping (Bool) -> Void) {
            AF.request(refreshURL, method: .post).response { response in completion(response.error == nil) }
        }
    }
  `,
  // A promise that is kept.
  swift`
    class TokenManager {
        private var refreshPromise: Promise<TokenInfo>?

        var bearerToken: Promise<String> { refreshToken().map(\.accessToken) }

        private func refreshToken() -> Promise<TokenInfo> {
            if let refreshPromise { return refreshPromise }
            let promise = authenticationAPI.exchange(refreshToken: tokenInfo.refreshToken)
            refreshPromise = promise
            return promise
        }
    }
  `,
  // Another object does it, and may well share.
  swift`
    final class APIClient {
        func send(_ request: URLRequest) async throws -> Data {
            if tokens.isExpired { try await refreshToken() }
            return try await URLSession.shared.data(for: request).0
        }

        private func refreshToken() async throws {
            tokens = try await refresher.refresh(using: tokens.refreshToken)
        }
    }
  `,
  // Called once, at launch.
  swift`
    final class SessionManager {
        func restore() async {
            try? await refreshSession()
        }

        private func refreshSession() async throws {
            tokens = try await api.exchange(refreshToken: tokens.refreshToken)
        }
    }
  `,
  // A serial queue.
  swift`
    final class CredentialsStore {
        static let shared = CredentialsStore()
        private let queue = DispatchQueue(label: "credentials")

        func refreshCredentials(completion: @escaping (Error?) -> Void) {
            queue.async {
                URLSession.shared.dataTask(with: self.request) { _, _, error in completion(error) }.resume()
            }
        }
    }
  `,
  // Auth0 renews once for all callers.
  swift`
    import Auth0

    final class TokenProvider {
        static let shared = TokenProvider()

        func refreshToken(completion: @escaping (String?) -> Void) {
            authentication.renew(withRefreshToken: refreshToken).start { completion(try? $0.get().accessToken) }
        }
    }
  `,
  // The token of a device for push messages.
  swift`
    final class PushManager {
        static let shared = PushManager()

        func refreshToken() async throws {
            _ = try await URLSession.shared.data(for: registration)
        }
    }
  `,
  // A screen.
  swift`
    final class FeedViewModel {
        static let shared = FeedViewModel()
        var sessionToken = ""

        func refresh() async {
            items = try? await URLSession.shared.data(for: feed)
        }
    }
  `,
];

export const notSingleFlightFixed: readonly FixExample[] = [
  {
    language: 'swift',
    title: 'Let the callers of ‘refreshTokens’ share one refresh',
    before: `actor TokenStore {
    func validAccessToken() async throws -> String {
        if tokens.isExpired { try await refreshTokens() }
        return tokens.accessToken
    }

    /// Exchanges the refresh token.
    private func refreshTokens() async throws {
        tokens = try await api.exchange(refreshToken: tokens.refreshToken)
    }
}
`,
    after: `actor TokenStore {
    func validAccessToken() async throws -> String {
        if tokens.isExpired { try await refreshTokens() }
        return tokens.accessToken
    }

    private var refreshTask: Task<Void, Error>?

    /// Exchanges the refresh token.
    private func refreshTokens() async throws {
        if let refreshTask {
            return try await refreshTask.value
        }
        let task = Task { try await performRefresh() }
        refreshTask = task
        defer { refreshTask = nil }
        return try await task.value
    }

    private func performRefresh() async throws {
        tokens = try await api.exchange(refreshToken: tokens.refreshToken)
    }
}
`,
  },
  {
    language: 'swift',
    title: 'Let the callers of ‘refresh’ share one refresh',
    before: `public final class AuthService {
    public static let shared = AuthService()

    public func refresh(_ refreshToken: String) async -> Tokens? {
        try? await client.exchange(refreshToken: refreshToken)
    }
}
`,
    after: `public final class AuthService {
    public static let shared = AuthService()

    @MainActor private var refreshTask: Task<Tokens?, Never>?

    @MainActor public func refresh(_ refreshToken: String) async -> Tokens? {
        if let refreshTask {
            return await refreshTask.value
        }
        let task = Task { await performRefresh(refreshToken) }
        refreshTask = task
        defer { refreshTask = nil }
        return await task.value
    }

    @MainActor private func performRefresh(_ refreshToken: String) async -> Tokens? {
        try? await client.exchange(refreshToken: refreshToken)
    }
}
`,
  },
];
