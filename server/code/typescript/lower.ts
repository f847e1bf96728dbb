import type { ParsedText } from '../../syntax/parser.js';
import type { SyntaxNode } from '../../syntax/tree.js';
import type { Span } from '../../span.js';
import type { BlockNode, Code } from '../model.js';
import { linkNodes } from '../nodes.js';
import { Lowering, spanOf } from './lowering.js';
import { regionsIn } from './regions.js';

/** Lowers a text in TypeScript or JavaScript. Never throws on broken code. */
export function lowerTypeScript({ text, root: tree, comments }: Omit<ParsedText, 'dispose'>): Code {
  const to = new Lowering(text);
  const root: BlockNode = { kind: 'block', statements: to.nodes(tree.children), ...spanOf(tree) };
  linkNodes(root);
  return { language: 'typescript', text, root, comments, regions: regionsIn(root), errors: errorsIn(tree) };
}

function errorsIn(tree: SyntaxNode): Span[] {
  const errors: Span[] = [];
  const pending: SyntaxNode[] = [tree];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === 'ERROR') errors.push(spanOf(node));
    for (const child of node.children) pending.push(child);
  }
  return errors;
}
