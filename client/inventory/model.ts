import type { ShownFolder, ShownItem } from '../../server/lsp/protocol.js';

/** What the user asked to see of the inventory. */
export interface InventoryFilter {
  /** Only credentials that no sign-out is known to clear. */
  readonly openOnly: boolean;
  /** Only what has all these words in its name, kind, store, key or level. */
  readonly words: string;
}

export const EVERYTHING: InventoryFilter = { openOnly: false, words: '' };

/** Whether no sign-out is known to clear a credential. */
export function isOpen({ clearing }: ShownItem): boolean {
  return clearing !== 'atSignOut';
}

/** The credentials of each folder that a filter lets through; folders without any are left out. */
export function filtered(folders: readonly ShownFolder[], filter: InventoryFilter): readonly ShownFolder[] {
  const words = filter.words.toLowerCase().split(/\s+/).filter(Boolean);
  const isWanted = (item: ShownItem): boolean => {
    if (filter.openOnly && !isOpen(item)) return false;
    const { name, kindName, storeName, key = '', levels, cleared } = item;
    const text = [name, kindName, storeName, key, ...levels, cleared].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return folders
    .map((folder) => ({ ...folder, items: folder.items.filter(isWanted) }))
    .filter(({ items }) => items.length > 0);
}

/** Credentials of one kind, in the order in which they come. */
export function byKind(items: readonly ShownItem[]): ReadonlyMap<string, readonly ShownItem[]> {
  const kinds = new Map<string, ShownItem[]>();
  for (const item of items) {
    const own = kinds.get(item.kindName);
    if (own) own.push(item);
    else kinds.set(item.kindName, [item]);
  }
  return kinds;
}
