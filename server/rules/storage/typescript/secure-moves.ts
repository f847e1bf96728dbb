import type { FileFacts } from '../../../facts/model.js';
import type { ImportShape, StoreMove, StoreUse } from '../../../facts/storage/storage-model.js';
import type { Fix, TextEdit } from '../../../finding.js';
import { spell } from '../../../knowledge/libraries/index.js';
import type { SecurePackage } from '../../../knowledge/mobile-packages.js';
import { recommendedLevel, type Policy } from '../../../policy/policy.js';
import { slice, type Span } from '../../../span.js';
import type { Program } from '../../../workspace/program.js';
import { layoutOf } from '../helper-text.js';

type Movable = StoreUse & { readonly move?: never; readonly storeMove: StoreMove };

/** A library that keeps a text under a text in the Keychain, and how its calls are written. */
interface SecureLibrary {
  readonly module: SecurePackage;
  /** The name it is imported under where it is not yet. */
  readonly local: string;
  readonly accepts: (key: string | undefined) => boolean;
  readonly write: (local: string, key: string, value: string, level: string) => string;
  readonly read: (local: string, key: string) => string;
  readonly remove: (local: string, key: string) => string;
}

const LIBRARIES: readonly SecureLibrary[] = [
  {
    module: 'expo-secure-store',
    local: 'SecureStore',
    // SecureStore.ts:255: anything else throws.
    accepts: (key) => key !== undefined && /^[\w.-]+$/.test(key),
    write: (local, key, value, level) =>
      `${local}.setItemAsync(${key}, ${value}, { keychainAccessible: ${local}.${level} })`,
    read: (local, key) => `${local}.getItemAsync(${key})`,
    remove: (local, key) => `${local}.deleteItemAsync(${key})`,
  },
  {
    module: 'react-native-keychain',
    local: 'Keychain',
    accepts: () => true,
    write: (local, key, value, level) =>
      `${local}.setGenericPassword(${key}, ${value}, { service: ${key}, accessible: ${local}.ACCESSIBLE.${level} })`,
    read: (local, key) =>
      `${local}.getGenericPassword({ service: ${key} }).then((item) => (item ? item.password : null))`,
    remove: (local, key) => `${local}.resetGenericPassword({ service: ${key} })`,
  },
];

/** The repair that moves an item from AsyncStorage to the secure library that the project uses. */
export function secureMoves(
  use: StoreUse,
  facts: FileFacts,
  policy: Policy,
  program: Program,
): readonly Fix[] {
  const item = use.storeMove && itemOf(use, facts, program);
  const kind = use.credential?.kind;
  if (!item || !kind) return [];
  const fitting = LIBRARIES.filter(({ accepts }) => item.every((each) => accepts(textOf(each))));
  const library = libraryOf(fitting, facts, program);
  const level = library && spell(library.module, recommendedLevel(kind, policy));
  const local = library && localName(library, facts);
  if (!library || level === undefined || local === undefined) return [];
  const edits = item.map((each) => rewritten(each, library, local, level, facts));
  return [
    {
      title: `Move to ${library.module}`,
      safety: 'review',
      preferred: true,
      edits: [...edits, ...importEdits(library, item, facts)],
    },
  ];
}

/** All uses of the same item, when all are in this file and can be moved. */
function itemOf(use: StoreUse, facts: FileFacts, program: Program): readonly Movable[] | undefined {
  const isSame = (other: StoreUse): boolean => other.store === use.store && sameKey(use, other);
  for (const file of program.files) {
    const uses = program.usesIn(file);
    if (uses.some((other) => other.operation === 'wipe' && other.store === use.store)) return undefined;
    if (file !== facts && uses.some(isSame)) return undefined;
  }
  const item = program.usesIn(facts).filter(isSame);
  const movable = item.filter(isMovable);
  return movable.length === item.length && movable.length > 0 ? movable : undefined;
}

function isMovable(use: StoreUse): use is Movable {
  return use.storeMove !== undefined && use.keyParameter === undefined;
}

function sameKey(a: StoreUse, b: StoreUse): boolean {
  const [one, other] = [a.key.pieces, b.key.pieces];
  if (one.length > 0 && other.length > 0) return one.join('\0') === other.join('\0');
  const [first] = a.key.names;
  return first !== undefined && first === b.key.names[0];
}

/** The whole text of a key; undefined where there are holes in it, or it is not known. */
function textOf({ key }: StoreUse): string | undefined {
  return key.pieces.length === 1 ? key.pieces[0] : undefined;
}

/**
 * The library that the file uses, else the one that its nearest package.json names; where it names both, the one
 * that other files use. Where it names none that fits, what other files use has to do.
 */
function libraryOf(
  libraries: readonly SecureLibrary[],
  facts: FileFacts,
  program: Program,
): SecureLibrary | undefined {
  const isImported = ({ module }: SecureLibrary): boolean => importOf(module, facts) !== undefined;
  const isUsed = ({ module }: SecureLibrary): boolean =>
    program.files.some((file) => importOf(module, file) !== undefined);
  const named = libraries.filter(({ module }) => facts.securePackages?.includes(module));
  return libraries.find(isImported) ?? named.find(isUsed) ?? named[0] ?? libraries.find(isUsed);
}

function importOf(module: string, { storage }: FileFacts): ImportShape | undefined {
  return storage.imports.find((one) => one.module === module);
}

/**
 * The name of the library in a file; undefined where it is imported in parts, its name means something else, or there
 * is no import that its own could follow.
 */
function localName({ module, local }: SecureLibrary, facts: FileFacts): string | undefined {
  const known = importOf(module, facts);
  if (known) return /\*\s*as\s+([\w$]+)/.exec(slice(facts.text, known))?.[1];
  const isTaken = new RegExp(`\\b${local}\\b`).test(facts.text);
  return isTaken || facts.storage.imports.length === 0 ? undefined : local;
}

function rewritten(
  { storeMove, operation }: Movable,
  library: SecureLibrary,
  local: string,
  level: string,
  { text }: FileFacts,
): TextEdit {
  const key = slice(text, storeMove.key);
  const value = storeMove.value ? slice(text, storeMove.value) : '';
  const call =
    operation === 'write'
      ? library.write(local, key, value, level)
      : operation === 'read'
        ? library.read(local, key)
        : library.remove(local, key);
  const waits = storeMove.isFloating && operation === 'write' ? 'await ' : '';
  return { span: storeMove.call, newText: waits + call };
}

/** The import that is missing; it takes the place of one that nothing needs any more. */
function importEdits(
  library: SecureLibrary,
  item: readonly Movable[],
  facts: FileFacts,
): readonly TextEdit[] {
  const { text, storage } = facts;
  const known = importOf(library.module, facts);
  const former = unneeded(item, facts);
  const sample = storage.imports[0] && slice(text, storage.imports[0]);
  const quote = sample?.includes('"') ? '"' : "'";
  const end = sample?.trimEnd().endsWith(';') === false ? '' : ';';
  const line = `import * as ${library.local} from ${quote}${library.module}${quote}${end}`;
  if (known) return former ? [{ span: withLine(former, text), newText: '' }] : [];
  if (former) return [{ span: former, newText: line }];
  const last = storage.imports.at(-1);
  if (!last) return [];
  return [{ span: { start: last.end, end: last.end }, newText: layoutOf(text).lineBreak + line }];
}

/** The import of the store that was moved away from, when nothing else in the file names it. */
function unneeded(item: readonly Movable[], { text, storage }: FileFacts): Span | undefined {
  const [store] = new Set(item.map(({ storeMove }) => storeMove.store));
  if (store === undefined || !/^\w+$/.test(store)) return undefined;
  const imported = storage.imports.find((one) =>
    new RegExp(`^import\\s+${store}\\s+from\\b`).test(slice(text, one)),
  );
  const mentions = text.match(new RegExp(`\\b${store}\\b`, 'g'))?.length ?? 0;
  const inImport = imported
    ? (slice(text, imported).match(new RegExp(`\\b${store}\\b`, 'g'))?.length ?? 0)
    : 0;
  return imported && mentions === inImport + item.length ? imported : undefined;
}

function withLine(span: Span, text: string): Span {
  const behind = /^[ \t]*\r?\n/.exec(text.slice(span.end))?.[0] ?? '';
  return { start: span.start, end: span.end + behind.length };
}
