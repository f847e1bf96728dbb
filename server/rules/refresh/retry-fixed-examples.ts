import type { FixExample } from '../rule.js';

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
