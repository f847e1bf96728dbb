import { describe, expect, it } from 'vitest';
import { underlinedInFirst } from './app.js';

const SERVICE = `
final class AuthService {
    func refreshToken() async throws {
        let (data, _) = try await URLSession.shared.data(for: refreshRequest)
        try keep(data)
    }
}
`;

const SHARED_SERVICE = SERVICE.replace('{\n', '{\n    static let shared = AuthService()\n\n');

const CLIENT = `
final class APIClient {
    func send(_ request: URLRequest) async throws -> Data {
        let (data, response) = try await URLSession.shared.data(for: request)
        guard response.statusCode == 401 else { return data }
        try await auth.refreshToken()
        return try await URLSession.shared.data(for: request).0
    }
}
`;

const WAITING_CLIENT = CLIENT.replace('{\n', '{\n    private let lock = AsyncLock()\n\n');

describe('refresh/not-single-flight across files', () => {
  const rule = 'refresh/not-single-flight';

  it('says nothing of a refresh whose callers are unknown', () => {
    expect(underlinedInFirst(rule, { 'AuthService.swift': SERVICE })).toEqual([]);
  });

  it('finds a refresh that requests of another file call', () => {
    expect(underlinedInFirst(rule, { 'AuthService.swift': SERVICE, 'APIClient.swift': CLIENT })).toEqual([
      'refreshToken',
    ]);
  });

  it('does not mind requests of tests', () => {
    expect(
      underlinedInFirst(rule, { 'AuthService.swift': SERVICE, 'Tests/APIClientTests.swift': CLIENT }),
    ).toEqual([]);
  });

  it('says nothing when several refreshes have that name', () => {
    const other = SERVICE.replace('AuthService', 'GuestService');
    const files = { 'AuthService.swift': SERVICE, 'Guest.swift': other, 'APIClient.swift': CLIENT };
    expect(underlinedInFirst(rule, files)).toEqual([]);
  });

  it('says nothing when the caller lets one at a time through', () => {
    expect(underlinedInFirst(rule, { 'AuthService.swift': SHARED_SERVICE })).toEqual(['refreshToken']);
    expect(
      underlinedInFirst(rule, { 'AuthService.swift': SHARED_SERVICE, 'APIClient.swift': WAITING_CLIENT }),
    ).toEqual([]);
  });
});

describe('refresh/tokens-dropped across files', () => {
  const refresh = `
final class TokenStore {
    func refreshAccessToken() async throws {
        let answer = try decoder.decode(TokenResponse.self, from: try await load())
        accessToken = answer.accessToken
    }
}
`;

  it('knows the properties of a type that another file declares', () => {
    const type =
      'struct TokenResponse: Decodable {\n    let accessToken: String\n    let refreshToken: String\n}\n';
    const files = { 'TokenStore.swift': refresh, 'TokenResponse.swift': type };
    expect(underlinedInFirst('refresh/tokens-dropped', files)).toEqual(['answer']);
  });

  it('says nothing when that type has no refresh token', () => {
    const type = 'struct TokenResponse: Decodable {\n    let accessToken: String\n}\n';
    const files = { 'TokenStore.swift': refresh, 'TokenResponse.swift': type };
    expect(underlinedInFirst('refresh/tokens-dropped', files)).toEqual([]);
  });
});
