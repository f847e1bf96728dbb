import type { Replacement, ReplacementRepair } from '../../facts/keychain/replace-model.js';
import type { Fix } from '../../finding.js';
import { KIND_NAMES } from '../../knowledge/credentials.js';
import { BAD, FIXED, GOOD } from './non-atomic-replace-examples.js';
import { defineRule } from '../rule.js';

export const nonAtomicReplace = defineRule({
  id: 'keychain/non-atomic-replace',
  title: 'Keychain item that is deleted before it is added anew',
  severity: 'information',
  why: `
\`SecItemDelete\` followed by \`SecItemAdd\` leaves a moment without an item, and no item at all when the add fails: the
device has just been locked (\`errSecInteractionNotAllowed\`, -25308), the query has an attribute that does not go with
another (\`errSecParam\`), the process is killed in between. The old token was valid; now there is none, and the user is
signed out. With a rotating refresh token there is no way back.

Keys, certificates and items behind an access control, which an update cannot replace without more ado, are left
alone.

The libraries for TypeScript replace items themselves, so that the rule speaks of Swift alone.`,
  remedy: `
Update first, and add when the update answers \`errSecItemNotFound\`. The update takes the query that names the item and
a second dictionary with the new value and level; it replaces the level of an old item as well.`,
  fixSafety: `
The old item stays until the new one is stored. An update keeps the attributes that it does not name, where deleting
took them away, so the fix is offered for review.`,
  references: [
    {
      title: 'Apple: Updating and deleting keychain items',
      url: 'https://developer.apple.com/documentation/security/updating-and-deleting-keychain-items',
    },
    {
      title: 'Apple: SecItemUpdate(_:_:)',
      url: 'https://developer.apple.com/documentation/security/secitemupdate(_:_:)',
    },
  ],
  *check(facts) {
    for (const replacement of facts.keychain.replacements) {
      yield {
        span: { start: replacement.start, end: replacement.end },
        message: messageFor(replacement),
        related: [
          { span: replacement.add, message: 'When this add fails, nothing brings the old item back.' },
        ],
        fixes: replacement.repair ? [updateFirst(replacement.repair)] : [],
      };
    }
  },
  bad: BAD,
  good: GOOD,
  fixed: FIXED,
});

function messageFor({ credential }: Replacement): string {
  const what = credential ? `the ${KIND_NAMES[credential.kind]}` : 'the item';
  return (
    `This deletes ${what} before the new one is stored: when SecItemAdd fails (a locked device, say), ` +
    `neither is left${credential ? ' and the user is signed out' : ''}.`
  );
}

function updateFirst(repair: ReplacementRepair): Fix {
  return {
    title: 'Update the item, and add it when there is none',
    safety: 'review',
    preferred: true,
    edits: [{ span: repair.removal, newText: '' }, ...addingEdits(repair)],
  };
}

function addingEdits({
  form,
  name,
  query,
  changes,
  prefix,
  call,
  indent,
  step,
  lineBreak,
}: ReplacementRepair) {
  const update = `SecItemUpdate(${query}, ${changes})`;
  const lines = (...texts: readonly string[]): string => texts.join(`${lineBreak}${indent}`);
  const behind = { start: call.end, end: call.end };
  switch (form) {
    case 'returned':
      return [
        {
          span: { start: prefix.start, end: prefix.start },
          newText: lines(
            `let ${name} = ${update}`,
            `guard ${name} == errSecItemNotFound else { return ${name} }`,
            '',
          ),
        },
      ];
    case 'bound':
      return [
        {
          span: prefix,
          newText: lines(
            `var ${name} = ${update}`,
            `if ${name} == errSecItemNotFound {`,
            `${step}${name} = `,
          ),
        },
        { span: behind, newText: lines('', '}') },
      ];
    case 'bare':
      return [
        {
          span: { start: prefix.start, end: prefix.start },
          newText: lines(`if ${update} == errSecItemNotFound {`, step),
        },
        { span: behind, newText: lines('', '}') },
      ];
  }
}
