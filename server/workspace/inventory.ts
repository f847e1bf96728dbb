import type { FileFacts } from '../facts/model.js';
import type { StoredLevel, StoreKey, StoreUse } from '../facts/storage/storage-model.js';
import { type CredentialKind, KIND_NAMES } from '../knowledge/credentials.js';
import { type Language, languageOf } from '../language.js';
import type { Span } from '../span.js';
import { type Clearing, RECORDS } from './clearing.js';
import type { Doubt, DoubtPlace } from './doubts.js';
import { isKnown, tellingNames } from './key-index.js';
import { type KeptItem, keptItems } from './kept-items.js';
import type { Program } from './program.js';
import type { Placed } from './removals.js';

/** A place in the code where something is done to a credential. */
export interface InventoryPlace {
  readonly path: string;
  readonly span: Span;
  /** The function or property it stands in: `SessionStore.save(token:)`. */
  readonly within?: string;
  /** What a write to the Keychain asks for. */
  readonly level?: StoredLevel;
  /** For a clear: it runs when somebody signs out. */
  readonly atSignOut?: boolean;
  /** For a clear: it takes everything out of the store. */
  readonly wipes?: boolean;
}

/** A credential that the app keeps in one store under one key. */
export interface InventoryItem {
  readonly kind: CredentialKind;
  /** What the code calls it. */
  readonly name: string;
  readonly store: StoreUse['store'];
  /** The store as people say it. */
  readonly storeName: string;
  /** The key, `…` for a part that varies; undefined when the text does not tell. */
  readonly key?: string;
  readonly writes: readonly InventoryPlace[];
  readonly reads: readonly InventoryPlace[];
  readonly clears: readonly InventoryPlace[];
  readonly clearing: Clearing;
  /** Sentences about what could not be found out. */
  readonly unknown: readonly string[];
  /** Where something may delete it that is not followed: in Objective-C, in native code, in a library. */
  readonly beyond: readonly InventoryPlace[];
}

const KNOWN = new WeakMap<Program, readonly InventoryItem[]>();

/** Every credential that a program keeps, by kind and then by name, with all that is known of what happens to it. */
export function inventoryOf(program: Program): readonly InventoryItem[] {
  const known = KNOWN.get(program) ?? takeInventory(program);
  KNOWN.set(program, known);
  return known;
}

/** The item that a write puts into its store. */
export function itemOfWrite(program: Program, path: string, use: StoreUse): InventoryItem | undefined {
  return inventoryOf(program).find((item) =>
    item.writes.some((write) => write.path === path && write.span.start === use.start),
  );
}

function takeInventory(program: Program): readonly InventoryItem[] {
  const order = Object.keys(KIND_NAMES);
  return keptItems(program)
    .map(toItem)
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.name.localeCompare(b.name));
}

function toItem({ store, key, writes, reads, clears, clearing, doubts }: KeptItem): InventoryItem {
  const all = [...writes, ...reads];
  const { use } = all.find((one) => one.use.credential?.kind !== 'token') ?? all[0] ?? never();
  const shown = shownKey(key);
  return {
    kind: use.credential?.kind ?? 'token',
    name: nameOf(use, shown),
    store,
    storeName: use.storeName,
    ...(shown !== undefined && { key: shown }),
    writes: writes.map((one) => placeOf(one)),
    reads: reads.map((one) => placeOf(one)),
    clears: clears.map(({ placed, atSignOut }) => ({
      ...placeOf(placed),
      atSignOut,
      ...(placed.use.operation === 'wipe' && { wipes: true }),
    })),
    clearing,
    beyond: beyond(doubts),
    unknown: [...unknownOf(writes, shown, store), ...doubts.map(({ sentence }) => sentence)],
  };
}

/** Where one would look for a deletion that the code does not tell of, each place once. */
function beyond(doubts: readonly Doubt[]): readonly InventoryPlace[] {
  const places = doubts.flatMap((doubt) => doubt.places.map(beyondOf));
  return [...new Map(places.map((one) => [`${one.path}:${one.span.start}`, one])).values()];
}

function beyondOf({ file, span, owner }: DoubtPlace): InventoryPlace {
  return { path: file.path, span, ...(owner && { within: described(owner, languageOf(file.path)) }) };
}

function never(): never {
  throw new Error('An item of the inventory has a place.');
}

function placeOf({ use, file }: Placed): InventoryPlace {
  const within = use.owner && described(use.owner, languageOf(file.path));
  return {
    path: file.path,
    span: { start: use.start, end: use.end },
    ...(within !== undefined && { within }),
    ...(use.level && { level: use.level }),
  };
}

/** `SessionStore.save(token:)`; a property or accessor has no parentheses to show, and only Swift has labels. */
function described({ type, name, labels }: NonNullable<StoreUse['owner']>, language: Language): string {
  const isPlain = labels.length === 0 || language !== 'swift';
  const call = isPlain ? name : `${name}(${labels.map((label) => `${label}:`).join('')})`;
  return type === undefined ? call : `${type}.${call}`;
}

function nameOf({ credential, key }: StoreUse, shown: string | undefined): string {
  return credential?.name ?? shown ?? key.names.at(-1) ?? '';
}

/** A key in words. Its text is shown as written in the code; it is a name and no secret. */
function shownKey(key: StoreKey): string | undefined {
  if (isKnown(key)) return key.pieces.join('…');
  return tellingNames(key).at(-1);
}

function unknownOf(
  writes: readonly Placed[],
  key: string | undefined,
  store: StoreUse['store'],
): readonly string[] {
  return [
    ...(writes.length === 0 ? ['Where it is written could not be found in this folder.'] : []),
    ...(key === undefined && !RECORDS.has(store) ? ['Its key could not be told from the code.'] : []),
    ...(writes.some(({ use }) => use.level?.state === 'unknown')
      ? ['The accessibility level of at least one write could not be told from the code.']
      : []),
  ];
}

/** The files of an item, for those who only want to know whether one concerns them. */
export function touches(item: InventoryItem, file: FileFacts): boolean {
  return [...item.writes, ...item.reads, ...item.clears].some(({ path }) => path === file.path);
}
