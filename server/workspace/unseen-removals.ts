import type { FileFacts } from '../facts/model.js';
import type { CalledName } from '../facts/session/session-model.js';
import type { StoreUse } from '../facts/storage/storage-model.js';
import { isBridge } from '../facts/session/typescript/bridge.js';
import { isRemoving } from '../knowledge/sign-out.js';
import type { Program } from './program.js';
import { signOutPaths } from './sign-out.js';

/** What native code can delete behind a bridge. */
export const NATIVE_STORES: ReadonlySet<StoreUse['store']> = new Set<StoreUse['store']>([
  'keychain',
  'userDefaults',
  'appPreferences',
]);

/**
 * Whether a script has native code take something away that no file of the program shows: Objective-C, a package.
 * What that deletes is not known.
 */
export function removesInNative(files: readonly FileFacts[], program: Program): boolean {
  const names = new Set(files.flatMap((file) => bridgedIn(file, program)).filter(isRemoving));
  if (names.size === 0) return false;
  const known = new Set(
    files
      .filter(({ language }) => language === 'swift')
      .flatMap(({ session }) => session.functions.map(({ owner }) => owner.name)),
  );
  return [...names].some((name) => !known.has(name));
}

/** The functions of native code that a script calls, also through a file that passes on a module of it. */
function bridgedIn({ session }: FileFacts, program: Program): readonly string[] {
  const passedOn = session.removing.flatMap((target) => program.exports.ofPackages(target));
  return [
    ...session.bridged,
    ...passedOn.flatMap(({ way }) => (isBridge(way) ? (/[^.()]+$/.exec(way)?.[0] ?? []) : [])),
  ];
}

/**
 * Whether a way out of a script clears a storage of the app's own, of which it is not known what all it holds:
 * `storage.clearAll()`, where another file makes it.
 */
export function clearsUnknownStorage(files: readonly FileFacts[], program: Program): boolean {
  const paths = signOutPaths(program);
  return files.some(
    ({ language, session }) =>
      language === 'typescript' &&
      session.functions.some((fact) => paths.reaches(fact) && fact.calls.some(wipesUnknown)),
  );
}

function wipesUnknown({ name, receiver }: CalledName): boolean {
  const isWipe = /^(clear|clearAll|deleteAll|removeAll|wipe|wipeAll|purgeAll|destroyAll)$/.test(name);
  if (!isWipe || receiver === undefined || KNOWN_STORAGES.test(receiver)) return false;
  return /stor(e|age)$|storage|mmkv|secure|keychain|vault|kv|prefs|preferences|persist/i.test(receiver);
}

/** Storages whose wipes are known as such, and for what they hold; hooks of state in memory. */
const KNOWN_STORAGES =
  /^(use[A-Z]\w*|AsyncStorage|EncryptedStorage|localStorage|sessionStorage|Preferences|Keychain|SecureStore)$/;
