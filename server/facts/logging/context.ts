import type { CallNode, Code, Expression, Node } from '../../code/model.js';
import { ancestorsOf, walk } from '../../code/walk.js';
import { isOtherToken, wordsOf } from '../../knowledge/credentials.js';
import { contains, type Span } from '../../span.js';

/** Words around a plain `token` that say which other sort of token it is. */
const OTHER_SORTS = new Set(
  (
    'push apn apns fcm voip pushkit messaging notification notifications registration registry nft erc erc20 swap ' +
    'wallet coin crypto mint asset market pool staking holding collectible card payment paypal stripe checkout barcode qr uuid human captcha verify verification invite invitation lexer parser tokenizer observer cancellable csrf xsrf pagination page cursor room conversation meeting conference lobby callkit'
  ).split(' '),
);

const SIGN_IN_WORDS = new Set(['otp', 'login', 'auth', 'password']);

/**
 * Whether what stands around a value named just `token` says that it is no session credential: the function, its
 * parameters and the calls around it, the message itself, or what the value is made from.
 */
export function saysOtherToken(node: Expression, origin: Expression): boolean {
  if (namesIn(origin).some(isOtherToken) || namesIn(origin).some(saysSort)) return true;
  for (const up of ancestorsOf(node)) {
    if (up.kind === 'text' && up.parts.some((part) => typeof part === 'string' && saysSort(part)))
      return true;
    if (up.kind === 'call' && [...namesIn(up.callee), ...textsBeside(up)].some(saysSort)) return true;
    if (up.kind === 'variable' && saysSort(up.name)) return true;
    if (up.kind === 'type') return saysSort(up.name);
    if (up.kind !== 'function') continue;
    if (saysSort(up.name)) return true;
    if (up.parameters.some(({ name, label, type }) => [name, label ?? '', type ?? ''].some(saysSort)))
      return true;
    if (up.body && isUsedAsObject(node, up.body)) return true;
  }
  return false;
}

/** `'[Paypal] approved'` in front of what is logged. */
function textsBeside({ args }: CallNode): readonly string[] {
  return args.flatMap(({ value }) =>
    value.kind === 'text' ? value.parts.filter((part) => typeof part === 'string') : [],
  );
}

/** What is joined and left is a call of two people: `endCall`, `CallKitManager`, and not `apiCall`. */
const CALLS =
  /\bcall kit\b|\b(start|end|join|leave|answer|report|decline|incoming|outgoing|video|voice) (incoming |outgoing )?call\b/;

function saysSort(text: string): boolean {
  if (isOtherToken(text)) return true;
  const words = wordsOf(text);
  // Who verifies a one-time password gets the token of the session.
  const isSignIn = words.some((word) => SIGN_IN_WORDS.has(word));
  return (
    CALLS.test(words.join(' ')) ||
    words.some((word) => OTHER_SORTS.has(word) && !(isSignIn && word.startsWith('verif')))
  );
}

/** Words around a session that is no user's: of transfers, media, calls, encryption, analytics. */
const OTHER_SESSIONS = new Set(
  (
    'background upload uploads uploader download downloads downloader transfer megolm olm signal encrypt encryption ' +
    'decrypt sender room conversation participant play playback player playing stream streaming media cast audio av ' +
    'video capture scene call webrtc chat verification walletconnect peer ga firebase extension live broadcast agora ' +
    'comments study practice training meditation trip ride tracking recording focus timer charging parking browsing ' +
    'game ar quiz workout scan scanner checkout payment tunnel vpn transcoding'
  ).split(' '),
);

/** What a file has that knows the sessions of users. */
const SIGNS_OF_SESSIONS =
  /cookie|authorization|bearer|access_?token|refresh_?token|log_?in\b|sign_?in\b|sign_?out/i;

/** Whether a `sessionId` is, for all that the code around it tells, that of a user who has signed in. */
export function isUserSession(node: Expression, name: string, text: string): boolean {
  // A token of a session is not a mere number of it.
  if (/token|cookie/i.test(name)) return true;
  if (!SIGNS_OF_SESSIONS.test(text)) return false;
  const names = [...ancestorsOf(node)].flatMap((up): string[] => {
    if (up.kind === 'text') return up.parts.filter((part) => typeof part === 'string');
    if (up.kind === 'call') return [...namesIn(up.callee)];
    return up.kind === 'function' || up.kind === 'type' || up.kind === 'variable' ? [up.name] : [];
  });
  return ![name, ...names].some((one) => wordsOf(one).some((word) => OTHER_SESSIONS.has(word)));
}

function namesIn(node: Node): readonly string[] {
  const names: string[] = [];
  walk(node, (inner) => {
    if (inner.kind === 'name' || inner.kind === 'member') names.push(inner.name);
    return inner.kind !== 'closure';
  });
  return names;
}

/** Members that texts and bytes have; a token with others is an object of another sort. */
const MEMBERS_OF_TEXT =
  /^(count|isEmpty|hash|hashValue|prefix|suffix|data|utf8|value|description|dropFirst|trimmingCharacters|map|flatMap|split|components|lowercased|starts|hasPrefix|base64EncodedString|length|slice|substring|substr|trim|startsWith|includes|replace|indexOf|concat|toString|accessToken|refreshToken|token|tokenString)$/;

/** `token.symbol`, `token.range` beside it: the name stands for something with parts. */
function isUsedAsObject(node: Expression, body: Node): boolean {
  if (node.kind !== 'name') return false;
  let found = false;
  walk(body, (inner) => {
    if (inner.kind !== 'member' || inner.object?.kind !== 'name' || inner.object.name !== node.name) return;
    if (!MEMBERS_OF_TEXT.test(inner.name)) found = true;
  });
  return found;
}

/** Whether code is compiled or shown only while the app is developed: `#if DEBUG`, previews. */
export function isDevelopmentOnly(node: Node, code: Code): boolean {
  return inDebugRegion(node, code) || isPreview(node);
}

/** `DEBUG` in every alternative of the condition, and not negated. */
function inDebugRegion(span: Span, code: Code): boolean {
  return code.regions.some(
    ({ condition, ...region }) =>
      contains(region, span) &&
      condition.split('||').every((part) => /(^|[^!\w(]\s*|^\(+)DEBUG\b/.test(part.trim())),
  );
}

function isPreview(node: Node): boolean {
  for (const up of ancestorsOf(node)) {
    if (up.kind === 'call' && up.callee.kind === 'name' && up.callee.name === '#Preview') return true;
    if (up.kind === 'type' && up.inherits.some((name) => name.endsWith('PreviewProvider'))) return true;
  }
  return false;
}
