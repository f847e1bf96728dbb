import { wordsOf } from './credentials.js';
import { remember } from './remember.js';

/** Words in front of which a function only speaks of signing out. */
const NOT_DOING = new Set(
  (
    'is has should can could did show hide present dismiss display track log report confirm ask make build create ' +
    'setup set update configure bind observe on handle will test mock validate get fetch open navigate route go toggle ' +
    'render layout prepare animate enable disable after before request schedule'
  ).split(' '),
);

/** What something about signing out is called, rather than the act. */
const NOT_AN_ACT = new Set(
  'button view cell row alert action title label text message sheet dialog event reason screen tapped pressed url uri endpoint handler publisher subject notification error result status state success failure succeeded failed completed modal icon item option menu link confirmation props styles press click tests test'.split(
    ' ',
  ),
);

const ENDS = new Set(
  'clear reset delete remove destroy invalidate wipe end terminate purge forget drop teardown kill'.split(
    ' ',
  ),
);
const SESSION = new Set('session sessions credential credentials auth authentication tokens'.split(' '));

/** Whether a function is called for what people do: `logout`, `signOut(user:)`. */
export function signsOut(name: string): boolean {
  const words = wordsOf(name);
  const [first] = words;
  if (first === undefined || onlySpeaks(words) || words.some((word) => NOT_AN_ACT.has(word))) return false;
  if (words.some((word) => word === 'logout' || word === 'signout')) return true;
  return hasPair(words, 'log', 'out') || hasPair(words, 'sign', 'out');
}

/** Whether a function of this name ends the session: those that sign out, and `clearCredentials`. */
export const endsSession: (name: string) => boolean = remember((name) => {
  if (signsOut(name)) return true;
  const words = wordsOf(name);
  const [first] = words;
  if (first === undefined || onlySpeaks(words) || words.some((word) => NOT_AN_ACT.has(word))) return false;
  if (hasPair(words, 'tear', 'down') && words.some((word) => SESSION.has(word))) return true;
  // `clearAuth`, `destroyCurrentSession`; `deleteExpiredTokens` and `clearTokenCache` are housekeeping.
  const last = words.at(-1) ?? '';
  return ENDS.has(first) && SESSION.has(last) && !words.some((word) => HOUSEKEEPING.has(word));
});

/** The same for a function that answers an event, as React components name it: `handleLogout`, `onSignOut`. */
export function handlesEnd(name: string): boolean {
  return endsSession(name.replace(/^_*(handle|on|do|perform|execute)(?=[A-Z])/, ''));
}

/** Services of purchases, messages and statistics that people are signed in to beside the app's own session. */
const OTHER_SERVICES =
  /^(purchases|one_?signal|intercom|adapty|qonversion|glassfy|superwall|mixpanel|amplitude|posthog|analytics|crashlytics|sentry|braze|apps?flyer|branch|segment|customer_?io|clever_?tap|airship|zendesk|freshchat|helpshift|stream_?chat)$/i;

/** Whether a call on something of this name ends no session of the app: `Purchases.logOut()`. */
export function isOtherService(receiver: string): boolean {
  return OTHER_SERVICES.test(receiver);
}

const HOUSEKEEPING = new Set(
  'expired cached cache old stale invalid rejected unused pending push device fcm apns search url background upload download camera capture audio recording with without'.split(
    ' ',
  ),
);

/** Whether a function is called for taking something away: `delete`, `clearTokens`, `resetSession`. */
export function takesAway(name: string): boolean {
  return ENDS.has(wordsOf(name)[0] ?? '');
}

/** Whether a function removes one of several accounts: `removeAccount(id:)`, `delete(account:)`. */
export function removesAccount(name: string, labels: readonly string[]): boolean {
  const isOfAccount = (word: string): boolean =>
    wordsOf(word).some((each) => each === 'account' || each === 'user');
  return takesAway(name) && [name, ...labels].some(isOfAccount);
}

/** `logOut` begins with a word that is otherwise about writing logs. */
function onlySpeaks(words: readonly string[]): boolean {
  return NOT_DOING.has(words[0] ?? '') && !(words[0] === 'log' && words[1] === 'out');
}

function hasPair(words: readonly string[], one: string, two: string): boolean {
  return words.some((word, index) => word === one && words[index + 1] === two);
}

/** Properties whose work belongs to the session. */
export function isSessionWork(property: string): boolean {
  const words = wordsOf(property);
  const about = words.some((word) => WORK.has(word));
  return about && !words.includes('ui') && !words.includes('control');
}

const WORK = new Set(
  'refresh refresher renew renewal session token heartbeat keepalive ping poll polling sync socket websocket expiry expiration auth reconnect connection'.split(
    ' ',
  ),
);

/** Calls that end work. */
export const STOPS =
  /^(cancel|cancelAll|invalidate|invalidateAndCancel|stop|suspend|disconnect|close|dispose|removeAll|shutdown|terminate|finish|reset)$/;

/** How functions begin that take something away. */
const REMOVING =
  /^(unset|delete|remove|clear|wipe|reset|erase|purge|forget|destroy|invalidate|revoke|logout|signout)/i;

/** Whether a function is called for taking something away, also in short: `rmStorage`, `del`. */
export function isRemoving(name: string): boolean {
  return REMOVING.test(name) || /^(del|rm)(?![a-z])/.test(name);
}
