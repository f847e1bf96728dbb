import type { CacheUse } from '../../facts/session/session-model.js';
import type { FileFacts } from '../../facts/model.js';
import type { Program } from '../../workspace/program.js';
import { mainSignOut } from '../../workspace/sign-out.js';
import { defineRule, swift, ts } from '../rule.js';

export const cachesKept = defineRule({
  id: 'logout/caches-kept',
  title: 'Cookies or cached responses that outlive the session',
  severity: 'information',
  why: `
Cookies can carry the session itself; a URL cache keeps what the server sent to the person who was signed in, on disk.
When neither is cleared at sign-out, the next person's requests go out with the old cookies, and the old answers are
served from the cache.

The rule speaks only of stores that the app uses on purpose: it sets cookies or hands its sessions the shared cookie
store, sets up a cache on disk or stores responses in one, makes a \`QueryClient\` or an \`ApolloClient\`, and nothing in
it ever clears that store or starts the app anew.`,
  remedy: `
Where the session ends, delete the cookies of your hosts and call \`removeAllCachedResponses()\` on the cache. In
TypeScript: \`queryClient.clear()\`, \`client.clearStore()\`, \`CookieManager.clearAll()\`.`,
  fixSafety: '',
  references: [
    {
      title: 'Apple: URLCache.removeAllCachedResponses()',
      url: 'https://developer.apple.com/documentation/foundation/urlcache/removeallcachedresponses()',
    },
    {
      title: 'Apple: HTTPCookieStorage',
      url: 'https://developer.apple.com/documentation/foundation/httpcookiestorage',
    },
    {
      title: 'CWE-524: Use of Cache Containing Sensitive Information',
      url: 'https://cwe.mitre.org/data/definitions/524.html',
    },
  ],
  *check(facts, _policy, program) {
    const root = mainSignOut(program, facts.language);
    if (!root) return;
    for (const cache of keptCaches(program)) {
      if (cache.file !== facts) continue;
      yield {
        span: { start: cache.use.start, end: cache.use.end },
        message: `${WHAT[cache.use.cache]}, and nothing clears ${THEM[cache.use.cache]} when ${root.fact.owner.name} ends the session: the next account finds them.`,
        related: [
          {
            ...(root.file !== facts && { path: root.file.path }),
            span: { start: root.fact.start, end: root.fact.end },
            message: 'The session ends here.',
          },
        ],
      };
    }
  },
  bad: [
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
    ts`
      import CookieManager from '@react-native-cookies/cookies';

      export const adopt = (session: string) => «CookieManager.set»(base, { name: 'sid', value: session });
      export const logout = () => navigation.replace('Login');
    `,
  ],
  good: [
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
    // The app starts anew.
    ts`
      const queryClient = new QueryClient();

      async function logout() {
        await clearTokens();
        await Updates.reloadAsync();
      }
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
  ],
  fixed: [],
});

const WHAT: Readonly<Record<CacheUse['cache'], string>> = {
  cookies: 'Cookies are kept in the shared store',
  urlCache: 'Responses are cached on disk',
  webData: 'Web views keep their data',
  queries: 'This client keeps the answers of all queries in memory',
  graphql: 'This client keeps the answers of all GraphQL queries in memory',
};

const THEM: Readonly<Record<CacheUse['cache'], string>> = {
  cookies: 'the cookies',
  urlCache: 'the cache',
  webData: 'it',
  queries: 'them',
  graphql: 'them',
};

/** The first filling of each store that nothing clears. */
function keptCaches(program: Program): readonly { readonly file: FileFacts; readonly use: CacheUse }[] {
  const uses = program.files
    .filter((file) => !file.isTest)
    .flatMap((file) => file.session.caches.map((use) => ({ file, use })));
  const cleared = new Set(uses.filter(({ use }) => use.operation === 'clear').map(({ use }) => use.cache));
  const seen = new Set<CacheUse['cache']>();
  return uses.filter(({ use }) => {
    if (use.operation === 'clear' || cleared.has(use.cache) || seen.has(use.cache)) return false;
    seen.add(use.cache);
    return true;
  });
}
