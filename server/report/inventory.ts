import type { StoredLevel } from '../facts/storage/storage-model.js';
import { KIND_NAMES } from '../knowledge/credentials.js';
import { levelInfo } from '../knowledge/levels.js';
import { libraryOf } from '../knowledge/libraries/index.js';
import type { Clearing } from '../workspace/clearing.js';
import { Lines, type Position } from '../lines.js';
import type { InventoryItem, InventoryPlace } from '../workspace/inventory.js';
import type { Program } from '../workspace/program.js';

/** What becomes of a credential at sign-out, as a clause. */
export const CLEARINGS: Readonly<Record<Clearing, string>> = {
  atSignOut: 'cleared at sign-out',
  elsewhere: 'cleared, but on no sign-out path',
  maybe: 'unknown whether it is cleared',
  never: 'never cleared',
  outlives: 'never cleared; by its name no part of a session',
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

/** What one folder of a workspace, or all that a run looks at, keeps. */
export interface InventoryFolder {
  readonly name: string;
  /** False while its files are being read. */
  readonly ready: boolean;
  readonly items: readonly InventoryItem[];
  /** A place in words: `Session/Store.swift:12`. */
  readonly place: (place: InventoryPlace) => string;
}

/** The credentials that apps keep as one Markdown document, for a review or an audit. Several folders have sections. */
export function inventoryMarkdown(folders: readonly InventoryFolder[]): string {
  const all = folders.flatMap(({ items }) => items);
  const parts =
    folders.length > 1 ? folders.flatMap(folderSection) : folders.flatMap((one) => sections(one, 2));
  const warning = folders.every(({ ready }) => ready) ? [] : ['Files are still being read: this is not all.'];
  return ['# Session inventory', ...warning, summaryOf(all), ...parts].join('\n\n') + '\n';
}

function folderSection(folder: InventoryFolder): readonly string[] {
  return [heading(2, cell(folder.name)), summaryOf(folder.items), ...sections(folder, 3)];
}

function heading(level: number, text: string): string {
  return `${'#'.repeat(level)} ${text}`;
}

function summaryOf(items: readonly InventoryItem[]): string {
  const open = items.filter(({ clearing }) => clearing !== 'atSignOut').length;
  if (items.length === 0) return 'No credential is kept, as far as the code tells.';
  if (items.length === 1)
    return open === 0
      ? '1 credential, which is cleared at sign-out.'
      : '1 credential, which no sign-out is known to clear.';
  const which = open === items.length ? 'any' : `${open}`;
  return open === 0
    ? `${items.length} credentials, all of which are cleared at sign-out.`
    : `${items.length} credentials; no sign-out is known to clear ${which} of them.`;
}

/** @param level of the headings */
function sections({ items, place }: InventoryFolder, level: number): readonly string[] {
  return Object.entries(KIND_NAMES).flatMap(([kind, name]) => {
    const own = items.filter((item) => item.kind === kind);
    if (own.length === 0) return [];
    const table = [
      '| Name | Store | Key | Level | Written | Read | Cleared | Unknown |',
      '| --- | --- | --- | --- | --- | --- | --- | --- |',
      ...own.map((item) => row(item, place)),
    ];
    return [heading(level, `${name.charAt(0).toUpperCase()}${name.slice(1)}`), table.join('\n')];
  });
}

function row(item: InventoryItem, place: (place: InventoryPlace) => string): string {
  const places = (list: readonly InventoryPlace[]): string =>
    list.map((one) => code(place(one))).join('<br>') || '–';
  const clears = item.clears.length === 0 ? '' : `<br>${places(item.clears)}`;
  const cells = [
    cell(item.name),
    cell(item.storeName),
    item.key === undefined ? '?' : code(item.key),
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

/** The same as code, in which nothing is mark-up but the sign that parts the cells of a table. */
function code(text: string): string {
  return `\`${text
    .replace(/[\r\n]+/g, ' ')
    .replaceAll('`', "'")
    .replaceAll('|', '\\|')}\``;
}

/** A place as a report names it. Positions are 0-based; characters are UTF-16 code units. */
export interface ReportedPlace {
  readonly path: string;
  readonly range: { readonly start: Position; readonly end: Position };
}

/** Turns places of an inventory into those of a report; the lines of each file are counted once. */
export class InventoryPlaces {
  private readonly lines = new Map<string, Lines>();

  /** @param shown how the paths of files are printed */
  constructor(
    private readonly program: Program,
    private readonly shown: ReadonlyMap<string, string>,
  ) {}

  of({ path, span }: InventoryPlace): ReportedPlace {
    const lines = this.linesOf(path);
    const range = { start: lines.positionAt(span.start), end: lines.positionAt(span.end) };
    return { path: this.shown.get(path) ?? path, range };
  }

  /** `Session/Store.swift:12` */
  text(place: InventoryPlace): string {
    const { path, range } = this.of(place);
    return `${path}:${range.start.line + 1}`;
  }

  private linesOf(path: string): Lines {
    const known = this.lines.get(path);
    if (known) return known;
    const lines = new Lines(this.program.files.find((file) => file.path === path)?.text ?? '');
    this.lines.set(path, lines);
    return lines;
  }
}

/** The credentials that an app keeps as one JSON document. */
export function inventoryJson(
  items: readonly InventoryItem[],
  place: (place: InventoryPlace) => ReportedPlace,
): string {
  const reported = (list: readonly InventoryPlace[]): readonly object[] =>
    list.map(({ within, level, atSignOut, wipes, ...rest }) => ({
      ...place(rest),
      ...(within !== undefined && { within }),
      ...(level && { level: describeStoredLevel(level) }),
      ...(atSignOut !== undefined && { atSignOut }),
      ...(wipes && { wipes }),
    }));
  const credentials = items.map(({ kind, name, store, key, clearing, unknown, ...item }) => ({
    kind,
    name,
    store,
    ...(key !== undefined && { key }),
    clearing,
    unknown,
    writes: reported(item.writes),
    reads: reported(item.reads),
    clears: reported(item.clears),
    ...(item.beyond.length > 0 && { beyond: reported(item.beyond) }),
  }));
  return `${JSON.stringify({ version: 1, credentials }, null, 2)}\n`;
}
