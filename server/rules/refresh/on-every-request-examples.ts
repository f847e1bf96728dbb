import { swift, ts, type Example, type FixExample } from '../rule.js';

export const onEveryRequestBad: readonly Example[] = [
  swift`
      final class APIClient {
          private let auth: AuthService

          func makeRequest(_ request: URLRequest) async throws -> Data {
              try await auth.«refreshToken»()
              let (data, _) = try await URLSession.shared.data(for: request)
              return data
          }
      }
    `,
  swift`
      actor Tickets {
          private let refresher: TokenRefresher
          private var tokens: SessionTokens

          func ticket(_ id: String) async throws -> Data {
              let fresh = try await «refreshed»(tokens)
              return try await perform(URLRequest(url: Endpoints.ticket(id)), token: fresh.accessToken)
          }

          private func perform(_ request: URLRequest, token: String) async throws -> Data {
              try await URLSession.shared.data(for: request).0
          }

          private func refreshed(_ old: SessionTokens) async throws -> SessionTokens {
              let fresh = try await refresher.refresh(using: old.refreshToken)
              tokens = fresh
              return fresh
          }
      }
    `,
  swift`
      class OrderService {
          func fetchOrders(completion: @escaping (Result<[Order], Error>) -> Void) {
              tokenStore.«refreshAccessToken» { result in
                  AF.request(Endpoint.orders, headers: self.headers(result)).responseDecodable { response in
                      completion(response.result.mapError { $0 })
                  }
              }
          }
      }
    `,
  swift`
      final class Repository {
          func send(_ endpoint: Endpoint) -> AnyPublisher<Data, Error> {
              tokenService.«refreshTokens»()
                  .flatMap { token in self.session.dataTaskPublisher(for: endpoint.request(token)).map(\.data) }
                  .eraseToAnyPublisher()
          }
      }
    `,
  swift`
      final class AuthInterceptor: RequestInterceptor {
          func adapt(_ urlRequest: URLRequest, for session: Session, completion: @escaping (Result<URLRequest, Error>) -> Void) {
              authService.«refreshToken» { token in
                  var request = urlRequest
                  request.headers.add(.authorization(bearerToken: token))
                  completion(.success(request))
              }
          }
      }
    `,
  swift`
      final class SessionClient {
          private var isTokenExpired: Bool { expiresAt <= .now }
          private var expiresAt = Date.distantPast

          func load(_ request: URLRequest) async throws -> Data {
              try await auth.«refreshSession»()
              return try await URLSession.shared.data(for: request).0
          }
      }
    `,
  ts`
      crewClient.interceptors.request.use(async (request) => {
        const { accessToken } = await «refreshTokens»(currentAccount());
        request.headers.Authorization = accessToken;
        return request;
      });
    `,
  ts`
      export async function apiFetch(path: string, options: RequestInit) {
        await «refreshAccessToken»();
        return fetch(base + path, { ...options, headers: { Authorization: 'Bearer ' + (await readToken()) } });
      }
    `,
  ts`
      class Api {
        async load(path: string) {
          const token = await this.auth.«refreshToken»();
          return axios.get(path, { headers: { Authorization: token } });
        }
      }
    `,
];

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

export const onEveryRequestFixed: readonly FixExample[] = [
  {
    language: 'typescript',
    path: 'Example.ts',
    title: 'Refresh only when the token has expired',
    before: `const isTokenExpired = () => Date.now() >= expiresAt;

client.interceptors.request.use(async (request) => {
  await refreshAccessToken();
  request.headers.Authorization = accessToken;
  return request;
});
`,
    after: `const isTokenExpired = () => Date.now() >= expiresAt;

client.interceptors.request.use(async (request) => {
  if (isTokenExpired()) {
    await refreshAccessToken();
  }
  request.headers.Authorization = accessToken;
  return request;
});
`,
  },
  {
    language: 'swift',
    title: 'Refresh only when the token has expired',
    before: `final class SessionClient {
    private var isTokenExpired: Bool { expiresAt <= .now }

    func load(_ request: URLRequest) async throws -> Data {
        try await auth.refreshSession()
        return try await URLSession.shared.data(for: request).0
    }
}
`,
    after: `final class SessionClient {
    private var isTokenExpired: Bool { expiresAt <= .now }

    func load(_ request: URLRequest) async throws -> Data {
        if isTokenExpired {
            try await auth.refreshSession()
        }
        return try await URLSession.shared.data(for: request).0
    }
}
`,
  },
  {
    language: 'swift',
    title: 'Refresh only when the token has expired',
    before: `actor Tickets {
    func ticket() async throws -> Data {
        let fresh = try await refreshed(tokens)
        return try await URLSession.shared.data(for: request(fresh)).0
    }

    func pass() async throws -> Data {
        let current = tokens.needsRefresh ? try await refreshed(tokens) : tokens
        return try await URLSession.shared.data(for: request(current)).0
    }

    private func refreshed(_ old: Tokens) async throws -> Tokens {
        try await refresher.refresh(using: old.refreshToken)
    }
}
`,
    after: `actor Tickets {
    func ticket() async throws -> Data {
        let fresh = tokens.needsRefresh ? try await refreshed(tokens) : tokens
        return try await URLSession.shared.data(for: request(fresh)).0
    }

    func pass() async throws -> Data {
        let current = tokens.needsRefresh ? try await refreshed(tokens) : tokens
        return try await URLSession.shared.data(for: request(current)).0
    }

    private func refreshed(_ old: Tokens) async throws -> Tokens {
        try await refresher.refresh(using: old.refreshToken)
    }
}
`,
  },
];
