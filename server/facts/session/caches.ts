import type { AssignNode, CallNode, Expression } from '../../code/model.js';
import type { CacheUse } from './session-model.js';
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
    ? [{ cache: 'cookies', operation: 'fill', name: 'HTTPCookieStorage', start: node.start, end: node.end }]
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
    return made ? [{ cache: 'urlCache', operation: 'fill', name: 'URLCache', ...span }] : [];
  }
  if (callee.kind !== 'member' || !callee.object) return [];
  const names = namesIn(callee.object);
  return CACHES.flatMap(({ type, cache, clears, fills }): CacheUse[] => {
    const isStore =
      names.includes(type) || (cache === 'cookies' && names.some((name) => /cookieStor(e|age)$/i.test(name)));
    const isCache = isStore || (cache === 'urlCache' && names.some((name) => /^urlCache$/i.test(name)));
    if (clears.test(callee.name)) return [{ cache, operation: 'clear', name: type, ...span }];
    return isCache && fills.test(callee.name) ? [{ cache, operation: 'fill', name: type, ...span }] : [];
  });
}

function namesIn(node: Expression): readonly string[] {
  const inner = bare(node);
  if (inner.kind === 'name') return [inner.name];
  if (inner.kind === 'call') return namesIn(inner.callee);
  return inner.kind === 'member' ? [inner.name, ...(inner.object ? namesIn(inner.object) : [])] : [];
}
