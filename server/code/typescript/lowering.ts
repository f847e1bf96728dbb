import type { SyntaxNode } from '../../syntax/tree.js';
import type { Span } from '../../span.js';
import type { BlockNode, Expression, Node, OtherNode } from '../model.js';
import { isExpression } from '../walk.js';
import { lowerDeclaration } from './declarations.js';
import { lowerExpression } from './expressions.js';
import { lowerStatement } from './statements.js';

/** Nesting beyond this is not code that a person wrote; what lies deeper is left unread. */
const DEEPEST = 300;

/** What a lowering carries through the tree: the text, and how deep it stands. */
export class Lowering {
  private depth = 0;

  /**
   * @param text what is lowered
   * @param offset where that begins in the text that the places of nodes speak of
   */
  constructor(
    private readonly text: string,
    private readonly offset: number,
  ) {}

  /** The source text of a node. */
  source(node: Span): string {
    return this.text.slice(node.start - this.offset, node.end - this.offset);
  }

  /** Lowers any node: declaration, statement or expression; undefined for punctuation, types and comments. */
  node(node: SyntaxNode): Node | undefined {
    if (this.depth >= DEEPEST) return undefined;
    this.depth += 1;
    try {
      return lowerDeclaration(node, this) ?? lowerStatement(node, this) ?? lowerExpression(node, this);
    } finally {
      this.depth -= 1;
    }
  }

  /** Lowers a list of nodes, leaving out what has no meaning. */
  nodes(nodes: readonly SyntaxNode[]): Node[] {
    const lowered: Node[] = [];
    for (const node of nodes) {
      const result = this.node(node);
      if (result) lowered.push(result);
    }
    return lowered;
  }

  /** Lowers a node that stands for a value; a declaration or statement in its place is wrapped. */
  expression(node: SyntaxNode): Expression {
    const lowered = this.node(node);
    if (!lowered) return other(node, []);
    return isExpression(lowered) ? lowered : other(node, [lowered]);
  }

  /** The statements of a block; a single statement in its place becomes a block of its own. */
  block(node: SyntaxNode): BlockNode {
    const isBlock = node.type === 'statement_block' || node.type === 'class_static_block';
    return { kind: 'block', statements: this.nodes(isBlock ? node.children : [node]), ...spanOf(node) };
  }
}

export function other(node: SyntaxNode, parts: readonly Node[]): OtherNode {
  return { kind: 'other', syntax: node.type, parts, ...spanOf(node) };
}

export function spanOf({ start, end }: Span): Span {
  return { start, end };
}
