import { swift, type Example, type FixExample } from '../rule.js';

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

export const unboundedRetryGood: readonly Example[] = [
  // A list that is refreshed, and no session.
  swift`
    final class API {
        func send(_ request: URLRequest) async throws -> Data {
            let (data, response) = try await URLSession.shared.data(for: request)
            if (response as? HTTPURLResponse)?.statusCode == 401 {
                try await refresh()
                return try await send(request)
            }
            return data
        }

        private func refresh() async throws {
            let request = URLRequest(url: URL(string: "https://api.example.com/v1/articles")!)
            let (data, _) = try await URLSession.shared.data(for: request)
            try keep(JSONDecoder().decode(Articles.self, from: data))
        }
    }
  `,
  swift`
    func refreshTokens(attempt: Int = 1) async throws -> Tokens {
        do {
            return try await api.exchange(refreshToken: store.refreshToken)
        } catch {
            guard attempt < 3 else { throw error }
            try await Task.sleep(for: .seconds(pow(2, Double(attempt))))
            return try await refreshTokens(attempt: attempt + 1)
        }
    }
  `,
  // A flag makes the second call the last.
  swift`
    func perform(_ request: URLRequest, retryOnUnauthorized: Bool = true) async throws -> Data {
        let (data, response) = try await URLSession.shared.data(for: request)
        if response.statusCode == 401, retryOnUnauthorized {
            try await auth.refreshToken()
            return try await perform(request, retryOnUnauthorized: false)
        }
        return data
    }
  `,
  swift`
    func send(_ request: URLRequest, isSecondTry: Bool = false) async throws -> Data {
        do {
            return try await fetch(request)
        } catch APIError.unauthorized {
            try await auth.refreshToken()
            return try await send(request, isSecondTry: true)
        }
    }
  `,
  swift`
    final class AuthInterceptor: RequestInterceptor {
        func retry(_ request: Request, for session: Session, dueTo error: Error, completion: @escaping (RetryResult) -> Void) {
            guard request.retryCount == 0, request.response?.statusCode == 401 else { return completion(.doNotRetry) }
            auth.refreshToken { completion($0 ? .retry : .doNotRetry) }
        }
    }
  `,
  // Three attempts.
  swift`
    func exchangeWithBackoff(_ refreshToken: String) async throws -> Tokens {
        var attempt = 0
        while true {
            do {
                return try await client.refreshTokens(refreshToken)
            } catch {
                attempt += 1
                guard attempt < 3 else { throw error }
            }
        }
    }
  `,
  // A ticker: it goes on after a success, too.
  swift`
    func startAutoRefresh() {
        task = Task {
            while !Task.isCancelled {
                try? await refreshSession()
                try? await Task.sleep(for: .seconds(300))
            }
        }
    }
  `,
  swift`
    func keepAlive() async {
        while true {
            try? await auth.refreshToken()
            try? await Task.sleep(for: .seconds(600))
        }
    }
  `,
  swift`
    func user() -> Observable<User> {
        tokenService.refreshToken().flatMap { self.api.user($0) }.retry(2)
    }
  `,
  swift`
    func request(_ target: Target) -> Observable<Response> {
        provider.rx.request(target).asObservable().retryWhen { errors in
            errors.enumerated().flatMap { attempt, error -> Observable<Void> in
                attempt < 2 ? self.tokenService.refreshToken() : .error(error)
            }
        }
    }
  `,
  // The next refresh comes after a success, shortly before the token expires.
  swift`
    func refreshToken() {
        session.dataTask(with: request) { data, _, error in
            guard let data, error == nil else { return self.signOut() }
            let token = self.store(data)
            DispatchQueue.main.asyncAfter(deadline: .now() + token.lifetime) { self.refreshToken() }
        }.resume()
    }
  `,
  // Another overload, another object.
  swift`
    final class Session {
        func refreshToken() async throws {
            do {
                try await refreshToken(for: account)
            } catch {
                try await fallback.refreshToken()
            }
        }

        func refreshToken(for account: Account) async throws {}
    }
  `,
  // A list that is loaded again.
  swift`
    func refreshData() async {
        do {
            items = try await api.items()
        } catch {
            await refreshData()
        }
    }
  `,
  // The refresh goes around the handler of refused requests.
  swift`
    final class Client {
        func send(_ request: URLRequest, authorized: Bool = true) async throws -> Data {
            let (data, response) = try await URLSession.shared.data(for: request)
            if response.statusCode == 401, authorized {
                try await refreshToken()
            }
            return data
        }

        func refreshToken() async throws {
            _ = try await send(refreshRequest, authorized: false)
        }
    }
  `,
  // A button that says “retry”.
  swift`
    func refreshSession() {
        errorView.onTap { self.button.setTitle(Strings.localizable.retry(), for: .normal) }
    }
  `,
];

export const unboundedRetryFixed: readonly FixExample[] = [
  {
    language: 'swift',
    title: 'Try at most three times, then sign out',
    before: `final class AuthManager {
    func refreshTokens() async throws -> Tokens {
        do {
            return try await api.exchange(refreshToken: store.refreshToken)
        } catch {
            return try await refreshTokens() // again
        }
    }

    func signOut() async {}
}
`,
    after: `final class AuthManager {
    func refreshTokens(attempt: Int = 1) async throws -> Tokens {
        do {
            return try await api.exchange(refreshToken: store.refreshToken)
        } catch {
            guard attempt < 3 else {
                await signOut()
                throw error
            }
            try await Task.sleep(nanoseconds: UInt64(1 << attempt) * 1_000_000_000)
            return try await refreshTokens(attempt: attempt + 1) // again
        }
    }

    func signOut() async {}
}
`,
  },
  {
    language: 'swift',
    title: 'Try at most three times',
    before: `func keepSignedIn() async throws {
    while true {
        do {
            tokens = try await auth.refreshTokens()
            break
        } catch {
            print("Not refreshed, trying again")
        }
    }
}
`,
    after: `func keepSignedIn() async throws {
    var attempt = 0
    while true {
        do {
            tokens = try await auth.refreshTokens()
            break
        } catch {
            attempt += 1
            guard attempt < 3 else {
                throw error
            }
            try await Task.sleep(nanoseconds: UInt64(1 << attempt) * 1_000_000_000)
            print("Not refreshed, trying again")
        }
    }
}
`,
  },
  {
    language: 'swift',
    title: 'Try at most three times',
    before: `func user() -> Observable<User> {
    tokenService.refreshToken().flatMap { self.api.user($0) }.retry()
}
`,
    after: `func user() -> Observable<User> {
    tokenService.refreshToken().flatMap { self.api.user($0) }.retry(3)
}
`,
  },
  {
    language: 'swift',
    title: 'Try at most three times',
    before: `final class AuthInterceptor: RequestInterceptor {
    func retry(_ request: Request, for session: Session, dueTo error: Error, completion: @escaping (RetryResult) -> Void) {
        auth.refreshToken { _ in completion(.retry) }
    }
}
`,
    after: `final class AuthInterceptor: RequestInterceptor {
    func retry(_ request: Request, for session: Session, dueTo error: Error, completion: @escaping (RetryResult) -> Void) {
        guard request.retryCount < 3 else {
            completion(.doNotRetry)
            return
        }
        auth.refreshToken { _ in completion(.retry) }
    }
}
`,
  },
];
