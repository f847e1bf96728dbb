import { kindOfKeyName, kindOfValueName, type CredentialKind } from '../knowledge/credentials.js';
import { LIBRARIES } from '../knowledge/libraries/index.js';
import type { Span } from '../span.js';
import type { Masked } from '../syntax/mask.js';

/** The credential that the code around a place seems to be about, and the name that says so. */
export interface NearbyCredential {
  readonly kind: CredentialKind;
  readonly name: string;
}

/** Kinds whose names do not tell what the credential is for; any other name nearby knows better. */
const VAGUE: ReadonlySet<CredentialKind> = new Set<CredentialKind>(['token', 'credentials']);

/** How much of a text around a place is looked at, in UTF-16 units. */
const REACH = 6000;

const WRITE_METHODS = new Set(LIBRARIES.flatMap(({ writes }) => writes.map(({ method }) => method)));

/**
 * The credential that half-typed code is about, by its names alone: those in the statement at hand first, its
 * strings before its identifiers; then those in the function around it, the nearest first, and its header.
 * @param masked the whole text, masked
 */
export function credentialNear(text: string, masked: Masked, offset: number): NearbyCredential | undefined {
  const statement = statementAround(masked.code, offset);
  const body = bodyAround(masked.code, offset);
  const names = [
    ...namesOf(text, masked, statement),
    ...byDistance(namesOf(text, masked, body.inside), offset),
    ...namesOf(text, masked, body.header),
  ];
  const found = names.flatMap(({ text: name, isKey }) => {
    const kind = isKey ? kindOfKeyName(name) : kindOfValueName(name);
    return kind ? [{ kind, name }] : [];
  });
  return found.find(({ kind }) => !VAGUE.has(kind)) ?? found[0];
}

/** How many lines before a place belong to the call it is in, as a rule. */
const LINES_OF_A_CALL = 6;

/** The same for TypeScript: the names of the lines up to a place, the nearest first. */
export function credentialInLines(
  text: string,
  masked: Masked,
  offset: number,
): NearbyCredential | undefined {
  let start = lineStart(masked.code, offset);
  for (let line = 0; line < LINES_OF_A_CALL && start > 0; line += 1) {
    if (
      masked.code.slice(start, offset).includes('=>') ||
      /\bfunction\b/.test(masked.code.slice(start, offset))
    )
      break;
    start = lineStart(masked.code, start - 1);
  }
  const names = byDistance(namesOf(text, masked, { start, end: lineEnd(masked.code, offset) }), offset);
  const found = names.flatMap(({ text: name, isKey }) => {
    const kind = isKey ? kindOfKeyName(name) : kindOfValueName(name);
    return kind ? [{ kind, name }] : [];
  });
  return found.find(({ kind }) => !VAGUE.has(kind)) ?? found[0];
}

interface Name extends Span {
  readonly text: string;
  /** A string is the key of an item rather than the name of a value. */
  readonly isKey: boolean;
}

function namesOf(text: string, { code, strings }: Masked, { start, end }: Span): readonly Name[] {
  const keys = strings
    .filter((string) => start <= string.start && string.end <= end)
    .map((string) => ({ ...string, text: text.slice(string.start, string.end), isKey: true }));
  const identifiers = Array.from(
    code.slice(start, end).matchAll(/(?<![\w$])[a-z_]\w*/g),
    ({ 0: name, index }) => ({
      start: start + index,
      end: start + index + name.length,
      text: name,
      isKey: false,
    }),
  );
  return [...keys, ...identifiers.filter((name) => !isVocabulary(name.text))];
}

/** Words of the Keychain's own interfaces say nothing about the item: `kSecClassGenericPassword`, `setPassword`. */
function isVocabulary(name: string): boolean {
  return /^(kSec|errSec)/.test(name) || WRITE_METHODS.has(name);
}

function byDistance(names: readonly Name[], offset: number): readonly Name[] {
  const distance = ({ start, end }: Span): number => (end <= offset ? offset - end : start - offset + 1);
  return names.toSorted((a, b) => distance(a) - distance(b));
}

/** The lines of the brackets around a place, or its line alone, with calls that are chained on. */
function statementAround(code: string, offset: number): Span {
  const before = backwards(code, offset, '([', ')]');
  let start = lineStart(code, before.at(-1) ?? offset);
  while (start > 0 && /^\s*\./.test(code.slice(start, start + 80))) start = lineStart(code, start - 1);
  let end = lineEnd(code, closing(code, offset, before.length));
  while (end < code.length && /^\s*\./.test(code.slice(end, end + 80))) end = lineEnd(code, end + 1);
  return { start, end };
}

/** The brackets that are open at a place, the innermost first, up to the braces around it. */
function backwards(code: string, offset: number, opening: string, closingOnes: string): readonly number[] {
  const open: number[] = [];
  let depth = 0;
  for (let at = offset - 1; at >= Math.max(0, offset - REACH); at -= 1) {
    const char = code.charAt(at);
    if (char === '{' || char === '}') break;
    if (closingOnes.includes(char)) depth += 1;
    else if (opening.includes(char) && depth > 0) depth -= 1;
    else if (opening.includes(char)) open.push(at);
  }
  return open;
}

/** Where so many open brackets are closed; a brace ends what was never closed. */
function closing(code: string, offset: number, count: number): number {
  let depth = count;
  const last = Math.min(code.length, offset + REACH);
  for (let at = offset; at < last && depth > 0; at += 1) {
    const char = code.charAt(at);
    if (char === '{' || char === '}') return at;
    if (char === '(' || char === '[') depth += 1;
    if (char === ')' || char === ']') depth -= 1;
    if (depth === 0) return at;
  }
  return offset;
}

interface Body {
  readonly header: Span;
  readonly inside: Span;
}

/** The function, initializer or property around a place, by its braces. */
function bodyAround(code: string, offset: number): Body {
  let depth = 0;
  for (let at = offset - 1; at >= Math.max(0, offset - REACH); at -= 1) {
    const char = code.charAt(at);
    if (char === '}') depth += 1;
    if (char !== '{') continue;
    if (depth > 0) {
      depth -= 1;
      continue;
    }
    const header = headerBefore(code, at);
    if (header === 'type') break;
    if (header) return { header, inside: { start: at, end: endOfBody(code, offset) } };
  }
  return { header: { start: offset, end: offset }, inside: { start: offset, end: offset } };
}

function headerBefore(code: string, brace: number): Span | 'type' | undefined {
  const from = Math.max(0, brace - 600);
  const before = code.slice(from, brace);
  const found =
    /\b(func|init|var|subscript|class|struct|enum|extension|actor|protocol)\b(?![^]*[{};])[^]*$/.exec(before);
  if (!found) return undefined;
  if (!/^(func|init|var|subscript)$/.test(found[1] ?? '')) return 'type';
  return { start: from + found.index, end: brace };
}

function endOfBody(code: string, offset: number): number {
  let depth = 0;
  const last = Math.min(code.length, offset + REACH);
  for (let at = offset; at < last; at += 1) {
    const char = code.charAt(at);
    if (char === '{') depth += 1;
    if (char === '}' && (depth -= 1) < 0) return at;
    // Braces that are not closed yet must not let in the next function.
    if (char === 'f' && /^func\b/.test(code.slice(at, at + 5)) && !/\w/.test(code.charAt(at - 1))) return at;
  }
  return last;
}

function lineStart(code: string, offset: number): number {
  return code.lastIndexOf('\n', offset - 1) + 1;
}

function lineEnd(code: string, offset: number): number {
  const end = code.indexOf('\n', offset);
  return end === -1 ? code.length : end;
}
