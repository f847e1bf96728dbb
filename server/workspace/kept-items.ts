import type { StoreKey, StoreUse } from '../facts/storage/storage-model.js';
import { ClearingEvidence, type Verdict } from './clearing.js';
import { isKnown } from './key-index.js';
import { KeyedItems } from './keyed-items.js';
import type { Program } from './program.js';
import { isOwnWrite, type Placed } from './removals.js';

/** A credential that an app keeps in one store under one key, and what becomes of it. */
export interface KeptItem extends Verdict {
  readonly store: StoreUse['store'];
  readonly key: StoreKey;
  readonly writes: readonly Placed[];
  readonly reads: readonly Placed[];
}

interface Gathered extends Pick<KeptItem, 'store' | 'key'> {
  readonly writes: Placed[];
  readonly reads: Placed[];
}

const KNOWN = new WeakMap<Program, readonly KeptItem[]>();

/**
 * Every credential that a program keeps. The inventory shows them all, and rules speak of those that nothing deletes:
 * both have it from here what becomes of one.
 *
 * What is written only where a wrapper is handed it counts where the wrapper is called.
 */
export function keptItems(program: Program): readonly KeptItem[] {
  const known = KNOWN.get(program) ?? gather(program);
  KNOWN.set(program, known);
  return known;
}

function gather(program: Program): readonly KeptItem[] {
  const placed = program.files
    .filter((file) => !file.isTest)
    .flatMap((file) => program.usesIn(file).map((use) => ({ use, file })));
  const items = new Stores();
  for (const one of placed.filter(isOwnWrite)) items.of(one).writes.push(one);
  const others = new KeyedItems<Placed>();
  for (const one of placed.filter((each) => each.use.operation === 'write' && !isOwnWrite(each)))
    others.add(one.use.store, one.use.key, one);
  for (const one of placed.filter(({ use }) => use.operation === 'read' && use.keyParameter === undefined)) {
    const matching = items.matching(one);
    for (const item of matching) item.reads.push(one);
    if (matching.length === 0 && isUnseenWrite(one, others)) items.of(one).reads.push(one);
  }
  const evidence = new ClearingEvidence(placed, program);
  return items.all.map((item) => ({ ...item, ...evidence.verdictOn(item.writes, item.reads) }));
}

/**
 * A credential that is read and never written is put there by code that is not seen here.
 * @param others writes of what is no credential, whatever its key is called
 */
function isUnseenWrite({ use: { store, key, credential } }: Placed, others: KeyedItems<Placed>): boolean {
  return credential !== undefined && isKnown(key) && others.same(store, key) === undefined;
}

/** The items of all stores. What people call a store tells it from others of its kind: `localStorage`, Ionic Storage. */
class Stores {
  private readonly byName = new Map<string, KeyedItems<Gathered>>();

  get all(): readonly Gathered[] {
    return [...this.byName.values()].flatMap(({ all }) => all);
  }

  /** The item under the very key of a use, which is there from now on. */
  of({ use: { store, storeName, key } }: Placed): Gathered {
    const items = this.byName.get(storeName) ?? new KeyedItems<Gathered>();
    this.byName.set(storeName, items);
    const item = items.same(store, key) ?? { store, key, writes: [], reads: [] };
    items.add(store, key, item);
    return item;
  }

  /** The items that a use may mean; where its own store has none, that store may be one of the others. */
  matching({ use: { store, storeName, key } }: Placed): readonly Gathered[] {
    const own = this.byName.get(storeName)?.matching(store, key) ?? [];
    if (own.length > 0) return own;
    return [...this.byName.values()].flatMap((items) => items.matching(store, key));
  }
}
