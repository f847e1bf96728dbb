import { isRefreshToken, renewalOfName } from './refresh.js';
import { wordsOf } from './credentials.js';

/** Functions that send a request when they are called by themselves. */
const SENDING =
  /^(fetch|axios|ky|got|wretch|request|superagent|authFetch|apiFetch|fetchJson|\w*[bB]aseQuery)$/;
/** Methods of clients that send one: axios, ky, got, Apollo, urql, ofetch. */
const METHODS =
  /^(get|post|put|patch|delete|head|request|fetch|send|query|mutate|mutation|postForm|toPromise)$/;
const CLIENTS = new Set(
  'api axios http https client instance ky got fetcher rest backend server network request requests apollo urql graphql wretch'.split(
    ' ',
  ),
);

/** Whether a call by name and receiver sends a request over the network. `receiver` is the last name before its own. */
export function sendsHttp(name: string, receiver: string | undefined): boolean {
  if (receiver === undefined) return SENDING.test(name);
  if (/^(window|globalThis|self)$/.test(receiver)) return name === 'fetch';
  return METHODS.test(name) && isClientName(receiver);
}

/** Whether a variable is called as HTTP clients are: `api`, `authClient`, `$http`, `axiosInstance`. */
export function isClientName(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => CLIENTS.has(word)) && !words.includes('query') && !words.includes('key');
}

/** Functions that make a client: `axios.create`, `ky.extend`. */
export const MAKES_CLIENT = /^(create|extend|createInstance|createClient)$/;

/** Whether the text of an address is that of an endpoint which renews tokens. */
export function isRenewalAddress(text: string): boolean {
  if (/log_?-?out|sign_?-?out|revoke|push|device/i.test(text)) return false;
  if (/(^|[/_.-])(refresh|renew|reissue)([/_.-]?(token|session|auth|jwt|access))?s?\/?(\?|$)/i.test(text)) {
    return (
      /^\/?(refresh|renew|reissue)\/?(\?|$)/i.test(text) ||
      /token|auth|session|jwt|login|user|account|access/i.test(text)
    );
  }
  return /(token|auth|session|jwt)s?[/_.-]?(refresh|renew|reissue)|(refresh|renew|reissue)[/_.-]?(token|auth|session|jwt|access)/i.test(
    text,
  );
}

/** Whether the name of a constant is that of such an address: `REFRESH_TOKEN`, `endpoints.refresh`. */
export function isRenewalConstant(name: string, holder: string | undefined): boolean {
  if (/url|path|endpoint|route|uri/i.test(name) && /refresh|renew|reissue/i.test(name)) return true;
  if (holder === undefined) return false;
  const isList =
    /^(api|urls?|paths?|endpoints?|routes?|uris?|auth|\w*(endpoints?|urls?|routes?|paths?))$/i.test(
      holder.replaceAll('_', ''),
    );
  return isList && /refresh|renew|reissue/i.test(name);
}

/** What kind of function it is, at the end of its name. */
const SUFFIXES = /(Saga|Thunk|Async|Action|Logic|Fn|Worker|Flow|Handler)$/;

/** What functions are called that get new tokens, in words other than "refresh": `getNewAccessToken`. */
export function renewsByName(name: string): boolean {
  if (/^(get|fetch|request|obtain|generate|acquire)New(Access|Auth|Jwt)?Tokens?$/.test(name)) return true;
  const bare = name.replace(SUFFIXES, '');
  return bare !== name && renewalOfName(bare) === 'always';
}

/** Whether an entry of a body tells that it asks for new tokens: `grant_type: 'refresh_token'`, `refreshToken`. */
export function isRenewalEntry(key: string, text: string | undefined): boolean {
  if (key === 'grant_type' || key === 'grantType') return text === 'refresh_token';
  return isRefreshToken(key) || key === 'refresh';
}

/** Properties of a request by which an interceptor leaves it alone. */
const EXEMPTING =
  /^(_|skip|no|without|ignore|bypass|is(Refresh|Retry|Auth|Public)|anonymous|public|allow|x-)/i;

/** Whether an option marks a request for an interceptor: `skipAuthRefresh`, `_retry`, `__isRefresh`. */
export function marksRequest(option: string): boolean {
  return EXEMPTING.test(option) || /retr(y|ied)|refresh|sent\b|attempt|skip/i.test(option);
}

/** Names by which a condition looks at where a request goes. */
export const LOOKS_AT_ADDRESS =
  /^(\w*url|\w*path(name)?|\w*endpoint|\w*route|pathname|href|includes|endsWith|startsWith|indexOf|match)$/i;

/** Whether a name in a condition says that some requests are left out: `skipAuth`, `isPublic`, `isLoginRequest`. */
export function exemptsRequest(name: string): boolean {
  return /^(skip|no|ignore|bypass|exclude)[A-Z]|whitelist|blacklist|public|isAuth|isRefresh|isLogin|isLoggingOut/.test(
    name,
  );
}

/** Packages that let callers wait for each other. */
export const GATE_PACKAGES: ReadonlySet<string> = new Set([
  'async-mutex',
  'await-mutex',
  'async-lock',
  'semaphore-async-await',
  'p-queue',
  'p-limit',
  'p-memoize',
  'promise-memoize',
  'axios-auth-refresh',
  'axios-token-interceptor',
  'react-native-axios-jwt',
  'axios-jwt',
  'fresh-jwt',
]);

/** Packages that renew the sessions they manage by themselves, one renewal at a time. */
export const MANAGING_PACKAGES =
  /^(@clerk\/|@auth0\/|react-native-auth0$|@react-native-firebase\/auth|firebase\/auth|@firebase\/auth|aws-amplify|@aws-amplify\/|amazon-cognito-identity-js|@supabase\/|@okta\/|@azure\/msal|react-native-msal|@react-native-google-signin\/|@nhost\/|appwrite|react-native-appwrite|pocketbase|@privy-io\/|@logto\/|@stytch\/|@descope\/|@workos-inc\/|keycloak-js|oidc-client|better-auth|@better-auth\/|next-auth|@convex-dev\/auth)/;

/** Whether a call is one of a library's own session, which it renews once for all callers. */
export function isManaged(receivers: readonly string[]): boolean {
  return receivers.some((name) =>
    /^(supabase|firebase|auth0|clerk|amplify|Amplify|msal|pb|appwrite|nhost|keycloak)$/i.test(name),
  );
}
