import { swift, type Example } from '../rule.js';
export { notSingleFlightGood } from './flight-good-examples.js';
export { notSingleFlightFixed } from './flight-fixed-examples.js';

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
