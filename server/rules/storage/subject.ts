import type { StoreUse } from '../../facts/storage/storage-model.js';
import type { FileFacts } from '../../facts/model.js';
import { KIND_NAMES } from '../../knowledge/credentials.js';
import type { Program } from '../../workspace/program.js';

/** What is stored, quoted from the code: `the access token “authToken”`. */
export function subjectOf(use: StoreUse): string {
  const { credential } = use;
  if (!credential) return 'this value';
  const name = `the ${KIND_NAMES[credential.kind]} “${credential.name}”`;
  return credential.source === 'type' && use.types.length > 0 ? `a value that carries ${name}` : name;
}

/**
 * The writes of a credential to a store of a kind, each place once; none to a Realm that is encrypted, none by a
 * type that only other systems use.
 */
export function credentialWrites(
  facts: FileFacts,
  program: Program,
  stores: ReadonlySet<StoreUse['store']>,
): readonly StoreUse[] {
  const seen = new Set<number>();
  return program.usesIn(facts).filter((use) => {
    const counts = use.operation === 'write' && use.credential !== undefined && stores.has(use.store);
    if (!counts || use.isForeign) return false;
    if (use.owner?.type !== undefined && program.isMadeElsewhere(use.owner.type, facts)) return false;
    if (use.store === 'realm' && program.files.some((file) => file.storage.encryptsRealm)) return false;
    if (seen.has(use.start)) return false;
    seen.add(use.start);
    return true;
  });
}

/** A text as the beginning of a sentence. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
