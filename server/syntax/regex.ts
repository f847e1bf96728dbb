import { endOfLine } from '../lines.js';

/** What an operand is expected behind: a sign, or a keyword. */
const BEFORE_OPERAND =
  /(?:^|[\r\n([{,;:=&|<+\-*%^~]|\s\?|(?<!\w)(?:return|in|case|try|await|where|if|while|guard|else|switch))$/;

/**
 * Where the regular expression literal ends whose `/` stands at `start` behind `hashes`; undefined when it is an
 * operator. Follows Swift's own reading (SE-0354): it starts where an operand is expected, ends on its line, neither
 * begins nor ends with a blank, and has no `)` too many. `#/` with a line break behind it goes on over lines.
 * @param before the code before it on its line
 */
export function regexEnd(text: string, start: number, hashes: string, before: string): number | undefined {
  const body = start + hashes.length + 1;
  if (hashes !== '') return extendedEnd(text, body, `/${hashes}`);
  if (!BEFORE_OPERAND.test(before)) return undefined;
  const [literal] = match(/(?:\\[^\r\n]|[^\\/\r\n])+\//y, text, body) ?? [];
  if (literal === undefined || /^[\s)]|\s\/$/.test(literal) || hasStrayParen(literal)) return undefined;
  return body + literal.length;
}

/** Longer regular expressions are none: a `#/` that nothing closes must not be searched for to the end each time. */
const LONGEST = 20_000;

function extendedEnd(text: string, body: number, closing: string): number | undefined {
  const lineEnd = endOfLine(text, body);
  const isOfLines = text.slice(body, lineEnd).trim() === '';
  const end = text.slice(body, isOfLines ? body + LONGEST : lineEnd).indexOf(closing);
  return end === -1 ? undefined : body + end + closing.length;
}

function hasStrayParen(literal: string): boolean {
  let depth = 0;
  for (const [sign] of literal.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|[()]/g)) {
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (depth < 0) return true;
  }
  return false;
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
