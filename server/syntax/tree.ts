import type { Tree, TreeCursor } from 'web-tree-sitter';
import type { Span } from '../span.js';

/**
 * A node of a concrete syntax tree, copied out of the parser's memory.
 *
 * Reading a node through WebAssembly costs more than the analysis itself, so one cursor walk copies the tree
 * and everything after works on plain objects that need no freeing. Offsets are UTF-16 code units.
 */
export interface SyntaxNode extends Span {
  readonly type: string;
  readonly named: boolean;
  /** The grammar's field under which the parent holds this node. */
  readonly field: string | undefined;
  readonly children: readonly SyntaxNode[];
}

const NO_CHILDREN: readonly SyntaxNode[] = [];

/** Copies a whole tree. The tree stays the caller's to delete. */
export function snapshot(tree: Tree): SyntaxNode {
  const cursor = tree.walk();
  try {
    return copy(cursor);
  } finally {
    cursor.delete();
  }
}

/**
 * Walks with an explicit stack: source written to nest ten thousand deep must not overflow ours.
 */
function copy(cursor: TreeCursor): SyntaxNode {
  const root = mutableCopy(cursor);
  const ancestors: MutableNode[] = [];
  let current = root;
  for (;;) {
    if (cursor.gotoFirstChild()) {
      ancestors.push(current);
      current = mutableCopy(cursor);
      append(ancestors.at(-1), current);
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      if (ancestors.length === 0 || !cursor.gotoParent()) return root;
      ancestors.pop();
      if (ancestors.length === 0) return root;
    }
    current = mutableCopy(cursor);
    append(ancestors.at(-1), current);
  }
}

type MutableNode = Omit<SyntaxNode, 'children'> & { children: readonly SyntaxNode[] };

function mutableCopy(cursor: TreeCursor): MutableNode {
  return {
    type: cursor.nodeType,
    named: cursor.nodeIsNamed,
    field: cursor.currentFieldName ?? undefined,
    start: cursor.startIndex,
    end: cursor.endIndex,
    children: NO_CHILDREN,
  };
}

function append(parent: MutableNode | undefined, child: SyntaxNode): void {
  if (!parent) return;
  if (parent.children === NO_CHILDREN) parent.children = [child];
  else (parent.children as SyntaxNode[]).push(child);
}

/** The first child under a field. */
export function fieldOf(node: SyntaxNode, field: string): SyntaxNode | undefined {
  return node.children.find((child) => child.field === field);
}

/** All children under a field, in order. */
export function fieldsOf(node: SyntaxNode, field: string): readonly SyntaxNode[] {
  return node.children.filter((child) => child.field === field);
}

/** The first child of a type. */
export function childOf(node: SyntaxNode, ...types: readonly string[]): SyntaxNode | undefined {
  return node.children.find((child) => types.includes(child.type));
}
