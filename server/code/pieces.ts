import type { Span } from '../span.js';
import type { Comment, Node } from './model.js';

/** What a piece of a text came to. */
export interface PieceContent {
  readonly statements: readonly Node[];
  /** All nodes in them, in the order of a walk. */
  readonly nodes: readonly Node[];
  readonly comments: readonly Comment[];
  readonly errors: readonly Span[];
}

/** A piece of a text, lowered. It moves with the text around it, and all that is in it does. */
export class LoweredPiece {
  /** All places in it; looked for when it moves first. */
  private places: readonly Place[] | undefined;

  /**
   * @param source what stands in the text
   * @param readable the same as the parser got it
   */
  constructor(
    readonly source: string,
    readonly readable: string,
    private start: number,
    readonly content: PieceContent,
  ) {}

  /** Puts it where it begins now. */
  moveTo(start: number): void {
    const by = start - this.start;
    if (by === 0) return;
    this.places ??= placesIn(this.content);
    for (const place of this.places) {
      place.start += by;
      place.end += by;
    }
    this.start = start;
  }
}

/** The pieces of an earlier version of a text, each of which can be had once. */
export class KnownPieces {
  private readonly byText = new Map<string, LoweredPiece[]>();

  constructor(pieces: readonly LoweredPiece[]) {
    for (const piece of pieces.toReversed()) {
      const known = this.byText.get(piece.source);
      if (known) known.push(piece);
      else this.byText.set(piece.source, [piece]);
    }
  }

  /** The piece of this text, moved to where it stands now. */
  take(source: string, readable: string, start: number): LoweredPiece | undefined {
    const same = this.byText.get(source) ?? [];
    const at = same.findLastIndex((piece) => piece.readable === readable);
    const [piece] = at < 0 ? [] : same.splice(at, 1);
    piece?.moveTo(start);
    return piece;
  }
}

/** A span of a piece; nobody else may move it. */
interface Place {
  start: number;
  end: number;
}

/** Every object that tells a place, once. Keeps an explicit stack, since source may nest ten thousand deep. */
function placesIn(content: PieceContent): readonly Place[] {
  const seen = new Set<object>();
  const places: Place[] = [];
  const pending: object[] = [content];
  for (let value = pending.pop(); value; value = pending.pop()) {
    if (seen.has(value)) continue;
    seen.add(value);
    if (isPlace(value)) places.push(value);
    for (const [name, part] of Object.entries(value)) {
      // A statement's parent is the text, which is made anew, and children are parts, too.
      if (name === 'parent' || name === 'children') continue;
      if (typeof part === 'object' && part !== null) pending.push(part);
    }
  }
  return places;
}

function isPlace(value: object): value is Place {
  return 'start' in value && 'end' in value;
}
