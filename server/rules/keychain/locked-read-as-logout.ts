import type { LockedRead, LockedReadRepair } from '../../facts/keychain/locked-read-model.js';
import type { Fix } from '../../finding.js';
import { defineRule } from '../rule.js';
import {
  lockedReadAsLogoutBad,
  lockedReadAsLogoutGood,
  lockedReadAsLogoutFixed,
} from './locked-read-as-logout-examples.js';

export const lockedReadAsLogout = defineRule({
  id: 'keychain/locked-read-as-logout',
  title: 'Failed Keychain read that signs the user out',
  severity: 'warning',
  why: `
A read can fail while the item is there: before the first unlock after a restart, or with a \`…WhenUnlocked…\` level
whenever the device is locked, the Keychain answers \`errSecInteractionNotAllowed\` (-25308). Background refreshes,
pushes, widgets and launches by the system run into it. Code that takes every failed read for "no session" signs
people out at random and deletes a token that was valid.

\`try?\` and a \`catch\` for everything make the two look the same.`,
  remedy: `
End the session only on \`errSecItemNotFound\`. On any other failure keep the session, and try again once protected data
is available (\`UIApplication.protectedDataDidBecomeAvailableNotification\`).`,
  fixSafety: `
Passing the error on, leaving the locked Keychain to the \`default\` case, or returning early while it is locked keeps
the session where it used to end. Look at what the caller or that case does then, and at what reads again once the device
is unlocked. All are offered for review; none is offered where the function has to return a value that only you can choose.`,
  references: [
    {
      title: 'Apple: errSecInteractionNotAllowed',
      url: 'https://developer.apple.com/documentation/security/errsecinteractionnotallowed',
    },
    {
      title: 'Apple: Restricting keychain item accessibility',
      url: 'https://developer.apple.com/documentation/security/restricting-keychain-item-accessibility',
    },
  ],
  *check(facts, _policy, program) {
    for (const read of facts.keychain.lockedReads) {
      if (read.reader && !program.readsKeychain(read.reader)) continue;
      yield {
        span: { start: read.start, end: read.end },
        message: messageFor(read),
        related: [{ span: read.signOut, message: `${read.signOutName} ends the session here.` }],
        fixes: fixesFor(read),
      };
    }
  },
  bad: lockedReadAsLogoutBad,
  good: lockedReadAsLogoutGood,
  fixed: lockedReadAsLogoutFixed,
});

function messageFor({ failure, read, signOutName }: LockedRead): string {
  return failure === 'locked'
    ? `errSecInteractionNotAllowed means that the device is locked, not that the item is gone, and yet ${signOutName} ends the session.`
    : `Any failure of ${read ?? 'the read'} leads to ${signOutName}, also when the device is only locked: people are signed out while their token is still there.`;
}

const TITLES: Readonly<Record<LockedReadRepair['kind'], string>> = {
  rethrow: 'Pass a failed read on with try',
  otherwise: 'Handle a locked Keychain like any other failure',
  keeps: 'Keep the session while the Keychain is locked',
};

function fixesFor({ repair }: LockedRead): readonly Fix[] {
  if (!repair) return [];
  const edits = [{ span: { start: repair.start, end: repair.end }, newText: repair.newText }];
  return [{ title: TITLES[repair.kind], safety: 'review', preferred: true, edits }];
}
