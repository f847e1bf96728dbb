import { describe, expect, it } from 'vitest';
import { analyzer } from './analyzer.js';

/** What of the stores of the system a text clears, once each. */
function cleared(text: string): readonly string[] {
  const { caches } = analyzer.analyse('src/logout.tsx', text).facts.session;
  return [
    ...new Set(caches.filter(({ operation }) => operation === 'clear').map(({ cache }) => cache)),
  ].toSorted();
}

describe('a sign-out of an app with web views', () => {
  it.each([
    ['await CookieManager.clearAll(true);', ['cookies', 'webData']],
    ['await CookieManager.clearAll();', ['cookies']],
    ['await Cookies.clearAll(false);', ['cookies']],
    ['webViewRef.current?.clearCache(true);', ['webData']],
    ['this.webview.clearCache(true);', ['webData']],
    ['imageLoader.clearCache();', []],
    ['queryClient.clear();', ['queries']],
    ['clientRef.current.clearStore();', ['graphql']],
  ])('clears what it says: %s', (statement, expected) => {
    expect(cleared(`export async function logout() {\n  ${statement}\n}\n`)).toEqual(expected);
  });
});
