import type { StoreUse } from '../facts/storage-model.js';
import { KIND_NAMES } from '../knowledge/credentials.js';

/** What is stored, quoted from the code: `the access token “authToken”`. */
export function subjectOf(use: StoreUse): string {
  const { credential } = use;
  if (!credential) return 'this value';
  const name = `the ${KIND_NAMES[credential.kind]} “${credential.name}”`;
  return credential.source === 'type' && use.types.length > 0 ? `a value that carries ${name}` : name;
}

/** The writes of a credential to a store of a kind, each place once. */
export function credentialWrites(
  uses: readonly StoreUse[],
  stores: ReadonlySet<StoreUse['store']>,
): readonly StoreUse[] {
  const seen = new Set<number>();
  return uses.filter((use) => {
    const counts = use.operation === 'write' && use.credential !== undefined && stores.has(use.store);
    if (!counts || seen.has(use.start)) return false;
    seen.add(use.start);
    return true;
  });
}

/** A text as the beginning of a sentence. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
