import type { Span } from '../span.js';

/** What a place in a text is part of. */
export type Place = 'code' | 'comment' | 'string';

/** The text up to a place, with comments and the contents of strings blanked; offsets stay what they are. */
export interface Masked {
  readonly code: string;
  /** The contents of strings, without their interpolations. */
  readonly strings: readonly Span[];
  /** What the end is part of. */
  readonly place: Place;
}

/** A string that is open: its closing delimiter, and how many parentheses its interpolation at hand has open. */
interface OpenString {
  readonly hashes: string;
  readonly quotes: '"' | '"""';
  parens: number;
}

/**
 * Tells the code of a Swift text from its comments and strings, without a grammar: completion is asked for in
 * the very lines that no grammar can read yet. Code inside `\(…)` of a string counts as code.
 */
export function mask(text: string, end: number = text.length): Masked {
  const comments: Span[] = [];
  const contents: Span[] = [];
  const strings: OpenString[] = [];
  let inString = false;
  const done = (place: Place): Masked => ({
    code: blank(text.slice(0, end), [...comments, ...contents]),
    strings: contents,
    place,
  });
  let at = 0;
  while (at < end) {
    const string = strings.at(-1);
    if (inString && string) {
      const stop = endOfString(text, at, string);
      contents.push({ start: at, end: Math.min(stop.start, end) });
      if (stop.start >= end || stop.end > end) return done('string');
      inString = false;
      if (stop.interpolation) string.parens = 0;
      else strings.pop();
      at = stop.end;
      continue;
    }
    const token = nextToken(text, at, string?.quotes === '"');
    if (!token || token.start >= end) break;
    if (/[\r\n]/.test(token.text)) {
      // An interpolation that was never closed: its string is half-typed and ends with the line.
      strings.pop();
      at = token.end;
    } else if (token.text === '//' || token.text === '/*') {
      const stop = endOfComment(text, token.start);
      comments.push({ start: token.start, end: Math.min(stop, end) });
      // A place right behind `*/` is code; right behind a line comment it still is the comment.
      if (stop > end || (stop === end && token.text === '//')) return done('comment');
      at = stop;
    } else if (token.text === '(' || token.text === ')') {
      if (string) string.parens += token.text === '(' ? 1 : -1;
      if (string && string.parens < 0) inString = true;
      at = token.end;
    } else {
      strings.push({ hashes: token.hashes, quotes: token.text === '"""' ? '"""' : '"', parens: 0 });
      inString = true;
      at = token.end;
      if (at > end) return done('string');
    }
  }
  return done(inString ? 'string' : 'code');
}

/** Whether a place is inside a string, in its text and not in an interpolation. */
export function isInString(text: string, offset: number): boolean {
  return mask(text, offset).place === 'string';
}

function blank(text: string, spans: readonly Span[]): string {
  let code = '';
  let at = 0;
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    code += text.slice(at, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ');
    at = end;
  }
  return code + text.slice(at);
}

interface Token extends Span {
  readonly text: string;
  readonly hashes: string;
}

function nextToken(text: string, from: number, withLineBreaks: boolean): Token | undefined {
  const pattern = withLineBreaks ? /\/\/|\/\*|[()\r\n]|(#*)("""|")/g : /\/\/|\/\*|[()]|(#*)("""|")/g;
  pattern.lastIndex = from;
  const found = pattern.exec(text);
  if (!found) return undefined;
  const [whole, hashes = '', quotes = whole] = found;
  return { text: quotes, hashes, start: found.index, end: found.index + whole.length };
}

interface StringStop extends Span {
  /** The string goes on behind an interpolation, which begins at `end`. */
  readonly interpolation: boolean;
}

/** Where the text of a string stops: at its end, at an interpolation, or, half-typed, at the end of its line. */
function endOfString(text: string, from: number, { hashes, quotes }: OpenString): StringStop {
  const pattern = quotes === '"""' ? /\\(#*)(\(|[^]?)|"""(#*)/g : /\\(#*)(\(|[^\r\n]?)|"(#*)|[\r\n]/g;
  pattern.lastIndex = from;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const [whole, escapeHashes, escaped, endHashes] = found;
    const start = found.index;
    if (escapeHashes === hashes && escaped === '(') {
      return { start, end: start + whole.length, interpolation: true };
    }
    if (escapeHashes !== undefined) {
      // `\` is an ordinary character of a raw string, and what follows it may end the string.
      if (escapeHashes.length < hashes.length) pattern.lastIndex = start + 1;
      continue;
    }
    if (endHashes === undefined) return { start, end: start, interpolation: false };
    if (endHashes.length >= hashes.length) {
      return { start, end: start + quotes.length + hashes.length, interpolation: false };
    }
    pattern.lastIndex = start + 1;
  }
  return { start: text.length, end: text.length, interpolation: false };
}

/** Where a comment ends; block comments of Swift nest. */
function endOfComment(text: string, start: number): number {
  if (text.startsWith('//', start)) {
    const lineBreak = text.slice(start).search(/[\r\n]/);
    return lineBreak === -1 ? text.length : start + lineBreak;
  }
  const pattern = /\/\*|\*\//g;
  pattern.lastIndex = start + 2;
  let depth = 1;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return pattern.lastIndex;
  }
  return text.length + 1;
}
