import { wordsOf } from './credentials.js';
import { remember } from './remember.js';
import { ownNames } from './vocabulary.js';

/** Where what is logged ends up. */
export type LogChannel =
  /** Standard output: whoever collects it, a debugger, a log service. */
  | 'output'
  /** JavaScript's console: debuggers, breadcrumbs of crash reporters, Capacitor's device log. */
  | 'console'
  /** The unified log of the system, which other people's tools read and a sysdiagnose carries away. */
  | 'systemLog'
  /** The app's own logger or a logging library: console, files, log services. */
  | 'appLog'
  /** Crash reports, breadcrumbs and analytics, which leave the device. */
  | 'report';

/** Functions of the system and of logging libraries that write their arguments out. */
const FUNCTIONS: ReadonlyMap<string, LogChannel> = new Map<string, LogChannel>([
  ['print', 'output'],
  ['debugPrint', 'output'],
  ['dump', 'output'],
  ['NSLog', 'systemLog'],
  ['DDLogError', 'appLog'],
  ['DDLogWarn', 'appLog'],
  ['DDLogInfo', 'appLog'],
  ['DDLogDebug', 'appLog'],
  ['DDLogVerbose', 'appLog'],
  ['CLSLog', 'report'],
  ['CLSNSLog', 'report'],
]);

/** Methods by which loggers take a message. */
const LOG_METHODS = new Set(
  (
    'trace verbose debug info information notice warning warn error fault critical fatal severe alert emergency ' +
    'failure success log print write message dump exception d e i v w wtf logv logd logi logw loge display'
  ).split(' '),
);

/** First words of methods that log: `logError`, `addMessage`, `debugExec`. */
const LOG_VERBS = new Set(['log', 'print', 'trace']);

/** Last words of names for loggers: `Log`, `fileLogger`, `MXLog`, `os_log`. */
const LOGGER_WORDS = new Set(['log', 'logger', 'logging', 'logs', 'beaver', 'consola', 'reactotron']);

/** What may stand behind `log` in the name of a function that writes a message. */
const AFTER_LOG = new Set(
  (
    'message messages msg text line debug info error errors warning warn verbose trace notice critical fault ' +
    'breadcrumb d e i v w response request to with'
  ).split(' '),
);

/** Methods of crash reporters and analytics, with the receivers they are known by. */
const REPORTERS: readonly { readonly methods: RegExp; readonly receiver: RegExp }[] = [
  {
    methods:
      /^(log|setAttribute|setAttributes|setCustomValue|setCustomKeysAndValues|record|setValue|setObjectValue)$/,
    receiver: /crashlytics/i,
  },
  {
    methods:
      /^(capture|captureMessage|captureEvent|captureException|addBreadcrumb|setExtra|setExtras|setTag|setTags|setContext)$/,
    receiver: /sentry|scope/i,
  },
  { methods: /^(leaveBreadcrumb|addMetadata|notifyError|addAttribute)/, receiver: /bugsnag/i },
  {
    methods: /^(logEvent|setUserProperty|setUserID|track|capture|event)$/,
    receiver: /analytics|mixpanel|amplitude|posthog|firebase/i,
  },
  {
    methods: /^(recordError|recordCustomEvent|addAttribute|addUserAction)$/,
    receiver: /newrelic|datadog|\brum\b/i,
  },
];

/** Methods of analytics whose first argument is the name of what happened: `track(events.passwordChanged, …)`. */
export const NAMES_EVENT_FIRST =
  /^(track|trackEvent|logEvent|capture|event|recordCustomEvent|addUserAction)$/;

/** Modules whose `Logger` redacts strings unless it is told otherwise. */
export const PRIVATE_BY_DEFAULT = new Set(['os', 'OSLog', 'os.log', 'os_log']);

/** The messages that os.Logger takes. */
export const OS_LOGGER_METHODS = new Set(
  'trace debug info notice warning error critical fault log'.split(' '),
);

/** The channel of a function called by its bare name: `print`, `NSLog`, `DDLogInfo`, `logMessage`. */
export function channelOfFunction(name: string): LogChannel | undefined {
  return ownNames().loggers.includes(name) ? 'appLog' : channelOfKnown(name);
}

const channelOfKnown: (name: string) => LogChannel | undefined = remember((name) => {
  const known = FUNCTIONS.get(name);
  if (known) return known;
  const words = wordsOf(name);
  if (words.includes('breadcrumb')) return 'report';
  if (words.length > 4 || KEEPS_LOGS.has(words[0] ?? '')) return undefined;
  const at = words.lastIndexOf('log');
  if (at === -1) return /^(ns|dd|d|debug|app|my)?log(d|e|i|v|w)?$/i.test(name) ? 'appLog' : undefined;
  const after = words[at + 1];
  // `log(…)`, `debugLog(…)`, `logMessage(…)`, and not `logIn(…)`, `logOut(…)`, `openLogFile(…)`.
  return after === undefined || (at === 0 && AFTER_LOG.has(after)) ? 'appLog' : undefined;
});

/** `createFoodLog(…)`, `updateLog(…)`: a log is what the app is about. */
const KEEPS_LOGS = new Set(
  'create update delete remove get fetch load edit list upload download sync'.split(' '),
);

/** What JavaScript's console writes values with. */
const CONSOLE_METHODS = new Set('log info warn error debug trace dir table group'.split(' '));

/** Whether `console.log` or the like is called: `path` as for {@link channelOfMethod}. */
export function isConsole(path: readonly string[], method: string): boolean {
  return path.at(-1) === 'console' && CONSOLE_METHODS.has(method);
}

/** Whether a name is one that people give to loggers. */
export const isLoggerName: (name: string) => boolean = remember((name) => {
  const last = wordsOf(name).at(-1);
  return last !== undefined && (LOGGER_WORDS.has(last) || /^[a-z]{2,4}log$/.test(last));
});

/**
 * The channel of a method on a path of names, as in `Current.Log.error` or `Crashlytics.crashlytics().log`:
 * `path` holds the names before the method, outermost first.
 */
export function channelOfMethod(path: readonly string[], method: string): LogChannel | undefined {
  // Whatever a logger of the project's own is asked to do, it logs.
  if (path.some((name) => ownNames().loggers.includes(name))) return 'appLog';
  return channelOfKnownMethod([...path, method].join('\n'));
}

const channelOfKnownMethod: (spelled: string) => LogChannel | undefined = remember((spelled) => {
  const path = spelled.split('\n');
  const method = path.pop() ?? '';
  const receiver = path.join('.');
  if (REPORTERS.some((one) => one.methods.test(method) && one.receiver.test(receiver))) return 'report';
  const words = wordsOf(method);
  if (words.includes('breadcrumb')) return 'report';
  if (!path.some(isLoggerName)) return undefined;
  const [first = ''] = words;
  const logs = LOG_METHODS.has(method.toLowerCase()) || LOG_VERBS.has(first) || words.at(-1) === 'message';
  return logs && !NEVER_LOGS.has(words.slice(0, 2).join(' ')) ? 'appLog' : undefined;
});

const NEVER_LOGS = new Set(['log in', 'log out', 'log off', 'log event']);
