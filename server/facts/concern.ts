import { anyOf } from './alternatives.js';
import { NO_NAMES, type OwnNames } from '../knowledge/own-names.js';
import { wordsToLookFor } from '../knowledge/vocabulary.js';
import type { Concern } from '../syntax/bodies.js';
import type { Language } from '../language.js';
import { mayHoldFacts } from './triggers.js';

/** Stores, credentials, and what ends or renews a session. */
const STRONG = anyOf([
  'kSec',
  'SecItem',
  'key_?chain',
  'valet',
  'locksmith',
  'UserDefaults',
  'UbiquitousKeyValueStore',
  '@propertyWrapper',
  'urlcache',
  'cookie',
  'token(?<!(?:notification|observer|observation|cancell?ation|device|push|fcm|apns|page)token)(?!iz)',
  'passw',
  'passphrase',
  'passcode',
  'secret',
  'credential',
  'api[_-]?key',
  'jwt',
  'bearer',
  'oauth',
  'pkce',
  'verifier',
  'pwd',
  'otp\\b',
  'sms_?code',
  'auth_?(?:code|state|session)',
  '"authoriz',
  'authorization_?(?:code|header)',
  'reauth',
  'private[_ ]?key',
  'encryption_?key',
  '://\\w{1,100}:[^\\s/:@"]{1,200}@',
  'sessions\\b',
  'session(?:id\\b|[_ -]?(?:id|identifier|key)\\b|\\w{0,40}(?:timer|task|socket|cancellable|subscription))',
  'session\\w{0,40}[?!]?\\.re(?:fresh|new|issue)',
  're(?:fresh|new|issue)\\w{0,40}(?:session|auth)',
  // A part of a structure may be a session; those of the system hold no credential.
  ':\\s*(?!URL|NSURL|AV|AR|WC|UI|NE|ASWeb|SFAuth)\\w{0,40}session\\b',
  'sign_?in(?!g\\b)',
  'log_?in(?!fo\\b|ging|dex)',
  'log_?out',
  'sign_?out',
  'sessionlint-',
]);

/** What only touches on them; with functions through which a session may end, or a place where values end up, it counts. */
const WEAK = /session|authoriz/i;

const TAKES_AWAY =
  /func\s+(?:unset|delete|remove|clear|wipe|reset|erase|purge|forget|destroy|invalidate|revoke|end|terminate|drop|tear_?[dD]own|kill|stop|clean|switch|deauth|close|cancel)/;

/** Logs that hold more than a fixed text, files, archives. */
const SINK =
  /\b(?:print|debugPrint|dump|NSLog|os_log)\((?!"[^"\\]{0,200}"\))|[lL]og(?![io]|ue)\w{0,40}(?:[?!]?\.\w{1,40}){0,4}\((?!"[^"\\]{0,200}"\))|\.write\(|rchive|createFile/;

/**
 * What else is worth reading in a text that is of concern: renewals, work that goes on while nobody looks, and what
 * leads on from a sign-out: calls that take something away, notifications, subscriptions.
 */
const BESIDE = new RegExp(
  'refresh|renew|reissue|401|unauthor|BGTask|BGApp|BGProc|PKPush|NotificationService|TimelineProvider|' +
    '\\b(?:unset|clear|wipe|reset|erase|purge|forget|destroy|revoke|deauth)\\w{0,40}\\(|' +
    'addObserver|Notification\\w*\\(name:|\\.(?:sink|subscribe|bind|drive|onReceive|send|onNext|accept)\\b',
  'i',
);

/** Types of work that a property may hold, and that somebody has to stop. */
const WORK = /:[^=\n]{0,100}(?:Timer|\bTask|Cancellable|Disposable|NSObjectProtocol|WebSocket|SocketIO)/;

/** What of a script, beside what counts in Swift: stores by their names and methods, and whose session it is. */
const OF_SCRIPTS = new RegExp(
  [
    'storage|secure|mmkv|keystore|preference|persist|vault|kv-?store|(?:get|set|remove|merge|multi(?:get|set|remove))_?items?\\b',
    '\\bstores?\\b|session|authoriz|\\bauth|auth(?:\\b|ed|enticat|[A-Z])|interceptors|queryclient|apolloclient|react_?query|combineReducers',
    'setInterval|BackgroundFetch|TaskManager|WebSocket|EventSource|addListener|addEventListener',
  ].join('|'),
  'i',
);

/** Logs that hold more than a fixed text. */
const SCRIPT_SINK = /\bconsole\.\w+\((?!\s*(?:'[^'\\\n]{0,200}'|"[^"\\\n]{0,200}")\s*\))/;

/** Functions, and calls on a line of their own, that take something away. */
const SCRIPT_TAKES_AWAY =
  /^\s*(?:(?:export|default|async|const|function|private|public|protected|await|void)\s+)*(?:this\.)?(?:unset|delete|remove|clear|wipe|reset|erase|purge|forget|destroy|invalidate|revoke|end|terminate|drop|tear_?[dD]own|kill|deauth)\w*/m;

/** The code of scripts that is worth parsing; `names` are the project's own. */
function scriptConcernOf(names: OwnNames = NO_NAMES): Concern {
  const own = wordsToLookFor(names);
  const isStrong = (code: string): boolean =>
    STRONG.test(code) || OF_SCRIPTS.test(code) || (own?.test(code) ?? false);
  return {
    ofText: (code) => mayHoldFacts(code, names),
    ofBody: (code, other) =>
      isStrong(code) ||
      SCRIPT_SINK.test(code) ||
      SINK.test(code) ||
      BESIDE.test(code) ||
      SCRIPT_TAKES_AWAY.test(code) ||
      (other?.test(code) ?? false),
    ofDeclaration: (code) => isStrong(code) || WORK.test(code),
  };
}

/** The code of Swift texts that is worth parsing; `names` are the project's own. */
function swiftConcernOf(names: OwnNames = NO_NAMES): Concern {
  const own = wordsToLookFor(names);
  const isStrong = (code: string): boolean => STRONG.test(code) || (own?.test(code) ?? false);
  return {
    ofText: (code) =>
      mayHoldFacts(code, names) &&
      (isStrong(code) || (WEAK.test(code) && (TAKES_AWAY.test(code) || SINK.test(code)))),
    ofBody: (code, other) =>
      isStrong(code) ||
      SINK.test(code) ||
      BESIDE.test(code) ||
      TAKES_AWAY.test(code) ||
      (other?.test(code) ?? false),
    ofDeclaration: (code) => isStrong(code) || WORK.test(code),
  };
}

/** The code of a text that is worth parsing. */
export function concernOf(language: Language, names: OwnNames = NO_NAMES): Concern {
  return language === 'swift' ? swiftConcernOf(names) : scriptConcernOf(names);
}
