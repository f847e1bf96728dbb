import type { Span } from '../span.js';

/** Tells which code an analysis is about. It is asked of a text first, then of what is in it. */
export interface Concern {
  readonly ofText: (code: string) => boolean;
  /**
   * Of the body of a function or an accessor together with its declaration.
   * @param names what else is of concern in this text
   */
  readonly ofBody: (code: string, names?: RegExp) => boolean;
  /** Of the line on which a property is declared. */
  readonly ofDeclaration: (code: string) => boolean;
}

/** The body of a function, an accessor or a closure that a property holds. */
export interface Body extends Span {
  /** Where the declaration begins that it is the body of: `func`, `var`, with what stands before that on the line. */
  readonly header: number;
}

/** Shorter ones (UTF-16 units) are read as soon as left out, and constants hide in them. */
const SHORT = 80;

export function isShort({ start, end }: Body): boolean {
  return end - start < SHORT;
}

const BRACE = /[{}]/g;

/** Words that declarations begin with; behind the last one before a brace stands what the brace belongs to. */
const DECLARATION =
  /(?<![.\w`])(?:(class|struct|enum|actor|extension|protocol)(?=\s+[\w`])|(?:func|init|deinit|subscript|var|let|case)\b)/g;

/**
 * The outermost bodies in a Swift text, braces included, in order: those of functions at the top and of the members of
 * types, not what is inside of them. One pass; braces that do not match make bodies longer or shorter, never overlap.
 * @param code without comments
 * @param hidden strings and regular expressions, in order, whose braces are none
 */
export function outerBodies(code: string, hidden: readonly Span[]): readonly Body[] {
  const bodies: Body[] = [];
  const braces = bracesIn(code, hidden);
  let from = 0;
  for (let index = 0; index < braces.length; index += 1) {
    const open = braces[index] ?? 0;
    if (code[open] === '{') {
      const declaration = declarationBefore(code, from, open);
      if (!declaration.isType) {
        index = closingOf(code, braces, index);
        const close = braces[index];
        if (close === undefined) break;
        bodies.push({ header: declaration.start, start: open, end: close + 1 });
      }
    }
    from = (braces[index] ?? open) + 1;
  }
  return bodies;
}

/** Where the braces of a text stand. */
export function bracesIn(code: string, hidden: readonly Span[]): readonly number[] {
  const braces: number[] = [];
  let next = 0;
  for (const { index } of code.matchAll(BRACE)) {
    while ((hidden[next]?.end ?? Infinity) <= index) next += 1;
    if ((hidden[next]?.start ?? Infinity) > index) braces.push(index);
  }
  return braces;
}

/** The place, among the braces, of the one that closes the one at a place. */
export function closingOf(code: string, braces: readonly number[], open: number): number {
  let depth = 0;
  for (let index = open; index < braces.length; index += 1) {
    depth += code[braces[index] ?? 0] === '{' ? 1 : -1;
    if (depth === 0) return index;
  }
  return braces.length;
}

function declarationBefore(
  code: string,
  from: number,
  to: number,
): { readonly start: number; readonly isType: boolean } {
  const last = [...code.slice(from, to).matchAll(DECLARATION)].at(-1);
  const start = from + (last?.index ?? 0);
  return { start: Math.max(from, code.lastIndexOf('\n', start) + 1), isType: last?.[1] !== undefined };
}
