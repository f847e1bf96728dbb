import type { FileFacts } from '../facts/model.js';
import type { StoreUse } from '../facts/storage/storage-model.js';
import { type Span, spanOf } from '../span.js';
import { KeyedItems } from './keyed-items.js';
import {
  isDropped,
  isWipeAtSignOut,
  keysPassed,
  type OpenRemoval,
  openRemovals,
  type Placed,
} from './kept.js';
import { isKnown, KeyIndex, tellingNames } from './key-index.js';
import { type ForeignExit, foreignExits, NATIVE_STORES, placeIn } from './foreign-exits.js';
import { clearsOfUnknownStorage } from './unseen-removals.js';
import { isRemoving } from '../knowledge/sign-out.js';
import type { Program } from './program.js';
import { type SignOutPaths, signOutPaths } from './sign-out.js';

/**
 * What becomes of a credential when the user signs out:
 * - `atSignOut`: a way out of the session deletes it;
 * - `elsewhere`: something deletes it, but no way out leads there;
 * - `maybe`: something may delete it, whose key or effect the code does not tell;
 * - `never`: nothing does;
 * - `noSignOut`: nothing does, and the app has no function that ends the session.
 */
export type Clearing = 'atSignOut' | 'elsewhere' | 'maybe' | 'never' | 'noSignOut';

/** A deletion. */
export interface Clear {
  readonly placed: Placed;
  readonly atSignOut: boolean;
}

/** What there is in a program that deletes things. */
export class ClearingEvidence {
  readonly paths: SignOutPaths;
  private readonly removals = new KeyedItems<Placed>();
  private readonly wipes: readonly Placed[];
  private readonly open: readonly OpenRemoval[];
  /** Removals in Objective-C whose key is not known. */
  private readonly vague: readonly Placed[];
  /** Keys that are handed to functions which may delete what is under them. */
  private readonly handed: KeyIndex;
  private readonly dropped: ReadonlySet<string>;
  private readonly exits: readonly ForeignExit[];
  private readonly unknownStorages: readonly ForeignExit[];

  constructor(placed: readonly Placed[], program: Program) {
    this.paths = signOutPaths(program);
    const removing = placed.filter(({ use }) => use.operation === 'remove' && use.keyParameter === undefined);
    for (const one of removing) if (isNamed(one.use)) this.removals.add(one.use.store, one.use.key, one);
    const vague = removing.filter(({ use }) => !isNamed(use));
    this.open = [
      ...vague.map(({ use, file }) => ({ store: use.store, file })),
      ...program.files.filter((file) => !file.isTest).flatMap(openRemovals),
    ];
    this.vague = vague.filter(({ file }) => file.language === 'objectiveC');
    this.wipes = placed.filter((one) => isWipeAtSignOut(one, program));
    const shipped = program.files.filter((file) => !file.isTest);
    // What a call of a wrapper comes down to is among the operations.
    const known = new Set(placed.map(({ use, file }) => `${file.path}:${use.start}`));
    const calls = shipped.flatMap(({ path, storage }) =>
      storage.calls.filter(({ name, start }) => isRemoving(name) && !known.has(`${path}:${start}`)),
    );
    this.handed = new KeyIndex(calls.flatMap(keysPassed));
    this.exits = foreignExits(program);
    this.unknownStorages = clearsOfUnknownStorage(shipped, program);
    this.dropped = new Set(shipped.flatMap(({ session }) => session.functions.flatMap((one) => one.dropped)));
  }

  /** The deletions that take out an item. A wipe elsewhere may be one of another service or suite. */
  of({ use, file }: Placed): readonly Placed[] {
    const wipes = this.wipes.filter((wipe) => wipe.use.store === use.store && wipe.file === file);
    return [...this.removals.matching(use.store, use.key), ...wipes];
  }

  /** Whether it runs on some way out of the session. */
  atSignOut({ use, file }: Placed): boolean {
    return this.paths.reachesPlace(file, use, use.owner);
  }

  /** Why an item may be deleted, though nothing says so plainly. */
  doubts({ use, file }: Placed): readonly string[] {
    return [
      ...this.foreignDoubts(use),
      ...(file.language === 'typescript' && this.unknownStorages.length > 0
        ? [
            `A way out of the session clears a storage of which it is not known what it holds: ${listed(this.unknownStorages)}.`,
          ]
        : []),
      ...(isDropped(use, this.dropped) ? ['The property that keeps it is set to nothing somewhere.'] : []),
      ...(this.handed.has(use.key)
        ? ['Its key is handed to a function that may delete it; what that function does is not known.']
        : []),
      ...(this.open.some((one) => one.store === use.store && one.file === file)
        ? ['Something is deleted from the same store under a key that could not be told.']
        : []),
      ...(this.wipes.some((wipe) => wipe.use.store === use.store && wipe.file !== file)
        ? [
            `Another file wipes ${use.storeName} at sign-out; whether this item is in what it wipes is not known.`,
          ]
        : []),
    ];
  }

  /** Where an item may be deleted in code that is not followed. */
  beyond({ use: { store }, file }: Placed): readonly { readonly file: FileFacts; readonly span: Span }[] {
    const isNative = NATIVE_STORES.has(store);
    const vague = isNative ? this.vague.filter(({ use }) => use.store === store) : [];
    const exits = [
      ...(isNative ? this.exits : []),
      ...(file.language === 'typescript' ? this.unknownStorages : []),
    ];
    return [
      ...vague.map((one) => ({ file: one.file, span: spanOf(one.use) })),
      ...exits.map((exit) => ({ file: exit.file, span: exit.span ?? { start: 0, end: 0 } })),
    ];
  }

  /** What may delete it in code that is not analysed. */
  private foreignDoubts({ store }: StoreUse): readonly string[] {
    if (!NATIVE_STORES.has(store)) return [];
    const vague = this.vague.filter(({ use }) => use.store === store);
    return [
      ...vague.map(
        ({ use, file }) =>
          `Objective-C deletes something from ${use.storeName} at ${placeIn(file, use.start)}; under which key could not be told.`,
      ),
      ...(this.exits.length > 0
        ? [
            `The way out of the session goes on in code that is not analysed: ${listed(this.exits)}. What that deletes is not known.`,
          ]
        : []),
    ];
  }
}

/** So many places are named. */
const MOST_NAMED = 3;

function listed(exits: readonly ForeignExit[]): string {
  const named = exits.slice(0, MOST_NAMED).map(({ names, place }) => `${names.join(', ')} (${place})`);
  const more = exits.length - named.length;
  return named.join('; ') + (more > 0 ? `; and in ${more} more ${more === 1 ? 'place' : 'places'}` : '');
}

/** What deletes an item, all of whose places are given; doubts only where no way out is seen to delete it. */
export function clearsOf(
  places: readonly Placed[],
  evidence: ClearingEvidence,
): { readonly clears: readonly Clear[]; readonly clearing: Clearing; readonly doubts: readonly string[] } {
  const found = new Set(places.flatMap((one) => evidence.of(one)));
  const clears = [...found].map((placed) => ({ placed, atSignOut: evidence.atSignOut(placed) }));
  if (clears.some(({ atSignOut }) => atSignOut)) return { clears, clearing: 'atSignOut', doubts: [] };
  const doubts = [...new Set(places.flatMap((one) => evidence.doubts(one)))];
  return { clears, clearing: judge(clears, doubts, evidence.paths.roots.length > 0), doubts };
}

function judge(clears: readonly Clear[], doubts: readonly string[], signsOut: boolean): Clearing {
  if (clears.length > 0) return 'elsewhere';
  if (doubts.length > 0) return 'maybe';
  return signsOut ? 'never' : 'noSignOut';
}

function isNamed({ key }: StoreUse): boolean {
  return isKnown(key) || tellingNames(key).length > 0;
}
