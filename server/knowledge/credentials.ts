import { remember } from './remember.js';
import { ownMeaning } from './own-credentials.js';

/** What kind of credential a value is. `token` is one whose purpose its name does not tell. */
export type CredentialKind =
  | 'accessToken'
  | 'refreshToken'
  | 'sessionId'
  | 'authCode'
  | 'token'
  | 'idToken'
  | 'password'
  | 'apiKey'
  | 'clientSecret'
  | 'privateKey'
  | 'credentials';

export const KIND_NAMES: Readonly<Record<CredentialKind, string>> = {
  accessToken: 'access token',
  refreshToken: 'refresh token',
  sessionId: 'session id',
  authCode: 'authorization code',
  token: 'token',
  idToken: 'identity token',
  password: 'password',
  apiKey: 'API key',
  clientSecret: 'client secret',
  privateKey: 'private key',
  credentials: 'set of credentials',
};

/**
 * Word sequences that name a credential, the most telling first: `refreshAccessToken` is asked for
 * `refresh token` before `access token`.
 */
const NAMES: readonly (readonly [CredentialKind, readonly string[]])[] = [
  [
    'authCode',
    ['auth code', 'authorization code', 'oauth code', 'code verifier', 'pkce verifier', 'oauth state'],
  ],
  ['refreshToken', ['refresh token', 'refreshtoken', 'refresh jwt', 'renewal token']],
  [
    'sessionId',
    [
      'session id',
      'session identifier',
      'session token',
      'sessionid',
      'sessiontoken',
      'session cookie',
      'session key',
    ],
  ],
  ['idToken', ['id token', 'identity token', 'idtoken']],
  ['apiKey', ['api key', 'apikey', 'api token', 'apitoken', 'secret access key', 'personal access token']],
  [
    'accessToken',
    [
      'access token',
      'auth token',
      'authentication token',
      'authorization token',
      'bearer token',
      'oauth token',
      'login token',
      'user token',
      'accesstoken',
      'authtoken',
      'access jwt',
      'bearer',
      'jwt',
    ],
  ],
  ['clientSecret', ['client secret', 'app secret', 'consumer secret', 'oauth secret', 'clientsecret']],
  ['privateKey', ['private key', 'signing key', 'encryption key', 'secret key', 'master key', 'privatekey']],
  ['password', ['password', 'passwd', 'passphrase', 'passcode', 'pin code', 'pincode']],
  [
    'credentials',
    ['credential', 'credentials', 'auth state', 'token response', 'token pair', 'auth session'],
  ],
  ['token', ['token']],
];

/** What comes before `token` in names that are no credential. */
const OTHER_TOKENS = new Set(
  (
    'push device apns apn fcm voip notification notifications registration observer observation ' +
    'cancellation cancel design color theme nft crypto page next continuation cursor sync change changes ' +
    'history invalidation subscription lexer parser syntax placeholder csrf xsrf layout text search delta ' +
    'since offer purchase payment card gift instance fid firebase messaging pushkit pagination refund ' +
    'ubiquity identity-change stop end start eos special unknown watch disposable keyboard live activity snapshot ' +
    'invite invitation validation resume debug room conversation meeting'
  ).split(' '),
);

/** What a name ends in when it is about a credential without being one. */
const ABOUT = new Set(
  (
    'type types count expiry expires expiration expire expired expiring date time timestamp ttl age lifetime url ' +
    'uri endpoint path length size hash hashed digest fingerprint error errors failure status state index manager ' +
    'store storage service services handler provider observer delegate refresher repository client request ' +
    'response interceptor plugin view controller screen button field label placeholder title text hint prompt ' +
    'message description validator validation strength policy rule rules valid invalid missing required enabled ' +
    'disabled exists saved stored available changed updated received publisher subject task timer queue lock ' +
    'semaphore kind format prefix suffix parser generator factory name names version info metadata at in id ids ' +
    'identifier owner scope scopes issuer audience attempts attempt retries tries interval delay window threshold ' +
    'schema symbol balance address amount price icon image color prompted style usage formatted reset recovery tag tags list map set array dictionary'
  ).split(' '),
);

/** What may follow `token` in the name of a token: its form, its time, its use. */
const BEHIND_TOKEN = new Set(
  (
    'string str value data text raw bytes base64 encoded encrypted plain jwt new old current previous original final tmp temp ' +
    'cached saved stored loaded decoded fetched received local remote from for of by with and or to key keys header ' +
    'auth authorization bearer session login user usuario usuário acceso acesso access refresh api app server backend account admin guest ' +
    'response result ref var val param arg input 1 2 3 v1 v2'
  ).split(' '),
);

/** What a name begins with when it asks a question: `hasToken`, `isPasswordValid`. */
const QUESTIONS = new Set(
  'is has have should can could did does do will needs need requires uses use show shows hide'.split(' '),
);

const KEY_WORDS = new Set([
  'key',
  'keys',
  'name',
  'account',
  'service',
  'identifier',
  'id',
  'item',
  'tag',
  'label',
]);

/**
 * The words of an identifier, lower case: `refreshTokenKey`, `refresh_token_key` and `REFRESH-TOKEN-KEY` all
 * give `refresh token key`; `URLSession` gives `url session`.
 */
export const wordsOf: (identifier: string) => readonly string[] = remember((identifier) =>
  identifier
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z\d]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase()),
);

/**
 * The kind of credential that the name of a value tells, judged by whole words; undefined for names that
 * are no credential or only about one (`tokenCount`, `hasToken`, `passwordField`, `pushToken`).
 */
export function kindOfValueName(identifier: string): CredentialKind | undefined {
  const own = ownMeaning(identifier, wordsOf);
  return own === undefined ? knownKindOfValue(identifier) : own === 'none' ? undefined : own;
}

const knownKindOfValue: (identifier: string) => CredentialKind | undefined = remember((identifier) => {
  const words = wordsOf(identifier);
  const last = words.at(-1);
  if (last === undefined || (KEY_WORDS.has(last) && !endsInCredential(words))) return undefined;
  return kindOfWords(words);
});

/**
 * The kind of credential that the name of a storage key (or of the constant or case that holds it) tells:
 * `accessTokenKey`, `com.example.refresh-token`, `Keys.password`.
 */
export function kindOfKeyName(identifier: string): CredentialKind | undefined {
  const own = ownMeaning(identifier, wordsOf);
  return own === undefined ? knownKindOfKey(identifier) : own === 'none' ? undefined : own;
}

const knownKindOfKey: (identifier: string) => CredentialKind | undefined = remember((identifier) => {
  // `Keys.session.key` is no session key: the last name asks the constant for its text.
  const words = [...wordsOf(identifier.replace(/\.(key|rawValue|name|value)$/, ''))];
  while (words.length > 1 && KEY_WORDS.has(words.at(-1) ?? '') && !endsInCredential(words)) words.pop();
  return kindOfWords(words);
});

/** `sessionId` and `apiKey` end in words that otherwise name keys. */
function endsInCredential(words: readonly string[]): boolean {
  const ending = words.slice(-2).join(' ');
  return NAMES.some(([, names]) => names.includes(ending) && ending.includes(' '));
}

function kindOfWords(words: readonly string[]): CredentialKind | undefined {
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined || QUESTIONS.has(first)) return undefined;
  const found = bestName(words);
  if (!found) return undefined;
  const before = words[found.at - 1];
  if (before !== undefined && OTHER_TOKENS.has(before) && found.name.startsWith('token')) return undefined;
  const after = words.slice(found.at + found.length);
  if (after.some((word) => ABOUT.has(word)) || namesOtherToken(words, found)) return undefined;
  // `tokenContract`, `tokenHolder`: what is traded has parts of all sorts.
  if (found.kind === 'token' && after[0] !== undefined && !BEHIND_TOKEN.has(after[0])) return undefined;
  return found.kind;
}

interface FoundName {
  readonly kind: CredentialKind;
  readonly name: string;
  readonly at: number;
  readonly length: number;
}

/** `NAMES` one by one, each with its words. */
const RUNS = NAMES.flatMap(([kind, names]) => names.map((name) => ({ kind, name, words: name.split(' ') })));

/** Words that such a name begins with; most identifiers hold none of them. */
const BEGINNINGS = new Set(RUNS.map(({ words }) => words[0]));

function bestName(words: readonly string[]): FoundName | undefined {
  if (!words.some((word) => BEGINNINGS.has(word))) return undefined;
  for (const run of RUNS) {
    const at = indexOfRun(words, run.words);
    if (at !== -1) return { kind: run.kind, name: run.name, at, length: run.words.length };
  }
  return undefined;
}

function indexOfRun(words: readonly string[], run: readonly string[]): number {
  for (let at = words.length - run.length; at >= 0; at -= 1) {
    if (run.every((word, index) => words[at + index] === word)) return at;
  }
  return -1;
}

/** Whether a name speaks of a token that is no session credential: `pushToken`, `fcm_token`, `deviceToken`. */
export const isOtherToken: (identifier: string) => boolean = remember((identifier) => {
  const words = wordsOf(identifier);
  const found = bestName(words);
  return found !== undefined && namesOtherToken(words, found);
});

function namesOtherToken(words: readonly string[], found: FoundName): boolean {
  // `push.refreshToken` is the refresh token of the push account.
  if (found.kind !== 'token') return false;
  // `tokenDevice`, and as people misspell it.
  if (words.slice(found.at).some((word) => /^(devic(e|es)?|push|fcm|apns)$/.test(word))) return true;
  const before = words.slice(0, found.at);
  return (
    before.some((word, at) => REGISTRATIONS.has(word) || (word === 'check' && before[at - 1] === 'app')) ||
    PLACES.has(before.at(-1) ?? '')
  );
}

/** What a device or an observer is registered with; such a word anywhere before `token` settles it. */
const REGISTRATIONS = new Set(
  'push device apns apn fcm voip notification notifications observer observation cancellation nft csrf xsrf page pagination registration'.split(
    ' ',
  ),
);

/** What a token directly behind marks a place in something, or a purpose of its own. */
const PLACES = new Set(
  'change changes history continuation cursor next invite invitation validation activity debug resume'.split(
    ' ',
  ),
);

/** Whether a name says that it stands for something plain: `connection_type`, `lastLoginDate`. */
export function namesFact(identifier: string): boolean {
  const words = wordsOf(identifier);
  // `isFromRegistered`, and not `is` or `has` alone.
  return (
    PLAIN_FACTS.has(words.at(-1) ?? '') || (words.length > 1 && /^(is|has|did|was)$/.test(words[0] ?? ''))
  );
}

const PLAIN_FACTS = new Set(
  'type types count date time timestamp version language theme mode url'.split(' '),
);

/** Whether a name ends in what is only about something else: `lastLoginDate`, `accountID`, `tokenCount`. */
export function isAboutSomething(identifier: string): boolean {
  const words = wordsOf(identifier);
  return ABOUT.has(words.at(-1) ?? '') && kindOfValueName(identifier) === undefined;
}

/** What a constant's name says its value tells of a credential: its type, its date, its size. */
const TELLS_OF = new Set(
  (
    'type types count expiry expires expiration expire expired expiring date time timestamp ttl age lifetime url uri ' +
    'endpoint length size hash hashed error status format version'
  ).split(' '),
);

/** Whether the name of a key constant says that the item only tells of a credential: `credentialsTypeKey`. */
export function isKeyAboutCredential(identifier: string): boolean {
  const words = wordsOf(identifier);
  const found = bestName(words);
  return found !== undefined && words.slice(found.at + found.length).some((word) => TELLS_OF.has(word));
}
