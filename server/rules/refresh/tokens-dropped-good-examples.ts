import { swift, ts, type Example } from '../rule.js';

export const tokensDroppedGood: readonly Example[] = [
  ts`
      interface TokenAnswer {
        access_token: string;
        refresh_token?: string;
      }

      async function renewAccessToken(): Promise<string> {
        const { data } = await axios.post<TokenAnswer>('/oauth/token', { refresh_token: await readRefreshToken() });
        await saveTokens(data.access_token, data.refresh_token ?? old);
        return data.access_token;
      }
    `,
  // Taken out by a pattern.
  ts`
      interface TokenAnswer {
        accessToken: string;
        refreshToken: string;
      }

      async function refreshTokens() {
        const response = await fetch(base + '/auth/refresh', { method: 'POST', body: JSON.stringify({ refreshToken }) });
        const { accessToken, refreshToken: next } = (await response.json()) as TokenAnswer;
        await save(accessToken, next);
      }
    `,
  // Kept as a whole.
  ts`
      async function refreshTokens() {
        const { data } = await axios.post<TokenAnswer>('/auth/refresh', { refreshToken });
        await saveSession(data);
        return data.accessToken;
      }

      interface TokenAnswer {
        accessToken: string;
        refreshToken: string;
      }
    `,
  // The server keeps the refresh token in a cookie.
  ts`
      async function refreshTokens() {
        const { data } = await axios.post('/auth/refresh', {}, { withCredentials: true });
        setAccessToken(data.accessToken);
      }
    `,
  swift`
      struct TokenResponse: Decodable {
          let accessToken: String
          let refreshToken: String?
      }

      func refreshTokens() async throws {
          let response = try decoder.decode(TokenResponse.self, from: data)
          if let refreshToken = response.refreshToken { try store(refreshToken) }
          accessToken = response.accessToken
      }
    `,
  // Whoever gets it can read everything.
  swift`
      struct TokenResponse: Decodable {
          let accessToken: String
          let refreshToken: String
      }

      func refreshTokens() async throws -> TokenResponse {
          let response = try decoder.decode(TokenResponse.self, from: data)
          log.info("Refreshed, \(response.accessToken.count) characters")
          return response
      }
    `,
  // The answer to a refresh has no refresh token at this server.
  swift`
      struct RefreshResponse: Decodable {
          let accessToken: String
          let expiresIn: Int
      }

      func refreshTokens() async throws {
          let response = try decoder.decode(RefreshResponse.self, from: data)
          accessToken = response.accessToken
      }
    `,
  // No refresh.
  swift`
      struct TokenResponse: Decodable {
          let accessToken: String
          let refreshToken: String
      }

      func guestToken() async throws -> String {
          let response = try decoder.decode(TokenResponse.self, from: data)
          return response.accessToken
      }
    `,
  // Only the expiry is looked at.
  swift`
      struct TokenResponse: Decodable {
          let accessToken: String
          let refreshToken: String
          let expiresIn: Int
      }

      func refreshTokens() async throws {
          let response = try decoder.decode(TokenResponse.self, from: data)
          schedule(after: response.expiresIn)
      }
    `,
  swift`
      struct TokenResponse: Decodable {
          let accessToken: String
          let refreshToken: String
      }

      func refreshTokens() async throws {
          let response = try decoder.decode(TokenResponse.self, from: data)
          session = Session(access: response.accessToken, refresh: response.refreshToken)
      }
    `,
  // Nothing tells that the answer holds another refresh token.
  swift`
      func refreshSession() async throws {
          let renewed = try await api.exchange(refreshToken: refreshToken)
          accessToken = renewed.accessToken
      }
    `,
  swift`
      struct TokenResponse: Decodable {
          let accessToken: String
          let refreshToken: String
      }

      func refreshTokens() async throws {
          let response = try decoder.decode(TokenResponse.self, from: data)
          keep(response)
          accessToken = response.accessToken
      }
    `,
];
