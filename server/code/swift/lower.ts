import type { ParsedText } from '../../syntax/parser.js';
import type { Snippet } from '../../syntax/prepare.js';
import type { SyntaxNode } from '../../syntax/tree.js';
import type { Span } from '../../span.js';
import type { BlockNode, Code, ConditionalRegion } from '../model.js';
import { linkNodes } from '../nodes.js';
import { Lowering } from './lowering.js';

/** Lowers a Swift text. Never throws on broken code. */
export function lowerSwift({ text, root: tree, comments, directives }: Omit<ParsedText, 'dispose'>): Code {
  const to = new Lowering(text);
  const root: BlockNode = {
    kind: 'block',
    statements: to.nodes(tree.children),
    start: tree.start,
    end: tree.end,
  };
  linkNodes(root);
  return { language: 'swift', text, root, comments, regions: regionsOf(directives), errors: errorsIn(tree) };
}

/** Pairs `#if`, `#elseif`, `#else` and `#endif` into the regions they compile. */
function regionsOf(directives: readonly Snippet[]): ConditionalRegion[] {
  const regions: ConditionalRegion[] = [];
  const open: { condition: string; start: number }[] = [];
  for (const directive of directives) {
    const [, word, rest = ''] = /^#(\w+)\s*([^]*)$/.exec(directive.text) ?? [];
    if (word === 'if') {
      open.push({ condition: rest.trim(), start: directive.end });
      continue;
    }
    const last = open.pop();
    if (!last) continue;
    regions.push({ ...last, end: directive.start });
    if (word === 'elseif') open.push({ condition: rest.trim(), start: directive.end });
    else if (word === 'else') open.push({ condition: `!(${last.condition})`, start: directive.end });
  }
  return regions;
}

function errorsIn(tree: SyntaxNode): Span[] {
  const errors: Span[] = [];
  const pending: SyntaxNode[] = [tree];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === 'ERROR') errors.push({ start: node.start, end: node.end });
    for (const child of node.children) pending.push(child);
  }
  return errors;
}
