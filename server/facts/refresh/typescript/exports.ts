import type { Node } from '../../../code/model.js';
import { walk } from '../../../code/walk.js';

/** The names under which other files get a variable, function or class. */
export function exportsOf(name: string, root: Node): readonly string[] {
  const names = new Set<string>();
  walk(root, (node) => {
    if (isDeclaration(node) && node.name === name) {
      for (const attribute of node.attributes) if (attribute.name === 'export') names.add(name);
    }
    if (node.kind === 'export' && node.module === undefined) {
      for (const { local, exported } of node.names) if (local === name) names.add(exported);
    }
  });
  return [...names];
}

function isDeclaration(node: Node): node is Extract<Node, { kind: 'variable' | 'function' | 'type' }> {
  return node.kind === 'variable' || node.kind === 'function' || node.kind === 'type';
}
