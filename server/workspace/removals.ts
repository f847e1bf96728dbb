import type { FileFacts } from '../facts/model.js';
import type { PassingCall, StoreKey, StoreUse } from '../facts/storage/storage-model.js';
import { lastName } from './index-names.js';
import { isKnown, KeyIndex } from './key-index.js';
import type { Program } from './program.js';
import { signOutPaths } from './sign-out.js';

/** An operation on a store in its file. */
export interface Placed {
  readonly use: StoreUse;
  readonly file: FileFacts;
}

/** A write of a credential, not of whatever a caller hands in. */
export function isOwnWrite({ use }: Placed): boolean {
  return use.operation === 'write' && use.credential !== undefined && use.keyParameter === undefined;
}

/** A wipe at the first launch or in a debug menu clears nothing when somebody signs out. */
export function isWipeAtSignOut({ use, file }: Placed, program: Program): boolean {
  if (use.operation !== 'wipe') return false;
  const isInFunction = file.session.functions.some((one) => use.owner && one.start === use.owner.start);
  return !isInFunction || signOutPaths(program).reachesPlace(file, use, use.owner);
}

/** A removal of items under keys that the text does not tell. */
export interface OpenRemoval {
  readonly store: StoreUse['store'];
  readonly file: FileFacts;
  /** The removal itself, where it is known and not only that there is one. */
  readonly use?: StoreUse;
}

/** `multiRemove(keys.filter(isOurs))` */
export function openRemovals(file: FileFacts): readonly OpenRemoval[] {
  const open = file.storage.openKeys?.filter(({ operation }) => operation === 'remove') ?? [];
  return open.map(({ store }) => ({ store, file }));
}

/** `storage.delete(Keys.token)`, of which it is not known what it does. */
export function keysPassed(call: PassingCall): readonly StoreKey[] {
  return call.args.flatMap(({ key, parameter }) => (parameter === undefined ? [key] : []));
}

/** The property whose setter writes, or which is stored by its attribute, is set to nothing somewhere. */
export function isDropped(use: StoreUse, dropped: ReadonlySet<string>): boolean {
  const names = [
    use.owner && use.owner.labels.length === 0 ? use.owner.name : '',
    ...use.key.names.map(lastName),
  ];
  return [...names, use.credential?.source === 'property' ? use.credential.name : ''].some(
    (name) => name !== '' && dropped.has(name),
  );
}

/** The keys of properties set to nothing somewhere, by store: other writes of such a key are taken out with it. */
export function keysUnset(
  uses: readonly Placed[],
  dropped: ReadonlySet<string>,
): ReadonlyMap<StoreUse['store'], KeyIndex> {
  const keys = new Map<StoreUse['store'], StoreKey[]>();
  for (const { use } of uses) {
    if (!isKnown(use.key) || !isDropped(use, dropped)) continue;
    const own = keys.get(use.store);
    if (own) own.push(use.key);
    else keys.set(use.store, [use.key]);
  }
  return new Map(Array.from(keys, ([store, own]) => [store, new KeyIndex(own)]));
}
