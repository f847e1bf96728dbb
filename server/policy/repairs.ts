import { distance } from 'fastest-levenshtein';
import type { Node } from 'jsonc-parser';
import type { Fix, TextEdit } from '../finding.js';
import type { Span } from '../span.js';

/** So many words are offered in the place of one that is wrong. */
const MOST = 3;

/** Fixes that put a known word where an unknown one stands, the most similar first. */
export function replacements(
  written: string,
  known: readonly string[],
  span: Span,
  title: (value: string) => string,
): readonly Fix[] {
  return similar(written, known).map((value, index) => ({
    title: title(value),
    safety: 'review',
    ...(index === 0 && { preferred: true }),
    edits: [{ span, newText: JSON.stringify(value) }],
  }));
}

/** The known words that somebody may have meant, the most similar first. */
export function similar(written: string, known: readonly string[]): readonly string[] {
  const own = plain(written);
  if (own === '' || own.length > 100) return [];
  const ranked = known
    .map((word) => ({ word, far: distance(own, plain(word)), part: isPart(own, plain(word)) }))
    .filter(({ far, part }) => far <= Math.max(2, own.length / 3) || part)
    .toSorted((a, b) => a.far - b.far);
  return ranked.slice(0, MOST).map(({ word }) => word);
}

/** `logged` for `logging/credential-logged` is near, whatever is left out. */
function isPart(written: string, word: string): boolean {
  return written.length >= 4 && (word.includes(written) || written.includes(word));
}

/** Spellings of one word: `kSecAttrAccessibleAfterFirstUnlock`, `after-first-unlock`, `afterFirstUnlock`. */
function plain(word: string): string {
  return word
    .replace(/^kSecAttrAccessible(?=[A-Z])/, '')
    .replace(/[-_ ]/g, '')
    .toLowerCase();
}

/** Takes a member or an element out of a file, with its comma and, where it has them for itself, its lines. */
export function removal(text: string, node: Node, title: string): Fix {
  return { title, safety: 'review', edits: [removalOf(text, node)] };
}

function removalOf(text: string, { offset, length }: Node): TextEdit {
  const [before, after] = [text.slice(0, offset), text.slice(offset + length)];
  const comma = /^\s*,/.exec(after)?.[0].length ?? 0;
  const indent = /\n[ \t]*$/.exec(before)?.[0].length ?? 0;
  const restOfLine = after.slice(comma);
  if (comma > 0 && indent > 0 && /^[ \t]*\r?\n/.test(restOfLine))
    return { span: { start: offset - indent, end: offset + length + comma }, newText: '' };
  if (comma > 0) {
    const space = /^[ \t]*/.exec(restOfLine)?.[0].length ?? 0;
    return { span: { start: offset, end: offset + length + comma + space }, newText: '' };
  }
  // The last one takes the comma before it along, unless a comment stands between.
  const lead = /,?\s*$/.exec(before)?.[0].length ?? 0;
  return { span: { start: offset - lead, end: offset + length }, newText: '' };
}
