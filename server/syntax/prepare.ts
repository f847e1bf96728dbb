import { contains, slice, type Span } from '../span.js';
import { halfTypedAs } from './halfTyped.js';
import type { Concern } from './bodies.js';
import { idleCode } from './idle.js';
import { lex, type Lexed } from './lexer.js';
import { blank } from './mask.js';
import { piecesOf } from './pieces.js';
import { rewrites } from './rewrites.js';

/** A stretch of a text with what stands there. */
export interface Snippet extends Span {
  readonly text: string;
}

/** A text as the parser gets it, and what was taken out on the way. */
export interface ReadableText {
  /** As long as the text and with the same lines, in words that the grammar knows. */
  readonly readable: string;
  /** Comments with their delimiters, in order; undefined where the grammar reads them itself. */
  readonly comments?: readonly Snippet[];
  /** `#if os(tvOS)`, `#elseif …`, `#else`, `#endif`, in order. */
  readonly directives: readonly Snippet[];
  /** What can be parsed each by itself, in order. */
  readonly pieces: readonly Span[];
}

/** The same of a text whose comments are known. */
export interface PreparedText extends ReadableText {
  readonly comments: readonly Snippet[];
}

/** Strings of several lines that are never closed are taken for half-typed this often; the next takes the rest. */
const MOST_NEVER_CLOSED = 3;

/**
 * Makes a Swift text readable for a grammar that knows neither half-typed strings nor all of Swift.
 *
 * Blanked are comments, the lines of `#if` and its kin (code of every branch stays code; among the members of a type
 * they would end the type), and words that carry no meaning for an analysis. A string that its line does not close
 * would swallow what is below; a number takes its place.
 * @param concern what an analysis is about: of the rest only declarations are left
 */
export function prepareSwift(text: string, concern?: Concern): PreparedText {
  const lexed = lexToTheEnd(text);
  const uncommented = blank(text, lexed.comments);
  const directives = lexed.directives.map((span) => snippet(uncommented, trimmed(uncommented, span)));
  const replaced = placeholders(uncommented, lexed).toSorted(inOrder);
  const whole = blank(uncommented, [...directives, ...replaced].toSorted(inOrder));
  const hidden = outside([...lexed.strings, ...lexed.regexes].toSorted(inOrder), replaced);
  const code = concern ? blank(whole, idleCode(whole, hidden, concern)) : whole;
  const readable = blank(code, rewrites(code, lexed));
  return {
    readable,
    pieces: piecesOf(readable, hidden),
    comments: lexed.comments.map((span) => snippet(text, span)),
    directives,
  };
}

/** A string of several lines that never ends is half-typed and ends with its line, as one of a single line does. */
function lexToTheEnd(text: string): Lexed {
  const ending = new Set<number>();
  let lexed = lex(text);
  while (lexed.neverClosed !== undefined && ending.size < MOST_NEVER_CLOSED) {
    ending.add(lexed.neverClosed);
    lexed = lex(text, text.length, ending);
  }
  return lexed;
}

/** What takes the place of strings that nothing closes. */
function placeholders(text: string, { halfTyped, neverClosed }: Lexed): readonly (Span & { by: string })[] {
  const ofLines = halfTyped.map(({ start, end }) => ({ start, end, by: halfTypedAs(text, start, end) }));
  if (neverClosed === undefined) return ofLines;
  const rest = text.slice(neverClosed + 1).replace(/[^\r\n]/g, ' ');
  return [...ofLines, { start: neverClosed, end: text.length, by: `0${rest}` }];
}

function trimmed(text: string, span: Span): Span {
  return { start: span.start, end: span.start + slice(text, span).trimEnd().length };
}

function snippet(text: string, span: Span): Snippet {
  return { text: slice(text, span), start: span.start, end: span.end };
}

/** Of spans within each other the outer one comes first. */
function inOrder(a: Span, b: Span): number {
  return a.start - b.start || b.end - a.end;
}

/** The spans that lie in none of the others; all in order. */
function outside(spans: readonly Span[], others: readonly Span[]): readonly Span[] {
  let next = 0;
  return spans.filter((span) => {
    while ((others[next]?.end ?? Infinity) <= span.start) next += 1;
    const other = others[next];
    return other === undefined || !contains(other, span);
  });
}
