import type { FunctionSought, UncheckedCall } from '../../facts/keychain/status-model.js';
import type { Severity } from '../../finding.js';
import { KIND_NAMES } from '../../knowledge/credentials.js';
import type { Program } from '../../workspace/program.js';
import { BAD, FIXED, GOOD } from './status-ignored-examples.js';
import { defineRule } from '../rule.js';
import { statusFixes } from './status-fixes.js';
import * as script from './typescript/status-ignored.js';

export const statusIgnored = defineRule({
  id: 'keychain/status-ignored',
  title: 'Failure of a Keychain call that nobody notices',
  severity: 'warning',
  why: `
The Keychain refuses more often than it seems: the device is locked (\`errSecInteractionNotAllowed\`, -25308), the item
exists already (\`errSecDuplicateItem\`, -25299), an entitlement is missing (-34018), the user cancels. The functions of
SecItem say so only in the \`OSStatus\` that they return. KeychainSwift, SwiftKeychainWrapper, SAMKeychain and
UICKeyChainStore say so in a \`Bool\` that Swift lets a caller drop, KeychainAccess, Valet, SimpleKeychain and Locksmith
by an error that \`try?\` swallows. KeychainAccess's subscript swallows every error itself. The libraries for
TypeScript reject their promises: a write that nobody waits for, an empty \`catch\` and \`.catch(() => {})\` drop that.
(react-native-keychain's \`false\` need not be looked at: on iOS its writes reject instead.)

A write that failed unnoticed is a token that is missing at the next launch: the user is signed out for no visible
reason. A read that failed unnoticed looks as if there were no session. A delete that failed unnoticed leaves the
credential on the device after the sign-out.

A delete that only makes room for an add, the implicit result of a one-line function or closure, and a status that is
handed on, returned, compared or logged are left alone.`,
  remedy: `
Bind the status, and throw on anything but \`errSecSuccess\`. For a read, \`errSecItemNotFound\` means that there is no
such item, and is no failure; for a delete it is success. With a library, use \`try\` or look at the Bool.`,
  fixSafety: `
All fixes are offered for review: what used to go on after a failure then throws, returns or is logged. A \`guard\` that
throws names an error of the file that carries an \`OSStatus\` where there is one, and \`NSError\` with
\`NSOSStatusErrorDomain\` where there is none.`,
  references: [
    {
      title: 'Apple: Security Framework Result Codes',
      url: 'https://developer.apple.com/documentation/security/security-framework-result-codes',
    },
    {
      title: 'Apple: Adding a password to the keychain',
      url: 'https://developer.apple.com/documentation/security/adding-a-password-to-the-keychain',
    },
    {
      title: 'CWE-252: Unchecked Return Value',
      url: 'https://cwe.mitre.org/data/definitions/252.html',
    },
  ],
  *check(facts, _policy, program) {
    for (const call of facts.keychain.unchecked) {
      if (call.declaration && !isDeclared(call.declaration, program)) continue;
      yield {
        severity: severityOf(call),
        span: { start: call.start, end: call.end },
        message: messageFor(call),
        fixes: statusFixes(call),
      };
    }
  },
  bad: [...BAD, ...script.BAD],
  good: [...GOOD, ...script.GOOD],
  fixed: [...FIXED, ...script.FIXED],
});

/** Whether a wrapper of the workspace has the function, with a Bool that may be dropped. */
function isDeclared(sought: FunctionSought, { files }: Program): boolean {
  return files.some((file) =>
    file.keychain.discardable.some(
      (declared) =>
        declared.name === sought.name &&
        (sought.type === undefined || sought.type === declared.type) &&
        sought.labels.every((label) => declared.labels.includes(label)),
    ),
  );
}

/** Losing what was to be stored is worse than keeping what was to go; a swallowed error is the library's doing. */
function severityOf(call: UncheckedCall): Severity {
  if (call.how === 'subscript') return 'information';
  if (call.operation === 'copy') return 'warning';
  if (call.operation === 'delete') return call.inSignOut || call.credential ? 'warning' : 'information';
  return call.credential || call.isGeneric ? 'warning' : 'information';
}

const CONSEQUENCES = {
  add: (what: string) => `${what} is not stored then, and nobody notices until it is missing.`,
  update: (what: string) => `the old value stays then, and nobody notices that ${what} was not stored.`,
  copy: (what: string) =>
    `a locked Keychain then looks as if ${what} did not exist, and the user appears signed out.`,
  delete: (what: string) => `${what} may still be on the device after it seems to be gone.`,
} as const;

function messageFor(call: UncheckedCall): string {
  const what = call.credential ? `the ${KIND_NAMES[call.credential.kind]}` : 'the item';
  return `${failureOf(call)}: ${CONSEQUENCES[call.operation](what)}`;
}

function failureOf({ call, how, sign, name }: UncheckedCall): string {
  switch (how) {
    case 'optionalTry':
      return `\`try?\` swallows the error of ${call}`;
    case 'emptyCatch':
      return `The empty \`catch\` swallows the error of ${call}`;
    case 'floating':
      return `Nobody waits for the promise of ${call}, which rejects when it fails`;
    case 'swallowed':
      return `The empty handler swallows the rejection of ${call}`;
    case 'subscript':
      return `${call} swallows every error`;
    case 'unread':
      return `\`${name ?? '_'}\` holds what ${call} answers, and nothing reads it`;
    case 'bare':
    case 'discarded':
      return sign === 'bool'
        ? `${call} tells a failure only by the Bool that is dropped here`
        : `${call} tells a failure only by the status that is dropped here`;
  }
}
