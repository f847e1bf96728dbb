import type { PassingCall, StoreUse } from '../facts/storage/storage-model.js';
import type { PlacedName } from './exports.js';
import { isImportOf } from './imported-files.js';
import type { Program } from './program.js';

/**
 * The operations that functions of one name come down to, by the types those functions belong to: a program can
 * have a thousand types with a `save`, and each call means that of one.
 */
export class WrappedUses {
  /** Functions that belong to no type. */
  private readonly free: StoreUse[] = [];
  private readonly byType = new Map<string, StoreUse[]>();
  /** By the types that theirs inherits from or conforms to, too. */
  private readonly byAncestor = new Map<string, StoreUse[]>();
  /** By every ending of their type's name in lower case, and by the whole. */
  private readonly byEnding = new Map<string, StoreUse[]>();
  private readonly byWords = new Map<string, StoreUse[]>();
  private readonly byFile = new Map<string, StoreUse[]>();
  private readonly order = new Map<StoreUse, number>();

  constructor(
    uses: readonly StoreUse[],
    private readonly program: Program,
  ) {
    for (const [index, use] of uses.entries()) {
      this.order.set(use, index);
      if (use.owner?.file !== undefined) append(this.byFile, use.owner.file, use);
      const type = use.owner?.type;
      if (type === undefined) {
        this.free.push(use);
        continue;
      }
      append(this.byType, type, use);
      for (const ancestor of new Set([type, ...program.ancestorsOf(type)])) {
        append(this.byAncestor, ancestor, use);
      }
      const words = wordsOfType(type);
      append(this.byWords, words, use);
      for (let start = 0; start < words.length; start += 1) {
        append(this.byEnding, words.slice(start), use);
      }
    }
  }

  get isEmpty(): boolean {
    return this.order.size === 0;
  }

  /** Those of one function. */
  of({ file, place }: PlacedName): readonly StoreUse[] {
    return (this.byFile.get(file) ?? []).filter(({ owner }) => owner?.place === place);
  }

  /** Those that a call may mean by what it is called on, in their order. */
  calledBy({ receiver, owner, from }: PassingCall): readonly StoreUse[] {
    if (from) return [...this.byFile].flatMap(([file, uses]) => (isImportOf(from, file) ? uses : []));
    if (receiver === undefined) {
      return [...this.free, ...this.ofType(owner?.type ?? '')].toSorted(this.inOrder);
    }
    const meant = new Set([...(this.byAncestor.get(receiver) ?? []), ...this.ofType(receiver)]);
    // `keychainHelper.save(…)` where nothing tells the type: the name does.
    if (/^[a-z_]/.test(receiver)) for (const use of this.named(receiver)) meant.add(use);
    return [...meant].toSorted(this.inOrder);
  }

  /** Those of a type, and what it has from those that it inherits from. */
  private ofType(type: string): readonly StoreUse[] {
    if (this.isEmpty || type === '') return [];
    return [type, ...this.program.ancestorsOf(type)].flatMap((one) => this.byType.get(one) ?? []);
  }

  /** Those whose type's name ends like a variable's, or the other way round. */
  private *named(variable: string): Generator<StoreUse> {
    const name = variable.replace(/^_/, '').toLowerCase();
    yield* this.byEnding.get(name) ?? [];
    for (let start = 0; start < name.length; start += 1) yield* this.byWords.get(name.slice(start)) ?? [];
  }

  private readonly inOrder = (a: StoreUse, b: StoreUse): number =>
    (this.order.get(a) ?? 0) - (this.order.get(b) ?? 0);
}

/** `KeychainStoreImpl` is called `keychainStore`. */
function wordsOfType(type: string): string {
  return type.toLowerCase().replace(/(impl|default|protocol)$/, '');
}

function append<K>(map: Map<K, StoreUse[]>, key: K, use: StoreUse): void {
  const list = map.get(key);
  if (list) list.push(use);
  else map.set(key, [use]);
}
