import type { FixExample } from '../rule.js';

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
