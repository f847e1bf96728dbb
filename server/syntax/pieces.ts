import type { Span } from '../span.js';
import { bracesIn } from './bodies.js';
import type { SyntaxNode } from './tree.js';

/** Behind a closing brace: the next line begins another declaration, whatever the one before was. */
const NEXT_DECLARATION =
  /[ \t]*\r?\n\s*(?=@\w|(?:public|private|internal|fileprivate|open|final|class|struct|enum|actor|extension|protocol|func|let|var|typealias|import)\b)/y;

/**
 * Cuts a Swift text between its outermost declarations, so that each can be parsed by itself: what a parser makes of one
 * that is being typed is no matter of the others. Blank pieces are left out.
 * @param code without comments
 * @param hidden strings and regular expressions, in order, whose braces are none
 */
export function piecesOf(code: string, hidden: readonly Span[]): readonly Span[] {
  const pieces: Span[] = [];
  let depth = 0;
  let from = 0;
  const cut = (to: number): void => {
    if (/\S/.test(code.slice(from, to))) pieces.push({ start: from, end: to });
    from = to;
  };
  for (const brace of bracesIn(code, hidden)) {
    depth = code[brace] === '{' ? depth + 1 : Math.max(0, depth - 1);
    if (depth > 0) continue;
    NEXT_DECLARATION.lastIndex = brace + 1;
    if (NEXT_DECLARATION.test(code)) cut(NEXT_DECLARATION.lastIndex);
  }
  cut(code.length);
  return pieces;
}

/** A piece of a text with the nodes that it consists of; their offsets are those of the text. */
export interface ParsedPiece {
  readonly text: string;
  readonly start: number;
  readonly nodes: readonly SyntaxNode[];
}

/** Pieces of an earlier version of a text, each of which can be had once. */
export class KnownPieces {
  private readonly byText = new Map<string, ParsedPiece[]>();

  constructor(pieces: readonly ParsedPiece[]) {
    for (const piece of pieces.toReversed()) {
      const known = this.byText.get(piece.text);
      if (known) known.push(piece);
      else this.byText.set(piece.text, [piece]);
    }
  }

  /** The piece of this text, moved to where it stands now; its nodes are moved themselves. */
  take(text: string, start: number): ParsedPiece | undefined {
    const known = this.byText.get(text)?.pop();
    if (!known || known.start === start) return known;
    for (const node of known.nodes) move(node, start - known.start);
    return { ...known, start };
  }
}

/** Moves a node and all below it. Keeps an explicit stack, since source may nest ten thousand deep. */
function move(root: SyntaxNode, by: number): void {
  const pending: SyntaxNode[] = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    const moved = node as { start: number; end: number };
    moved.start += by;
    moved.end += by;
    for (const child of node.children) pending.push(child);
  }
}
