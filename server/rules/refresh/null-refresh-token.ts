import type { Erasing } from '../../facts/refresh/model.js';
import type { Fix } from '../../finding.js';
import { defineRule, swift, ts } from '../rule.js';

export const nullRefreshToken = defineRule({
  id: 'refresh/null-refresh-token',
  title: 'Missing refresh token that erases the stored one',
  severity: 'warning',
  why: `
An answer to a refresh may leave the refresh token out: the old one then stays valid. Code that stores the answer as it is
replaces a working refresh token with nothing. Nobody notices before the access token expires; then there is nothing to
refresh with, and people have to sign in again.`,
  remedy: `
Keep the stored refresh token when the answer brings none: \`answer.refreshToken ?? refreshToken\`. On iOS
react-native-app-auth gives an empty text for none, whatever the type says, so there it takes \`||\`.`,
  fixSafety: `
The fix falls back to the refresh token that was sent. Check that it is the one of the same account.`,
  references: [
    {
      title: 'RFC 6749: Refreshing an access token',
      url: 'https://www.rfc-editor.org/rfc/rfc6749#section-6',
    },
    {
      title: 'react-native-app-auth: refresh',
      url: 'https://nearform.com/open-source/react-native-app-auth/docs/usage/refresh/',
    },
  ],
  *check(facts) {
    for (const { erasing, name } of facts.refresh?.answers ?? []) {
      if (!erasing) continue;
      yield {
        span: { start: erasing.start, end: erasing.end },
        message: `When \`${name}\` holds no refresh token, ${erasing.form === 'nil' ? 'nil' : 'an empty text'} takes the place of the stored one, which is still valid: there is nothing left to refresh with, and people have to sign in again.`,
        fixes: fixesFor(erasing),
      };
    }
  },
  bad: [
    swift`
      func renew(account: String) async throws {
          let answer = try await APIClient.exchange(refreshToken: refreshToken)
          try keychain.save(«answer.refreshToken ?? ""», account: account)
          try keychain.save(answer.accessToken, account: account)
      }
    `,
    swift`
      struct TokenResponse: Decodable {
          let accessToken: String
          let refreshToken: String?
      }

      final class AuthService {
          private var refreshToken: String?
          private var accessToken: String?

          func refreshTokens() async throws {
              let response = try decoder.decode(TokenResponse.self, from: data)
              «self.refreshToken = response.refreshToken»
              accessToken = response.accessToken
          }
      }
    `,
    swift`
      struct Tokens: Codable {
          var accessToken: String
          var refreshToken: String?
      }

      func refreshAccessToken(_ refreshToken: String) async throws {
          let tokens = try decoder.decode(Tokens.self, from: await post(refreshToken))
          session.refreshToken = «tokens.refreshToken ?? ""»
          session.accessToken = tokens.accessToken
      }
    `,
    ts`
      import { refresh } from 'react-native-app-auth';

      export async function renew(refreshToken: string) {
        const result = await refresh(config, { refreshToken });
        await saveTokens({ accessToken: result.accessToken, refreshToken: «result.refreshToken ?? ''» });
      }
    `,
    ts`
      import { refresh } from 'react-native-app-auth';

      export async function renew(stored: Tokens) {
        const result = await refresh(config, { refreshToken: stored.refreshToken });
        await Keychain.setGenericPassword('refresh', «result.refreshToken»);
      }
    `,
    // An empty text is what there is on iOS where the server sends none.
    ts`
      import { refresh } from 'react-native-app-auth';

      export async function renew(refreshToken: string) {
        const result = await refresh(config, { refreshToken });
        await saveTokens({ accessToken: result.accessToken, refreshToken: «result.refreshToken ?? refreshToken» });
      }
    `,
    ts`
      async function refreshTokens() {
        const { data } = await axios.post('/oauth/token', { grant_type: 'refresh_token', refresh_token: stored });
        await save(data.access_token, «data.refresh_token || ''»);
      }
    `,
  ],
  good: [
    ts`
      import { refresh } from 'react-native-app-auth';

      export async function renew(refreshToken: string) {
        const result = await refresh(config, { refreshToken });
        await saveTokens({ accessToken: result.accessToken, refreshToken: result.refreshToken || refreshToken });
      }
    `,
    ts`
      import { refresh } from 'react-native-app-auth';

      export async function renew(refreshToken: string) {
        const result = await refresh(config, { refreshToken });
        await saveAccessToken(result.accessToken);
        if (result.refreshToken) await saveRefreshToken(result.refreshToken);
      }
    `,
    // A sign-in has no older one.
    ts`
      import { authorize } from 'react-native-app-auth';

      export async function signIn() {
        const result = await authorize(config);
        await saveTokens({ accessToken: result.accessToken, refreshToken: result.refreshToken });
      }
    `,
    // Another server, whose answers always hold one.
    ts`
      async function refreshTokens() {
        const { data } = await axios.post('/auth/refresh', { refreshToken: stored });
        await save(data.accessToken, data.refreshToken);
      }
    `,
    swift`
      func renew(account: String) async throws {
          let answer = try await APIClient.exchange(refreshToken: refreshToken)
          try keychain.save(answer.refreshToken ?? refreshToken, account: account)
          try keychain.save(answer.accessToken, account: account)
      }
    `,
    swift`
      func renew() async throws {
          let answer = try await APIClient.exchange(refreshToken: refreshToken)
          if let rotated = answer.refreshToken { try keychain.save(rotated, account: "refresh") }
      }
    `,
    // A login: there is no older one.
    swift`
      struct TokenResponse: Decodable {
          let accessToken: String
          let refreshToken: String?
      }

      func login() async throws {
          let response = try decoder.decode(TokenResponse.self, from: data)
          refreshToken = response.refreshToken
      }
    `,
    // Always there.
    swift`
      struct TokenResponse: Decodable {
          let accessToken: String
          let refreshToken: String
      }

      func refreshTokens() async throws {
          let response = try decoder.decode(TokenResponse.self, from: data)
          refreshToken = response.refreshToken
          accessToken = response.accessToken
      }
    `,
    swift`
      struct TokenResponse: Decodable {
          let accessToken: String
          let refreshToken: String?
      }

      func refreshTokens() async throws {
          let response = try decoder.decode(TokenResponse.self, from: data)
          refreshToken = response.refreshToken ?? refreshToken
          accessToken = response.accessToken
      }
    `,
    swift`
      func renew() async throws {
          let answer = try await APIClient.exchange(refreshToken: refreshToken)
          let isRotated = (answer.refreshToken ?? "") != refreshToken
          keep(answer, isRotated)
      }
    `,
  ],
  fixed: [
    {
      language: 'typescript',
      path: 'Example.ts',
      title: 'Keep the old refresh token when none comes',
      before: `import { refresh } from 'react-native-app-auth';

export async function renew(refreshToken: string) {
  const result = await refresh(config, { refreshToken });
  await saveTokens({ accessToken: result.accessToken, refreshToken: result.refreshToken ?? '' });
}
`,
      after: `import { refresh } from 'react-native-app-auth';

export async function renew(refreshToken: string) {
  const result = await refresh(config, { refreshToken });
  await saveTokens({ accessToken: result.accessToken, refreshToken: result.refreshToken || refreshToken });
}
`,
    },
    {
      language: 'typescript',
      path: 'Example.ts',
      title: 'Keep the old refresh token when none comes',
      before: `import { refresh } from 'react-native-app-auth';

export async function renew(stored: Tokens) {
  const result = await refresh(config, { refreshToken: stored.refreshToken });
  await saveTokens({ ...result, refreshToken: result.refreshToken ?? stored.refreshToken });
}
`,
      after: `import { refresh } from 'react-native-app-auth';

export async function renew(stored: Tokens) {
  const result = await refresh(config, { refreshToken: stored.refreshToken });
  await saveTokens({ ...result, refreshToken: result.refreshToken || stored.refreshToken });
}
`,
    },
    {
      language: 'swift',
      title: 'Keep the old refresh token when none comes',
      before: `func renew(account: String) async throws {
    let answer = try await APIClient.exchange(refreshToken: refreshToken)
    try keychain.save(answer.refreshToken ?? "", account: account)
}
`,
      after: `func renew(account: String) async throws {
    let answer = try await APIClient.exchange(refreshToken: refreshToken)
    try keychain.save(answer.refreshToken ?? refreshToken, account: account)
}
`,
    },
  ],
});

function fixesFor({ replacement }: Erasing): readonly Fix[] {
  if (!replacement) return [];
  const { start, end, text } = replacement;
  return [
    {
      title: 'Keep the old refresh token when none comes',
      safety: 'review',
      preferred: true,
      edits: [{ span: { start, end }, newText: text }],
    },
  ];
}
