import { wordsOf } from './credentials.js';
import { endsSession } from './sign-out.js';

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
  return wordsOf(name).some((word) => REMOVING.has(word)) || endsSession(name);
}

/** Whether a function's name says that it stores: `save`, `setToken`, `persist`. */
export function isStoringName(name: string): boolean {
  return STORING.has(wordsOf(name)[0] ?? '');
}
