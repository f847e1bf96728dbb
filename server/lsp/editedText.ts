import type { TextEdit } from '../finding.js';
import type { Span } from '../span.js';

/** A stretch of the original that is still there, or text that came in. */
type Piece = { readonly kept: Span } | { readonly added: string };

/** A text under repeated editing that can tell, at the end, what became of the original in few small edits. */
export class EditedText {
  private pieces: readonly Piece[];

  constructor(private readonly original: string) {
    this.pieces = [{ kept: { start: 0, end: original.length } }];
  }

  get text(): string {
    return this.pieces
      .map((piece) =>
        'added' in piece ? piece.added : this.original.slice(piece.kept.start, piece.kept.end),
      )
      .join('');
  }

  /** Replaces a stretch of the text as it is now. */
  replace({ span, newText }: TextEdit): void {
    this.pieces = [
      ...this.between(0, span.start),
      ...(newText === '' ? [] : [{ added: newText }]),
      ...this.between(span.end, Infinity),
    ];
  }

  /** The edits that lead from the original to the text as it is now, in order, none touching another. */
  edits(): readonly TextEdit[] {
    const edits: TextEdit[] = [];
    let at = 0;
    let added = '';
    const close = (end: number): void => {
      const span = { start: at, end };
      if (this.original.slice(at, end) !== added) edits.push({ span, newText: added });
      added = '';
    };
    for (const piece of this.pieces) {
      if ('added' in piece) {
        added += piece.added;
        continue;
      }
      close(piece.kept.start);
      at = piece.kept.end;
    }
    close(this.original.length);
    return edits;
  }

  /** The pieces of a stretch of the text as it is now. */
  private between(from: number, to: number): readonly Piece[] {
    const found: Piece[] = [];
    let at = 0;
    for (const piece of this.pieces) {
      const length = 'added' in piece ? piece.added.length : piece.kept.end - piece.kept.start;
      const start = Math.max(from - at, 0);
      const end = Math.min(to - at, length);
      if (start < end) found.push(part(piece, start, end));
      at += length;
    }
    return found;
  }
}

function part(piece: Piece, start: number, end: number): Piece {
  if ('added' in piece) return { added: piece.added.slice(start, end) };
  return { kept: { start: piece.kept.start + start, end: piece.kept.start + end } };
}
