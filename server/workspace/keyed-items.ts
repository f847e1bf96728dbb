import type { StoreKey, StoreUse } from '../facts/storage/storage-model.js';
import { isKnown, sameKey, tellingNames } from './key-index.js';

interface Entry<T> {
  readonly store: StoreUse['store'];
  readonly key: StoreKey;
  readonly item: T;
}

/**
 * Things found by the key that they are kept under. Whole keys and constants are looked up; only keys with parts
 * that vary are compared one by one.
 */
export class KeyedItems<T> {
  private readonly entries: Entry<T>[] = [];
  private readonly byText = new Map<string, Entry<T>[]>();
  private readonly patterns: Entry<T>[] = [];
  private readonly items = new Set<T>();

  /** In the order in which they came. */
  get all(): readonly T[] {
    return [...this.items];
  }

  add(store: StoreUse['store'], key: StoreKey, item: T): void {
    this.items.add(item);
    const entry = { store, key, item };
    this.entries.push(entry);
    for (const text of lookups(store, key)) {
      const list = this.byText.get(text);
      if (list) list.push(entry);
      else this.byText.set(text, [entry]);
    }
    if (isPattern(key)) this.patterns.push(entry);
  }

  /** The thing under the very same key. */
  same(store: StoreUse['store'], key: StoreKey): T | undefined {
    return this.entriesOf(store, key)[0]?.item;
  }

  /** The things under this very key; where there are none, those whose keys may be the same as this one. */
  matching(store: StoreUse['store'], key: StoreKey): readonly T[] {
    const same = this.entriesOf(store, key);
    if (same.length > 0) return itemsOf(same);
    const candidates = isPattern(key) ? this.entries : this.patterns;
    return itemsOf(candidates.filter((entry) => entry.store === store && sameKey(entry.key, key)));
  }

  /** Constants of one name in different types have different texts; where both are known, the texts decide. */
  private entriesOf(store: StoreUse['store'], key: StoreKey): readonly Entry<T>[] {
    const text = key.pieces.join(HOLE);
    return lookups(store, key)
      .flatMap((lookup) => this.byText.get(lookup) ?? [])
      .filter((entry) => !isKnown(key) || !isKnown(entry.key) || entry.key.pieces.join(HOLE) === text);
  }
}

/** What stands for a part of a key that varies. */
const HOLE = '\u0000';

function itemsOf<T>(entries: readonly Entry<T>[]): readonly T[] {
  return [...new Set(entries.map(({ item }) => item))];
}

function isPattern({ pieces }: StoreKey): boolean {
  return pieces.length > 1;
}

function lookups(store: string, key: StoreKey): readonly string[] {
  const text = isKnown(key) ? [`${store} "${key.pieces.join(HOLE)}"`] : [];
  return [...text, ...tellingNames(key).map((name) => `${store} ${name}`)];
}
