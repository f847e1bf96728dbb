/** Keys with a shape of their own, which tells whose they are. Only secret ones: what may be public is below. */
const PROVIDER_KEYS: readonly (readonly [what: string, shape: RegExp])[] = [
  ['a Stripe secret key', /^[sr]k_live_[0-9a-zA-Z]{16,}$/],
  ['a GitHub token', /^(gh[pousr]_[0-9A-Za-z]{36,}|github_pat_\w{22,})$/],
  ['a GitLab token', /^glpat-[\w-]{20,}$/],
  ['a Slack token', /^xox[abeprs]-[\w-]{10,}$/],
  ['a Slack webhook', /^https:\/\/hooks\.slack\.com\/services\/T\w+\/B\w+\/\w{20,}$/],
  ['an AWS access key', /^(AKIA|ASIA)[0-9A-Z]{16}$/],
  ['a SendGrid key', /^SG\.[\w-]{16,}\.[\w-]{16,}$/],
  ['a Google client secret', /^GOCSPX-[\w-]{20,}$/],
  ['a Google access token', /^ya29\.[\w-]{30,}$/],
  ['an OpenAI key', /^sk-(proj-|svcacct-)?[A-Za-z0-9_-]{32,}$/],
  ['an Anthropic key', /^sk-ant-[\w-]{32,}$/],
  ['a Hugging Face token', /^hf_[A-Za-z0-9]{30,}$/],
  ['an npm token', /^npm_[A-Za-z0-9]{36}$/],
  ['a Shopify token', /^shp(at|ca|pa|ss)_[0-9a-fA-F]{32}$/],
  ['a Mailgun key', /^key-[0-9a-f]{32}$/],
  ['a Square secret', /^sq0csp-[\w-]{40,}$/],
  ['a DigitalOcean token', /^do[por]_v1_[0-9a-f]{64}$/],
  ['a Sentry token', /^sntry[su]_[\w=+/-]{40,}$/],
  ['a Mapbox secret token', /^sk\.eyJ[\w-]+\.[\w-]+$/],
  ['a Linear key', /^lin_api_\w{32,}$/],
  ['an Airtable token', /^pat\w{14}\.[0-9a-f]{64}$/],
];

/** None of the shapes is shorter than Slack's tokens. */
const SHORTEST = 15;

const PRIVATE_KEY = /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s*[A-Za-z0-9+/=\\]/;
const JWT = /^eyJ[\w-]{10,}\.(eyJ[\w-]{10,})\.[\w-]{16,}$/;

/**
 * What a value is that its shape alone gives away; undefined for all others. Values that are made to be public, such
 * as a web token for anonymous visitors, are none.
 */
export function knownSecret(value: string): string | undefined {
  if (value.length < SHORTEST) return undefined;
  if (PRIVATE_KEY.test(value)) return 'a private key';
  const jwt = JWT.exec(value);
  if (jwt) return isAnonymous(jwt[1] ?? '') ? undefined : 'a signed web token';
  return PROVIDER_KEYS.find(([, shape]) => shape.test(value))?.[0];
}

/** Supabase hands every client a token for the role `anon`. */
function isAnonymous(payload: string): boolean {
  return /"role"\s*:\s*"anon"/.test(Buffer.from(payload, 'base64url').toString('utf8'));
}

/** Keys that their providers publish in every app: Google, RevenueCat, PostHog, Stripe, Mapbox, LaunchDarkly, Adapty. */
const PUBLIC_KEY =
  /^(AIza[\w-]{30,}|ca-app-pub-[\d/~]+|(appl|goog|amzn|mac|strp|rcb)_\w+|ph[cx]_\w+|pk_(live|test|prod)_\w+|pk\.\w+.*|pub(lic|lishable)?[_-].*|mob-.*|sb_publishable_.*|ios_sdk[-_].*|[\w-]+\.apps\.googleusercontent\.com|sandbox_\w+|test_\w+|.*_test_.*)$/i;

/** Whether a value is made to be public. */
export function isPublicKey(value: string): boolean {
  return PUBLIC_KEY.test(value);
}

/** What people write where a value is to go. */
const PLACEHOLDER =
  /your|example|sample|dummy|placehold|change_?me|replace|insert|todo|fixme|xxx|\*\*|\.\.\.|…|redacted|removed|fake|mock|demo|lorem|foobar|test|secret|passw(or)?d|<[^>]*>|\$[({]|\{\{|%@|%s|\\\(|12345678|abcdef|qwerty|(.)\2{5,}|deadbeef|preview|invalid|unknown|default|localhost/i;

/** Whether a text only stands where a secret will, or is made up for tests. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value);
}

/** Letters of words people read: in small letters with at most a capital first, or all capitals between separators. */
const READABLE = /[A-Z]?[a-z]{3,}|(?<=^|[_.-])[A-Z]{3,}(?=$|[_.-])/g;

/**
 * Whether a value looks drawn at random, as keys and tokens are: long, of letters and digits in no order, and not made
 * of words. Shapes of ids (UUID) count: the name has to tell what they are.
 */
export function looksRandom(value: string): boolean {
  // The words of a prefix say nothing about the rest: `hbr_live_9f3c…`.
  const body = value.replace(
    /^[A-Za-z]{2,12}([_-](live|prod|production|secret|key|sk|pat|api))?[_-](?=\w{16,})/,
    '',
  );
  if (body.length < 16 || !/^[\w+/=.~-]+$/.test(body) || /^\d+$/.test(body)) return false;
  if (/^[0-9a-f]+$/i.test(body))
    return body.length >= 20 && /[a-f]/i.test(body) && bitsPerCharacter(body) > 2.7;
  if (!/\d/.test(body) && (body.length < 24 || !/[a-z].*[A-Z]|[A-Z].*[a-z]/.test(body))) return false;
  return (body.match(/\d/g)?.length ?? 0) >= 2
    ? bitsPerCharacter(body) > 3 && shareOfWords(body) < 0.5
    : bitsPerCharacter(body) > 3.7 && shareOfWords(body) < 0.3;
}

/** Whether a value is a key for a cipher by its very length, though nobody drew it: 16, 24 or 32 letters and digits. */
export function hasLengthOfCipherKey(value: string): boolean {
  return /^[A-Za-z\d]+$/.test(value) && /\d/.test(value) && [16, 24, 32].includes(value.length);
}

/** Whether a value looks like a password that somebody made up: letters with digits or signs, and no plain words. */
export function looksLikePassword(value: string): boolean {
  if (value.length < 6 || value.length > 64 || /[\s/<>{}]/.test(value)) return false;
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d._:-]/].filter((one) => one.test(value)).length;
  return (
    classes >= 3 &&
    /[A-Za-z]/.test(value) &&
    /\d|[!@#$%^&*?]/.test(value) &&
    !/^[a-z]+([A-Z][a-z]+)*\d?$/.test(value)
  );
}

function shareOfWords(value: string): number {
  const words = (value.match(READABLE) ?? []).filter((word) => /[aeiouy]/i.test(word));
  return words.join('').length / value.length;
}

/** The Shannon entropy of a text's characters. */
function bitsPerCharacter(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()]
    .map((count) => count / value.length)
    .reduce((bits, share) => bits - share * Math.log2(share), 0);
}

/** The user and password that `Basic` credentials hold, when there is a password. */
export function isBasicCredentials(base64: string): boolean {
  if (!/^[\w+/-]{8,}={0,2}$/.test(base64)) return false;
  const decoded = Buffer.from(base64, 'base64').toString('utf8');
  return /^[\x20-\x7e]+:[\x20-\x7e]+$/.test(decoded) && !isPlaceholder(decoded);
}

/** Names of things that are public by design, or are shown to everyone who has the app. */
const PUBLIC_NAMES =
  /public|publishable|(^|[_.])pub(?=[A-Z_])|anon(_|\b|[A-Z])|client_?id|app(lication)?_?id|measurement|dsn\b|write_?key|sdk|licen[sc]e|site_?key|checksum|fingerprint|hash|digest|nonce|salt|uuid|guid|bundle|package|commit|revision|sha\d|md5/i;

/** Services whose keys every copy of an app carries and that only let it send or show something. */
const PUBLIC_SERVICES =
  /mixpanel|amplitude|segment|sentry|bugsnag|crashlytics|firebase|google_?maps|google_?places|gms|mapbox|revenue_?cat|purchases|posthog|algolia|instabug|apps_?flyer|branch|one_?signal|zendesk|intercom|datadog|new_?relic|launch_?darkly|app_?center|countly|flurry|adjust|facebook|fb_?sdk|giphy|tenor|youtube|hockey|raygun|rollbar|optimizely|braze|appboy|airship|leanplum|clevertap|swrve|tracking|analytics|telemetry|innertube|supabase|stripe|iterable|singular|kochava|survicate|usercentrics|onetrust|aptabase|tinybird|helpshift|adapty|superwall|qonversion/i;

/** Whether names around a key say that it is public. */
export function isNamedPublic(...names: readonly string[]): boolean {
  return names.some((name) => PUBLIC_NAMES.test(name) || PUBLIC_SERVICES.test(name));
}

/** Whether names around a value say that it is made up: mocks, samples, previews, tests. */
export function isNamedMadeUp(name: string): boolean {
  return /(^|[^a-z])(mock|fake|stub|dummy|sample|example|preview|demo|test|fixture|placeholder|expected)|^(MOCK|FAKE|STUB|DUMMY|SAMPLE|EXAMPLE|PREVIEW|DEMO|TEST|FIXTURE|EXPECTED)_|(Mock|Fake|Stub|Dummy|Sample|Example|Preview|Demo|Test|Fixture|Placeholder|Expected)/.test(
    name,
  );
}
