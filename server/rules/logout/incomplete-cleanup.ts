import type { FileFacts } from '../../facts/model.js';
import type { Fix } from '../../finding.js';
import { KIND_NAMES } from '../../knowledge/credentials.js';
import { LOGOUT_ITEMS, type LogoutItem } from '../../knowledge/decisions.js';
import { checklist } from '../../workspace/checklist.js';
import type { Policy } from '../../policy/policy.js';
import { mainSignOut } from '../../workspace/sign-out.js';
import type { Program } from '../../workspace/program.js';
import { forgottenBranches } from '../../workspace/skipped-branches.js';
import { keptCredentials, type KeptCredential } from '../../workspace/kept.js';
import { defineRule, type Report } from '../rule.js';
import {
  incompleteCleanupBad,
  incompleteCleanupGood,
  incompleteCleanupFixed,
} from './incomplete-cleanup-examples.js';

export const incompleteCleanup = defineRule({
  id: 'logout/incomplete-cleanup',
  title: 'Credential that no sign-out deletes',
  severity: 'warning',
  why: `
Setting the user object to nil makes the app look signed out. The token that is still in the Keychain keeps working: the
next person who opens the app on that device may continue the session, and since Keychain items outlive the app, even
reinstalling it does not end it.

The rule puts together all files: every credential that is written under a key it can read, and every removal, wipe,
setting to nil and call that might take it out again. It speaks only when an app has a function that ends the session and
nothing anywhere deletes the credential. A removal whose key it cannot read counts as the missing one.

It also points at the branch of a sign-out that does nothing while all others delete something: the provider that was
added later, and whose users stay signed in.`,
  remedy: `
Delete every credential where the session ends: access and refresh tokens, session ids, passwords and API keys, in the
Keychain and wherever else they were written.`,
  fixSafety: `
The repair repeats the removal of the neighbouring item for the missing key. Whether the key can be read at that place is
checked as far as its names tell; it is offered for review.`,
  references: [
    {
      title: 'OWASP MASTG: Testing user logout',
      url: 'https://mas.owasp.org/MASTG/0x04e-Testing-Authentication-and-Session-Management/',
    },
    {
      title: 'CWE-613: Insufficient Session Expiration',
      url: 'https://cwe.mitre.org/data/definitions/613.html',
    },
  ],
  *check(facts, { logout }, program) {
    yield* uncleared(facts, logout, program);
    if (logout.tokens === 'keep') return;
    for (const { branch, functionName } of forgottenBranches(facts, program)) {
      const { start, end, names } = branch;
      yield {
        span: { start, end },
        message:
          `${functionName} clears nothing here, while each of its other branches deletes credentials: whoever has signed ` +
          `in with ${names.join(' or ')} stays signed in on this device.`,
      };
    }
    for (const kept of keptCredentials(program)) {
      if (kept.file !== facts) continue;
      const { write, writtenIn } = kept;
      yield {
        span: kept.span,
        message: messageFor(kept),
        related: [
          {
            ...(writtenIn !== facts && { path: writtenIn.path }),
            span: { start: write.start, end: write.end },
            message: 'It is written here.',
          },
        ],
        fixes: fixesFor(kept, facts),
      };
    }
  },
  bad: incompleteCleanupBad,
  good: incompleteCleanupGood,
  fixed: incompleteCleanupFixed,
});

function messageFor({ write, sibling, functionName }: KeptCredential): string {
  const credential = write.credential;
  const what = credential ? `The ${KIND_NAMES[credential.kind]} “${credential.name}”` : 'This credential';
  const where = sibling ? `${functionName} takes out its neighbour only` : `${functionName} leaves it there`;
  return (
    `${what} is stored in ${write.storeName} and never deleted: ${where}, so whoever uses the app next can go on ` +
    'with the session.'
  );
}

/** The neighbour's removal once more, with the key that is missing. */
function fixesFor({ write, writtenIn, sibling }: KeptCredential, facts: FileFacts): readonly Fix[] {
  if (!sibling?.statement || !sibling.keyText || !write.keyText || writtenIn !== facts) return [];
  const key = facts.text.slice(write.keyText.start, write.keyText.end);
  const siblingKey = facts.text.slice(sibling.keyText.start, sibling.keyText.end);
  if (!isReadableThere(key, siblingKey)) return [];
  const { start, end } = sibling.statement;
  const text = facts.text;
  const close = text[end] === ';' ? end + 1 : end;
  const statement = text.slice(start, sibling.keyText.start) + key + text.slice(sibling.keyText.end, close);
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  if (indent.trim() !== '') return [];
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const name = write.key.pieces
    .filter((piece) => piece !== '')
    .join('…')
    .replace(/^\W+|\W+$/g, '');
  return [
    {
      title: `Delete “${name}” as well`,
      safety: 'review',
      preferred: true,
      edits: [{ span: { start: close, end: close }, newText: `${lineBreak}${indent}${statement}` }],
    },
  ];
}

/** A literal, a constant of a type or a file, or a pattern with the same variables as the neighbour's. */
function isReadableThere(key: string, siblingKey: string): boolean {
  if (/^[A-Z]\w*(\.\w+)+$|^\.\w+$|^[A-Z][A-Z0-9_]+$/.test(key)) return true;
  if (!/^(["'`])[^"'`]*\1$/.test(key)) return false;
  const variables = [...key.matchAll(/\\\(([^)]*)\)|\$\{([^}]*)\}/g)];
  return variables.every(([whole]) => siblingKey.includes(whole));
}

/** Other rules tell of these, at the place where they are filled. */
const TOLD_ELSEWHERE: ReadonlySet<LogoutItem> = new Set([
  'tokens',
  'backgroundWork',
  'urlCache',
  'cookies',
  'webData',
  // No code shows whether a server forgets a device.
  'deviceRegistration',
]);

/** What the project itself has said that a sign-out clears, and that none is seen to clear. */
function* uncleared(facts: FileFacts, logout: Policy['logout'], program: Program): Generator<Report> {
  const items = (Object.keys(LOGOUT_ITEMS) as LogoutItem[]).filter(
    (item) => logout[item] === 'clear' && !TOLD_ELSEWHERE.has(item),
  );
  const root = items.length > 0 ? mainSignOut(program) : undefined;
  if (!root || root.file !== facts) return;
  const states = checklist(program);
  const missing = items.filter((item) => states[item].state === 'missed' || states[item].state === 'unknown');
  if (missing.length === 0) return;
  const named = missing.map((item) => `${item} (${LOGOUT_ITEMS[item].replace(/\.$/, '')})`).join(', ');
  yield {
    span: { start: root.fact.start, end: root.fact.end },
    message: `The policy says that a sign-out also clears ${named}, and nothing that ${root.fact.owner.name} leads to is seen to do so.`,
  };
}
