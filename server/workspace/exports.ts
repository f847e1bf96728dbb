import { isOwnModule } from '../facts/modules.js';
import type { CallTarget } from '../facts/storage/storage-model.js';
import type { Declarations } from './index-names.js';
import { isModuleAt, placeMeant } from './module-paths.js';

/** A function of a file. */
export interface PlacedName {
  readonly file: string;
  readonly place: string;
}

/** A function of a file, or something of a package. */
type Reached = PlacedName | CallTarget;

/** Files that pass on what others pass on are followed this far; a cycle of them ends here. */
const MOST_HOPS = 5;

/** Which functions of the workspace calls run, as imports and exports tell. */
export class Exports {
  private readonly known = new Map<string, readonly Reached[]>();

  constructor(private readonly declared: Pick<Declarations, 'exported' | 'passed'>) {}

  /** The functions that a target means; none where no file exports it. */
  functions(target: CallTarget): readonly PlacedName[] {
    return this.all(target).filter((one) => 'place' in one);
  }

  /** What of packages a target means, where files of the workspace pass it on. */
  ofPackages(target: CallTarget): readonly CallTarget[] {
    return this.all(target).filter((one) => 'module' in one);
  }

  private all(target: CallTarget): readonly Reached[] {
    const { module, file, way } = target;
    if (module === '') return [{ file, place: way }];
    const key = `${way}\0${placeMeant(module, file)}`;
    const known = this.known.get(key);
    if (known) return known;
    const found = this.reached(target, 0);
    this.known.set(key, found);
    return found;
  }

  private reached(target: CallTarget, hops: number): readonly Reached[] {
    if (hops > MOST_HOPS) return [];
    const { module, file, way } = target;
    const own = this.exportedAs(target).flatMap(({ file: declaring, place }) =>
      place === undefined ? [] : [{ file: declaring, place }],
    );
    if (own.length > 0) return own;
    for (const [head, rest] of splits(way)) {
      const passed = [
        ...this.exportedAs({ module, file, way: head }).flatMap(({ of }) => of ?? []),
        ...this.passedOn(target, head),
      ];
      const found = passed.flatMap((of) => {
        const inner = { ...of, way: joined(of.way, rest) };
        return isOwnModule(of.module) ? this.reached(inner, hops + 1) : [inner];
      });
      if (found.length > 0) return found;
    }
    return this.passedOn(target, '*').flatMap((of) => this.reached({ ...of, way }, hops + 1));
  }

  private exportedAs({ module, file, way }: CallTarget): ReturnType<Declarations['exported']['named']> {
    return this.declared.exported.named(way).filter((one) => isModuleAt(module, file, one.file));
  }

  /** What a file has from another and passes on under a name: a default is a default or the whole there. */
  private passedOn({ module, file }: CallTarget, name: string): readonly CallTarget[] {
    return this.declared.passed
      .named(name)
      .filter(({ from }) => isModuleAt(module, file, from.file))
      .flatMap(({ from }) =>
        (from.name === undefined ? ['default', ''] : [from.name]).map((way) => ({
          module: from.module,
          file: from.file,
          way,
        })),
      );
  }
}

/** A way cut in two at each of its steps, the longest beginning first: `a.b()` and nothing, `a.b` and `()`, `a` and `.b()`. */
function splits(way: string): readonly (readonly [string, string])[] {
  const steps = way.match(/\(\)|[^.()]+/g) ?? [];
  return steps.map((_, index) => {
    const head = steps.slice(0, steps.length - index).reduce(joined, '');
    return [head, way.slice(head.length).replace(/^\./, '')] as const;
  });
}

function joined(way: string, step: string): string {
  if (way === '' || step === '' || step.startsWith('()')) return way + step;
  return `${way}.${step}`;
}
