import { swift, ts, type Example } from '../rule.js';

export const onEveryRequestGood: readonly Example[] = [
  ts`
      client.interceptors.request.use(async (request) => {
        if (isTokenExpired(accessToken)) {
          accessToken = await refreshAccessToken();
        }
        request.headers.Authorization = accessToken;
        return request;
      });
    `,
  // It only reads the stored token.
  ts`
      client.interceptors.request.use(async (request) => {
        const token = await SecureStore.getItemAsync('accessToken');
        const refreshToken = await getRefreshToken();
        request.headers.Authorization = token;
        request.headers['X-Refresh'] = refreshToken;
        return request;
      });
    `,
  // The refresh looks at the expiry itself.
  ts`
      async function refreshToken() {
        if (Date.now() < expiresAt - 60000) return;
        const { data } = await axios.post('/auth/refresh', { refreshToken: stored });
        keep(data);
      }

      client.interceptors.request.use(async (request) => {
        await refreshToken();
        return request;
      });
    `,
  ts`
      client.interceptors.request.use(async (request) => {
        const { exp } = jwtDecode(accessToken);
        if (exp * 1000 > Date.now()) return request;
        request.headers.Authorization = await refreshAccessToken();
        return request;
      });
    `,
  // Once, when the app starts.
  ts`
      export async function restoreSession() {
        await refreshAccessToken();
        user = await fetch(base + '/me').then((response) => response.json());
      }
    `,
  ts`
      client.interceptors.request.use(async (request) => {
        request.headers.Authorization = await getToken();
        return request;
      });
    `,
  // Pull to refresh.
  ts`
      const onRefresh = async () => {
        setIsRefreshing(true);
        await refetchTokens();
        await fetch(base + '/balances');
        setIsRefreshing(false);
      };
    `,
  swift`
      func send(_ request: URLRequest) async throws -> Data {
          if tokens.isExpired {
              try await auth.refreshToken()
          }
          return try await URLSession.shared.data(for: request).0
      }
    `,
  swift`
      actor Client {
          func send(_ request: URLRequest) async throws -> Data {
              let current = tokens.needsRefresh ? try await refreshed(tokens) : tokens
              return try await URLSession.shared.data(for: sign(request, current)).0
          }

          private func refreshed(_ old: Tokens) async throws -> Tokens {
              try await refresher.refresh(using: old.refreshToken)
          }
      }
    `,
  // Its name says that it looks first.
  swift`
      func send(_ request: URLRequest) async throws -> Data {
          try await auth.refreshTokenIfNeeded()
          return try await URLSession.shared.data(for: request).0
      }
    `,
  // The refresh looks at the expiry itself.
  swift`
      final class Client {
          func send(_ request: URLRequest) async throws -> Data {
              try await refreshToken()
              return try await URLSession.shared.data(for: request).0
          }

          private func refreshToken() async throws {
              guard expiresAt <= Date() else { return }
              tokens = try await api.exchange(refreshToken: tokens.refreshToken)
          }
      }
    `,
  // Only after a refusal.
  swift`
      func send(_ request: URLRequest) async throws -> Data {
          do {
              return try await perform(request)
          } catch APIError.unauthorized {
              try await auth.refreshToken()
              return try await perform(request)
          }
      }
    `,
  // Called when the server has refused the token.
  swift`
      final class Client {
          func send(_ request: URLRequest) async throws -> Data {
              let (data, response) = try await URLSession.shared.data(for: request)
              if response.statusCode == 401 { return try await sendWithNewToken(request) }
              return data
          }

          private func sendWithNewToken(_ request: URLRequest) async throws -> Data {
              try await auth.refreshToken()
              return try await URLSession.shared.data(for: request).0
          }
      }
    `,
  // Once, at launch.
  swift`
      func restoreSession() async throws {
          try await auth.refreshToken()
          user = try await URLSession.shared.data(for: Endpoints.me).0
      }
    `,
  // The getter of a stored refresh token.
  swift`
      func revoke() async throws {
          let token = store.refreshToken()
          _ = try await URLSession.shared.data(for: Endpoints.revoke(token))
      }
    `,
  // The same, asynchronous: an actor or the Keychain hands it out.
  swift`
      func revoke() async throws {
        let old = try await tokenStore.refreshToken()
        _ = try await URLSession.shared.data(for: Endpoints.revoke(old))
      }
    `,
  // A sign-in that gets its first token.
  swift`
      final class SignIn {
          func bearerToken(username: String, password: String) {
              network.executeTokenRefresh(username: username, password: password) { result in
                  self.token = try? result.get()
                  self.loadProfile()
              }
          }

          func loadProfile() {
              URLSession.shared.dataTask(with: profile) { _, _, _ in }.resume()
          }
      }
    `,
  // A list, not a session.
  swift`
      func fetchTokens() async throws -> [Token] {
          tableView.refreshControl?.beginRefreshing()
          await refreshData()
          return try await URLSession.shared.data(for: Endpoints.tokens)
      }
    `,
  // The token that a device registers for pushes with.
  swift`
      func fetchFeed() async throws -> Data {
          await pushManager.refreshToken()
          return try await URLSession.shared.data(for: Endpoints.feed).0
      }
    `,
];
