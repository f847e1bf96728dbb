import { droppedShapes } from './shape-examples.js';
import { swift, ts, type Example, type FixExample } from '../rule.js';
export { tokensDroppedGood } from './tokens-dropped-good-examples.js';

export const tokensDroppedBad: readonly Example[] = [
  ...droppedShapes,
  swift`
      struct TokenResponse: Decodable {
          let accessToken: String
          let refreshToken: String
      }

      final class AuthService {
          private var accessToken = ""
          private var refreshToken = ""

          func refreshTokens() async throws {
              let (data, _) = try await session.data(for: refreshRequest)
              let «response» = try JSONDecoder().decode(TokenResponse.self, from: data)
              self.accessToken = response.accessToken
          }
      }
    `,
  swift`
      struct LoginAnswer: Codable {
          var token: String
          var refreshToken: String?
          var expiresIn: Int
      }

      class AuthAPI {
          func refreshToken(completion: @escaping (Bool) -> Void) {
              URLSession.shared.dataTask(with: request) { data, _, _ in
                  guard let data, let «answer» = try? JSONDecoder().decode(LoginAnswer.self, from: data) else {
                      return completion(false)
                  }
                  keychain.set(answer.token, forKey: "token")
                  completion(true)
              }.resume()
          }
      }
    `,
  // The same answer is read in full after a login.
  swift`
      final class TVSession {
          func finishPairing(_ response: TokenResponse) throws {
              try save(response.accessToken, account: "access")
              if let refreshToken = response.refreshToken { try saveRefreshToken(refreshToken) }
              expiresAt = .now.addingTimeInterval(response.expiresIn)
          }

          private func refreshSession() async throws {
              let «renewed» = try await APIClient.exchange(refreshToken: refreshToken)
              try save(renewed.accessToken, account: "access")
              expiresAt = .now.addingTimeInterval(renewed.expiresIn)
          }
      }
    `,
  swift`
      struct Tokens: Decodable {
          let access_token: String
          let refresh_token: String
      }

      func renewAccessToken() async throws -> String {
          let data = try await client.post("/token", ["grant_type": "refresh_token"])
          let «tokens» = try decoder.decode(Tokens.self, from: data)
          return tokens.access_token
      }
    `,
  swift`
      struct TokenPair: Decodable {
          let accessToken: String
          let refreshToken: String?
      }

      final class TokenStore {
          func refreshAccessToken() async throws {
              let «pair» = try decoder.decode(TokenPair.self, from: try await load())
              try keychain.set(pair.accessToken, key: Keys.accessToken)
          }

          func login(_ pair: TokenPair) throws {
              try keychain.set(pair.accessToken, key: Keys.accessToken)
              try keychain.set(pair.refreshToken ?? "", key: Keys.refreshToken)
          }
      }
    `,
  ts`
      interface TokenAnswer {
        access_token: string;
        refresh_token: string;
      }

      async function renewAccessToken(): Promise<string> {
        const { «data» } = await axios.post<TokenAnswer>('/oauth/token', {
          grant_type: 'refresh_token',
          refresh_token: await readRefreshToken(),
        });
        await keepAccessToken(data.access_token);
        return data.access_token;
      }
    `,
  // A login of the same server brings both.
  ts`
      export async function login(email: string, password: string) {
        const response = await axios.post('/auth/login', { email, password });
        await saveAccess(response.data.accessToken);
        await saveRefresh(response.data.refreshToken);
      }

      export async function refreshToken() {
        const «response» = await axios.post('/auth/refresh', { refreshToken: await readRefresh() });
        await saveAccess(response.data.accessToken);
      }
    `,
];

export const tokensDroppedFixed: readonly FixExample[] = [
  {
    language: 'swift',
    title: 'Store the new refresh token, too',
    before: `struct TokenResponse: Decodable {
    let accessToken: String
    let refreshToken: String
}

final class AuthService {
    private var accessToken = ""
    private var refreshToken = ""

    func refreshTokens() async throws {
        let response = try JSONDecoder().decode(TokenResponse.self, from: data)
        self.accessToken = response.accessToken // in memory
    }
}
`,
    after: `struct TokenResponse: Decodable {
    let accessToken: String
    let refreshToken: String
}

final class AuthService {
    private var accessToken = ""
    private var refreshToken = ""

    func refreshTokens() async throws {
        let response = try JSONDecoder().decode(TokenResponse.self, from: data)
        self.refreshToken = response.refreshToken
        self.accessToken = response.accessToken // in memory
    }
}
`,
  },
  {
    language: 'swift',
    title: 'Store the new refresh token, too',
    before: `struct TokenPair: Decodable {
    let accessToken: String
    let refreshToken: String?
}

func refreshAccessToken() async throws {
    let pair = try decoder.decode(TokenPair.self, from: try await load())
    try vault.store(pair.accessToken, for: .accessToken)
}

func forget() {
    vault.forget(.refreshToken)
}
`,
    after: `struct TokenPair: Decodable {
    let accessToken: String
    let refreshToken: String?
}

func refreshAccessToken() async throws {
    let pair = try decoder.decode(TokenPair.self, from: try await load())
    if let refreshToken = pair.refreshToken {
        try vault.store(refreshToken, for: .refreshToken)
    }
    try vault.store(pair.accessToken, for: .accessToken)
}

func forget() {
    vault.forget(.refreshToken)
}
`,
  },
];
