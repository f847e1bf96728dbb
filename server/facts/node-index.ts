import type { Node } from '../code/model.js';
import { partOf } from '../code/nodes.js';

/** The nodes of a text by the names they go by. A walk per question would take as long as the text is. */
export class NodeIndex<T extends Node> {
  private readonly entries = new Map<string, T[]>();

  /**
   * @param nodes those that are asked for, in the order of a walk
   * @param namesOf the names that such a node is found by
   */
  constructor(nodes: readonly T[], namesOf: (node: T) => readonly string[]) {
    for (const node of nodes) {
      for (const name of new Set(namesOf(node))) {
        const known = this.entries.get(name);
        if (known) known.push(node);
        else this.entries.set(name, [node]);
      }
    }
  }

  /** The nodes of a name inside a node that begin before an offset, in the order of a walk. */
  inside(scope: Node, name: string, before: number = scope.end): readonly T[] {
    return partOf(this.entries.get(name) ?? [], scope).filter(
      ({ start }) => start >= scope.start && start < scope.end && start < before,
    );
  }
}

/** The index of the first of some things, in order, that begins at an offset or behind it. */
export function firstFrom<T>(
  things: readonly T[],
  offset: number,
  placeOf: (thing: T) => { readonly start: number },
): number {
  let low = 0;
  let high = things.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const thing = things[middle];
    if (thing !== undefined && placeOf(thing).start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
