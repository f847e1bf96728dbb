import type { CallNode, VariableNode } from '../../../code/model.js';
import { enclosing } from '../../../code/walk.js';
import { lastNameOf } from '../../callables.js';
import { spanOf } from '../../../span.js';
import type { CacheUse, Clearing, HeldClient } from '../session-model.js';
import { heldBy } from './functions.js';

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
  // react-native-webview: a view's clearCache takes out what its store of websites has cached.
  ['webData', /^(clearCache|clearHistory|clearFormData)$/, /web_?view|browser/i],
];

/** Functions that start the app anew, with which everything in memory goes. */
const RELOADS = /^(reloadAsync|restart|Restart|reloadAppAsync|reload)$/;
const RELOADED = /^(Updates|RNRestart|DevSettings|Restart|CodePush|location)$/;

/** A call that makes or clears a cache of what the server sent, in the libraries of React Native apps. */
export function cacheUses(node: CallNode): readonly CacheUse[] {
  const name = lastNameOf(node.callee) ?? '';
  const span = { start: node.start, end: node.callee.end };
  const made = node.callee.kind === 'name' ? MADE.get(name) : undefined;
  if (made) {
    const clearing = clearingOf(node, made);
    return [{ cache: made, operation: 'fill', name, ...(clearing && { clearing }), ...span }];
  }
  if (node.callee.kind !== 'member' || !node.callee.object) {
    const reloads = node.callee.kind === 'name' && name === 'reloadAppAsync';
    return reloads ? inMemory(span) : [];
  }
  const holder = heldBy(node.callee.object) ?? '';
  if (RELOADS.test(name) && RELOADED.test(holder)) return inMemory(span);
  if (/^(set|setFromResponse)$/.test(name) && /^Cookie(Manager|s)$/.test(holder)) {
    const clearing = { statement: `${holder}.clearAll()`, name: holder, isPromise: true };
    return [{ cache: 'cookies', operation: 'fill', name: holder, clearing, ...span }];
  }
  const caches = CLEARS.filter(([, names, of]) => names.test(name) && of.test(holder)).map(
    ([cache]) => cache,
  );
  const cleared = clearsWebKit(name, holder, node) ? [...caches, 'webData' as const] : caches;
  return cleared.map((cache) => ({ cache, operation: 'clear', name: holder, ...span }));
}

/** `CookieManager.clearAll(true)` of @react-native-cookies/cookies clears the store of web views. */
function clearsWebKit(name: string, holder: string, { args }: CallNode): boolean {
  const [first] = args;
  const isForWebKit = first?.value.kind === 'boolean' && first.value.text === 'true';
  return name === 'clearAll' && /^Cookie(Manager|s)$/.test(holder) && isForWebKit;
}

function inMemory(span: { readonly start: number; readonly end: number }): readonly CacheUse[] {
  return (['queries', 'graphql'] as const).map((cache) => ({ cache, operation: 'clear', name: '', ...span }));
}

/** How a client is cleared that a constant of the text holds; others cannot be named where the session ends. */
function clearingOf(made: CallNode, cache: CacheUse['cache']): Clearing | undefined {
  const { parent } = made;
  if (parent?.kind !== 'variable' || parent.value !== made) return undefined;
  if (parent.parent?.kind !== 'block' || parent.parent.parent) return undefined;
  const exported = exportOf(parent);
  return { ...clearOf(parent.name, cache), ...(exported !== undefined && { exported }) };
}

/** TanStack Query's is done at once; Apollo's waits for what is under way. */
function clearOf(name: string, cache: CacheUse['cache']): Clearing {
  return cache === 'graphql'
    ? { name, statement: `${name}.clearStore()`, isPromise: true }
    : { name, statement: `${name}.clear()` };
}

/** `export const client = …`, `export { client }`, `export default client` */
function exportOf({ name, attributes, parent }: VariableNode): string | undefined {
  if (attributes.some((one) => one.name === 'export')) return name;
  const statements = parent?.kind === 'block' ? parent.statements : [];
  for (const node of statements) {
    const found =
      node.kind === 'export' && node.module === undefined
        ? node.names.find(({ local }) => local === name)
        : undefined;
    if (found) return found.exported;
  }
  return undefined;
}

const HOOKS: ReadonlyMap<string, CacheUse['cache']> = new Map([
  ['useQueryClient', 'queries'],
  ['useApolloClient', 'graphql'],
]);

/** `const queryClient = useQueryClient()` */
export function heldClient(node: CallNode): readonly HeldClient[] {
  const cache = node.callee.kind === 'name' ? HOOKS.get(node.callee.name) : undefined;
  const { parent } = node;
  if (!cache || parent?.kind !== 'variable' || parent.value !== node) return [];
  const around = enclosing(parent, 'function', 'closure');
  return around ? [{ cache, clearing: clearOf(parent.name, cache), ...spanOf(around) }] : [];
}
