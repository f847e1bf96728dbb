import type { FileFacts } from '../facts/model.js';
import type { ConstantText, StoreUse, TypeShape } from '../facts/storage-model.js';
import type { CredentialGuess } from '../facts/model.js';
import { kindOfKeyName } from '../knowledge/credentials.js';
import { derivedUses } from './wrappers.js';

/** How deep a type is searched for a credential: `Session.user.credentials.token`. */
const DEEPEST_FIELD = 3;

/** The facts of several files put together: names that one file uses and another declares are resolved here. */
export class Program {
  private readonly types = new Map<string, TypeShape[]>();
  private readonly constants = new Map<string, ConstantText[]>();
  private readonly byFile: ReadonlyMap<FileFacts, readonly StoreUse[]>;

  constructor(readonly files: readonly FileFacts[]) {
    const shipped = files.filter((file) => !file.isTest);
    for (const file of shipped) {
      for (const type of file.storage.types) append(this.types, lastName(type.name), type);
      for (const constant of file.storage.constants)
        append(this.constants, lastName(constant.path), constant);
    }
    const resolved = new Map(
      shipped.map((file) => [file, file.storage.uses.map((use) => this.resolve(use))]),
    );
    const derived = derivedUses(shipped, resolved, this);
    this.byFile = new Map(
      shipped.map((file) => [file, [...(resolved.get(file) ?? []), ...(derived.get(file) ?? [])]]),
    );
  }

  /** All operations on stores in a file: its own, and those that its calls of wrappers come down to. */
  usesIn(file: FileFacts): readonly StoreUse[] {
    return this.byFile.get(file) ?? [];
  }

  /** The credential that values of a type carry, with the field that does. */
  credentialIn(type: string, depth = 0): CredentialGuess | undefined {
    for (const shape of this.types.get(lastName(type)) ?? []) {
      const own = shape.fields.find((field) => field.credential)?.credential;
      if (own) return { ...own, source: 'type' };
      if (depth >= DEEPEST_FIELD) continue;
      for (const field of shape.fields) {
        const inner = field.type === undefined ? undefined : elementType(field.type);
        const found = inner === undefined || inner === type ? undefined : this.credentialIn(inner, depth + 1);
        if (found) return found;
      }
    }
    return undefined;
  }

  /** The types a type inherits from or conforms to, in any file. */
  ancestorsOf(type: string): readonly string[] {
    return (this.types.get(lastName(type)) ?? []).flatMap((shape) => shape.inherits);
  }

  /** What a constant of another file stands for: `Keys.token`, by as much of its path as was written. */
  textOf(path: string): string | undefined {
    const candidates = this.constants.get(lastName(path)) ?? [];
    const matching = candidates.filter((one) => one.path === path || one.path.endsWith(`.${path}`));
    const texts = new Set(matching.map((one) => one.text));
    const [only] = texts;
    return texts.size === 1 ? only : undefined;
  }

  /** A use with what other files know of its key and its value. */
  resolve(use: StoreUse): StoreUse {
    const text = use.key.pieces.length > 0 ? undefined : this.keyText(use.key.names);
    const key = text === undefined ? use.key : { ...use.key, pieces: [text] };
    if (use.credential) return { ...use, key };
    const credential = this.credentialOfKey(use, text) ?? this.credentialOfTypes(use);
    return { ...use, key, ...(credential && { credential }) };
  }

  private keyText(names: readonly string[]): string | undefined {
    for (const name of names) {
      const text = name.includes('.') ? this.textOf(name) : undefined;
      if (text !== undefined) return text;
    }
    return undefined;
  }

  private credentialOfKey(use: StoreUse, text: string | undefined): CredentialGuess | undefined {
    const kind = text === undefined || !use.value ? undefined : kindOfKeyName(text);
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

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function lastName(path: string): string {
  return path.split('.').at(-1) ?? path;
}

/** `[String: Account]?` holds accounts. */
function elementType(type: string): string | undefined {
  const names = type.match(/[A-Z]\w*/g) ?? [];
  return names.findLast(
    (name) => !/^(String|Int|Bool|Date|Data|URL|UUID|Double|Float|Array|Dictionary|Set|Optional)$/.test(name),
  );
}
