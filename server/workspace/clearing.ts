import type { FileFacts } from '../facts/model.js';
import type { StoreUse } from '../facts/storage/storage-model.js';
import { appsOf } from './apps.js';
import { type Doubt, Doubts } from './doubts.js';
import { isKnown, tellingNames } from './key-index.js';
import { KeyedItems } from './keyed-items.js';
import type { Program } from './program.js';
import { isWipeAtSignOut, type Placed } from './removals.js';
import { type SignOutPaths, signOutPaths } from './sign-out.js';

/**
 * What becomes of a credential when the user signs out:
 * - `atSignOut`: a way out of the session deletes it;
 * - `elsewhere`: something deletes it, but no way out leads there;
 * - `maybe`: something may delete it, whose key or effect the code does not tell;
 * - `never`: nothing does, in an app that signs out. This alone is a fault;
 * - `outlives`: nothing does, and its name says that it is no part of a session;
 * - `noSignOut`: nothing does, and the app has no function that ends the session.
 */
export type Clearing = 'atSignOut' | 'elsewhere' | 'maybe' | 'never' | 'outlives' | 'noSignOut';

/** A deletion. */
export interface Clear {
  readonly placed: Placed;
  readonly atSignOut: boolean;
}

/** What becomes of an item, and why. */
export interface Verdict {
  readonly clears: readonly Clear[];
  readonly clearing: Clearing;
  /** What keeps the code from telling; none where a way out is seen to delete the item. */
  readonly doubts: readonly Doubt[];
}

/** What there is in a program that deletes things. */
export class ClearingEvidence {
  private readonly paths: SignOutPaths;
  private readonly removals = new KeyedItems<Placed>();
  private readonly wipes: readonly Placed[];
  private readonly doubts = new Map<FileFacts, Doubts>();

  /** @param placed all operations on stores outside of tests */
  constructor(placed: readonly Placed[], program: Program) {
    this.paths = signOutPaths(program);
    for (const one of placed) if (isNamedRemoval(one.use)) this.removals.add(one.use.store, one.use.key, one);
    this.wipes = placed.filter((one) => isWipeAtSignOut(one, program));
    for (const app of appsOf(program.files.filter((file) => !file.isTest))) {
      const doubts = new Doubts(app, program);
      for (const file of app) this.doubts.set(file, doubts);
    }
  }

  /**
   * What becomes of an item, all of whose writes and reads are given. Whatever may delete it counts: no other verdict
   * than `never` says for sure that nothing does.
   */
  verdictOn(writes: readonly Placed[], reads: readonly Placed[]): Verdict {
    const found = new Set([...writes, ...reads].flatMap((one) => this.deletionsOf(one)));
    const clears = [...found].map((placed) => ({ placed, atSignOut: this.isAtSignOut(placed) }));
    if (clears.some(({ atSignOut }) => atSignOut)) return { clears, clearing: 'atSignOut', doubts: [] };
    const places = writes.length > 0 ? writes : reads;
    const all = places.flatMap((one) => this.doubtsAbout(one));
    const doubts = [...new Map(all.map((doubt) => [doubt.sentence, doubt])).values()];
    return { clears, clearing: this.judge(writes, clears, doubts), doubts };
  }

  private doubtsAbout(placed: Placed): readonly Doubt[] {
    const unfollowed = UNFOLLOWED.get(placed.use.store);
    if (unfollowed !== undefined) return [told(unfollowed)];
    return [...ownDoubts(placed.use), ...(this.doubts.get(placed.file)?.about(placed) ?? [])];
  }

  private judge(writes: readonly Placed[], clears: readonly Clear[], doubts: readonly Doubt[]): Clearing {
    if (clears.length > 0) return 'elsewhere';
    // One that no code writes is put there by some that is not seen, and may be deleted by that.
    if (doubts.length > 0 || writes.every(({ use }) => isUntold(use))) return 'maybe';
    if (writes.every(({ use }) => OUTLIVES.test(use.credential?.name ?? ''))) return 'outlives';
    const signsOut = writes.some(({ file }) => this.doubts.get(file)?.signsOut === 'seen');
    return signsOut ? 'never' : 'noSignOut';
  }

  /** The deletions that take out an item. A wipe elsewhere may be one of another service or suite. */
  private deletionsOf({ use, file }: Placed): readonly Placed[] {
    const wipes = this.wipes.filter((wipe) => wipe.use.store === use.store && wipe.file === file);
    return [...this.removals.matching(use.store, use.key), ...wipes];
  }

  /** Whether it runs on some way out of the session. */
  private isAtSignOut({ use, file }: Placed): boolean {
    return this.paths.reachesPlace(file, use, use.owner);
  }
}

/** Stores that keep records, whose properties have no keys. */
export const RECORDS: ReadonlySet<StoreUse['store']> = new Set<StoreUse['store']>([
  'coreData',
  'swiftData',
  'realm',
]);

/** Keys of encrypted stores of the device, and what is kept while a password is reset: neither is a session. */
const OUTLIVES = /encrypt|master|mmkv|realm|database|device|biometric|reset|forgot/i;

/** A removal in a wrapper is judged where the wrapper is called. */
function isNamedRemoval(use: StoreUse): boolean {
  return use.operation === 'remove' && use.keyParameter === undefined && !isUntold(use);
}

/** Neither the text of the key is known nor a name for it. */
function isUntold({ key }: StoreUse): boolean {
  return !isKnown(key) && tellingNames(key).length === 0;
}

/** Stores of which not all is known that deletes from them. */
const UNFOLLOWED: ReadonlyMap<StoreUse['store'], string> = new Map<StoreUse['store'], string>([
  ...[...RECORDS].map(
    (store) => [store, 'It is part of a record; what deletes the record is not followed.'] as const,
  ),
  ['file', 'What deletes the file is not followed.'],
  ['preferences', 'Where the preferences are kept is not known, nor what all deletes from them.'],
]);

/** What of a write itself leaves open whether anything deletes the item. */
function* ownDoubts(use: StoreUse): Generator<Doubt> {
  if (use.operation !== 'write') return;
  if (use.isForeign) yield told('Objective-C writes it, which is followed in part only.');
  if (isPersistedState(use))
    yield told(
      'A library writes it by itself; what takes it out of the state that it keeps is not followed.',
    );
  if (!isKnown(use.key) && !isUntold(use))
    yield told('Only the name of its key is known: what deletes it under the text of the key is not seen.');
}

function told(sentence: string): Doubt {
  return { sentence, places: [] };
}

/**
 * State that a library writes by itself, of which neither key nor value stands in the code: it is taken out by
 * whatever changes the state.
 */
function isPersistedState({ store, keyText, value, persisted }: StoreUse): boolean {
  if (persisted) return true;
  if (!SCRIPT_STORES.has(store)) return keyText !== undefined && keyText.start === value?.start;
  return keyText === undefined || value === undefined || keyText.start === value.start;
}

const SCRIPT_STORES: ReadonlySet<StoreUse['store']> = new Set<StoreUse['store']>([
  'asyncStorage',
  'mmkv',
  'webStorage',
  'sqlite',
]);
