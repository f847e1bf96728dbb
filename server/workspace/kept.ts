import type { FileFacts } from '../facts/model.js';
import type { PassingCall, StoreKey, StoreUse } from '../facts/storage/storage-model.js';
import { lastName } from './index-names.js';
import { isKnown, KeyIndex } from './key-index.js';
import { appsOf } from './apps.js';
import type { Program } from './program.js';
import { isRemoving, takesAway } from '../knowledge/sign-out.js';
import { mainSignOut, signOutPaths } from './sign-out.js';
import { foreignExits, NATIVE_STORES } from './foreign-exits.js';
import { clearsOfUnknownStorage } from './unseen-removals.js';

/** A credential that the app writes and, as far as all its files tell, never takes out again. */
export interface KeptCredential {
  readonly write: StoreUse;
  readonly writtenIn: FileFacts;
  /** Where the deletion is missing. */
  readonly file: FileFacts;
  readonly span: { readonly start: number; readonly end: number };
  /** The removal of another item that stands there, as a pattern for the one that is missing. */
  readonly sibling?: StoreUse;
  readonly functionName: string;
}

/** An operation on a store in its file. */
export interface Placed {
  readonly use: StoreUse;
  readonly file: FileFacts;
}

/**
 * Credentials without a deletion anywhere. Whatever may delete one — a wipe of its store, a removal whose key is
 * not known, setting its property to nil, a call of an unknown function with its key — counts as a deletion, and
 * an app in which no function ends the session is not judged.
 */
export function keptCredentials(program: Program): readonly KeptCredential[] {
  const known = KNOWN.get(program);
  if (known) return known;
  const kept = findKept(program);
  KNOWN.set(program, kept);
  return kept;
}

/** Every file of a program asks for the same answer. */
const KNOWN = new WeakMap<Program, readonly KeptCredential[]>();

function findKept(program: Program): readonly KeptCredential[] {
  const shipped = program.files.filter((file) => !file.isTest);
  return appsOf(shipped).flatMap((app) => keptIn(app, program));
}

function keptIn(shipped: readonly FileFacts[], program: Program): readonly KeptCredential[] {
  const { roots } = signOutPaths(program);
  if (!roots.some(({ file }) => file.language !== 'objectiveC' && shipped.includes(file))) return [];
  const uses = shipped.flatMap((file) => program.usesIn(file).map((use) => ({ use, file })));
  const removals = uses.filter((one) => one.use.operation === 'remove' || isWipeAtSignOut(one, program));
  const elsewhere = removalsByName(program.files, shipped, program);
  const calls = shipped.flatMap((file) => file.storage.calls).filter((call) => isRemoving(call.name));
  const dropped = new Set(shipped.flatMap((file) => file.session.functions.flatMap((one) => one.dropped)));
  const writers = new Set(
    uses.filter((one) => isJudged(one.use)).map((one) => `${one.use.store} ${one.file.path}`),
  );
  const takers = new Removals([...removals, ...elsewhere], shipped.flatMap(openRemovals), writers);
  const passed = new KeyIndex(calls.flatMap(keysPassed));
  const unset = keysUnset(uses, dropped);
  const seen = new Set<string>();
  if (clearsOfUnknownStorage(shipped, program).length > 0) return [];
  const leaves = foreignExits(program).some(({ file }) => shipped.includes(file));
  return uses.flatMap((written) => {
    const { use, file } = written;
    if (leaves && NATIVE_STORES.has(use.store)) return [];
    if (!isJudged(use) || takers.takes(written)) return [];
    if (use.owner?.type !== undefined && program.isMadeElsewhere(use.owner.type, file)) return [];
    if (passed.has(use.key) || isDropped(use, dropped) || unset.get(use.store)?.has(use.key)) return [];
    const identity = `${use.storeName}:${use.key.pieces.join('*')}:${use.key.names.at(-1) ?? ''}`;
    if (seen.has(identity)) return [];
    seen.add(identity);
    const place = placeFor(written, removals, program);
    return place ? [{ write: use, writtenIn: file, ...place }] : [];
  });
}

/**
 * The removals in the workspace's other apps whose keys are known: native code and scripts of one app may stand in
 * folders of their own, and what takes out an item of the very same name is taken for its removal.
 */
function removalsByName(
  files: readonly FileFacts[],
  own: readonly FileFacts[],
  program: Program,
): readonly Placed[] {
  const others = files.filter((file) => !file.isTest && !own.includes(file));
  return others.flatMap((file) =>
    program
      .usesIn(file)
      .filter(({ operation, key }) => operation === 'remove' && isKnown(key))
      .map((use) => ({ use, file })),
  );
}

/** A wipe at the first launch or in a debug menu clears nothing when somebody signs out. */
export function isWipeAtSignOut({ use, file }: Placed, program: Program): boolean {
  if (use.operation !== 'wipe') return false;
  const isInFunction = file.session.functions.some((one) => use.owner && one.start === use.owner.start);
  return !isInFunction || signOutPaths(program).reachesPlace(file, use, use.owner);
}

const KEPT_STORES: ReadonlySet<StoreUse['store']> = new Set<StoreUse['store']>([
  'keychain',
  'userDefaults',
  'ubiquitousStore',
  'asyncStorage',
  'mmkv',
  'webStorage',
  'sqlite',
  'appPreferences',
]);

/** Writes of a credential under a key that the text tells. */
function isJudged(use: StoreUse): boolean {
  if (use.operation !== 'write' || use.isForeign || !use.credential) return false;
  if (!KEPT_STORES.has(use.store)) return false;
  if (isPersistedState(use) || OUTLIVES.test(use.credential.name)) return false;
  return use.keyParameter === undefined && use.key.pieces.some((piece) => piece !== '');
}

/** Keys of encrypted stores of the device, and what is kept while a password is reset: neither is a session. */
const OUTLIVES = /encrypt|master|mmkv|realm|database|device|biometric|reset|forgot/i;

/**
 * State that a library writes by itself, of which neither key nor value stands in the code: it is taken out by
 * whatever changes the state.
 */
function isPersistedState({ store, keyText, value }: StoreUse): boolean {
  if (!SCRIPT_STORES.has(store)) return keyText !== undefined && keyText.start === value?.start;
  return keyText === undefined || value === undefined || keyText.start === value.start;
}

const SCRIPT_STORES: ReadonlySet<StoreUse['store']> = new Set<StoreUse['store']>([
  'asyncStorage',
  'mmkv',
  'webStorage',
  'sqlite',
]);

/** A removal of items under keys that the text does not tell. */
export interface OpenRemoval {
  readonly store: StoreUse['store'];
  readonly file: FileFacts;
}

/** `multiRemove(keys.filter(isOurs))` */
export function openRemovals(file: FileFacts): readonly OpenRemoval[] {
  const open = file.storage.openKeys?.filter(({ operation }) => operation === 'remove') ?? [];
  return open.map(({ store }) => ({ store, file }));
}

/** The removals of a program, each by what it may take out. */
class Removals {
  private readonly wiped = new Set<StoreUse['store']>();
  private readonly keys = new Map<StoreUse['store'], KeyIndex>();
  /** Removals whose key is not known may take out anything of their own file … */
  private readonly ofFile = new Set<string>();
  /** … and of every file, unless theirs keeps items of its own. */
  private readonly ofAny = new Set<StoreUse['store']>();

  constructor(removals: readonly Placed[], open: readonly OpenRemoval[], writers: ReadonlySet<string>) {
    const known = new Map<StoreUse['store'], StoreKey[]>();
    for (const { use, file } of removals) {
      const { store, key } = use;
      if (use.operation === 'wipe') this.wiped.add(store);
      // A removal in a wrapper is judged where the wrapper is called.
      else if (use.keyParameter !== undefined) continue;
      else if (isKnown(key)) append(known, store, key);
      else this.addOpen({ store, file }, writers);
    }
    for (const one of open) this.addOpen(one, writers);
    for (const [store, keys] of known) this.keys.set(store, new KeyIndex(keys));
  }

  private addOpen({ store, file }: OpenRemoval, writers: ReadonlySet<string>): void {
    const place = `${store} ${file.path}`;
    this.ofFile.add(place);
    if (!writers.has(place)) this.ofAny.add(store);
  }

  /** Whether one of them may take out what a write put in. */
  takes({ use, file }: Placed): boolean {
    const { store, key } = use;
    if (this.wiped.has(store) || this.ofAny.has(store)) return true;
    return this.ofFile.has(`${store} ${file.path}`) || (this.keys.get(store)?.has(key) ?? false);
  }
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
function keysUnset(
  uses: readonly Placed[],
  dropped: ReadonlySet<string>,
): ReadonlyMap<StoreUse['store'], KeyIndex> {
  const keys = new Map<StoreUse['store'], StoreKey[]>();
  for (const { use } of uses)
    if (isKnown(use.key) && isDropped(use, dropped)) append(keys, use.store, use.key);
  return new Map([...keys].map(([store, known]) => [store, new KeyIndex(known)]));
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

type Place = Pick<KeptCredential, 'file' | 'span' | 'sibling' | 'functionName'>;

/** Beside the removal of a neighbour where there is one, else in the function that ends the session. */
function placeFor({ use, file }: Placed, removals: readonly Placed[], program: Program): Place | undefined {
  const paths = signOutPaths(program);
  const neighbours = removals.filter(({ use: removal, file: where }) => {
    const isNeighbour = where === file && removal.store === use.store && removal.operation === 'remove';
    if (!isNeighbour || !removal.owner || removal.keyParameter !== undefined) return false;
    // Elsewhere an item is replaced or moved, which is no place to sign out.
    const owner = where.session.functions.find((one) => one.start === removal.owner?.start);
    return takesAway(removal.owner.name) || (owner !== undefined && paths.reaches(owner));
  });
  const sibling = neighbours.find((one) => one.use.owner?.type === use.owner?.type) ?? neighbours[0];
  if (sibling?.use.owner) {
    const { start, end } = sibling.use;
    return { file, span: { start, end }, sibling: sibling.use, functionName: sibling.use.owner.name };
  }
  const { roots } = paths;
  const near = roots.find((root) => root.file === file && root.fact.owner.type === use.owner?.type);
  const root = near ?? roots.find((one) => one.file === file) ?? mainSignOut(program, file.language);
  if (!root) return undefined;
  const { start, end } = root.fact;
  return { file: root.file, span: { start, end }, functionName: root.fact.owner.name };
}
