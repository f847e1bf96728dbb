import { swift, type Example } from '../rule.js';

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
