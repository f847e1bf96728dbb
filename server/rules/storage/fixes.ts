import type { FileFacts } from '../../facts/model.js';
import type { Move, StoredType } from '../../facts/storage/repair-model.js';
import type { StoreUse } from '../../facts/storage/storage-model.js';
import type { Fix, TextEdit } from '../../finding.js';
import { KIND_NAMES, type CredentialKind } from '../../knowledge/credentials.js';
import { levelInfo } from '../../knowledge/levels.js';
import { recommendedLevel, type Policy } from '../../policy/policy.js';
import { slice } from '../../span.js';
import {
  keychainHelpers,
  type HelperFunction,
  type KeychainHelper,
} from '../../workspace/keychain-helpers.js';
import type { Program } from '../../workspace/program.js';
import { addedHelper, helperInsertion, importInsertions, layoutOf, namesHelper } from './helper-text.js';
import { plainUses } from '../../workspace/plain-uses.js';
import { placedAt } from './statements.js';

/** A use that can be moved. */
type Movable = StoreUse & { readonly move: Move };

/**
 * The repair that moves an item from UserDefaults to the Keychain: its writes, reads and removals in this file
 * together, by the project's own helper or else by one that is added.
 *
 * None where part of the item's life is out of reach: another file uses the same key, a wipe clears the whole
 * store, the App Group's other processes read it, or the value's type is not known.
 */
export function moveFixes(use: StoreUse, facts: FileFacts, policy: Policy, program: Program): readonly Fix[] {
  const item = itemOf(use, facts, program);
  const type = item && typeOf(item, program);
  const kind = use.credential?.kind;
  if (!item || !type || !kind) return [];
  const level = levelInfo(recommendedLevel(kind, policy)).constant;
  const helper = helperFor(item, type, facts, program);
  if (!helper) return [];
  const edits = item.map((one) => new Rewriting(one, facts, program, helper.helper, kind, level).edit());
  if (edits.some((edit) => edit === undefined)) return [];
  const needsImport = helper.isOurs || helper.helper.save.roles.includes('level');
  return [
    {
      title: helper.isOurs
        ? 'Move to the Keychain'
        : `Move to the Keychain with ${callee(helper.helper, helper.helper.save)}`,
      safety: 'review',
      preferred: true,
      edits: [
        ...(needsImport ? importInsertions(facts) : []),
        ...edits.filter((edit) => edit !== undefined),
        ...(helper.isOurs ? [helperInsertion(facts, type)] : []),
      ],
    },
  ];
}

const MOVABLE: ReadonlySet<StoreUse['store']> = new Set<StoreUse['store']>([
  'userDefaults',
  'ubiquitousStore',
  'file',
]);

/** All uses of the same item, when all of them are in this file and can be moved. */
function itemOf(use: StoreUse, facts: FileFacts, program: Program): readonly Movable[] | undefined {
  if (!MOVABLE.has(use.store)) return undefined;
  if (/App Group/.test(use.storeName)) return undefined;
  const uses = plainUses(program);
  if (uses.wiped.has(use.store)) return undefined;
  const same = uses.sameAs(use);
  if (same.some(({ file }) => file !== facts)) return undefined;
  const item = same.map((one) => one.use);
  // A file that this one only writes is read somewhere else.
  if (use.store === 'file' && !item.some(({ operation }) => operation === 'read')) return undefined;
  const movable = item.filter((one): one is Movable => isMovable(one, program));
  const complete = movable.length === item.length && movable.includes(use as Movable);
  return complete && item.every((one) => one.storeName === use.storeName) ? movable : undefined;
}

function isMovable(use: StoreUse, program: Program): boolean {
  if (use.move?.key === 'file') return use.valueParameter === undefined || use.credential !== undefined;
  if (!use.move || !use.keyText || use.keyParameter !== undefined) return false;
  return use.move.key === 'string' || use.key.names.some((name) => program.isText(name));
}

/** The one type that an item's values have. */
function typeOf(item: readonly Movable[], program: Program): StoredType['name'] | undefined {
  const valued = item.filter((one) => one.operation !== 'remove');
  const types = new Set(valued.map((one) => storedType(one.move, program)?.name));
  const [only] = types;
  return types.size === 1 ? only : undefined;
}

function storedType({ type }: Move, program: Program): StoredType | undefined {
  if (!type || 'name' in type) return type;
  const declared = /^(String|Data)(\??)$/.exec(program.fieldType(type.type, type.field) ?? '');
  if (declared?.[1] !== 'String' && declared?.[1] !== 'Data') return undefined;
  return { name: declared[1], optional: type.optional || declared[2] === '?' };
}

interface Chosen {
  readonly helper: KeychainHelper;
  readonly isOurs: boolean;
}

function helperFor(
  item: readonly Movable[],
  type: StoredType['name'],
  facts: FileFacts,
  program: Program,
): Chosen | undefined {
  const reads = item.some((one) => one.operation === 'read');
  const removes = item.some(
    (one) =>
      one.operation === 'remove' || (one.operation === 'write' && storedType(one.move, program)?.optional),
  );
  const own = keychainHelpers(program, facts, type).find(
    (helper) =>
      (!reads || helper.read) && (!removes || helper.remove) && !item.some((one) => isIn(helper, one)),
  );
  if (own) return { helper: own, isOurs: false };
  return namesHelper(facts) ? undefined : { helper: addedHelper(type), isOurs: true };
}

/** A helper that falls back to UserDefaults must not come to call itself. */
function isIn({ save, read, remove }: KeychainHelper, { owner }: Movable): boolean {
  return [save, read, remove].some((one) => one !== undefined && one.shape.start === owner?.start);
}

function callee({ receiver }: KeychainHelper, { shape }: HelperFunction): string {
  return receiver === '' ? shape.name : `${receiver}.${shape.name}`;
}

/** One operation written anew. */
class Rewriting {
  private readonly step: string;

  constructor(
    private readonly use: Movable,
    private readonly facts: FileFacts,
    private readonly program: Program,
    private readonly helper: KeychainHelper,
    private readonly kind: CredentialKind,
    private readonly level: string,
  ) {
    this.step = layoutOf(facts.text).step;
  }

  /** undefined where there is no room for what has to be written. */
  edit(): TextEdit | undefined {
    const { move, operation } = this.use;
    if (operation === 'read') return { span: move.replaced, newText: this.read() };
    const lines = operation === 'remove' ? this.removal() : this.write();
    return lines && placedAt(move.replaced, this.caught(lines, operation === 'remove'), this.facts.text);
  }

  private read(): string {
    const { helper, use } = this;
    const { read } = helper;
    if (!read) return '';
    const isConverted = helper.stores === 'Data' && storedType(use.move, this.program)?.name === 'String';
    const call = this.call(read, '');
    const isWhole = use.move.isWhole && !isConverted;
    // A `try` to the right of an operator would have to cover what is on its left.
    const tried = !read.shape.throws ? call : use.canThrow && isWhole ? `try ${call}` : `try? ${call}`;
    const value = isWhole || !read.shape.throws ? tried : `(${tried})`;
    return isConverted ? `${value}.flatMap { String(data: $0, encoding: .utf8) }` : value;
  }

  private write(): readonly string[] | undefined {
    const { value, move } = this.use;
    const type = storedType(move, this.program);
    if (!value || !type) return undefined;
    // The `try` in front of the call covers its arguments.
    const written = slice(this.facts.text, value).replace(/^try\s+/, '');
    if (!type.optional) return this.save(written, type.name);
    const removal = this.removal();
    if (move.unwrapped === undefined || !removal) return undefined;
    const binding = move.unwrapped === written ? written : `${move.unwrapped} = ${written}`;
    return [
      `if let ${binding} {`,
      ...this.indented(this.save(move.unwrapped, type.name)),
      '} else {',
      ...this.indented(removal),
      '}',
    ];
  }

  private save(value: string, type: StoredType['name']): readonly string[] {
    const { helper } = this;
    const stored = helper.stores === 'Data' && type === 'String' ? `Data(${value}.utf8)` : value;
    const call = this.call(helper.save, stored);
    if (helper.save.shape.throws) return [`try ${call}`];
    if (helper.save.shape.returnType !== 'Bool') return [call];
    return [`if !${call} {`, `${this.step}assertionFailure("${this.failure('stored in')}.")`, '}'];
  }

  private removal(): readonly string[] | undefined {
    const { remove } = this.helper;
    if (!remove) return undefined;
    const call = this.call(remove, '');
    return [remove.shape.throws ? `try ${call}` : call];
  }

  /** Where nothing can be thrown, an error is caught on the spot. */
  private caught(lines: readonly string[], removes: boolean): readonly string[] {
    if (this.use.canThrow || !lines.some((line) => /^\s*try /.test(line))) return lines;
    const failure = this.failure(removes ? 'removed from' : 'stored in');
    return [
      'do {',
      ...this.indented(lines),
      '} catch {',
      `${this.step}assertionFailure("${failure}: \\(error)")`,
      '}',
    ];
  }

  private failure(done: string): string {
    return `The ${KIND_NAMES[this.kind]} could not be ${done} the Keychain`;
  }

  private call({ shape, roles }: HelperFunction, value: string): string {
    const key = this.key();
    const values: Readonly<Record<'key' | 'value' | 'level', string>> = { key, value, level: this.level };
    const args = shape.parameters.flatMap(({ label }, index) => {
      const role = roles[index];
      if (role === undefined || role === 'default') return [];
      return [label === '_' ? values[role] : `${label}: ${values[role]}`];
    });
    const { receiver } = this.helper;
    return `${receiver === '' ? '' : `${receiver}.`}${shape.name}(${args.join(', ')})`;
  }

  /** The key as written; for a file, what its place is called. */
  private key(): string {
    const { move, key, keyText } = this.use;
    if (move.key !== 'file') return keyText ? slice(this.facts.text, keyText) : '';
    const path = key.pieces.length === 1 ? key.pieces[0] : key.names[0];
    const name = path?.split(/[./]/).findLast((part) => part !== '') ?? this.kind;
    return `"${name.replace(/(File)?(URL|Url|Path|Location)$/, '') || this.kind}"`;
  }

  private indented(lines: readonly string[]): readonly string[] {
    return lines.map((line) => this.step + line);
  }
}
