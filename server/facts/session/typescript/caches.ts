import type { CallNode } from '../../../code/model.js';
import { lastNameOf } from '../../callables.js';
import { bare } from '../../trace.js';
import type { CacheUse } from '../session-model.js';

/** What makes a cache, and what it is called. */
const MADE: ReadonlyMap<string, CacheUse['cache']> = new Map([
  ['QueryClient', 'queries'],
  ['ApolloClient', 'graphql'],
]);

const CLEARS: readonly (readonly [CacheUse['cache'], RegExp, RegExp])[] = [
  // TanStack Query: QueryClient.clear, .removeQueries, .resetQueries; the same of its cache.
  ['queries', /^(clear|removeQueries|resetQueries)$/, /quer|cache|client|^qc$/i],
  // Apollo Client: ApolloClient.clearStore, .resetStore; InMemoryCache.reset, .evict; `cache.gc`
  ['graphql', /^(clearStore|resetStore|reset|evict)$/, /client|apollo|cache/i],
  // @react-native-cookies/cookies
  [
    'cookies',
    /^(clearAll|clearByName|clearCookies|removeSessionCookies|deleteCookies|deleteAllCookies)$/,
    /cookie/i,
  ],
];

/** Functions that start the app anew, with which everything in memory goes. */
const RELOADS = /^(reloadAsync|restart|Restart|reloadAppAsync|reload)$/;
const RELOADED = /^(Updates|RNRestart|DevSettings|Restart|CodePush|location)$/;

/** A call that makes or clears a cache of what the server sent, in the libraries of React Native apps. */
export function cacheUses(node: CallNode): readonly CacheUse[] {
  const name = lastNameOf(node.callee) ?? '';
  const span = { start: node.start, end: node.callee.end };
  const made = node.callee.kind === 'name' ? MADE.get(name) : undefined;
  if (made) return [{ cache: made, operation: 'fill', name, ...span }];
  if (node.callee.kind !== 'member' || !node.callee.object) {
    const reloads = node.callee.kind === 'name' && name === 'reloadAppAsync';
    return reloads ? inMemory(span) : [];
  }
  const holder = lastNameOf(bare(node.callee.object)) ?? '';
  if (RELOADS.test(name) && RELOADED.test(holder)) return inMemory(span);
  if (/^(set|setFromResponse)$/.test(name) && /^Cookie(Manager|s)$/.test(holder)) {
    return [{ cache: 'cookies', operation: 'fill', name: holder, ...span }];
  }
  return CLEARS.filter(([, clears, of]) => clears.test(name) && of.test(holder)).map(([cache]) => ({
    cache,
    operation: 'clear',
    name: holder,
    ...span,
  }));
}

function inMemory(span: { readonly start: number; readonly end: number }): readonly CacheUse[] {
  return (['queries', 'graphql'] as const).map((cache) => ({ cache, operation: 'clear', name: '', ...span }));
}
