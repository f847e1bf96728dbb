import { endOfLine } from '../lines.js';
import type { Span } from '../span.js';
import { regexEnd } from './regex.js';

/** What a place in a text is part of. */
export type Place = 'code' | 'comment' | 'string';

/** What in a Swift text is no code, or code only for the compiler's first look. All spans in order. */
export interface Lexed {
  /** Line and block comments with their delimiters; a nested block comment is part of the outer one. */
  readonly comments: readonly Span[];
  /** The contents of strings, without their interpolations. */
  readonly strings: readonly Span[];
  readonly regexes: readonly Span[];
  /** Strings of one line that their line does not close, from their opening delimiter to the end of the line. */
  readonly halfTyped: readonly Span[];
  /** Lines that `#if`, `#elseif`, `#else` or `#endif` begins, and those on which their condition goes on. */
  readonly directives: readonly Span[];
  /** What the end is part of. */
  readonly place: Place;
  /** Where the string of several lines begins that the text never closes. */
  readonly neverClosed: number | undefined;
}

/** A string that is open: its delimiter, and how many parentheses its interpolation at hand has open. */
interface OpenString {
  readonly start: number;
  readonly hashes: string;
  readonly quotes: '"' | '"""';
  parens: number;
}

const NO_OFFSETS: ReadonlySet<number> = new Set();

/**
 * Tells the code of a Swift text up to `end` from its comments and strings, without a grammar: code that is being
 * typed is code that no grammar can read. Code inside `\(…)` of a string counts as code. One pass.
 * @param ending strings of several lines, by where they begin, that are to end with their first line
 */
export function lex(text: string, end: number = text.length, ending = NO_OFFSETS): Lexed {
  return new Lexer(text, end, ending).run();
}

class Lexer {
  private readonly comments: Span[] = [];
  private readonly strings: Span[] = [];
  private readonly regexes: Span[] = [];
  private readonly halfTyped: Span[] = [];
  private readonly directives: Span[] = [];
  private readonly open: OpenString[] = [];
  private inString = false;
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly end: number,
    private readonly ending: ReadonlySet<number>,
  ) {}

  run(): Lexed {
    while (this.at < this.end) {
      const place = this.inString ? this.readString() : this.readCode();
      if (place) return this.result(place);
    }
    return this.result(this.inString ? 'string' : 'code');
  }

  private result(place: Place): Lexed {
    const { comments, strings, regexes, halfTyped, directives } = this;
    for (const { start } of this.open.filter((string) => this.isSingleLine(string))) {
      halfTyped.push({ start, end: Math.min(endOfLine(this.text, start), this.end) });
    }
    const neverClosed = this.open.find((string) => !this.isSingleLine(string))?.start;
    return { comments, strings, regexes, halfTyped, directives, place, neverClosed };
  }

  /** Reads on in the text of a string; tells the place when the end is in it. */
  private readString(): Place | undefined {
    const string = this.open.at(-1);
    if (!string) return 'code';
    const stop = endOfString(this.text, this.at, string, this.isSingleLine(string));
    this.strings.push({ start: this.at, end: Math.min(stop.start, this.end) });
    const isOver = stop.start >= this.end || stop.end > this.end;
    if (isOver && stop.kind !== 'line') return 'string';
    this.inString = false;
    this.at = stop.end;
    if (stop.kind === 'interpolation') string.parens = 0;
    else this.open.pop();
    if (stop.kind === 'line') this.halfTyped.push({ start: string.start, end: Math.min(stop.end, this.end) });
    return isOver ? 'string' : undefined;
  }

  private isSingleLine(string: OpenString): boolean {
    return string.quotes === '"' || this.ending.has(string.start);
  }

  /** Reads on to the next token that matters; tells the place when the end is in it. */
  private readCode(): Place | undefined {
    const string = this.open.at(-1);
    const token = nextToken(this.text, this.at, string !== undefined && this.isSingleLine(string));
    if (!token || token.start >= this.end) {
      this.at = this.end;
      return undefined;
    }
    this.at = token.end;
    switch (token.kind) {
      case 'line break':
        this.leaveInterpolations(token.start);
        return undefined;
      case 'comment':
        return this.readComment(token);
      case 'directive':
        if (this.beginsLine(token.start)) this.directives.push(directiveAt(this.text, token.start));
        return undefined;
      case '/':
        this.readRegex(token);
        return undefined;
      case '(':
      case ')':
        if (string) string.parens += token.kind === '(' ? 1 : -1;
        this.inString = string !== undefined && string.parens < 0;
        return undefined;
      case '"':
      case '"""':
        // A condition holds no strings; those that stray into one must not reach beyond it.
        if (token.start < (this.directives.at(-1)?.end ?? 0)) return undefined;
        this.open.push({ start: token.start, hashes: token.hashes, quotes: token.kind, parens: 0 });
        this.inString = true;
        return this.at > this.end ? 'string' : undefined;
      default:
        return undefined;
    }
  }

  /** An interpolation that its line does not close: the string around it is half-typed and ends with the line. */
  private leaveInterpolations(lineEnd: number): void {
    for (let last = this.open.at(-1); last && this.isSingleLine(last); last = this.open.at(-1)) {
      this.open.pop();
      this.halfTyped.push({ start: last.start, end: lineEnd });
    }
  }

  private readComment({ start }: Span): Place | undefined {
    const stop = endOfComment(this.text, start);
    this.comments.push({ start, end: Math.min(stop, this.end) });
    this.at = stop;
    // A place right behind `*/` is code; right behind a line comment it still is the comment.
    return stop > this.end || (stop === this.end && this.text.startsWith('//', start))
      ? 'comment'
      : undefined;
  }

  private readRegex({ start, hashes }: Token): void {
    const end = regexEnd(this.text, start, hashes, this.codeBefore(start));
    if (end === undefined) return;
    this.regexes.push({ start, end });
    this.at = end;
  }

  private beginsLine(at: number): boolean {
    return this.open.length === 0 && /[\r\n]|^$/.test(this.codeBefore(at).slice(-1));
  }

  /** What stands before a place on its line, without the comments and blanks next to it; a line break where nothing does. */
  private codeBefore(at: number): string {
    let stop = at;
    for (let comment = this.comments.length - 1; ; comment -= 1) {
      while (stop > 0 && isBlank(this.text[stop - 1])) stop -= 1;
      const last = this.comments[comment];
      if (last?.end !== stop) break;
      stop = last.start;
      if (/[\r\n]/.test(this.text.slice(last.start, last.end))) return '\n';
    }
    return this.text.slice(Math.max(0, stop - LONGEST_WORD), stop);
  }
}

/** A byte order mark is no more than a blank. */
function isBlank(sign: string | undefined): boolean {
  return sign === ' ' || sign === '\t' || sign === '\uFEFF';
}

/** What is looked back at is a sign or a keyword. */
const LONGEST_WORD = 12;

interface Token extends Span {
  readonly kind: 'comment' | 'directive' | 'name' | 'line break' | '(' | ')' | '/' | '"' | '"""';
  readonly hashes: string;
}

const SIGNS = /\/[/*]|#(?:if|elseif|else|endif)\b|`[^`\r\n]*`|(?<!#)(#*)("""|["/])|[()]/;
const TOKEN = new RegExp(SIGNS, 'g');
const TOKEN_OR_LINE_BREAK = new RegExp(`${SIGNS.source}|[\\r\\n]`, 'g');

function nextToken(text: string, from: number, withLineBreaks: boolean): Token | undefined {
  const pattern = withLineBreaks ? TOKEN_OR_LINE_BREAK : TOKEN;
  pattern.lastIndex = from;
  const found = pattern.exec(text);
  if (!found) return undefined;
  const [whole, hashes = '', opening] = found;
  return { kind: kindOf(opening ?? whole), hashes, start: found.index, end: found.index + whole.length };
}

function kindOf(token: string): Token['kind'] {
  if (token === '(' || token === ')' || token === '/' || token === '"' || token === '"""') return token;
  if (token.startsWith('#')) return 'directive';
  if (token.startsWith('`')) return 'name';
  return token.startsWith('/') ? 'comment' : 'line break';
}

/** A condition goes on behind `||` and `&&` at the end of its line. */
function directiveAt(text: string, start: number): Span {
  let end = endOfLine(text, start);
  while (end < text.length && /(?:\|\||&&)\s*(?:\/\/.*)?$/.test(text.slice(start, end))) {
    end = endOfLine(text, text.startsWith('\r\n', end) ? end + 2 : end + 1);
  }
  return { start, end };
}

interface StringStop extends Span {
  /** At its closing delimiter, at an interpolation that begins at `end`, or, half-typed, at the end of its line. */
  readonly kind: 'closed' | 'interpolation' | 'line' | 'never';
}

/** Where the text of a string stops. */
function endOfString(text: string, from: number, string: OpenString, singleLine: boolean): StringStop {
  const { hashes, quotes } = string;
  const pattern = singleLine ? /\\(#*)(\(|[^\r\n]?)|"(#*)|[\r\n]/g : /\\(#*)(\(|[^]?)|"""(#*)/g;
  pattern.lastIndex = from;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const [whole, escapeHashes, escaped, endHashes] = found;
    const start = found.index;
    if (escapeHashes === hashes && escaped === '(') {
      return { start, end: start + whole.length, kind: 'interpolation' };
    }
    if (escapeHashes !== undefined) {
      // `\` is an ordinary character of a raw string, and what follows it may end the string.
      if (escapeHashes.length < hashes.length) pattern.lastIndex = start + 1;
      continue;
    }
    if (endHashes === undefined) return { start, end: start, kind: 'line' };
    if (endHashes.length >= hashes.length && (quotes === '"') === singleLine) {
      return { start, end: start + quotes.length + hashes.length, kind: 'closed' };
    }
    pattern.lastIndex = start + 1;
  }
  return { start: text.length, end: text.length, kind: singleLine ? 'line' : 'never' };
}

/** Where a comment ends; block comments of Swift nest. */
function endOfComment(text: string, start: number): number {
  if (text.startsWith('//', start)) return endOfLine(text, start);
  const pattern = /\/\*|\*\//g;
  pattern.lastIndex = start + 2;
  let depth = 1;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return pattern.lastIndex;
  }
  return text.length + 1;
}
