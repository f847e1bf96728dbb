import { wordsOf } from './credentials.js';

/** Words that functions which take credentials away are named with. */
const REMOVING = new Set(
  'delete deletes remove removes clear clears reset resets wipe wipes erase erases purge purges destroy forget invalidate revoke unset nuke'.split(
    ' ',
  ),
);

const STORING = new Set(
  'save saves store stores set sets write writes add adds update put persist insert replace'.split(' '),
);

/** Whether a function's name says that it deletes: `deleteToken`, `clearAll`, `removeCredentials`. */
export function isRemovingName(name: string): boolean {
  return wordsOf(name).some((word) => REMOVING.has(word)) || isSignOutName(name);
}

/** Whether a function's name says that it stores: `save`, `setToken`, `persist`. */
export function isStoringName(name: string): boolean {
  return STORING.has(wordsOf(name)[0] ?? '');
}

const SIGN_OUT =
  /^(force|handle|perform|do|user|did|on|should|auto|trigger|request|start|complete|finish|process)? ?(log ?out|logged out|sign ?out|signed out|logoff|signoff|(end|clear|reset|terminate|destroy|invalidate|expire|close|tear ?down) (user |current |auth |the )?session|deauthenticate|unauthenticate)\b/;

/** Sign-outs that are not one: they only show, track or ask. */
const NO_SIGN_OUT =
  /\b(button|tapped|track|event|alert|view|screen|title|url|endpoint|reason|label|observer|notification)s?\b/;

/** Whether a name says that it signs the user out: `logout`, `signOut`, `forceLogout`, `endSession`. */
export function isSignOutName(name: string): boolean {
  const words = wordsOf(name).join(' ');
  return SIGN_OUT.test(words) && !NO_SIGN_OUT.test(words);
}
