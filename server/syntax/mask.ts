import type { Span } from '../span.js';
import { lex, type Place } from './lexer.js';

/** The text up to a place, with comments and the contents of strings blanked; offsets stay what they are. */
export interface Masked {
  readonly code: string;
  /** The contents of strings, without their interpolations. */
  readonly strings: readonly Span[];
  /** What the end is part of. */
  readonly place: Place;
}

/** Tells the code of a Swift text up to a place from its comments and strings. */
export function mask(text: string, end: number = text.length): Masked {
  const { comments, strings, place } = lex(text, end);
  const blanks = [...comments, ...strings].toSorted((a, b) => a.start - b.start);
  return { code: blank(text.slice(0, end), blanks), strings, place };
}

/** Whether a place is inside a string, in its text and not in an interpolation. */
export function isInString(text: string, offset: number): boolean {
  return lex(text, offset).place === 'string';
}

/**
 * Writes blanks, or a text of the same length, over spans; line breaks stay.
 * @param spans in order; of two that overlap the first is taken, and what the second reaches beyond it
 */
export function blank(text: string, spans: readonly (Span & { readonly by?: string })[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, by } of spans) {
    if (end <= at) continue;
    const from = Math.max(at, start);
    pieces.push(text.slice(at, from), by?.slice(from - start) ?? blanksFor(text.slice(from, end)));
    at = end;
  }
  return at === 0 ? text : pieces.join('') + text.slice(at);
}

function blanksFor(text: string): string {
  return text.replace(/[^\r\n]+/g, (line) => ' '.repeat(line.length));
}
