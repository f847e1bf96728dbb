import { swift, ts, tsx, type Example, type FixExample } from '../rule.js';

export const cachesKeptBad: readonly Example[] = [
  swift`
      let cache = «URLCache(memoryCapacity: 4_000_000, diskCapacity: 50_000_000)»

      func logout() { user = nil }
    `,
  swift`
      func adopt(_ cookie: HTTPCookie) {
          «HTTPCookieStorage.shared.setCookie(cookie)»
      }

      func signOut() { user = nil }
    `,
  swift`
      final class Client {
          init() {
              let configuration = URLSessionConfiguration.default
              «configuration.httpCookieStorage = .shared»
              session = URLSession(configuration: configuration)
          }

          func signOut() { token = nil }
      }
    `,
  ts`
      export const queryClient = «new QueryClient»({ defaultOptions: { queries: { staleTime: 60000 } } });

      export async function logout() {
        await clearTokens();
      }
    `,
  ts`
      const client = «new ApolloClient»({ link, cache: new InMemoryCache() });
      const signOut = () => SecureStore.deleteItemAsync('token');
    `,
  // Held by a hook, and made where nobody can name it.
  ts`
      export function App() {
        const [client] = useState(() => «new QueryClient»());
        return client;
      }

      export function useSignOut() {
        const queryClient = useQueryClient();
        return { signOut: async () => { await clearTokens(); } };
      }
    `,
  ts`
      import CookieManager from '@react-native-cookies/cookies';

      export const adopt = (session: string) => «CookieManager.set»(base, { name: 'sid', value: session });
      export const logout = () => navigation.replace('Login');
    `,
];

export const cachesKeptGood: readonly Example[] = [
  ts`
      export const queryClient = new QueryClient();

      export async function logout() {
        await clearTokens();
        queryClient.clear();
      }
    `,
  ts`
      const client = new ApolloClient({ link, cache: new InMemoryCache() });

      const signOut = async () => {
        await SecureStore.deleteItemAsync('token');
        await client.clearStore();
      };
    `,
  // A picture, and the end of what another service keeps.
  tsx`
      const queryClient = new QueryClient();

      export const Logout = () => <Svg width={18}><Path d="M8 0" /></Svg>;

      export async function logOut() {
        const isAnonymous = await Purchases.isAnonymous();
        if (!isAnonymous) await Purchases.logOut();
      }
    `,
  // The app starts anew.
  ts`
      const queryClient = new QueryClient();

      async function logout() {
        await clearTokens();
        await Updates.reloadAsync();
      }
    `,
  // A picture.
  ts`
      const queryClient = new QueryClient();
      export const Logout = () => ({ viewBox: '0 0 24 24', path: 'M4 4' });
    `,
  // Nothing to sign out of.
  ts`
      const queryClient = new QueryClient();
      const token = await loadDesignToken();
    `,
  swift`
      let cache = URLCache(memoryCapacity: 4_000_000, diskCapacity: 50_000_000)

      func logout() { cache.removeAllCachedResponses() }
    `,
  swift`
      func adopt(_ cookie: HTTPCookie) { HTTPCookieStorage.shared.setCookie(cookie) }

      func signOut() {
          for cookie in HTTPCookieStorage.shared.cookies ?? [] { HTTPCookieStorage.shared.deleteCookie(cookie) }
      }
    `,
  // The default session, which every app uses.
  swift`
      func load() async throws -> Data { try await URLSession.shared.data(from: url).0 }
      func signOut() { token = nil }
    `,
  // Nothing to sign out of.
  swift`
      let cache = URLCache(memoryCapacity: 4_000_000, diskCapacity: 50_000_000)
      let session = try makeSession()
    `,
  swift`
      let configuration = URLSessionConfiguration.ephemeral
      configuration.httpCookieStorage = nil
      func signOut() { token = nil }
    `,
];

export const cachesKeptFixed: readonly FixExample[] = [
  {
    language: 'typescript',
    path: 'Example.ts',
    title: 'Clear the query client at sign-out',
    before: `import { QueryClient } from '@tanstack/react-query';

export const queryClient = new QueryClient();

export const logout = async () => {
  // The server first.
  await api.logout();
};
`,
    after: `import { QueryClient } from '@tanstack/react-query';

export const queryClient = new QueryClient();

export const logout = async () => {
  queryClient.clear();
  // The server first.
  await api.logout();
};
`,
  },
  {
    language: 'typescript',
    path: 'Example.ts',
    title: 'Clear the GraphQL client at sign-out',
    before: `import { ApolloClient, InMemoryCache } from "@apollo/client"

const client = new ApolloClient({
  link,
  cache: new InMemoryCache(),
})

export function signOut() { router.replace("/login") }
`,
    after: `import { ApolloClient, InMemoryCache } from "@apollo/client"

const client = new ApolloClient({
  link,
  cache: new InMemoryCache(),
})

export function signOut() {
  void client.clearStore()
  router.replace("/login")
}
`,
  },
  {
    language: 'swift',
    title: 'Delete the cookies at sign-out',
    before: `final class Session {
    func adopt(_ cookie: HTTPCookie) {
        HTTPCookieStorage.shared.setCookie(cookie)
    }

    func signOut() {
        user = nil
    }
}
`,
    after: `final class Session {
    func adopt(_ cookie: HTTPCookie) {
        HTTPCookieStorage.shared.setCookie(cookie)
    }

    func signOut() {
        HTTPCookieStorage.shared.removeCookies(since: .distantPast)
        user = nil
    }
}
`,
  },
  {
    language: 'swift',
    title: 'Clear the cache at sign-out',
    before: `final class Client {
    private let cache = URLCache(memoryCapacity: 4_000_000, diskCapacity: 50_000_000)

    func logout() { user = nil }
}
`,
    after: `final class Client {
    private let cache = URLCache(memoryCapacity: 4_000_000, diskCapacity: 50_000_000)

    func logout() {
        cache.removeAllCachedResponses()
        user = nil
    }
}
`,
  },
];
