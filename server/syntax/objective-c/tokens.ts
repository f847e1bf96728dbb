import type { Span } from '../../span.js';

/** A word, a literal or a mark of Objective-C. */
export interface Token extends Span {
  readonly kind: 'word' | 'text' | 'other';
  /** As written; for a literal text what is between its quotes. */
  readonly text: string;
}

/** A text that is named by the preprocessor: `#define kTokenKey @"token"`. */
export interface DefinedText {
  readonly name: string;
  readonly text: string;
}

export interface Tokens {
  readonly all: readonly Token[];
  readonly defined: readonly DefinedText[];
  /** The place of the bracket that closes each bracket, and of the one that opens it; none where it has none. */
  readonly partners: ReadonlyMap<number, number>;
}

/** Each alternative begins with a character of its own and cannot fail once it has begun, so reading is linear. */
const TOKEN =
  /\s+|\/\/(?:\\\r?\n|[^\n])*|\/\*[^]*?(?:\*\/|$)|#(?:\\\r?\n|[^\n])*|@?"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'?|@?[A-Za-z_$][\w$]*|\d[\w.]*|[=!<>+\-*/|&^%]=|->|@[[{(]|[^]/gy;

const DEFINED_TEXT = /^#\s*define\s+(\w+)\s+\(?\s*@"((?:[^"\\]|\\.)*)"/;

/** Reads a text in Objective-C, without its comments and what it tells the preprocessor. Broken code is read, too. */
export function tokensOf(text: string): Tokens {
  const all: Token[] = [];
  const defined: DefinedText[] = [];
  for (const { 0: found, index } of text.matchAll(TOKEN)) {
    const [first = ''] = found;
    if (/\s/.test(first) || found.startsWith('//') || found.startsWith('/*')) continue;
    if (first === '#') {
      const [, name, content] = DEFINED_TEXT.exec(found) ?? [];
      if (name !== undefined && content !== undefined) defined.push({ name, text: content });
      continue;
    }
    all.push({ ...classified(found), start: index, end: index + found.length });
  }
  return { all, defined, partners: partnersIn(all) };
}

function classified(found: string): Pick<Token, 'kind' | 'text'> {
  if (/^@?"/.test(found)) return { kind: 'text', text: found.replace(/^@?"/, '').replace(/"$/, '') };
  return { kind: /^[A-Za-z_$]/.test(found) ? 'word' : 'other', text: found };
}

const CLOSING: Readonly<Record<string, string>> = {
  '[': ']',
  '(': ')',
  '{': '}',
  '@[': ']',
  '@(': ')',
  '@{': '}',
};

function partnersIn(tokens: readonly Token[]): ReadonlyMap<number, number> {
  const partners = new Map<number, number>();
  const open: { readonly at: number; readonly closing: string }[] = [];
  for (const [at, { kind, text }] of tokens.entries()) {
    if (kind !== 'other') continue;
    const closing = CLOSING[text];
    if (closing !== undefined) open.push({ at, closing });
    else if (text === open.at(-1)?.closing) {
      const opened = open.pop()?.at ?? at;
      partners.set(opened, at);
      partners.set(at, opened);
    } else if (text === '}') {
      // A bracket that is missing its partner does not swallow the rest of the file.
      while (open.length > 0 && open.at(-1)?.closing !== '}') open.pop();
      const opened = open.pop()?.at;
      if (opened === undefined) continue;
      partners.set(opened, at);
      partners.set(at, opened);
    }
  }
  return partners;
}
