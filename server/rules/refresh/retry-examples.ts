import { swift, type Example } from '../rule.js';
export { unboundedRetryGood } from './retry-good-examples.js';
export { unboundedRetryFixed } from './retry-fixed-examples.js';

/** Ways of repeating a refresh without end. */
export const unboundedRetryBad: readonly Example[] = [
  swift`
    final class AuthManager {
        func refreshTokens() async throws -> Tokens {
            do {
                return try await api.exchange(refreshToken: store.refreshToken)
            } catch {
                return try await «refreshTokens()»
            }
        }
    }
  `,
  swift`
    actor TokenRefresher {
        func refreshForSocket(using refreshToken: String, accountID: String) async throws -> Tokens {
            try await refreshAccessToken(using: refreshToken)
        }

        func refreshAccessToken(using refreshToken: String) async throws -> Tokens {
            do {
                return try await exchange(refreshToken)
            } catch let failure {
                try await Task.sleep(for: .seconds(2))
                return try await «self.refreshAccessToken(using: refreshToken)»
            }
        }

        func signOut() async {}
    }
  `,
  swift`
    class AuthService {
        func refreshToken(completion: @escaping (Result<String, Error>) -> Void) {
            session.dataTask(with: refreshRequest) { [weak self] data, response, error in
                guard let data, error == nil else {
                    «self?.refreshToken(completion: completion)»
                    return
                }
                completion(.success(String(decoding: data, as: UTF8.self)))
            }.resume()
        }
    }
  `,
  swift`
    class AuthService {
        func renewToken(_ completion: @escaping (Bool) -> Void) {
            provider.request(.renew) { result in
                switch result {
                case .success(let response):
                    self.store(response)
                    completion(true)
                case .failure:
                    «self.renewToken(completion)»
                }
            }
        }
    }
  `,
  swift`
    final class APIClient {
        func send(_ request: URLRequest) async throws -> Data {
            let (data, response) = try await URLSession.shared.data(for: sign(request))
            if (response as? HTTPURLResponse)?.statusCode == 401 {
                try await auth.refreshSession()
                return try await «send(request)»
            }
            return data
        }
    }
  `,
  swift`
    final class APIClient {
        func perform(_ request: URLRequest, completion: @escaping (Data?) -> Void) {
            session.dataTask(with: request) { data, response, _ in
                guard (response as? HTTPURLResponse)?.statusCode != 401 else {
                    self.auth.refreshToken { _ in
                        «self.perform(request, completion: completion)»
                    }
                    return
                }
                completion(data)
            }.resume()
        }
    }
  `,
  swift`
    final class Repository {
        func load(_ endpoint: Endpoint) -> AnyPublisher<Data, Error> {
            session.dataTaskPublisher(for: endpoint.url)
                .tryMap { try self.check($0) }
                .catch { error in
                    self.tokens.refreshToken().flatMap { _ in «self.load(endpoint)» }
                }
                .eraseToAnyPublisher()
        }
    }
  `,
  swift`
    func keepSignedIn() async {
        «while true» {
            do {
                tokens = try await auth.refreshTokens()
                break
            } catch {
                print("Not refreshed, trying again")
            }
        }
    }
  `,
  swift`
    func reconnect() async {
        var session: Session?
        «while session == nil» {
            session = try? await auth.refreshSession()
        }
    }
  `,
  swift`
    func user() -> Observable<User> {
        tokenService.refreshToken()
            .flatMap { self.api.user($0) }
            .«retry()»
    }
  `,
  swift`
    func user() -> AnyPublisher<User, Error> {
        authService.refreshAccessToken()
            .«retry(.max)»
            .flatMap { self.api.user($0) }
            .eraseToAnyPublisher()
    }
  `,
  swift`
    func request(_ target: Target) -> Observable<Response> {
        provider.rx.request(target)
            .asObservable()
            .«retryWhen» { errors in
                errors.flatMap { _ in self.tokenService.refreshToken() }
            }
    }
  `,
  swift`
    final class AuthInterceptor: RequestInterceptor {
        func retry(_ request: Request, for session: Session, dueTo error: Error, completion: @escaping (RetryResult) -> Void) {
            guard request.response?.statusCode == 401 else {
                completion(.doNotRetryWithError(error))
                return
            }
            auth.refreshToken { succeeded in
                «completion(succeeded ? .retry : .doNotRetry)»
            }
        }
    }
  `,
  swift`
    func refreshAuthToken() -> Single<Token> {
        provider.rx.request(.refresh).map(Token.self).«retry()»
    }
  `,
  // The refresh is a target of the same provider.
  swift`
    final class Provider {
        func load(_ service: API) -> Observable<Response> {
            rx.request(service).filterSuccessfulStatusCodes().catchError { error in
                guard case MoyaError.statusCode(let response) = error, response.statusCode == 401 else { throw error }
                return self.rx.request(.refreshToken).flatMap { _ in «self.load(service)» }
            }
        }
    }
  `,
  swift`
    func load(_ api: API) -> Single<Response> {
        provider.rx.request(api)
            .«retry» { (errors: Observable<TokenError>) in
                errors.flatMap { _ in AuthService.shared.renewToken() }
            }
            .filterSuccessfulStatusCodes()
    }
  `,
  swift`
    func load(_ token: Target) -> Single<Response> {
        request(token).«retryWhen» { $0.flatMap { _ in AccessTokenService.shared.refreshedToken } }
    }
  `,
  // Alamofire 4.
  swift`
    class Retrier: RequestRetrier {
        var requestsToRetry: [RequestRetryCompletion] = []

        func should(_ manager: SessionManager, retry request: Request, with error: Error, completion: @escaping RequestRetryCompletion) {
            requestsToRetry.append(completion)
            refreshToken { success in
                self.requestsToRetry.forEach { requestToRetry in «requestToRetry(success, 0.0)» }
            }
        }
    }
  `,
  swift`
    class Interceptor: RequestInterceptor {
        func retry(_ request: Request, for session: Session, dueTo error: Error, completion: @escaping (RetryResult) -> Void) {
            refreshToken(request, completion: completion)
        }

        private func refreshToken(_ request: Request, completion: @escaping (RetryResult) -> Void) {
            api.renew { «completion(.retry)» }
        }
    }
  `,
  swift`
    final class APIClient {
        func send(_ request: URLRequest, retryOnce: Bool = false) async throws -> Data {
            let (data, response) = try await URLSession.shared.data(for: request)
            if response.statusCode == 401 {
                try await refreshToken()
                return try await URLSession.shared.data(for: request).0
            }
            return data
        }

        func refreshToken() async throws {
            let data = try await «send(refreshRequest)»
            try store(data)
        }
    }
  `,
  // A bare name; what it sends tells what is refreshed.
  swift`
    final class API {
        func send(_ request: URLRequest) async throws -> Data {
            let (data, response) = try await URLSession.shared.data(for: request)
            if (response as? HTTPURLResponse)?.statusCode == 401 {
                try await refresh()
                return try await «send(request)»
            }
            return data
        }

        private func refresh() async throws {
            var request = URLRequest(url: URL(string: "https://api.example.com/v1/renewal")!)
            request.httpBody = try JSONEncoder().encode(["refresh_token": keychain.string("refresh")])
            let (data, _) = try await URLSession.shared.data(for: request)
            try keep(JSONDecoder().decode(Tokens.self, from: data))
        }
    }
  `,
];
