import { kindOfKeyName, kindOfValueName } from '../knowledge/credentials.js';
import { slice, type Span } from '../span.js';

/** What stands for a secret in everything that is printed. */
export const MASK = '•••';

/**
 * Texts of services' own shape, wherever they stand. Sources: RFC 7519 (a JWT's header is `{"` in base64url,
 * which is `eyJ`), and the prefixes that AWS, GitHub, GitLab, Google, Slack and Stripe document for their keys.
 */
const KNOWN_SHAPES =
  /eyJ[\w-]{8,}(?:\.[\w-]*){0,4}|\b(?:AKIA|ASIA)[A-Z\d]{16}\b|\bgh[a-z]_\w{20,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{16,}|\bAIza[\w-]{30,}|\bxox[a-z]-[\w-]{10,}|\b[a-z]{2}_(?:live|test)_\w{10,}/g;

/** Literals of one line: plain or raw, also one that the line does not close. */
const LITERAL = /(#*)(["`]|(?<!\w)')((?:\\.|(?!\2).)*)(?:\2\1|$)/g;

const INTERPOLATION = /\\\([^)]*\)?|\$\{[^}]*\}?/g;

const IDENTIFIER = /[A-Za-z_]\w*/g;

const SHORTEST_RANDOM = 16;
/** In bits per character: English words have about 3, hexadecimal 4, base64 up to 6. */
const LEAST_ENTROPY = 3;
const SHORTEST_PASSWORD = 4;

/**
 * The stretches of a source line that may hold a secret's value, in order and apart from each other: texts of
 * a known shape, literals and words of comments with a long random piece, and literals next to the name of a
 * credential.
 */
export function secretsIn(line: string): readonly Span[] {
  const literals = literalsOf(line);
  const beside = namesCredential(line);
  const apart = [
    ...Array.from(line.matchAll(KNOWN_SHAPES), ({ 0: text, index }) => spanOf(index, text)),
    ...randomInComment(line, literals),
  ];
  const hidden = literals.filter((literal) => {
    const text = slice(line, literal);
    return hasRandomPiece(text) || (beside && mayBePassword(text)) || isValueOfCredential(line, literal);
  });
  const others = apart.filter((span, index) => {
    return ![...hidden, ...apart.slice(0, index)].some((other) => overlap(other, span));
  });
  return [...hidden, ...others].sort((a, b) => a.start - b.start);
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** A comment begins, or goes on. */
const COMMENT = /\/\/|\/\*|^\s*\*/g;
const WORD = /[\w+/=~-]+/g;

/** Where the comment of a line begins; the slashes of an address in a literal begin none. */
function commentIn(line: string, literals: readonly Span[]): number {
  const starts = Array.from(line.matchAll(COMMENT), ({ index }) => index);
  return starts.find((at) => !literals.some(({ start, end }) => start <= at && at < end)) ?? line.length;
}

/** Long random words of a comment: people put secrets there, too. */
function randomInComment(line: string, literals: readonly Span[]): readonly Span[] {
  const begin = commentIn(line, literals);
  const words = Array.from(line.slice(begin).matchAll(WORD), ({ 0: text, index }) =>
    spanOf(begin + index, text),
  );
  return words.filter((word) => isRandom(slice(line, word)));
}

/** A source line with its secrets masked. */
export function redact(line: string): string {
  return secretsIn(line).reduceRight(
    (text, { start, end }) => text.slice(0, start) + MASK + text.slice(end),
    line,
  );
}

/** What stands between the quotes. */
function literalsOf(line: string): readonly Span[] {
  return Array.from(line.matchAll(LITERAL), ({ 1: hashes = '', 3: content = '', index }) =>
    spanOf(index + hashes.length + 1, content),
  ).filter(({ start, end }) => start < end);
}

function spanOf(start: number, text: string): Span {
  return { start, end: start + text.length };
}

function hasRandomPiece(text: string): boolean {
  // A slash belongs to base64 but parts the words of an address.
  const isAddress = /^(?:\w+:)?\//.test(text);
  return text.split(isAddress ? /[^\w+=~-]+/ : /[^\w+/=~-]+/).some(isRandom);
}

function isRandom(piece: string): boolean {
  if (piece.length < SHORTEST_RANDOM || !/\d/.test(piece) || !/[a-z]/i.test(piece))
    return /^\d{16,}$/.test(piece);
  return entropyOf(piece) >= LEAST_ENTROPY;
}

/** Shannon's, in bits per character. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => {
    const share = count / text.length;
    return sum - share * Math.log2(share);
  }, 0);
}

function namesCredential(line: string): boolean {
  return Array.from(line.matchAll(IDENTIFIER), ([name]) => name).some(
    (name) => (kindOfValueName(name) ?? kindOfKeyName(name)) !== undefined,
  );
}

/** A word with digits or signs, as passwords are; names of keys and addresses are not. */
function mayBePassword(text: string): boolean {
  if (kindOfKeyName(text) !== undefined) return false;
  const pieces = text.replace(INTERPOLATION, ' ').split(/\s+/);
  return pieces.some(
    (piece) => piece.length >= SHORTEST_PASSWORD && /[\d!@#$%^&*?~+]/.test(piece) && !/^\w+:\/\//.test(piece),
  );
}

/** What is assigned to has a name and a type of no more than this; a packed line has thousands of literals. */
const LONGEST_ASSIGNED = 200;

const ASSIGNED = /([A-Za-z_]\w*)["'`]?\s*(?:[:=]|==|\?\?)\s*#*["'`]$/;
const ASSIGNED_WITH_TYPE = /([A-Za-z_]\w*)\s*:\s*[\w.?]+\s*=\s*#*["'`]$/;

/** `password = "letmein"`, `password: "letmein"`; not `accessToken = "access_token"`, which names a key. */
function isValueOfCredential(line: string, literal: Span): boolean {
  const before = line.slice(Math.max(0, literal.start - LONGEST_ASSIGNED), literal.start);
  const names = [ASSIGNED.exec(before)?.[1], ASSIGNED_WITH_TYPE.exec(before)?.[1]];
  if (!names.some((name) => name !== undefined && kindOfValueName(name) !== undefined)) return false;
  const text = slice(line, literal);
  return kindOfKeyName(text) === undefined && text.replace(INTERPOLATION, '').trim() !== '';
}
