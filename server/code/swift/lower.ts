import type { SyntaxNode } from '../../syntax/tree.js';
import type { Span } from '../../span.js';
import type { BlockNode, Code, Comment, ConditionalRegion } from '../model.js';
import { linkParents } from '../walk.js';
import { Lowering } from './lowering.js';

/** Lowers the syntax tree of a Swift text. Never throws on broken code. */
export function lowerSwift(text: string, tree: SyntaxNode): Code {
  const to = new Lowering(text);
  const root: BlockNode = {
    kind: 'block',
    statements: to.nodes(tree.children),
    start: tree.start,
    end: tree.end,
  };
  linkParents(root);
  const comments: Comment[] = [];
  const directives: SyntaxNode[] = [];
  const errors: Span[] = [];
  const pending: SyntaxNode[] = [tree];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === 'comment' || node.type === 'multiline_comment') {
      comments.push({ text: to.source(node), start: node.start, end: node.end });
    } else if (node.type === 'directive') directives.push(node);
    else if (node.type === 'ERROR') errors.push({ start: node.start, end: node.end });
    pending.push(...node.children);
  }
  comments.sort((a, b) => a.start - b.start);
  directives.sort((a, b) => a.start - b.start);
  return {
    language: 'swift',
    text,
    root,
    comments,
    regions: regionsOf(
      directives.map((node) => ({ text: to.source(node), start: node.start, end: node.end })),
    ),
    errors,
  };
}

/** Pairs `#if`, `#elseif`, `#else` and `#endif` into the regions they compile. */
function regionsOf(directives: readonly Comment[]): ConditionalRegion[] {
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
