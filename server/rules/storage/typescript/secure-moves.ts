import type { FileFacts } from '../../../facts/model.js';
import type { StoreMove } from '../../../facts/storage/repair-model.js';
import type { StoreUse } from '../../../facts/storage/storage-model.js';
import type { Fix, TextEdit } from '../../../finding.js';
import { recommendedLevel, type Policy } from '../../../policy/policy.js';
import { slice } from '../../../span.js';
import type { Program } from '../../../workspace/program.js';
import { formerImport, ModuleNames, quoteOf } from '../../typescript/module-names.js';
import { layoutOf } from '../helper-text.js';
import { counterpart, removalStatement, writeStatement } from './counterpart.js';
import { levelIn, secureLibraries, type SecureLibrary, type Spelling } from './secure-libraries.js';

type Moving = StoreUse & { readonly storeMove: StoreMove };

/** All that a program does with an item, and the wipes that took it along; all of it in one file. */
interface Item {
  readonly uses: readonly Moving[];
  readonly wipes: readonly Moving[];
}

/**
 * The repair that moves an item from a plain store to the secure library that the project uses: the writes, reads and
 * removals of its key in the file together.
 *
 * None where part of the item's life is out of reach: another file uses the same key or wipes the store, something is
 * read or removed under a key that the text does not tell, or a place cannot wait for the Keychain.
 */
export function secureMoves(
  use: StoreUse,
  facts: FileFacts,
  policy: Policy,
  program: Program,
): readonly Fix[] {
  const item = itemOf(use, facts, program);
  const kind = use.credential?.kind;
  if (!item || !kind) return [];
  const level = recommendedLevel(kind, policy);
  for (const library of secureLibraries(facts, program)) {
    const spelled = levelIn(library, level);
    const key = spelled === undefined ? undefined : keyFor(library, item, facts);
    const edits = key && new Moves(item, library, facts, spelled ?? '', key).edits();
    if (edits) {
      const renamed = key.renamed === undefined ? '' : ` under the key “${key.renamed}”`;
      return [
        { title: `Move to ${library.wanted.module}${renamed}`, safety: 'review', preferred: true, edits },
      ];
    }
  }
  return [];
}

/** All uses of the same item, when all are in this file and can be moved. */
function itemOf(use: StoreUse, facts: FileFacts, program: Program): Item | undefined {
  const wipes: StoreUse[] = [];
  for (const file of program.files) {
    if (mayTouch(file, use, facts)) return undefined;
    for (const other of program.usesIn(file)) {
      // It is in the Keychain already, but for where there is none.
      if (other.store === 'keychain' && sameKey(use, other)) return undefined;
      if (other.store !== use.store || other.isOfWrapper) continue;
      const isOfItem = sameKey(use, other) || isOpenRemoval(other);
      if (file !== facts && (isOfItem || other.operation === 'wipe')) return undefined;
      if (isOpenRemoval(other)) return undefined;
      if (other.operation === 'wipe') wipes.push(other);
    }
  }
  const same = program
    .usesIn(facts)
    .filter((other) => other.store === use.store && !other.isOfWrapper && sameKey(use, other));
  const uses = same.filter(isMoving);
  const placedWipes = wipes.filter(isWipe);
  const stores = new Set([...uses, ...placedWipes].map(({ storeMove }) => storeMove.store));
  const isWhole = uses.length === same.length && placedWipes.length === wipes.length;
  const isWritten = uses.some(({ operation }) => operation === 'write');
  return isWhole && isWritten && stores.size === 1 ? { uses, wipes: placedWipes } : undefined;
}

/** Whether nothing else in a program, as far as it tells, has to do with an item. */
export function isOnlyUse(use: StoreUse, facts: FileFacts, program: Program): boolean {
  return program.files.every(
    (file) =>
      !mayTouch(file, use, facts) &&
      program
        .usesIn(file)
        .every(
          (other) =>
            (file === facts && other.start === use.start) ||
            !(
              other.store === use.store &&
              (other.operation === 'wipe' || isOpenRemoval(other) || sameKey(use, other))
            ),
        ),
  );
}

/** Whether items are removed, or read in the same file, that may be this one. */
function mayTouch(file: FileFacts, { store }: StoreUse, facts: FileFacts): boolean {
  const open = file.storage.openKeys?.filter((one) => one.store === store) ?? [];
  return open.some(({ operation }) => operation === 'remove' || file === facts);
}

function isMoving(use: StoreUse): use is Moving {
  return use.storeMove?.key !== undefined && use.keyParameter === undefined;
}

function isWipe(use: StoreUse): use is Moving {
  return use.storeMove !== undefined;
}

/** A removal in a loop, say: what it removes is not known. */
function isOpenRemoval({ operation, key, keyParameter }: StoreUse): boolean {
  return operation === 'remove' && key.pieces.length === 0 && keyParameter === undefined;
}

function sameKey(a: StoreUse, b: StoreUse): boolean {
  const [one, other] = [a.key.pieces, b.key.pieces];
  if (one.length > 0 && other.length > 0) return one.join('\0') === other.join('\0');
  const [first] = a.key.names;
  return first !== undefined && first === b.key.names[0];
}

interface MovedKey {
  /** The key as it is written for a use. */
  readonly at: (use: Moving) => string;
  /** The new key, where the library refuses the former one. */
  readonly renamed?: string;
}

/** The key in a library; undefined where it refuses it, and it is not written out everywhere to be changed. */
function keyFor({ accepts }: SecureLibrary, { uses }: Item, facts: FileFacts): MovedKey | undefined {
  const keys = new Set(uses.map(({ key }) => (key.pieces.length === 1 ? key.pieces[0] : undefined)));
  const [known] = keys;
  const at = (use: Moving): string => keyText(use, facts);
  if ([...keys].every(accepts)) return { at };
  const isWritten = uses.every((use) => /^(["'])[^"'\\]*\1$/.test(at(use)));
  const renamed = known?.replace(/[^\w.-]+/g, '.').replace(/^\.+|\.+$/g, '');
  if (!isWritten || keys.size !== 1 || renamed === undefined || !accepts(renamed)) return undefined;
  return { at: (use) => at(use).replace(known ?? '', renamed), renamed };
}

/** The key of a use as an argument: the name of an entry, `{ session: … }`, gets its quotes. */
function keyText({ storeMove, key }: Moving, facts: FileFacts): string {
  const written = storeMove.key ? slice(facts.text, storeMove.key) : '';
  const quote = quoteOf(facts);
  return written === key.pieces[0] ? quote + written + quote : written;
}

/** The edits of one move. */
class Moves {
  private readonly names: ModuleNames | undefined;
  private readonly isJson: boolean;

  constructor(
    private readonly item: Item,
    private readonly library: SecureLibrary,
    private readonly facts: FileFacts,
    private readonly level: string,
    private readonly key: MovedKey,
  ) {
    this.names = ModuleNames.of(library.wanted, facts);
    this.isJson = item.uses.some(({ storeMove }) => storeMove.isObject);
  }

  /** undefined where one of the places cannot be changed. */
  edits(): readonly TextEdit[] | undefined {
    const { uses, wipes } = this.item;
    const writes = uses.filter(({ operation }) => operation === 'write');
    if (this.isJson && !writes.every(({ storeMove }) => storeMove.isObject)) return undefined;
    const edits = [...uses.map((use) => this.moved(use)), ...wipes.map((wipe) => this.besideWipe(wipe))];
    const gone = uses.filter(({ storeMove }) => storeMove.entry === undefined).length;
    const [{ storeMove: first } = { storeMove: undefined }] = uses;
    const former = first && formerImport(first.store, gone, this.facts);
    const imports = this.names?.edits(former?.whole);
    if (!imports || edits.includes(undefined)) return undefined;
    return [...imports, ...(former?.name ? [former.name] : []), ...edits.flatMap((each) => each ?? [])];
  }

  private spelling(use: Moving): Spelling | undefined {
    const { value } = use.storeMove;
    const written = value ? slice(this.facts.text, value) : '';
    return (
      this.names && {
        names: this.names,
        key: this.key.at(use),
        value: this.isJson && use.operation === 'write' ? `JSON.stringify(${written})` : written,
        level: this.level,
      }
    );
  }

  private moved(use: Moving): readonly TextEdit[] | undefined {
    const { storeMove: move, operation } = use;
    const spelling = this.spelling(use);
    if (!spelling) return undefined;
    if (move.entry) return this.takenOut(use, move.entry, spelling);
    const place = { move, operation, isJson: this.isJson, text: this.facts.text };
    const written = counterpart(place, this.library, spelling);
    if (!written) return undefined;
    const { before = 0, behind = 0 } = written;
    const newText = laidOut(written.text, move, spelling, this.facts.text);
    return [{ span: { start: move.call.start - before, end: move.call.end + behind }, newText }];
  }

  /** One of several items leaves the call, and gets a statement of its own behind it. */
  private takenOut(
    { storeMove, operation }: Moving,
    entry: NonNullable<StoreMove['entry']>,
    spelling: Spelling,
  ): readonly TextEdit[] | undefined {
    const statement =
      operation === 'remove'
        ? removalStatement(storeMove, this.library, spelling)
        : operation === 'write'
          ? writeStatement(storeMove, this.library, spelling)
          : undefined;
    const added = statement === undefined ? undefined : this.behind(storeMove, statement);
    return added && [{ span: entry, newText: '' }, added];
  }

  /** What a wipe took along is removed beside it, where its key can be spelled there. */
  private besideWipe({ storeMove }: Moving): readonly TextEdit[] | undefined {
    const [sample] = this.item.uses;
    const spelling = sample && this.spelling(sample);
    if (!spelling || !/^(?:(["'])[^"'\\]*\1|[A-Z][\w.]*)$/.test(spelling.key)) return undefined;
    const added = this.behind(storeMove, removalStatement(storeMove, this.library, spelling));
    return added && [added];
  }

  private behind({ statement }: StoreMove, added: string): TextEdit | undefined {
    if (!statement) return undefined;
    const { text } = this.facts;
    const indent = text.slice(text.lastIndexOf('\n', statement.start - 1) + 1, statement.start);
    const end = text[statement.end - 1] === ';' ? ';' : '';
    const at = { start: statement.end, end: statement.end };
    return { span: at, newText: layoutOf(text).lineBreak + indent + added + end };
  }
}

/** A call whose arguments stood on lines of their own keeps them there. */
function laidOut(written: string, { call, key, value }: StoreMove, spelling: Spelling, text: string): string {
  if (!key || !value) return written;
  const between = text.slice(key.end, value.start);
  const opening = /\((\s*)$/.exec(text.slice(call.start, key.start))?.[1];
  const args = `(${spelling.key}, ${spelling.value}, `;
  const at = written.indexOf(args);
  if (opening === undefined || at < 0 || !/^,\s*\n\s*$/.test(between)) return written;
  const options = written.slice(at + args.length, -1);
  const given = spelling.key + between + spelling.value + between + options;
  return `${written.slice(0, at)}(${opening}${given}${text.slice(value.end, call.end)}`;
}
