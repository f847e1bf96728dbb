import type { FileFacts } from '../facts/model.js';
import type { PassingCall, StoreKey, StoreUse } from '../facts/storage-model.js';
import type { Program } from './program.js';
import { signOutPaths, type PlacedFunction } from './sign-out.js';

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

const REMOVING =
  /^(delete|remove|clear|wipe|reset|erase|purge|forget|destroy|invalidate|revoke|logout|signout)/i;

interface Placed {
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
  const { roots } = signOutPaths(program);
  if (roots.length === 0) return [];
  const shipped = program.files.filter((file) => !file.isTest);
  const uses = shipped.flatMap((file) => program.usesIn(file).map((use) => ({ use, file })));
  const removals = uses.filter(({ use }) => use.operation === 'remove' || use.operation === 'wipe');
  const calls = shipped.flatMap((file) => file.storage.calls).filter((call) => REMOVING.test(call.name));
  const dropped = new Set(shipped.flatMap((file) => file.session.functions.flatMap((one) => one.dropped)));
  const seen = new Set<string>();
  return uses.flatMap((written) => {
    const { use, file } = written;
    if (!isJudged(use) || removals.some((removal) => mayRemove(removal.use, use))) return [];
    if (calls.some((call) => mayPass(call, use)) || isDropped(use, dropped)) return [];
    const identity = `${use.store}:${use.key.pieces.join('*')}:${use.key.names.at(-1) ?? ''}`;
    if (seen.has(identity)) return [];
    seen.add(identity);
    const place = placeFor(written, removals, roots);
    return place ? [{ write: use, writtenIn: file, ...place }] : [];
  });
}

const KEPT_STORES: ReadonlySet<StoreUse['store']> = new Set<StoreUse['store']>([
  'keychain',
  'userDefaults',
  'ubiquitousStore',
]);

/** Writes of a credential under a key that the text tells. */
function isJudged(use: StoreUse): boolean {
  if (use.operation !== 'write' || !use.credential || !KEPT_STORES.has(use.store)) return false;
  return use.keyParameter === undefined && use.key.pieces.some((piece) => piece !== '');
}

function mayRemove(removal: StoreUse, write: StoreUse): boolean {
  if (removal.operation === 'wipe') return removal.store === write.store;
  const known = removal.key.pieces.some((piece) => piece !== '') || removal.key.names.length > 0;
  // A removal in a wrapper is judged where the wrapper is called.
  if (removal.keyParameter !== undefined) return false;
  return !known || sameKey(removal.key, write.key);
}

/** Keys that may name the same item: equal, or patterns with the same fixed ends, or the same constant. */
export function sameKey(a: StoreKey, b: StoreKey): boolean {
  const names = a.names.map(lastName);
  if (b.names.some((name) => names.includes(lastName(name)))) return true;
  if (a.pieces.length === 0 || b.pieces.length === 0) return a.pieces.length === 0 && a.names.length > 0;
  const fixedA = a.pieces.filter((piece) => piece !== '');
  const fixedB = b.pieces.filter((piece) => piece !== '');
  // A key of nothing but holes may be any.
  if (fixedA.length === 0 || fixedB.length === 0) return true;
  return fixedA.join('\0') === fixedB.join('\0');
}

/** `storage.delete(Keys.token)`, of which it is not known what it does. */
function mayPass(call: PassingCall, write: StoreUse): boolean {
  return call.args.some(({ key, parameter }) => {
    const known = key.pieces.some((piece) => piece !== '') || key.names.length > 0;
    return known && parameter === undefined && sameKey(key, write.key);
  });
}

/** The property whose setter writes, or which is stored by its attribute, is set to nothing somewhere. */
function isDropped(use: StoreUse, dropped: ReadonlySet<string>): boolean {
  const names = [
    use.owner && use.owner.labels.length === 0 ? use.owner.name : '',
    ...use.key.names.map(lastName),
  ];
  return [...names, use.credential?.source === 'property' ? use.credential.name : ''].some(
    (name) => name !== '' && dropped.has(name),
  );
}

function lastName(path: string): string {
  return path.split('.').at(-1) ?? path;
}

type Place = Pick<KeptCredential, 'file' | 'span' | 'sibling' | 'functionName'>;

/** Beside the removal of a neighbour where there is one, else in the function that ends the session. */
function placeFor(
  { use, file }: Placed,
  removals: readonly Placed[],
  roots: readonly PlacedFunction[],
): Place | undefined {
  const neighbours = removals.filter(
    (one) =>
      one.file === file && one.use.store === use.store && one.use.operation === 'remove' && one.use.owner,
  );
  const sibling = neighbours.find((one) => one.use.owner?.type === use.owner?.type) ?? neighbours[0];
  if (sibling?.use.owner) {
    const { start, end } = sibling.use;
    return { file, span: { start, end }, sibling: sibling.use, functionName: sibling.use.owner.name };
  }
  const near = roots.find((root) => root.file === file && root.fact.owner.type === use.owner?.type);
  const root = near ?? roots.find((one) => one.file === file) ?? roots[0];
  if (!root) return undefined;
  const { start, end } = root.fact;
  return { file: root.file, span: { start, end }, functionName: root.fact.owner.name };
}
