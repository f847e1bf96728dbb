import type { AssignNode, CallNode, Expression } from '../../code/model.js';
import type { CacheUse, Clearing } from './session-model.js';
import { bare } from '../trace.js';

const CACHES: readonly {
  readonly type: string;
  readonly cache: CacheUse['cache'];
  readonly clears: RegExp;
  readonly fills: RegExp;
}[] = [
  {
    type: 'HTTPCookieStorage',
    cache: 'cookies',
    clears: /^(deleteCookie|removeCookies)$/,
    fills: /^(setCookie|setCookies)$/,
  },
  {
    type: 'URLCache',
    cache: 'urlCache',
    clears: /^(removeAllCachedResponses|removeCachedResponse|removeCachedResponses)$/,
    fills: /^(storeCachedResponse)$/,
  },
  { type: 'WKWebsiteDataStore', cache: 'webData', clears: /^(removeData)$/, fills: /^$/ },
];

/** `configuration.httpCookieStorage = .shared`: the app relies on cookies. */
export function cookieUse(node: AssignNode): CacheUse[] {
  const { target, value } = node;
  const shares =
    target.kind === 'member' &&
    target.name === 'httpCookieStorage' &&
    value.kind === 'member' &&
    value.name === 'shared';
  return shares
    ? [
        {
          cache: 'cookies',
          operation: 'fill',
          name: 'HTTPCookieStorage',
          clearing: SHARED_COOKIES,
          start: node.start,
          end: node.end,
        },
      ]
    : [];
}

/** A call that fills or clears one of the system's stores of what sessions leave behind. */
export function cacheUse(node: CallNode): CacheUse[] {
  const { callee } = node;
  const span = { start: node.start, end: node.end };
  if (callee.kind === 'name') {
    // `URLCache(memoryCapacity:diskCapacity:)` sets up a cache of one's own.
    const made =
      callee.name === 'URLCache' && node.args.some((argument) => argument.label === 'diskCapacity');
    if (!made) return [];
    const clearing = clearingOf(node);
    return [
      { cache: 'urlCache', operation: 'fill', name: 'URLCache', ...(clearing && { clearing }), ...span },
    ];
  }
  if (callee.kind !== 'member' || !callee.object) return [];
  const names = namesIn(callee.object);
  return CACHES.flatMap(({ type, cache, clears, fills }): CacheUse[] => {
    const isStore =
      names.includes(type) || (cache === 'cookies' && names.some((name) => /cookieStor(e|age)$/i.test(name)));
    const isCache = isStore || (cache === 'urlCache' && names.some((name) => /^urlCache$/i.test(name)));
    if (clears.test(callee.name)) return [{ cache, operation: 'clear', name: type, ...span }];
    if (!isCache || !fills.test(callee.name)) return [];
    const isShared = names.includes(type) && names.includes('shared');
    const clearing = !isShared ? undefined : cache === 'cookies' ? SHARED_COOKIES : SHARED_CACHE;
    return [{ cache, operation: 'fill', name: type, ...(clearing && { clearing }), ...span }];
  });
}

const SHARED_COOKIES: Clearing = {
  statement: 'HTTPCookieStorage.shared.removeCookies(since: .distantPast)',
};
const SHARED_CACHE: Clearing = { statement: 'URLCache.shared.removeAllCachedResponses()' };

/** How a cache that is made here is cleared: `URLCache.shared = …`, a property or variable that holds it. */
function clearingOf(made: CallNode): Clearing | undefined {
  const { parent } = made;
  if (parent?.kind === 'assign' && parent.value === made) {
    const names = namesIn(parent.target);
    if (names.includes('URLCache') && names.includes('shared')) return SHARED_CACHE;
  }
  if (parent?.kind !== 'variable' || parent.value !== made || parent.accessors.length > 0) return undefined;
  const marks = new Set(parent.attributes.map(({ name }) => name));
  const holder = parent.parent?.kind === 'type' ? parent.parent : undefined;
  if (!holder) {
    const isGlobal = parent.parent?.kind === 'block' && parent.parent.parent === undefined;
    return isGlobal ? { statement: `${parent.name}.removeAllCachedResponses()` } : undefined;
  }
  if (!marks.has('static'))
    return { statement: `${parent.name}.removeAllCachedResponses()`, type: holder.name };
  const statement = `${holder.name}.${parent.name}.removeAllCachedResponses()`;
  return marks.has('private') ? { statement, type: holder.name } : { statement };
}

function namesIn(node: Expression): readonly string[] {
  const inner = bare(node);
  if (inner.kind === 'name') return [inner.name];
  if (inner.kind === 'call') return namesIn(inner.callee);
  return inner.kind === 'member' ? [inner.name, ...(inner.object ? namesIn(inner.object) : [])] : [];
}
