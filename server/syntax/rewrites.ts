import type { Span } from '../span.js';
import type { Lexed } from './lexer.js';

/** A piece of code for which the parser gets blanks, or `by` and blanks. */
interface Rewrite extends Span {
  readonly by?: string;
}

/** Code that the grammar cannot read. What the first group holds stays, the rest of the match goes. */
interface Unreadable {
  /** With one of these it begins. */
  readonly words: readonly string[];
  readonly pattern: RegExp;
  readonly by?: '0' | ' 0' | ';';
}

const IN_PARENTHESES = inParentheses(3);
const MODIFIERS = String.raw`(?:(?:sending|isolated|__owned|__shared|consume|copy)[ \t]+)+`;
const CASE = String.raw`[\w.]+(?:${IN_PARENTHESES})?`;

const UNREADABLE: readonly Unreadable[] = [
  // `if let session = try await load() {`: behind the two words the block is taken for a trailing closure.
  { words: ['await'], pattern: /()(?<=\btry[?!]?\s+(?:await\s+)*)await\b/y },
  // `do throws(KeychainError) {`
  { words: ['do throws('], pattern: new RegExp(`(do )throws${IN_PARENTHESES}`, 'y') },
  // `throws(KeychainError)`, `nonisolated(unsafe)`, `@backDeployed(before: iOS 17)`
  {
    words: ['throws(', 'nonisolated(', 'backDeployed('],
    pattern: new RegExp(String.raw`(\b\w+)${IN_PARENTHESES}`, 'y'),
  },
  // `_ model: sending Model`, `-> sending Model`, `use(consume token)`; not the labels in `(sending model: Model)`
  {
    words: ['sending ', 'isolated ', '__owned ', '__shared ', 'consume ', 'copy '],
    pattern: new RegExp(
      String.raw`()(?<=(?:[=(,:]|->)[ \t]*|\breturn[ \t]+)${MODIFIERS}(?!${MODIFIERS}|\w+[ \t]*:)(?=[\w@[])`,
      'y',
    ),
  },
  { words: ['__consuming '], pattern: /()(?<!\w)(?:__consuming[ \t]+)+(?=func\b)/y },
  { words: ['discard '], pattern: /()(?<!\w)(?:discard[ \t]+)+(?=self\b)/y },
  { words: ['#isolation'], pattern: /()(?<=[=(,:][ \t]*)#isolation\b/y, by: '0' },
  // Among the members of a protocol they are an error.
  {
    words: ['#warning(', '#error('],
    pattern: /()(?<=(?:^|[\r\n])[ \t]*)#\w+\("[^"\r\n]*"\)(?=[ \t]*(?:[\r\n]|$))/y,
  },
  // The value `()`: `.success(())`, `resume(returning: ())`; `return ()`, `{ _ in () }`, `default: ()`
  {
    words: ['()'],
    pattern: /()(?<=\w\(|\w:[ \t]*|,[ \t]*)\(\)(?=[ \t]*[,)])(?!\)[ \t]*(?:->|throws\b|async\b))/y,
    by: ' 0',
  },
  {
    words: ['()'],
    pattern:
      /()(?<=\b(?:in|return)[ \t]+|\?[ \t]+|\b(?:default|case [.\w]+):\s*)\(\)(?=[ \t]*(?:[\r\n:;}]|$))/y,
    by: ' 0',
  },
  // `for case (let key, let value) in pairs`
  { words: ['for case '], pattern: /(\bfor )case (?=[ \t]*\()/y },
  // `catch KeychainError.notFound, KeychainError.denied {`: the first pattern stands for all.
  {
    words: ['catch '],
    pattern: new RegExp(String.raw`(catch[ \t]+${CASE})(?:[ \t]*,\s*${CASE})+(?=\s*\{)`, 'y'),
  },
  // `task = nil ; return`
  { words: [' ;', '\t;'], pattern: /()(?<=[^\s;])[ \t];(?!;)/y, by: ';' },
  // A backslash before the line break of a string of several lines, on Windows.
  { words: ['\\\r'], pattern: /()\\(?=\r\n)/y },
];

const BY_WORD: ReadonlyMap<string, readonly Unreadable[]> = new Map(
  UNREADABLE.flatMap(({ words }) => words).map((word) => [
    word,
    UNREADABLE.filter(({ words }) => words.includes(word)),
  ]),
);

const WORDS = new RegExp([...BY_WORD.keys()].map(escaped).join('|'), 'g');

/**
 * Pieces of code that a grammar somewhat older than Swift cannot read, and what an analysis may take for them. Never
 * in strings, but for their line breaks.
 * @param code the text without comments
 */
export function rewrites(code: string, { strings, regexes }: Lexed): readonly Rewrite[] {
  const found: Rewrite[] = [];
  const isLiteral = inAny([...strings, ...regexes].toSorted((a, b) => a.start - b.start));
  for (const { 0: word, index } of code.matchAll(WORDS)) {
    const last = found.at(-1);
    if (last && last.start <= index && index < last.end) continue;
    if (isLiteral(index) !== word.startsWith('\\')) continue;
    const rewrite = rewriteAt(code, index, word);
    if (rewrite) found.push(rewrite);
  }
  return found.toSorted((a, b) => a.start - b.start);
}

function rewriteAt(code: string, at: number, word: string): Rewrite | undefined {
  for (const { pattern, by } of BY_WORD.get(word) ?? []) {
    pattern.lastIndex = at;
    const [whole, kept = ''] = pattern.exec(code) ?? [];
    if (whole === undefined) continue;
    const start = at + kept.length;
    const end = at + whole.length;
    return by === undefined ? { start, end } : { start, end, by: by.padEnd(end - start) };
  }
  return undefined;
}

/** A pattern for parentheses in a line that hold others this often within each other. */
function inParentheses(depth: number): string {
  const inner = depth === 0 ? '' : `|${inParentheses(depth - 1)}`;
  return String.raw`\((?:[^()\r\n]${inner})*\)`;
}

function escaped(word: string): string {
  return word.replace(/[\\()]/g, '\\$&');
}

/** Whether an offset is in one of some spans. They are in order, and so are the offsets asked for. */
function inAny(spans: readonly Span[]): (offset: number) => boolean {
  let at = 0;
  return (offset) => {
    while ((spans[at]?.end ?? Infinity) <= offset) at += 1;
    return (spans[at]?.start ?? Infinity) <= offset;
  };
}
