import * as fc from 'fast-check';

/** Random numbers that come out the same from the same seed. */
export class Dice {
  private readonly values: Iterator<number>;

  constructor(seed: number) {
    this.values = stream(seed);
  }

  /** An integer from 0 to one below `below`; 0 when there is none. */
  below(below: number): number {
    if (below <= 0) return 0;
    return Math.floor(this.fraction() * below);
  }

  fraction(): number {
    return this.values.next().value as number;
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  of<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('There is nothing to choose from.');
    return item;
  }
}

const RANGE = 2 ** 32;

/** Drawn in batches: one sample call per number would be slow. Doubles as such are not spread evenly. */
function* stream(seed: number): Generator<number> {
  const integer = fc.noBias(fc.integer({ min: 0, max: RANGE - 1 }));
  for (let batch = 0; ; batch += 1) {
    for (const drawn of fc.sample(integer, { seed: seed + batch, numRuns: 4096 })) yield drawn / RANGE;
  }
}
