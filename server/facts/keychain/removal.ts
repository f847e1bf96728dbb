import type { Span } from '../../span.js';
import type { Attribute } from './query.js';

/** What to delete to take one attribute out of its dictionary: its lines where it stands alone on them. */
export function removalOf(attribute: Pick<Attribute, 'source' | 'from'>, text: string): Span | undefined {
  const { start, end } = attribute.source;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const comma = attribute.from === 'entry' ? commaAfter(text, end) : end;
  const lineEnd = endOfLine(text, comma);
  const aloneBefore = text.slice(lineStart, start).trim() === '';
  const aloneAfter = /^[ \t]*(\/\/.*)?$/.test(text.slice(comma, lineEnd).replace(/\r$/, ''));
  if (aloneBefore && aloneAfter) return { start: lineStart, end: Math.min(lineEnd + 1, text.length) };
  if (attribute.from === 'assignment') return { start, end };
  if (comma > end) return { start, end: comma + spacesAfter(text, comma) };
  // The last entry of a line takes the comma before it along.
  return { start: commaBefore(text, start) ?? start, end };
}

function commaAfter(text: string, end: number): number {
  const match = /^\s*,/.exec(text.slice(end, end + 200));
  return match ? end + match[0].length : end;
}

function commaBefore(text: string, start: number): number | undefined {
  let at = start - 1;
  while (at >= 0 && /\s/.test(text[at] ?? '')) at -= 1;
  return text[at] === ',' ? at : undefined;
}

function spacesAfter(text: string, at: number): number {
  return /^[ \t]*/.exec(text.slice(at, at + 200))?.[0].length ?? 0;
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at === -1 ? text.length : at;
}
