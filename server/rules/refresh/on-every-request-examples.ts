import { swift, ts, type Example, type FixExample } from '../rule.js';
export { onEveryRequestGood } from './on-every-request-good-examples.js';

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
