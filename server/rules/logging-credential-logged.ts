import type { FileFacts } from '../facts/model.js';
import type { LoggedCredential } from '../facts/logging-model.js';
import type { Fix } from '../finding.js';
import { KIND_NAMES } from '../knowledge/credentials.js';
import type { LogChannel } from '../knowledge/loggers.js';
import { defineRule, swift } from './rule.js';

export const credentialLogged = defineRule({
  id: 'logging/credential-logged',
  title: 'Credential in a log',
  severity: 'error',
  why: ``,
  remedy: ``,
  fixSafety: ``,
  references: [{ title: 'CWE-532', url: 'https://cwe.mitre.org/data/definitions/532.html' }],
  *check(facts) {
    for (const logged of facts.logged) {
      yield {
        span: { start: logged.start, end: logged.end },
        message: messageFor(logged),
        fixes: fixesFor(logged, facts),
      };
    }
  },
  bad: [swift`print(«accessToken»)`],
  good: [swift`print(accessToken.count)`],
  fixed: [],
});

function messageFor(logged: LoggedCredential): string {
  const { sink, name, holds, kind } = logged;
  const what =
    holds === undefined
      ? `the ${KIND_NAMES[kind]} \`${name}\``
      : `\`${name}\`, which holds a credential (\`${holds}\`),`;
  return `\`${sink}\` ${WRITES[logged.channel](what)} Whoever reads it ${threatOf(logged)}.`;
}

const WRITES: Readonly<Record<LogChannel, (what: string) => string>> = {
  output: (what) => `prints ${what} in plain text, in release builds too.`,
  systemLog: (what) => `writes ${what} to the device’s log in plain text.`,
  appLog: (what) => `writes ${what} to the app’s log in plain text.`,
  report: (what) => `sends ${what} along with reports and analytics, off the device.`,
};

function threatOf({ kind }: LoggedCredential): string {
  return kind === 'password' ? 'can sign in as the user' : 'can act as the user';
}

function fixesFor(logged: LoggedCredential, _facts: FileFacts): readonly Fix[] {
  return logged.statement
    ? [{ title: 'Remove', safety: 'review', edits: [{ span: logged.statement, newText: '' }] }]
    : [];
}
