import { swift, type Example } from '../rule.js';

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
