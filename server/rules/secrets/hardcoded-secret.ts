import type { HardcodedSecret, SecretUse } from '../../facts/secrets/model.js';
import type { FileFacts } from '../../facts/model.js';
import type { Fix } from '../../finding.js';
import { hardcodedSecretBad, hardcodedSecretFixed, hardcodedSecretGood } from './examples.js';
import {
  hardcodedSecretBadTypeScript,
  hardcodedSecretFixedTypeScript,
  hardcodedSecretGoodTypeScript,
} from './examples-typescript.js';
import { defineRule } from '../rule.js';

export const hardcodedSecret = defineRule({
  id: 'secrets/hardcoded-secret',
  title: 'Secret in the source code',
  severity: 'error',
  why: `
A text in the code is a text in the app: \`strings\` on the downloaded binary shows it, and so does every copy of the
repository and its history. One person who looks is enough, the secret is the same for all users, and it can be changed
only by an update that everyone installs. A client secret lets others pose as the app, a signed token or a password opens
what it was meant for, and an API key is used at the owner’s expense.

The rule wants a value that looks like a secret (a known provider’s key, a signed web token, a private key, long and
random, a password beside a user name) and a name or a use that makes it one: a constant, an argument, a header, a query
parameter. Names of keys, error codes, identifiers, placeholders, samples, and keys that are made to be public (Firebase,
RevenueCat, PostHog, Stripe’s publishable key, OAuth client ids) are left alone. The value itself is never repeated.`,
  remedy: `
Keep what is to stay secret on a server of your own, and let the app ask for what it needs with the user’s session. A native
app cannot keep a client secret: use PKCE (RFC 8252). A key that has to be in the app comes from an \`.xcconfig\` that is not in
the repository, by way of the Info.plist; that keeps it out of the sources, not out of the app. Withdraw the secret that was
published: removing it from the code does not make it unknown.`,
  fixSafety: `
Reading from the Info.plist gives an empty string until the key is set there (\`KEY = $(KEY)\` with a value in an
\`.xcconfig\`), so it is offered for review. Expo writes variables called \`EXPO_PUBLIC_…\` into the bundle:
reading one keeps the value out of the repository and leaves it in the app, so what is to stay secret belongs on a server.`,
  references: [
    {
      title: 'RFC 8252, section 8.5: Client Authentication',
      url: 'https://www.rfc-editor.org/rfc/rfc8252#section-8.5',
    },
    {
      title: 'OWASP MASWE-0005: API Keys Hardcoded in the App Package',
      url: 'https://mas.owasp.org/MASWE/MASVS-AUTH/MASWE-0005/',
    },
    {
      title: 'Apple: object(forInfoDictionaryKey:)',
      url: 'https://developer.apple.com/documentation/foundation/bundle/object(forinfodictionarykey:)',
    },
    {
      title: 'CWE-798: Use of Hard-coded Credentials',
      url: 'https://cwe.mitre.org/data/definitions/798.html',
    },
  ],
  *check(facts) {
    for (const secret of facts.secrets) {
      yield {
        span: { start: secret.start, end: secret.end },
        message: messageFor(secret, facts.language),
        fixes: fixesFor(secret),
      };
    }
  },
  bad: [...hardcodedSecretBad, ...hardcodedSecretBadTypeScript],
  good: [...hardcodedSecretGood, ...hardcodedSecretGoodTypeScript],
  fixed: [...hardcodedSecretFixed, ...hardcodedSecretFixedTypeScript],
});

const PLACES: Readonly<Record<SecretUse, (name: string) => string>> = {
  constant: (name) => `${name} is`,
  result: (name) => `${name} gives`,
  argument: (name) => `The argument ${name} is`,
  entry: (name) => `The value for “${name}” is`,
  header: (name) => `The header ${name} carries`,
  url: (name) => `The parameter ${name} of this address is`,
};

function messageFor({ what, name, use }: HardcodedSecret, language: FileFacts['language']): string {
  const file = language === 'swift' ? 'the binary' : 'its bundle';
  const place = name === undefined ? (use === 'url' ? 'This address holds' : 'This is') : PLACES[use](name);
  return (
    `${place} ${what} in the source code. Everyone who downloads the app can read it out of ${file}, and it is ` +
    `the same for all users.`
  );
}

function fixesFor({ plistKey, envKey, start, end }: HardcodedSecret): readonly Fix[] {
  if (envKey !== undefined)
    return [
      {
        title: `Read it from process.env.${envKey}: out of the sources, still in the app`,
        safety: 'review',
        edits: [{ span: { start, end }, newText: `process.env.${envKey} ?? ''` }],
      },
    ];
  if (plistKey === undefined) return [];
  const newText = `Bundle.main.object(forInfoDictionaryKey: "${plistKey}") as? String ?? ""`;
  return [
    {
      title: `Read it from ${plistKey} in the Info.plist`,
      safety: 'review',
      preferred: true,
      edits: [{ span: { start, end }, newText }],
    },
  ];
}
