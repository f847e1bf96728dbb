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
