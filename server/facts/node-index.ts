import type { Node } from '../code/model.js';
import { ancestorsOf, walk } from '../code/walk.js';

interface Entry<T extends Node> {
  readonly node: T;
  /** Its place in a walk over the text. */
  readonly order: number;
}

/** The nodes of a text by the names they go by. A walk per question would take as long as the text is. */
export class NodeIndex<T extends Node> {
  private readonly entries = new Map<string, Entry<T>[]>();

  /**
   * @param isWanted which nodes are asked for
   * @param namesOf the names that such a node is found by
   */
  constructor(root: Node, isWanted: (node: Node) => node is T, namesOf: (node: T) => readonly string[]) {
    let order = 0;
    walk(root, (node) => {
      if (!isWanted(node)) return;
      order += 1;
      for (const name of new Set(namesOf(node))) {
        const known = this.entries.get(name);
        if (known) known.push({ node, order });
        else this.entries.set(name, [{ node, order }]);
      }
    });
    for (const list of this.entries.values()) list.sort((a, b) => a.node.start - b.node.start);
  }

  /** The nodes of a name inside a node that begin before an offset, in the order of a walk. */
  inside(scope: Node, name: string, before: number = scope.end): readonly T[] {
    const entries = this.entries.get(name) ?? [];
    return entries
      .slice(firstFrom(entries, scope.start, nodeOf), firstFrom(entries, Math.min(scope.end, before), nodeOf))
      .filter(({ node }) => isInside(node, scope))
      .toSorted((a, b) => a.order - b.order)
      .map(({ node }) => node);
  }
}

function isInside(node: Node, scope: Node): boolean {
  if (node === scope) return true;
  for (const up of ancestorsOf(node)) if (up === scope) return true;
  return false;
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

function nodeOf<T>({ node }: { readonly node: T }): T {
  return node;
}
