import type { FileFacts } from '../facts/model.js';
import type { KeyMaker } from '../facts/session/session-model.js';
import type { ConstantText, FieldShape, TypeShape } from '../facts/storage/shape-model.js';
import type { Owner, StoreUse } from '../facts/storage/storage-model.js';
import type { CredentialGuess } from '../facts/model.js';
import { isKeyAboutCredential, kindOfKeyName } from '../knowledge/credentials.js';
import { Exports } from './exports.js';
import { isImportOf } from './imported-files.js';
import { Declarations, lastName } from './index-names.js';
import { ReExports, type ImportedFunction } from './re-exports.js';
import { Wrappers } from './wrappers.js';

/** How deep a type is searched for a credential: `Session.user.credentials.token`. */
const DEEPEST_FIELD = 3;

/**
 * The facts of several files put together: names that one file uses and another declares are resolved here. What
 * nobody asks for is not resolved.
 */
export class Program {
  /** What calls of one file run in another. */
  readonly exports: Exports;
  private readonly wrappers: Wrappers;
  private readonly reExports: ReExports;
  private keyMakers: ReadonlyMap<string, readonly KeyMaker[]> | undefined;
  private readonly carried = new Map<string, CredentialGuess | undefined>();

  /**
   * @param declared what the files declare
   * @param resolved operations that are known from a program whose files declared the same
   */
  constructor(
    readonly files: readonly FileFacts[],
    private readonly declared = Declarations.of(files),
    private readonly resolved = new WeakMap<FileFacts, readonly StoreUse[]>(),
  ) {
    this.reExports = new ReExports(declared.passed);
    this.exports = new Exports(declared);
    this.wrappers = new Wrappers(declared, this, this.reExports, this.exports);
  }

  /** All operations on stores in a file: its own, and those that its calls of wrappers come down to. */
  usesIn(file: FileFacts): readonly StoreUse[] {
    if (file.isTest) return [];
    const known = this.resolved.get(file);
    if (known) return known;
    const own = file.storage.uses.flatMap((use) => this.placed(use) ?? []).map((use) => this.resolve(use));
    const uses = [...own, ...this.wrappers.usesIn(file)];
    this.resolved.set(file, uses);
    return uses;
  }

  /** A property under a wrapper of the app's own is where that wrapper keeps it, if it does. */
  private placed(use: StoreUse): StoreUse | undefined {
    if (use.propertyWrapper === undefined) return use;
    const wrappers = this.declared.types.named(use.propertyWrapper);
    const keeps = wrappers.find((shape) => shape.keeps)?.keeps;
    return keeps && { ...use, ...keeps };
  }

  /** The credential that values of a type carry, with the field that does. */
  credentialIn(type: string): CredentialGuess | undefined {
    if (this.carried.has(type)) return this.carried.get(type);
    const credential = this.searchType(type, 0);
    this.carried.set(type, credential);
    return credential;
  }

  private searchType(type: string, depth: number): CredentialGuess | undefined {
    const shapes = this.declared.types.named(lastName(type));
    for (const shape of shapes) {
      const own = shape.fields.find((field) => field.credential && !isTyped(field, shapes))?.credential;
      if (own) return { ...own, source: 'type' };
      if (depth >= DEEPEST_FIELD) continue;
      for (const field of shape.fields) {
        const inner = field.type === undefined ? undefined : elementType(field.type);
        const found = inner === undefined || inner === type ? undefined : this.searchType(inner, depth + 1);
        if (found) return found;
      }
    }
    return undefined;
  }

  /**
   * Whether a type of a file is made by nobody but code for other systems, in an `#else` behind `os(iOS)` say.
   */
  isMadeElsewhere(type: string, declaring: FileFacts): boolean {
    const others = this.files.filter((file) => !file.isTest && file !== declaring);
    const makers = others.filter((file) => file.storage.elsewhere.includes(type));
    if (makers.length === 0) return false;
    const mention = new RegExp(`\\b${type}\\b`);
    return others.every((file) => makers.includes(file) || !mention.test(file.text));
  }

  /** Whether any file imports a module of such a name. */
  imports(module: RegExp): boolean {
    return this.files.some((file) => file.storage.imports.some((one) => module.test(one.module)));
  }

  /** Whether a function of the app's own, as an import names it, reads the Keychain. */
  readsKeychain(reader: ImportedFunction): boolean {
    const origins = this.reExports.origins(reader);
    const isMeant = (owner: Owner | undefined): boolean =>
      origins.some(
        ({ name, from }) => owner?.name === name && owner.file !== undefined && isImportOf(from, owner.file),
      );
    return this.files.some((file) =>
      file.storage.uses.some(
        ({ operation, store, owner }) => operation === 'read' && store === 'keychain' && isMeant(owner),
      ),
    );
  }

  /** The types a type inherits from or conforms to, in any file. */
  ancestorsOf(type: string): readonly string[] {
    return this.declared.types.named(lastName(type)).flatMap((shape) => shape.inherits);
  }

  /** What declarations of a type there are: `struct`, `class`, `extension`; none when no file declares it. */
  formsOf(type: string): readonly TypeShape['form'][] {
    return this.declared.types.named(lastName(type)).map((shape) => shape.form);
  }

  /** Static properties of a type that hold an instance of it: `shared`. */
  instancesOf(type: string): readonly string[] {
    return this.declared.types.named(lastName(type)).flatMap((shape) => shape.instances);
  }

  /** The declared type of a type's field; undefined where types of that name disagree. */
  fieldType(type: string, field: string): string | undefined {
    const fields = this.declared.types.named(lastName(type)).flatMap((shape) => shape.fields);
    const types = new Set(fields.filter((one) => one.name === field).map((one) => one.type));
    const [only] = types;
    return types.size === 1 ? only : undefined;
  }

  /** Whether the constants of a path are texts, and not cases of an enumeration. */
  isText(path: string): boolean {
    const matching = this.constantsAt(path);
    return matching.length > 0 && matching.every((one) => !one.isCase);
  }

  /** What a constant of another file stands for: `Keys.token`, by as much of its path as was written. */
  textOf(path: string): string | undefined {
    const texts = new Set(this.constantsAt(path).map((one) => one.text));
    const [only] = texts;
    return texts.size === 1 ? only : undefined;
  }

  /** What a constant of Objective-C stands for, which all files see by its name alone. */
  private globalText(name: string): string | undefined {
    const [only, ...others] = this.declared.constants.named(name).filter(({ isGlobal }) => isGlobal);
    return others.every(({ text }) => text === only?.text) ? only?.text : undefined;
  }

  private constantsAt(path: string): readonly ConstantText[] {
    const candidates = this.declared.constants.named(lastName(path));
    return candidates.filter((one) => one.path === path || one.path.endsWith(`.${path}`));
  }

  /** A use with what other files know of its key and its value. */
  resolve(use: StoreUse): StoreUse {
    const text = use.key.pieces.length > 0 ? undefined : this.keyText(use.key.names);
    const made = use.key.pieces.length > 0 || text !== undefined ? undefined : this.madeKey(use.key.names);
    const pieces = text === undefined ? made : [text];
    const key = pieces === undefined ? use.key : { ...use.key, pieces };
    if (use.credential) return { ...use, key };
    const credential = this.credentialOfKey(use, text) ?? this.credentialOfTypes(use);
    return { ...use, key, ...(credential && { credential }) };
  }

  private keyText(names: readonly string[]): string | undefined {
    for (const name of names) {
      const text = name.includes('.') ? this.textOf(name) : this.globalText(name);
      if (text !== undefined) return text;
    }
    return undefined;
  }

  /** What a function of another file makes of its arguments: `storageKeys.token(accountId)`. */
  private madeKey(names: readonly string[]): readonly string[] | undefined {
    this.keyMakers ??= groupedByPath(this.files);
    for (const name of names) {
      const makers = this.keyMakers.get(name);
      const [first, ...others] = makers ?? [];
      if (first && others.every(({ pieces }) => pieces.join('*') === first.pieces.join('*')))
        return first.pieces;
    }
    return undefined;
  }

  private credentialOfKey(use: StoreUse, text: string | undefined): CredentialGuess | undefined {
    const isAbout = use.key.names.some((name) => isKeyAboutCredential(lastName(name)));
    const kind = text === undefined || !use.value || isAbout ? undefined : kindOfKeyName(text);
    return kind && text !== undefined
      ? { kind, name: text, source: 'key', ...(use.keyText ?? { start: use.start, end: use.end }) }
      : undefined;
  }

  private credentialOfTypes(use: StoreUse): CredentialGuess | undefined {
    for (const type of use.types) {
      const found = this.credentialIn(type);
      if (found) return { ...found, name: `${type}.${found.name}`, start: use.start, end: use.end };
    }
    return undefined;
  }
}

function groupedByPath(files: readonly FileFacts[]): ReadonlyMap<string, readonly KeyMaker[]> {
  const makers = new Map<string, KeyMaker[]>();
  for (const { session, isTest } of files) {
    for (const maker of isTest ? [] : session.keyMakers) {
      makers.set(maker.path, [...(makers.get(maker.path) ?? []), maker]);
    }
  }
  return makers;
}

/** `[String: Account]?` holds accounts. */
function elementType(type: string): string | undefined {
  if (type.endsWith(' slice')) return type;
  const names = type.match(/[A-Z]\w*/g) ?? [];
  return names.findLast(
    (name) => !/^(String|Int|Bool|Date|Data|URL|UUID|Double|Float|Array|Dictionary|Set|Optional)$/.test(name),
  );
}

/** A coding key whose field is declared elsewhere, with a type that is no credential's: `let password: Mode`. */
function isTyped(key: FieldShape, shapes: readonly TypeShape[]): boolean {
  if (key.type !== undefined) return false;
  const fields = shapes.flatMap((shape) => shape.fields);
  return fields.some(({ name, type, credential }) => name === key.name && type !== undefined && !credential);
}
