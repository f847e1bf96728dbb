import { wordsOf } from './credentials.js';
import type { LogoutItem } from './decisions.js';

/** The item of the logout list that each kind of cache belongs to. */
export const CACHE_ITEMS = {
  cookies: 'cookies',
  urlCache: 'urlCache',
  webData: 'webData',
  queries: 'urlCache',
  graphql: 'urlCache',
} as const satisfies Readonly<Record<string, LogoutItem>>;

/** What a call on a way out of the session clears besides tokens, told by its name and what it is called on. */
export type ClearedByName = 'files' | 'database' | 'imageCache' | 'userDefaultsDomain';

const BY_NAME: readonly {
  readonly what: ClearedByName;
  readonly call: RegExp;
  /** undefined: whatever it is called on. */
  readonly receiver?: RegExp;
}[] = [
  {
    what: 'files',
    call: /^(removeItem|trashItem|deleteAsync)$/,
    receiver: /^(default|fileManager|fm|FileSystem)$/i,
  },
  {
    what: 'database',
    call: /^(destroyPersistentStore|deleteDatabase|unsafeResetDatabase|deleteAllData|executeBatchDelete)$/,
  },
  {
    what: 'database',
    call: /^(delete|deleteAll|eraseAllData|erase)$/,
    receiver: /(context|realm|database|db)$/i,
  },
  { what: 'imageCache', call: /^(clearMemory|clearDisk|clearMemoryCache|clearDiskCache|clearImageCache)$/ },
  { what: 'imageCache', call: /^(clearCache|removeAll|removeAllObjects|clear)$/, receiver: /image/i },
  { what: 'userDefaultsDomain', call: /^(removePersistentDomain|resetStandardUserDefaults)$/ },
];

export function clearedByCall(name: string, receiver: string | undefined): ClearedByName | undefined {
  return BY_NAME.find(
    (one) =>
      one.call.test(name) && (!one.receiver || (receiver !== undefined && one.receiver.test(receiver))),
  )?.what;
}

const PERSON = new Set('user account profile member customer person identity me viewer'.split(' '));
const STATE = new Set('authenticated authorized auth login session'.split(' '));

/** Whether a property holds the person who is signed in: `currentUser`, `profile`. */
export function holdsPerson(property: string): boolean {
  const words = wordsOf(property);
  return PERSON.has(words.at(-1) ?? '');
}

/** Whether a property says that somebody is signed in: `isAuthenticated`, `loggedIn`, `authState`. */
export function holdsAuthState(property: string): boolean {
  const words = wordsOf(property);
  if (words.some((word, at) => /^(log|logged|sign|signed)$/.test(word) && words[at + 1] === 'in'))
    return true;
  const [first = '', ...others] = words;
  if (/^(authenticated|authorized|loggedin|signedin)$/.test(words.at(-1) ?? '')) return true;
  return /^(state|status|phase)$/.test(words.at(-1) ?? '') && (others.length === 0 || STATE.has(first));
}
