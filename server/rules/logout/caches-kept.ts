import type { CacheUse, Clearing } from '../../facts/session/session-model.js';
import type { FileFacts } from '../../facts/model.js';
import type { Fix } from '../../finding.js';
import { CACHE_ITEMS } from '../../knowledge/clears.js';
import { oncePer } from '../../knowledge/remember.js';
import type { Program } from '../../workspace/program.js';
import { mainSignOut, type PlacedFunction } from '../../workspace/sign-out.js';
import { cacheClearEdits, type FilledCache } from './cache-clears.js';
import { atTheStart } from './insertion.js';
import { defineRule } from '../rule.js';
import { cachesKeptBad, cachesKeptGood, cachesKeptFixed } from './caches-kept-examples.js';

/** What a policy calls them. */
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
  fixSafety: `
The clear is added at the beginning of the function that ends the session. It takes out everything the store holds, also
what belongs to other hosts or to people who are not signed in, so it is offered for review. Where the cache cannot be
reached from that function, no fix is offered.

In TypeScript the client is taken from a hook around that function, from a constant of the file, or imported from where
it is made, but not from the entry of the app. \`clearStore()\` and \`clearAll()\` are waited for where the function can.`,
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
  *check(facts, { logout }, program) {
    const root = mainSignOut(program, facts.language);
    // A picture called Logout ends nothing.
    if (!root || isIdle(root)) return;
    for (const cache of keptCaches(program)) {
      // The repair belongs where the session ends; beside it, the place that fills the store says more.
      const isHere = cache.file === root.file;
      // Each half of an app in two languages ends its own session.
      if (cache.file.language !== facts.language) continue;
      if (root.file !== facts || logout[CACHE_ITEMS[cache.use.cache]] === 'keep') continue;
      const filled = { start: cache.use.start, end: cache.use.end };
      const ended = { start: root.fact.start, end: root.fact.end };
      yield {
        span: isHere ? filled : ended,
        message: `${WHAT[cache.use.cache]}, and nothing clears ${THEM[cache.use.cache]} when ${root.fact.owner.name} ends the session: the next account finds ${THEM[cache.use.cache]}.`,
        related: [
          isHere
            ? { span: ended, message: 'The session ends here.' }
            : { path: cache.file.path, span: filled, message: 'It is filled here.' },
        ],
        fixes: fixesFor(cache, root, facts),
      };
    }
  },
  bad: cachesKeptBad,
  good: cachesKeptGood,
  fixed: cachesKeptFixed,
});

function isIdle({ fact, file }: PlacedFunction): boolean {
  return file.language === 'typescript' && fact.calls.length === 0 && fact.dropped.length === 0;
}

const TITLES: Readonly<Record<CacheUse['cache'], string>> = {
  cookies: 'Delete the cookies at sign-out',
  urlCache: 'Clear the cache at sign-out',
  webData: 'Clear the data of web views at sign-out',
  queries: 'Clear the query client at sign-out',
  graphql: 'Clear the GraphQL client at sign-out',
};

function fixesFor(filled: FilledCache, root: PlacedFunction, facts: FileFacts): readonly Fix[] {
  const edits =
    facts.language === 'typescript' ? cacheClearEdits(filled, root) : clearEdits(filled, root, facts);
  return edits ? [{ title: TITLES[filled.use.cache], safety: 'review', preferred: true, edits }] : [];
}

function clearEdits(
  { use: { clearing } }: FilledCache,
  { fact }: PlacedFunction,
  { text }: FileFacts,
): Fix['edits'] | undefined {
  if (!clearing || !isReachable(clearing, fact)) return undefined;
  const edit = atTheStart(fact, [clearing.statement], text);
  return edit && [edit];
}

/** An instance's own property can be named by its functions alone, a static one by those of its type. */
function isReachable({ type, statement }: Clearing, { owner }: PlacedFunction['fact']): boolean {
  if (type === undefined) return true;
  return owner.type === type && (!owner.isStatic || statement.startsWith(`${type}.`));
}

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
const keptCaches = oncePer((program: Program): readonly FilledCache[] => {
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
});
