import type { HardcodedSecret } from '../facts/secrets-model.js';
import type { Fix } from '../finding.js';
import { defineRule, swift } from './rule.js';

export const hardcodedSecret = defineRule({
  id: 'secrets/hardcoded-secret',
  title: 'Secret in the source code',
  severity: 'error',
  why: ``,
  remedy: ``,
  fixSafety: ``,
  references: [{ title: 'CWE-798', url: 'https://cwe.mitre.org/data/definitions/798.html' }],
  *check(facts) {
    for (const secret of facts.secrets) {
      yield {
        span: { start: secret.start, end: secret.end },
        message: messageFor(secret),
        fixes: fixesFor(secret),
      };
    }
  },
  bad: [swift`let clientSecret = «"hbr_live_9f3c71d2a8e64b05b6c1e7f2d9430a5c"»`],
  good: [swift`let clientSecretKey = "clientSecret"`],
  fixed: [],
});

function messageFor({ what, name, use }: HardcodedSecret): string {
  return `${what} ${name} ${use}`;
}

function fixesFor({ plistKey, ...span }: HardcodedSecret): readonly Fix[] {
  if (plistKey === undefined) return [];
  return [
    {
      title: `Read it from ${plistKey} in the Info.plist`,
      safety: 'review',
      edits: [
        {
          span: { start: span.start, end: span.end },
          newText: `Bundle.main.object(forInfoDictionaryKey: "${plistKey}") as? String ?? ""`,
        },
      ],
    },
  ];
}
