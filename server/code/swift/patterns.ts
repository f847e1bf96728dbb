import type { SyntaxNode } from '../../syntax/tree.js';

/** The identifiers that a pattern binds: `let x`, `(a, b)`, `.some(let q)`, `let .success(user)`. */
export function boundNames(pattern: SyntaxNode): SyntaxNode[] {
  const names: SyntaxNode[] = [];
  collect(pattern, names);
  return names;
}

function collect(node: SyntaxNode, names: SyntaxNode[]): void {
  for (const [index, child] of node.children.entries()) {
    if (child.field === 'bound_identifier') names.push(child);
    else if (child.type === 'simple_identifier') {
      // `.success` names a case; only a bare identifier is bound.
      if (node.type === 'pattern' && node.children[index - 1]?.type !== '.') names.push(child);
    } else if (child.type === 'pattern') collect(child, names);
  }
}
