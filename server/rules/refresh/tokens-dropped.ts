import type { RefreshAnswer } from '../../facts/refresh/model.js';
import type { Fix, Related } from '../../finding.js';
import type { Program } from '../../workspace/program.js';
import { spanOf } from '../../span.js';
import { lineBreakOf } from './text.js';
import { droppedShapes } from './shape-examples.js';
import { defineRule, swift, ts } from '../rule.js';

export const tokensDropped = defineRule({
  id: 'refresh/tokens-dropped',
  title: 'New refresh token that is not stored',
  severity: 'warning',
  why: `
Servers that rotate refresh tokens answer each refresh with a new one, and the old one is used up. Code that keeps only the
access token of such an answer works once: the next refresh sends the old token, which the server refuses or takes for
stolen. People are signed out about an hour after they have signed in, and nothing in the code looks wrong.`,
  remedy: `
Store the refresh token of the answer where the old one was, before the new access token is used: a crash in between then
costs nothing. When the answer has none, the old one stays valid.`,
  fixSafety: `
The fix writes the statement that stores the access token once more, for the refresh token, in front of it. It is offered
only where the property, key or function that it names occurs in the file. Check the protection of the store.`,
  references: [
    {
      title: 'RFC 6749: Refreshing an access token',
      url: 'https://www.rfc-editor.org/rfc/rfc6749#section-6',
    },
    {
      title: 'RFC 9700: Best current practice for OAuth 2.0 security, refresh token rotation',
      url: 'https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2',
    },
  ],
  *check(facts, _policy, program) {
    for (const answer of facts.refresh?.answers ?? []) {
      const { access, whole, readsRefreshToken } = answer;
      const field = answer.field ?? fieldElsewhere(answer, program);
      if (!field || !access || whole || readsRefreshToken) continue;
      yield {
        span: { start: answer.start, end: answer.end },
        message: `Only \`${answer.name}.${access.name}\` is kept of the answer to the refresh, its new \`${field.name}\` is dropped: a server that rotates refresh tokens refuses the old one next time, and people are signed out.`,
        related: relatedTo(answer),
        fixes: fixesFor(answer, facts.text),
      };
    }
  },
  bad: [
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
  ],
  good: [
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
  ],
  fixed: [
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
  ],
});

function relatedTo({ field, access }: RefreshAnswer): readonly Related[] {
  const kept = access ? [{ span: spanOf(access), message: 'Only this is taken from it.' }] : [];
  if (!field) return kept;
  return [...kept, { span: spanOf(field), message: `The answer can hold a \`${field.name}\`.` }];
}

/** The refresh token of an answer whose type another file declares. */
function fieldElsewhere({ type }: RefreshAnswer, { files }: Program): { readonly name: string } | undefined {
  if (type === undefined) return undefined;
  const shapes = files.flatMap(({ storage }) => storage.types).filter(({ name }) => name === type);
  return shapes.flatMap(({ fields }) => fields).find(({ credential }) => credential?.kind === 'refreshToken');
}

function fixesFor({ repair, field }: RefreshAnswer, text: string): readonly Fix[] {
  if (!repair || !field) return [];
  const { indent, step, statement } = repair;
  const newline = lineBreakOf(text);
  const newText = repair.optional
    ? `if let ${field.name} = ${repair.value} {${newline}${indent}${step}${statement}${newline}${indent}}`
    : statement;
  return [
    {
      title: 'Store the new refresh token, too',
      safety: 'review',
      preferred: true,
      edits: [{ span: { start: repair.at, end: repair.at }, newText: `${newText}${newline}${indent}` }],
    },
  ];
}
