import type { ImportedFrom, PassedName } from '../facts/storage/storage-model.js';
import type { Names } from './index-names.js';
import { isModuleAt, placeMeant } from './module-paths.js';

/** A function as a file imports it. */
export interface ImportedFunction {
  readonly name: string;
  readonly from: ImportedFrom;
}

/** Files that pass on what others pass on are followed this far; a cycle of them ends here. */
const MOST_HOPS = 4;

/** What imports come down to that name a file which has things from others and passes them on. */
export class ReExports {
  private readonly known = new Map<string, readonly PassedName[]>();

  /** @param passed what files pass on, by the name they give it */
  constructor(private readonly passed: Names<PassedName>) {}

  /** A function as it is imported, and as the files import it that pass it on. */
  origins(imported: ImportedFunction, hops = 0): readonly ImportedFunction[] {
    const { name, from } = imported;
    if (from.module === '' || hops === MOST_HOPS) return [imported];
    const wanted = from.name ?? 'default';
    const named = this.passedBy(from, wanted).map((one) => ({
      // What is called on something keeps its name, whatever that something is called.
      name: name === from.name ? (one.from.name ?? name) : name,
      from: one.from,
    }));
    const all = this.passedBy(from, '*').map((one) => ({ name, from: { ...from, ...one.from } }));
    return [imported, ...[...named, ...all].flatMap((one) => this.origins(one, hops + 1))];
  }

  /** Whether any file gives what it has from another a name that is not what it is called there. */
  isRenaming(name: string): boolean {
    return this.passed.named(name).some(({ from }) => from.name !== undefined && from.name !== name);
  }

  /** What the file that an import names passes on under a name. */
  private passedBy({ module, file }: ImportedFrom, name: string): readonly PassedName[] {
    const key = `${name}\0${placeMeant(module, file)}`;
    const known = this.known.get(key);
    if (known) return known;
    const passed = this.passed.named(name).filter(({ from }) => isModuleAt(module, file, from.file));
    this.known.set(key, passed);
    return passed;
  }
}
