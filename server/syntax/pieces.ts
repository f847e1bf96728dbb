import type { Span } from '../span.js';
import { bracesIn } from './bodies.js';

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
  return piecesBetween(code, bracesIn(code, hidden), (at) => {
    NEXT_DECLARATION.lastIndex = at;
    return NEXT_DECLARATION.test(code) ? NEXT_DECLARATION.lastIndex : undefined;
  });
}

/**
 * Cuts a text behind braces that close an outermost declaration. Blank pieces are left out.
 * @param braces where those of the code stand
 * @param cutBehind where to cut behind such a brace, given the place right behind it; undefined where nothing else begins
 */
export function piecesBetween(
  code: string,
  braces: readonly number[],
  cutBehind: (at: number) => number | undefined,
): readonly Span[] {
  const pieces: Span[] = [];
  let depth = 0;
  let from = 0;
  const cut = (to: number): void => {
    if (/\S/.test(code.slice(from, to))) pieces.push({ start: from, end: to });
    from = to;
  };
  for (const brace of braces) {
    const sign = code[brace];
    if (sign === '{') depth += 1;
    else if (sign === '}') depth = Math.max(0, depth - 1);
    if (depth > 0 || sign !== '}') continue;
    const place = cutBehind(brace + 1);
    if (place !== undefined) cut(place);
  }
  cut(code.length);
  return pieces;
}
