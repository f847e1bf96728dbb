import type { StoredLevel } from '../facts/storage/storage-model.js';
import { KIND_NAMES } from '../knowledge/credentials.js';
import { levelInfo } from '../knowledge/levels.js';
import { libraryOf } from '../knowledge/libraries/index.js';
import type { Clearing } from '../workspace/clearing.js';
import type { InventoryItem, InventoryPlace } from '../workspace/inventory.js';

/** What becomes of a credential at sign-out, as a clause. */
export const CLEARINGS: Readonly<Record<Clearing, string>> = {
  atSignOut: 'cleared at sign-out',
  elsewhere: 'cleared, but on no sign-out path',
  maybe: 'whether it is cleared is unknown',
  never: 'never cleared',
  noSignOut: 'never cleared; no function signs out',
};

/** A level in words: `AfterFirstUnlock`, `WhenUnlocked (default of KeychainSwift)`, `unknown level`. */
export function describeStoredLevel({ state, level, api }: StoredLevel): string {
  const name = level && levelInfo(level).name;
  if (state === 'given') return name ?? 'unknown level';
  if (state === 'unknown') return 'unknown level';
  const who = libraryOf(api)?.name ?? 'SecItemAdd';
  return name === undefined ? `default of ${who}` : `${name} (default of ${who})`;
}

/** The levels of all writes of an item, each once. */
export function levelsOf({ writes }: InventoryItem): readonly string[] {
  return [...new Set(writes.flatMap(({ level }) => (level ? [describeStoredLevel(level)] : [])))];
}

/** In how many places an item is cleared, as a clause. */
export function describeClears({ clears, clearing }: InventoryItem): string {
  if (clears.length === 0) return CLEARINGS[clearing];
  const places = `${clears.length} ${clears.length === 1 ? 'place' : 'places'}`;
  return clearing === 'elsewhere' ? `cleared in ${places}, not at sign-out` : `cleared in ${places}`;
}

/** The store without its article: `Keychain`, `App Group’s UserDefaults`. */
export function storeWord({ storeName }: InventoryItem): string {
  return storeName.replace(/^(the|an?) /, '');
}

/** The credentials that an app keeps as a Markdown document, for a review or an audit. */
export function inventoryMarkdown(
  items: readonly InventoryItem[],
  place: (place: InventoryPlace) => string,
): string {
  const counted = items.length === 1 ? '1 credential' : `${items.length} credentials`;
  const open = items.filter(({ clearing }) => clearing !== 'atSignOut').length;
  const summary =
    items.length === 0
      ? 'No credential is kept, as far as the code tells.'
      : `${counted}; ${open} of them no sign-out is known to clear.`;
  return ['# Session inventory', summary, ...sections(items, place)].join('\n\n') + '\n';
}

function* sections(
  items: readonly InventoryItem[],
  place: (place: InventoryPlace) => string,
): Generator<string> {
  for (const [kind, name] of Object.entries(KIND_NAMES)) {
    const own = items.filter((item) => item.kind === kind);
    if (own.length === 0) continue;
    yield `## ${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    const rows = own.map((item) => row(item, place));
    yield [
      '| Name | Store | Key | Level | Written | Read | Cleared | Unknown |',
      '| --- | --- | --- | --- | --- | --- | --- | --- |',
      ...rows,
    ].join('\n');
  }
}

function row(item: InventoryItem, place: (place: InventoryPlace) => string): string {
  const places = (list: readonly InventoryPlace[]): string => list.map(place).join('<br>') || '–';
  const clears = item.clears.length === 0 ? '' : `<br>${places(item.clears)}`;
  const cells = [
    cell(item.name),
    cell(item.storeName),
    item.key === undefined ? '?' : `\`${cell(item.key)}\``,
    cell(levelsOf(item).join(', ')) || '–',
    places(item.writes),
    places(item.reads),
    `${CLEARINGS[item.clearing]}${clears}`,
    cell(item.unknown.join(' ')) || '–',
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Text of the user's in a cell of a table: one line, and no mark-up of its own. */
function cell(text: string): string {
  return text
    .replace(/[\r\n]+/g, ' ')
    .replace(/[\\|<>`*_[\]]/g, (mark) => (mark === '`' ? "'" : `\\${mark}`));
}
