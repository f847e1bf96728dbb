import type { KeychainWrite } from '../model.js';
import type { StorageFacts, StoredLevel, StoreUse } from './storage-model.js';

/** Tells the operations on the Keychain the levels of what they write; both name the same calls. */
export function withLevels(facts: StorageFacts, writes: readonly KeychainWrite[]): StorageFacts {
  const byPlace = new Map(writes.map((write) => [write.start, write]));
  return { ...facts, uses: facts.uses.map((use) => withLevel(use, byPlace.get(use.start))) };
}

function withLevel(use: StoreUse, write: KeychainWrite | undefined): StoreUse {
  if (!write || use.store !== 'keychain' || use.operation !== 'write') return use;
  return { ...use, level: storedLevel(write) };
}

function storedLevel({ api, level: given }: KeychainWrite): StoredLevel {
  if (given.state === 'unknown') return { state: 'unknown', api };
  const level = given.state === 'given' ? given.mention.level : given.level;
  return { state: given.state, api, ...(level && { level }) };
}
