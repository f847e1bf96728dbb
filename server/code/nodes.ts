import type { Node } from './model.js';
import { partsOf } from './walk.js';

type Kind = Node['kind'];

/** The nodes of a kind. */
export type NodeOf<K extends Kind> = Extract<Node, { readonly kind: K }>;

const NONE: readonly never[] = [];

type Linked = { -readonly [P in 'parent' | 'children' | 'place']?: Node[P] };

/** The nodes of each text by kind, in the order of a walk, found by the root of the text. */
const LISTS = new WeakMap<Node, ReadonlyMap<Kind, readonly Node[]>>();

/**
 * Sets what nodes know of each other, and lists them by kind; a lowering calls it once on its root. The facts of a text
 * are looked for among few kinds of nodes, dozens of times: walks would cost more than what is done with the nodes.
 */
export function linkNodes(root: Node): void {
  const lists = new Map<Kind, Node[]>();
  let place = 0;
  const link = (node: Node): void => {
    const listed = lists.get(node.kind);
    if (listed) listed.push(node);
    else lists.set(node.kind, [node]);
    const children = partsOf(node);
    const linked: Linked = node;
    linked.children = children;
    linked.place = place;
    place += 1;
    for (const child of children) {
      (child as Linked).parent = node;
      link(child);
    }
  };
  link(root);
  LISTS.set(root, lists);
}

/** The nodes of some kinds in a node of a linked text, itself included, in the order of a walk. */
export function nodesIn<K extends Kind>(scope: Node, ...kinds: readonly K[]): readonly NodeOf<K>[] {
  const lists = LISTS.get(rootOf(scope));
  const found: (readonly Node[])[] = [];
  for (const kind of kinds) {
    const part = partOf(lists?.get(kind) ?? NONE, scope);
    if (part.length > 0) found.push(part);
  }
  const nodes = found.length > 1 ? merged(found) : (found[0] ?? NONE);
  // Lists are by kind.
  return nodes as readonly NodeOf<K>[];
}

function rootOf(node: Node): Node {
  let root = node;
  while (root.parent) root = root.parent;
  return root;
}

/** What of some nodes, in the order of a walk, is in a node or is that node. */
export function partOf<T extends Node>(listed: readonly T[], scope: Node): readonly T[] {
  if (!scope.parent) return listed;
  const from = firstFrom(listed, placeOf(scope));
  return listed.slice(from, firstFrom(listed, placeOf(lastIn(scope)) + 1));
}

function lastIn(node: Node): Node {
  let last = node;
  for (let child = last.children?.at(-1); child; child = child.children?.at(-1)) last = child;
  return last;
}

/** The index of the first of some nodes, in order, that is at a place or behind it. */
function firstFrom(nodes: readonly Node[], place: number): number {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (placeOf(nodes[middle]) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

function placeOf(node: Node | undefined): number {
  return node?.place ?? Infinity;
}

/** Several lists as one. */
function merged(lists: readonly (readonly Node[])[]): readonly Node[] {
  const heads = lists.map(() => 0);
  const places = lists.map(([first]) => placeOf(first));
  const nodes: Node[] = [];
  for (;;) {
    const nearest = Math.min(...places);
    const from = places.indexOf(nearest);
    const head = heads[from] ?? 0;
    const node = lists[from]?.[head];
    if (!node) return nodes;
    nodes.push(node);
    heads[from] = head + 1;
    places[from] = placeOf(lists[from]?.[head + 1]);
  }
}
