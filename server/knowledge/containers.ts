import {
  isOtherToken,
  KIND_NAMES,
  kindOfKeyName,
  kindOfValueName,
  wordsOf,
  type CredentialKind,
} from './credentials.js';
import { remember } from './remember.js';

/** Names that say less than `accessToken`, yet name a secret where something is logged or written into the code. */
const SECRET_NAMES: readonly (readonly [CredentialKind, readonly string[]])[] = [
  [
    'password',
    ['pwd', 'passwort', 'otp', 'one time code', 'one time password', 'sms code', 'mfa code', 'totp'],
  ],
  [
    'clientSecret',
    ['secret', 'shared secret', 'webhook secret', 'client secret', 'signing secret', 'api secret'],
  ],
  [
    'accessToken',
    ['authorization', 'authorization header', 'auth header', 'bearer', 'access key', 'auth key'],
  ],
];

/** The kind of secret that a value's name tells, a little more widely than for what is stored. */
export function kindOfSecretName(name: string): CredentialKind | undefined {
  return isOfNoSecret(name) ? undefined : (kindOfValueName(name) ?? endsInSecret(name));
}

const isOfNoSecret: (name: string) => boolean = remember((name) => {
  const words = wordsOf(name);
  return (
    isMadeHarmless(name) ||
    ACTIONS.has(words[0] ?? '') ||
    ABOUT_ONLY.has(words.at(-1) ?? '') ||
    words.join(' ').includes('app account token') ||
    words.some((word, at) => word === 'token' && OTHER_TOKENS.has(words[at - 1] ?? ''))
  );
});

/** The name ends in it: `userPwd`, `webhookSecret`, and not `secretQuestion`, `pwdLength`. */
const endsInSecret: (name: string) => CredentialKind | undefined = remember((name) => {
  const words = ` ${wordsOf(name).join(' ')}`;
  return SECRET_NAMES.find(([, names]) => names.some((each) => words.endsWith(` ${each}`)))?.[0];
});

/** What has been done to a value whose secret is gone: `truncatedAccessToken`, `maskedPassword`. */
const MADE_HARMLESS = new Set(
  'truncated masked redacted obfuscated hashed encrypted shortened partial anonymized sanitized scrubbed hidden public invalid'.split(
    ' ',
  ),
);

/** Whether a name says that nothing can be read in the value any more. */
export function isMadeHarmless(name: string): boolean {
  return wordsOf(name).some((word) => MADE_HARMLESS.has(word));
}

/** First words of names for what is done with a secret: `resetPassword`, `validateToken`. */
const ACTIONS = new Set(
  'reset forgot forget change create verify validate check enter request revoke delete remove clear'.split(
    ' ',
  ),
);

/** Last words of names that are about a secret: `passwordMode`, `secretOption`. */
const ABOUT_ONLY = new Set(
  'mode item items flag option options setting settings event action step flow page source reason result unknown row section cell input'.split(
    ' ',
  ),
);

/** Tokens that name an invitation, a piece of work or a proof of being human, beside those of devices. */
const OTHER_TOKENS = new Set(
  'invite invitation event handoff verify verification captcha human asset claim completion compilation app tracking request job'.split(
    ' ',
  ),
);

/** HTTP headers that carry a credential. */
const SECRET_HEADERS =
  /^(authorization|proxy-authorization|cookie|set-cookie|x-[\w-]*(api-?key|token|secret|auth)[\w-]*|api-?key|auth-?token)$/i;

function kindOfHeader(name: string): CredentialKind {
  if (/cookie/i.test(name)) return 'sessionId';
  if (/api-?key/i.test(name)) return 'apiKey';
  return /secret/i.test(name) ? 'clientSecret' : 'accessToken';
}

/** A kind with its article, no narrower than its name says: a `secret` need not be a client's. */
export function describeKind(kind: CredentialKind, name: string): string {
  if (kind === 'clientSecret' && !/client|app|consumer/i.test(name)) return 'a secret';
  if (kind === 'privateKey' && !/private/i.test(name)) return 'a secret key';
  const noun = KIND_NAMES[kind];
  return `${/^[aeiouA]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** The kind of credential behind a dictionary's or a header's key, `"Authorization"`, `"sms_code"`. */
export function kindOfEntryKey(key: string): CredentialKind | undefined {
  // What has an id beside others is traded or listed: `tokenId`.
  if (isOtherToken(key) || /^token[-_ ]?ids?$/i.test(key)) return undefined;
  if (SECRET_HEADERS.test(key)) return kindOfHeader(key);
  return kindOfKeyName(key) ?? kindOfSecretName(key);
}

/** What an answer or a set of tokens is called: `TokenResponse`, `AuthTokens`, `OAuthTokenPair`. */
const HOLDER = /^(response|pair|set|payload|reply|bundle|dto|result|data|tokens)$/;

/** Whether a type's name says that its values hold tokens. */
export function isNamedForTokens(type: string): boolean {
  const words = wordsOf(type);
  const at = words.findIndex((word) => word === 'token' || word === 'tokens');
  if (at === -1 || isOtherToken(type) || words.slice(0, at).some((word) => NO_SESSIONS.has(word)))
    return false;
  const last = words.at(-1) ?? '';
  return last !== 'token' && HOLDER.test(last) && at >= words.length - 2;
}

const NO_SESSIONS = new Set('push device fcm apns voip nft crypto payment design csrf sync'.split(' '));

/** Types of plain values that can be a secret's text. */
export const PLAIN_SECRET_TYPES =
  /^(String|Substring|NSString|Data|NSData|Any|AnyObject|Bytes|\[UInt8\]|\[?CChar\]?|SecureString|string|any|unknown)$/;

/** Words for what has to do with the session of a user, where a field that is called just `token` is of it. */
const ABOUT_SESSIONS = /auth|log_?in|sign_?in|session|user|account|credential|token/i;

/** Whether a type's field `token` is that of a session, by the type's name: coins and payments have tokens, too. */
export function mayHoldSession(type: string): boolean {
  return ABOUT_SESSIONS.test(type);
}

/** A type without what says that there may be no value: `String?`, `string | null | undefined`. */
export function certainType(type: string): string {
  return type.replace(/[?!]+$/, '').replaceAll(/\s*\|\s*(null|undefined)\b|\b(null|undefined)\s*\|\s*/g, '');
}
