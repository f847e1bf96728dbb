import type { LoggedCredential, LoggedValue } from '../../facts/logging/model.js';
import type { FileFacts } from '../../facts/model.js';
import type { Fix } from '../../finding.js';
import type { LogChannel } from '../../knowledge/loggers.js';
import type { Program } from '../../workspace/program.js';
import { shownBy } from '../../workspace/shown.js';
import { credentialLoggedBad, credentialLoggedFixed, credentialLoggedGood } from './examples.js';
import {
  credentialLoggedBadTypeScript,
  credentialLoggedFixedTypeScript,
  credentialLoggedGoodTypeScript,
} from './examples-typescript.js';
import { describeKind, mayHoldSession } from '../../knowledge/containers.js';
import { defineRule } from '../rule.js';

export const credentialLogged = defineRule({
  id: 'logging/credential-logged',
  title: 'Credential in a log',
  severity: 'error',
  why: `
A token or a password that is logged leaves the place it was kept safe in. What \`NSLog\` and a public \`Logger\` message
write stays in the device’s log, goes along with every sysdiagnose and is read by whoever connects the device to a Mac.
Log files of an app are attached to support requests; breadcrumbs, crash reports and analytics go to another company.
Whoever reads a token there can act as the user until it expires, and a refresh token or a password for much longer.
\`print\` is in release builds, too, and libraries that collect an app’s output pick it up.

The rule knows \`print\`, \`debugPrint\`, \`dump\`, \`NSLog\`, \`os_log\`, \`Logger\`, CocoaLumberjack, SwiftyBeaver,
XCGLogger, swift-log, in TypeScript \`console\`, Sentry and Reactotron, crash reporters, breadcrumbs, and everything that is named like a logger. It reports values that are
named for a credential, dictionaries and structures that hold one, and headers of authorized requests.

Apple’s \`Logger\` and \`os_log\` redact strings unless a message says \`public\`, so only what says so is reported. Lengths,
hashes, comparisons, push tokens, and what is compiled for \`#if DEBUG\` or guarded by \`__DEV__\` alone are left alone. A session id is reported as a
warning: in some APIs it is only a number.`,
  remedy: `
Log what helps to find a fault and opens nothing: that the token is there, how long it is, when it expires, the id of the
request. With Apple’s \`Logger\`, leave values private; \`.private(mask: .hash)\` lets equal values be recognised.`,
  fixSafety: `
Making a message private is safe: the app does the same, and a debugger still shows the value. Replacing the value by its
length, leaving it out, and removing the statement change what is logged and are offered for review.`,
  references: [
    {
      title: 'Apple: Generating log messages from your code',
      url: 'https://developer.apple.com/documentation/os/generating-log-messages-from-your-code',
    },
    { title: 'Apple: OSLogPrivacy', url: 'https://developer.apple.com/documentation/os/oslogprivacy' },
    { title: 'OWASP MASVS-STORAGE-2', url: 'https://mas.owasp.org/MASVS/controls/MASVS-STORAGE-2/' },
    {
      title: 'CWE-532: Insertion of Sensitive Information into Log File',
      url: 'https://cwe.mitre.org/data/definitions/532.html',
    },
  ],
  *check(facts, _policy, program) {
    for (const found of facts.logged) {
      const logged = resolved(found, facts.language, program);
      if (!logged) continue;
      yield {
        // Many a session id is the number of a session, and opens nothing by itself.
        ...(isSessionNumber(logged) && { severity: 'warning' as const }),
        span: { start: logged.start, end: logged.end },
        message: messageFor(logged),
        fixes: fixesFor(logged, facts),
      };
    }
  },
  bad: [...credentialLoggedBad, ...credentialLoggedBadTypeScript],
  good: [...credentialLoggedGood, ...credentialLoggedGoodTypeScript],
  fixed: [...credentialLoggedFixed, ...credentialLoggedFixedTypeScript],
});

/** A value of a type from another file is a finding when a value of that type shows a credential. */
function resolved(
  logged: LoggedCredential,
  language: FileFacts['language'],
  program: Program,
): LoggedCredential | undefined {
  if (logged.type === undefined) return logged;
  const isScript = language === 'typescript';
  const shown = shownBy(logged.type, isScript || logged.sink === 'dump', program);
  if (isScript && shown?.kind === 'token' && !mayHoldSession(logged.type)) return undefined;
  return shown && { ...logged, kind: shown.kind, holds: shown.name };
}

function isSessionNumber({ kind, name, holds }: LoggedCredential): boolean {
  return kind === 'sessionId' && !/token|cookie/i.test(holds ?? name);
}

const WRITES: Readonly<Record<LogChannel, string>> = {
  output: 'to the app’s output in plain text, in release builds too',
  console:
    'to the console in plain text, which crash reporters take into their breadcrumbs and Capacitor into the device’s log',
  systemLog:
    'to the device’s log in plain text, where it outlives the app and goes along with every diagnosis',
  appLog: 'to the app’s log in plain text, which ends up in files, support requests and log services',
  report: 'into reports and analytics, which leave the device',
};

function messageFor(logged: LoggedCredential): string {
  const { sink, name, holds, kind, channel } = logged;
  const what =
    holds === undefined ? `${name}, ${describeKind(kind, name)},` : `${name} with ${heldName(holds)} in it`;
  const threat = kind === 'password' ? 'can sign in as the user' : 'can act as the user';
  return `${sink} writes ${what} ${WRITES[channel]}. Whoever reads it there ${threat}.`;
}

/** `“sms_code”` for a key, `its tokens` where the whole is named for them. */
function heldName(holds: string): string {
  return /^(tokens|cookies)$/.test(holds) || /(Response|Tokens|Pair|Result|Set)$/.test(holds)
    ? 'credentials'
    : `“${holds}”`;
}

function fixesFor(logged: LoggedCredential, { text, language }: FileFacts): readonly Fix[] {
  const { publicWord, value, statement } = logged;
  return [
    ...(publicWord ? [makePrivate(publicWord)] : []),
    ...(value && !publicWord ? instead(value, text, language) : []),
    ...(statement
      ? [
          {
            title: `Remove this call of ${logged.sink}`,
            safety: 'review' as const,
            edits: [{ span: statement, newText: '' }],
          },
        ]
      : []),
  ];
}

function makePrivate(span: { readonly start: number; readonly end: number }): Fix {
  return {
    title: 'Make it private: the system redacts the value',
    safety: 'safe',
    preferred: true,
    edits: [{ span, newText: 'private' }],
  };
}

function instead(
  { start, end, form, expression, unit }: LoggedValue,
  text: string,
  language: FileFacts['language'],
): readonly Fix[] {
  const isSwift = language === 'swift';
  const written = text.slice(expression.start, expression.end);
  const replace = (title: string, inText: string, preferred: boolean): Fix => ({
    title,
    safety: 'review',
    ...(preferred && { preferred }),
    edits: [{ span: { start, end }, newText: form === 'interpolation' ? inText : quoted(inText, isSwift) }],
  });
  return [
    ...(unit
      ? [
          replace(
            'Log its length instead',
            isSwift ? `\\(${written}.count) ${unit}` : `\${${written}.length} ${unit}`,
            true,
          ),
        ]
      : []),
    replace('Log “<redacted>” instead', '<redacted>', unit === undefined),
  ];
}

/** A text as the language writes it; JavaScript's is a template when it has a value in it. */
function quoted(text: string, isSwift: boolean): string {
  if (isSwift) return `"${text}"`;
  return text.includes('${') ? `\`${text}\`` : `'${text}'`;
}
