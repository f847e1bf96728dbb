import type { FileFacts } from '../facts/model.js';
import type { CalledName } from '../facts/session/session-model.js';
import { type ForeignExit, placeIn } from './foreign-exits.js';
import { spanOf } from '../span.js';
import type { Program } from './program.js';
import { signOutPaths } from './sign-out.js';

/**
 * Where a way out of a script clears a storage of the app's own, of which it is not known what all it holds:
 * `storage.clearAll()`, where another file makes it.
 */
export function clearsOfUnknownStorage(
  files: readonly FileFacts[],
  program: Program,
): readonly ForeignExit[] {
  const paths = signOutPaths(program);
  return files
    .filter(({ language }) => language === 'typescript')
    .flatMap((file) =>
      file.session.functions
        .filter((fact) => paths.reaches(fact))
        .flatMap((fact) =>
          fact.calls.filter(wipesUnknown).map(({ name, receiver = '' }) => ({
            file,
            names: [`${receiver}.${name}`],
            span: spanOf(fact),
            place: placeIn(file, fact.start),
          })),
        ),
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
