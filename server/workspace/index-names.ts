import type { FileFacts } from '../facts/model.js';
import { handsOn, isHanded } from '../facts/storage/passing.js';
import type { ConstantText, TypeShape } from '../facts/storage/shape-model.js';
import type { ExportedWay, PassedName, PassingCall, StoreUse } from '../facts/storage/storage-model.js';

/**
 * What files declare for each other, by name. Files come and go one by one, each at the cost of its own names,
 * so that an edit does not make anew what it does not touch. Tests declare nothing.
 */
export class Declarations {
  readonly types: Names<TypeShape>;
  readonly constants: Names<ConstantText>;
  /** Operations whose key or value their function is handed, by the name of the function. */
  readonly wrapped: Names<StoreUse>;
  /** Calls that hand on what their function is handed, by the name of the function. */
  readonly handingOn: Names<PassingCall>;
  /** What files pass on of others, by the name they give it. */
  readonly passed: Names<PassedName>;
  /** How functions of files are reached from others, by the way. */
  readonly exported: Names<ExportedWay>;

  private constructor(below?: Declarations, hidden?: FileFacts) {
    this.types = new Names(({ storage }) => storage.types, typeName, below?.types, hidden);
    this.constants = new Names(({ storage }) => storage.constants, constantName, below?.constants, hidden);
    this.wrapped = new Names(
      ({ storage }) => storage.uses.filter(isHanded),
      ownerName,
      below?.wrapped,
      hidden,
    );
    this.handingOn = new Names(
      ({ storage }) => storage.calls.filter(handsOn),
      ownerName,
      below?.handingOn,
      hidden,
    );
    this.passed = new Names(
      ({ storage }) => storage.passed,
      ({ exported }) => exported,
      below?.passed,
      hidden,
    );
    this.exported = new Names(
      ({ storage }) => storage.exported,
      ({ way }) => way,
      below?.exported,
      hidden,
    );
  }

  static of(files: Iterable<FileFacts>): Declarations {
    const declarations = new Declarations();
    for (const file of files) declarations.replace(undefined, file);
    return declarations;
  }

  /** Puts what one file declares in the place of what another, or the same one at another time, did. */
  replace(before: FileFacts | undefined, after: FileFacts | undefined): void {
    const { types, constants, wrapped, handingOn, passed, exported } = this;
    for (const names of [types, constants, wrapped, handingOn, passed, exported]) {
      if (before && !before.isTest) names.remove(before);
      if (after && !after.isTest) names.add(after);
    }
  }

  /** The same with one file replaced, which leaves these as they are. */
  with(before: FileFacts | undefined, after: FileFacts): Declarations {
    const declarations = new Declarations(this, before);
    declarations.replace(undefined, after);
    return declarations;
  }
}

interface Entry<T> {
  readonly file: FileFacts;
  readonly item: T;
}

/** The declarations of one sort by name; those of a name are in the order of their files' paths. */
class Names<T> {
  private readonly entries = new Map<string, Entry<T>[]>();

  /** @param hidden the file whose entries in `below` do not count */
  constructor(
    private readonly itemsOf: (file: FileFacts) => readonly T[],
    private readonly nameOf: (item: T) => string,
    private readonly below?: Names<T>,
    private readonly hidden?: FileFacts,
  ) {}

  named(name: string): readonly T[] {
    return this.entriesOf(name).map(({ item }) => item);
  }

  add(file: FileFacts): void {
    for (const item of this.itemsOf(file)) {
      const name = this.nameOf(item);
      const list = this.entries.get(name);
      if (!list) this.entries.set(name, [{ file, item }]);
      else list.splice(list.findLastIndex((each) => each.file.path <= file.path) + 1, 0, { file, item });
    }
  }

  remove(file: FileFacts): void {
    for (const name of new Set(this.itemsOf(file).map(this.nameOf))) {
      const rest = (this.entries.get(name) ?? []).filter((each) => each.file !== file);
      if (rest.length > 0) this.entries.set(name, rest);
      else this.entries.delete(name);
    }
  }

  private entriesOf(name: string): readonly Entry<T>[] {
    const own = this.entries.get(name) ?? [];
    if (!this.below) return own;
    const others = this.below.entriesOf(name).filter(({ file }) => file !== this.hidden);
    return [...others, ...own].toSorted((a, b) => comparePaths(a.file, b.file));
  }
}

export type { Names };

/** The order of a program's files. */
export function comparePaths(a: FileFacts, b: FileFacts): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

/**
 * Whether two versions of a file tell the other files the same. Places do not count: what is resolved by a
 * declaration says where it is used, not where it was declared.
 */
export function declareTheSame(a: FileFacts | undefined, b: FileFacts | undefined): boolean {
  return a === b || declarationsText(a) === declarationsText(b);
}

function declarationsText(file: FileFacts | undefined): string {
  if (!file || file.isTest) return '';
  const { types, constants, passed, exported, uses, calls, elsewhere, encryptsRealm } = file.storage;
  const switches = encryptsRealm ? ['encryptsRealm'] : [];
  const { keyMakers } = file.session;
  const declared = [
    keyMakers,
    types,
    constants,
    passed,
    exported,
    uses.filter(isHanded),
    calls.filter(handsOn),
    elsewhere,
    switches,
  ];
  return declared.every((each) => each.length === 0) ? '' : JSON.stringify(declared, withoutPlaces);
}

function withoutPlaces(key: string, value: unknown): unknown {
  return key === 'start' || key === 'end' ? undefined : value;
}

function ownerName({ owner }: StoreUse | PassingCall): string {
  return owner?.name ?? '';
}

function typeName({ name }: TypeShape): string {
  return lastName(name);
}

function constantName({ path }: ConstantText): string {
  return lastName(path);
}

/** `Keys.accessToken` is looked up as `accessToken`. */
export function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
