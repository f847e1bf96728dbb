import type { FileFacts } from '../facts/model.js';
import type { StoreKey, StoreUse } from '../facts/storage/storage-model.js';
import type { Program } from './program.js';

/** An operation with the file it stands in. */
export interface PlacedUse {
  readonly use: StoreUse;
  readonly file: FileFacts;
}

/** What a program does with stores that are not the Keychain, item by item. */
export class PlainUses {
  /** Stores of which everything is deleted at once somewhere. */
  readonly wiped = new Set<StoreUse['store']>();
  private readonly byText = new Map<string, PlacedUse[]>();
  private readonly byOpenName = new Map<string, PlacedUse[]>();
  private readonly byName = new Map<string, PlacedUse[]>();

  constructor(program: Program) {
    for (const file of program.files) {
      for (const use of program.usesIn(file)) this.add({ use, file });
    }
  }

  private add(placed: PlacedUse): void {
    const { operation, store, key } = placed.use;
    if (operation === 'wipe') this.wiped.add(store);
    if (store === 'keychain') return;
    const [name] = key.names;
    if (key.pieces.length > 0) append(this.byText, textOf(key), placed);
    else if (name !== undefined) append(this.byOpenName, name, placed);
    if (name !== undefined) append(this.byName, name, placed);
  }

  /** The operations on the same item: the same text or pattern, or the same constant where no text is known. */
  sameAs({ key }: StoreUse): readonly PlacedUse[] {
    const name = key.names[0] ?? '';
    if (key.pieces.length === 0) return this.byName.get(name) ?? [];
    const open = this.byOpenName.get(name) ?? [];
    const same = [...(this.byText.get(textOf(key)) ?? []), ...open];
    return open.length === 0 ? same : same.toSorted((a, b) => a.use.start - b.use.start);
  }
}

const KNOWN = new WeakMap<Program, PlainUses>();

/** The operations of a program outside the Keychain, put together once. */
export function plainUses(program: Program): PlainUses {
  const known = KNOWN.get(program) ?? new PlainUses(program);
  KNOWN.set(program, known);
  return known;
}

function textOf({ pieces }: StoreKey): string {
  return pieces.join('\0');
}

function append(map: Map<string, PlacedUse[]>, key: string, placed: PlacedUse): void {
  const list = map.get(key);
  if (list) list.push(placed);
  else map.set(key, [placed]);
}
