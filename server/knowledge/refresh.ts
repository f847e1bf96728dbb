import { kindOfValueName, wordsOf } from './credentials.js';

/** What people call the renewal of a session's credentials. */
const VERBS = words('refresh refreshed refreshing renew renewed renewing renewal reissue reissued');
/** Verbs that say the whole thing: there is nothing but a session that one authenticates again. */
const WHOLE = words('reauthenticate reauthorize reauthorise reauth relogin');
const OBJECTS = words('token tokens session sessions credential credentials auth jwt authentication login');
/** What may stand beside verb and object: which credential, and how it is renewed. */
const BESIDE = words(
  'access auth authentication authorization oauth oauth2 o bearer jwt id identity user users current expired ' +
    'stored new old my our the a all api server app account client remote silent silently force forced do ' +
    'perform execute run start try attempt request make trigger internal locked now async async2 and then ' +
    'token tokens session sessions credential credentials login on',
);
/** From one of these words on a name tells with what, for whom or what happens next. */
const PREPOSITIONS = words('with using for from by of via after before in to and then');
/** Words of things that are refreshed without being a session of a person. */
const OTHER_THINGS = words(
  'push fcm apns apn device notification notifications voip upload chat participant audio video ar recording ' +
    'download view ui list feed data table cell button control indicator state status metadata price balance ' +
    'firebase messaging csrf xsrf captcha key keys page sync timer schedule interval failed failure did will ' +
    'should is has can needs on notify handle error expired get set save store load read clear delete remove ' +
    'encrypt decrypt has make parse deserializer deserialize url path endpoint router request design nft theme',
);
/** These make a renewal conditional: `refreshTokenIfNeeded`. */
const CONDITIONAL = words('if needed necessary when valid ensure ensuring validate validated lazily maybe');

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

/**
 * How a function's name speaks of renewing the credentials of a session; undefined when it does not.
 * `always` is `refreshToken`, `conditional` is `refreshTokenIfNeeded`.
 */
export function renewalOfName(name: string): 'always' | 'conditional' | undefined {
  const all = wordsOf(name.replace(/Sync(hronously)?$/, ''));
  const until = all.findIndex((word, index) => index > 1 && PREPOSITIONS.has(word));
  const head = until === -1 ? all : all.slice(0, until);
  const whole = head.some((word) => WHOLE.has(word));
  const verb = head.some((word) => VERBS.has(word));
  if (!whole && !(verb && head.some((word) => OBJECTS.has(word)))) return undefined;
  if (all.some((word) => CONDITIONAL.has(word))) return 'conditional';
  const others = head.filter((word) => !VERBS.has(word) && !WHOLE.has(word));
  if (others.some((word) => OTHER_THINGS.has(word) && !BESIDE.has(word))) return undefined;
  return others.every((word) => BESIDE.has(word)) ? 'always' : undefined;
}

/** Whether a name says only that something is renewed: `refresh`, `refreshForSocket`. Its owner tells what. */
export function isBareRenewal(name: string): boolean {
  return /^(refresh|renew|reissue)(Now|Async)?((For|With|Using|From|By|After|Before)[A-Z]\w*)?$/.test(name);
}

/** Whether an object is there to renew, so that starting it is a renewal: `tokenRefresher`, `refreshTokenService`. */
export function isRenewer(name: string): boolean {
  const job = name.replace(
    /(Service|UseCase|Manager|Helper|Handler|Provider|Client|Repository|Operation|API)$/,
    '',
  );
  return (
    renewalOfName(job) === 'always' ||
    /^(token|session|auth|credentials?)(Refresher|Renewer|Reissuer)$/i.test(name)
  );
}

/** Whether a name only says that an object does what it is there for. */
export function isStart(name: string): boolean {
  return /^(start|run|execute|perform|begin|callAsFunction|invoke)$/.test(name);
}

/**
 * Whether a text is one of the request that renews a session: the grant of RFC 6749, section 6, or an address that
 * names session and renewal.
 */
export function isRenewalText(text: string): boolean {
  return /(^|[?&])(grant_type=)?refresh_?token($|=)/i.test(text) || RENEWAL_ADDRESS.test(text);
}

const RENEWAL_ADDRESS = /\b(auth|oauth2?|tokens?|jwt|sessions?)\/refresh\b|\/refresh[-_]?tokens?\b/i;

/** Whether a type or variable is about the credentials of a session: `tokenManager`, `AuthRefresher`. */
export function isAboutSession(name: string): boolean {
  const all = wordsOf(name);
  if (all.some((word) => OF_THE_DEVICE.has(word))) return false;
  return all.some((word) => ABOUT_SESSION.has(word));
}

const ABOUT_SESSION = words(
  'token tokens auth authentication authorization oauth oauth2 credential credentials jwt authenticator authorizer',
);
const OF_THE_DEVICE = words('push fcm apns notification notifications messaging voip firebase device');

/** A name is a stored or passed refresh token. */
export function isRefreshToken(name: string): boolean {
  return kindOfValueName(name) === 'refreshToken';
}

/** A name is an access token; `token` alone is one beside a refresh token. */
export function isAccessToken(name: string): boolean {
  const kind = kindOfValueName(name);
  return kind === 'accessToken' || (kind === 'token' && wordsOf(name).length <= 2);
}

/** Words of a name that counts or limits tries, or remembers one. */
const COUNTING = words(
  'attempt attempts attempted retries retried tries tried remaining limit maximum backoff budget counter ' +
    'already once depth',
);
const WITH_RETRY = words(
  'count number limit max maximum on should is did has can needs allow allowed allows enabled after policy ' +
    'already once first second final last from remaining left state',
);

/** Whether a name counts tries or says whether another is allowed: `retryCount`, `retryOnUnauthorized`. */
export function countsTries(name: string): boolean {
  const all = wordsOf(name);
  if (all.some((word) => COUNTING.has(word))) return true;
  const retry = all.some((word) => word === 'retry' || word === 'retrying');
  return retry && (all.length === 1 || all.some((word) => WITH_RETRY.has(word)));
}

const RENEWING = words('refreshed refreshing refresh renewing renewed renew reauthenticating reauthorizing');
const STATES = words('is has did was already currently in flight progress active running ongoing ing');

/** Whether a name remembers that a renewal is under way or has been: `isRefreshing`, `hasRefreshed`. */
export function remembersRenewal(name: string): boolean {
  const all = wordsOf(name);
  if (all.some((word) => word === 'refreshing' || word === 'renewing' || word === 'inflight')) return true;
  return all.some((word) => RENEWING.has(word)) && all.some((word) => STATES.has(word));
}

const FAILING = words(
  'error err errors fail failed failure unauthorized unauthorised unauthenticated status code denied forbidden ' +
    'expired invalid rejected httpstatus statuscode unsuccessful',
);

/** Whether a name speaks of something that went wrong, or of the status that tells. */
export function speaksOfFailure(name: string): boolean {
  return wordsOf(name).some((word) => FAILING.has(word));
}

const EXPIRING = words(
  'expire expires expired expiry expiring expiration exp valid invalid validity stale fresh freshness needs ' +
    'should leeway lifetime age date now timestamp ttl remaining elapsed interval required due outdated old',
);

/** Whether a name asks if something is due: `isExpired`, `needsRefresh`, `expiresAt`, `lastRefresh`. */
export function speaksOfExpiry(name: string): boolean {
  return wordsOf(name).some((word) => EXPIRING.has(word)) || /^last[A-Z]/.test(name);
}

const EXPIRY = words('expire expires expiry expiration exp');

/** Whether a name is that of an expiry itself, as a date or a duration: `expiresAt`, `expires_in`, `exp`. */
export function namesExpiry(name: string): boolean {
  return wordsOf(name).some((word) => EXPIRY.has(word));
}

/** Functions of URLSession, Alamofire, Moya and Apollo that send a request, by their first label. */
const SENDERS: ReadonlyMap<string, readonly (string | undefined)[]> = new Map([
  ['data', ['for', 'from']],
  ['upload', ['for', undefined]],
  ['download', ['for', 'from', undefined]],
  ['bytes', ['for', 'from']],
  ['dataTask', ['with']],
  ['uploadTask', ['with']],
  ['downloadTask', ['with']],
  ['dataTaskPublisher', ['for']],
  ['requestPublisher', [undefined]],
  ['sendSynchronousRequest', ['with', undefined]],
  ['sendAsynchronousRequest', [undefined]],
  ['serializingDecodable', [undefined]],
]);
const CLIENTS = words('af alamofire session manager provider client network networking http rx service api');

/** Whether a call sends a request over the network. `receiver` is the last name before the call's own. */
export function sendsRequest(name: string, label: string | undefined, receiver: string | undefined): boolean {
  if (SENDERS.get(name)?.includes(label)) return true;
  return name === 'request' && receiver !== undefined && wordsOf(receiver).some((word) => CLIENTS.has(word));
}

const KEEPERS = words(
  'save set store write update delete remove persist add put insert encode decode log print debug info warn ' +
    'error handle apply append init validate parse assert is has make build encrypt decrypt revoke contains',
);

/** Whether a function of this name can exchange a refresh token: it is none that keeps, logs or revokes one. */
export function canExchange(name: string): boolean {
  const [first] = wordsOf(name);
  return first !== undefined && !KEEPERS.has(first) && !/^[A-Z]/.test(name);
}

const REQUESTING =
  /^(request|send|perform|fetch|execute|call|load|get|post|put|patch|delete|download|upload)/;

/** Whether a function's name tells that it sends requests: `send`, `performRequest`. */
export function isRequestName(name: string): boolean {
  return REQUESTING.test(name) && !isAboutSession(name) && renewalOfName(name) === undefined;
}

const NOT_EVERY_REQUEST = words(
  'restore launch bootstrap start login log sign signin initialize setup set configure resume background activate ' +
    'switch register connect reconnect logout refresh refreshed renew retry retried unauthorized handle recover ' +
    'reauth authenticate reauthenticate did will on tap tapped validate check verify test link unlink upgrade ' +
    'migrate update change confirm delete poll become enter prepare schedule appear silent relaunch wake',
);

/** Whether a function by its name runs at certain moments only, when renewing first is right. */
export function runsAtMoments(name: string): boolean {
  return wordsOf(name).some((word) => NOT_EVERY_REQUEST.has(word));
}

/** A stored value of this type or initial value lets callers wait for each other, or for one result. */
export const GATES =
  /\b(Task|Promise|Future|Deferred|\w*(Lock|Mutex|Semaphore)|os_unfair_lock|NSCondition|DispatchQueue|OperationQueue|Protected|Atomic\w*|ManagedCriticalState|AnyPublisher|Publishers?|Observable|Single|Completable|CurrentValueSubject|PassthroughSubject|PublishSubject|BehaviorSubject|BehaviorRelay|CheckedContinuation|UnsafeContinuation|AsyncStream)\b/;
const GATE_NAMES = words(
  'coordinator coalescer coalesce deduplicator dedup inflight flight pending waiting waiters queue queued lock ' +
    'mutex serial barrier gate serializer single continuation continuations',
);

/** Whether a name speaks of callers that wait for each other. */
export function isGateName(name: string): boolean {
  return wordsOf(name).some((word) => GATE_NAMES.has(word)) || remembersRenewal(name);
}

/** Libraries that renew the sessions they manage by themselves, one renewal at a time. */
export const MANAGING_LIBRARIES: ReadonlySet<string> = new Set([
  'Auth0',
  'AppAuth',
  'AppAuthCore',
  'FirebaseAuth',
  'Firebase',
  'Amplify',
  'AWSCognitoAuthPlugin',
  'AWSMobileClient',
  'AWSMobileClientXCF',
  'ClerkKit',
  'ClerkSDK',
  'Clerk',
  'Supabase',
  'MSAL',
  'GoogleSignIn',
  'OktaOidc',
  'AuthFoundation',
  'OktaOAuth2',
  'OAuthSwift',
]);

/** What a closure is given to be run on failure, as Combine, RxSwift, PromiseKit and completion handlers say. */
export const FAILURE_CLOSURES = words(
  'catch tryCatch catchError catchErrorJustReturn recover onError failure onFailure mapError error ' +
    'replaceError handleError errorHandler',
);

/** Types of values that arrive later. */
export const LATER =
  /\b(AnyPublisher|Publisher|Future|Observable|Single|Completable|Maybe|Promise|EventLoopFuture|SignalProducer|Driver|Guarantee|Task)\b/;

/** Whether a function has to do with renewing, by its name: `refresh`, `renewSession`, `getNewToken`. */
export function renewsSomething(name: string): boolean {
  return /refresh|renew|reissue|newToken|newAccess/i.test(name);
}
