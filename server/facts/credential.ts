import type { Expression, Node } from '../code/model.js';
import { kindOfKeyName, kindOfValueName, wordsOf, type CredentialKind } from '../knowledge/credentials.js';
import type { Span } from '../span.js';
import type { CredentialGuess } from './model.js';
import { enclosingMember, type Scopes } from './scope.js';
import { literalText, trace } from './trace.js';

/** What the parts of a storage call tell about the item. */
export interface StorageEvidence {
  /** What the item is found by: the account, the key of a wrapper; then weaker labels. */
  readonly keys: readonly Expression[];
  readonly value?: Expression;
  /** The call itself: the functions and properties around it count last. */
  readonly at: Node;
}

/**
 * The kind of credential an item looks like, from the names of its key, its value and the functions and
 * properties around it. A name that tells the purpose (`refreshToken`) goes before one that does not (`token`).
 */
export function guessCredential(evidence: StorageEvidence, scopes: Scopes): CredentialGuess | undefined {
  const guesses = [
    ...evidence.keys.flatMap((key) => guessesFromKey(key, scopes)),
    ...(evidence.value ? guessesFromValue(evidence.value, scopes) : []),
    ...guessesFromSurroundings(evidence.at),
  ];
  return guesses.find((guess) => !VAGUE.has(guess.kind)) ?? guesses[0];
}

const VAGUE: ReadonlySet<CredentialKind> = new Set<CredentialKind>(['token', 'credentials']);

function guessesFromKey(key: Expression, scopes: Scopes): CredentialGuess[] {
  const traced = trace(key, scopes);
  const literal = literalText(traced.node);
  const pieces =
    traced.node.kind === 'text' ? traced.node.parts.filter((part) => typeof part === 'string') : [];
  const names = [
    ...(literal === undefined ? [] : [literal]),
    // `"\(userID)-refreshToken"`: the fixed pieces of a pattern name the credential.
    ...(literal === undefined ? pieces : []),
    ...traced.names.map((met) => met.name),
  ];
  return names.flatMap((name) => {
    const kind = kindOfKeyName(name) ?? LONE_KEYS.get(wordsOf(name).join(' '));
    const shown = name.replace(/^\W+|\W+$/g, '');
    return kind ? [{ kind, name: shown, source: 'key' as const, start: key.start, end: key.end }] : [];
  });
}

/** Keys that say it in one word, once it is known that they name an item of the Keychain. */
const LONE_KEYS: ReadonlyMap<string, CredentialKind> = new Map([
  ['refresh', 'refreshToken'],
  ['access', 'accessToken'],
  ['session', 'sessionId'],
]);

/** The value as written, and what it was made from: `Data(token.utf8)`, `token.data(using: .utf8)!`. */
function guessesFromValue(value: Expression, scopes: Scopes, depth = 0): CredentialGuess[] {
  const traced = trace(value, scopes);
  const source = traced.parameter ? ('parameter' as const) : ('value' as const);
  const guesses: CredentialGuess[] = [];
  for (const met of traced.names) {
    const kind = kindOfValueName(met.name);
    if (kind) guesses.push({ kind, name: met.name, source, start: met.start, end: met.end });
  }
  const typed = traced.type && kindOfTypeName(traced.type);
  if (typed) guesses.push({ kind: typed, name: traced.type ?? '', source: 'type', ...at(traced.node) });
  if (guesses.length > 0 || depth > MOST_CONVERSIONS) return guesses;
  return conversionSources(traced.node).flatMap((inner) => guessesFromValue(inner, scopes, depth + 1));
}

const MOST_CONVERSIONS = 4;

function at(span: Span): Span {
  return { start: span.start, end: span.end };
}

/** `Credentials`, `TokenResponse`: a type that is named for what it holds. */
function kindOfTypeName(type: string): CredentialKind | undefined {
  const name = type.replace(/[?!]$/, '');
  return /^(credentials?|authtokens?|tokenpair|tokenresponse|oauthtokens?|authcredentials?)$/i.test(name)
    ? 'credentials'
    : undefined;
}

/** What a converting call takes in: its object or its arguments, never its labels' constants. */
function conversionSources(node: Expression): readonly Expression[] {
  if (node.kind === 'call') {
    const object = node.callee.kind === 'member' && node.callee.object ? [node.callee.object] : [];
    return [...object, ...node.args.map((argument) => argument.value)].filter(isVariableLike);
  }
  if (node.kind === 'member' && node.object) return [node.object];
  if (node.kind === 'binary' && node.operator === '??') return [node.left];
  return [];
}

function isVariableLike(node: Expression): boolean {
  return !(node.kind === 'member' && !node.object) && node.kind !== 'closure';
}

/** `func saveRefreshToken(_ value: String)`, `var accessToken: String? { set { … } }`. */
function guessesFromSurroundings(node: Node): CredentialGuess[] {
  const member = enclosingMember(node);
  if (!member) return [];
  const kind = kindOfValueName(member.name);
  const source = member.kind === 'function' ? ('function' as const) : ('property' as const);
  return kind ? [{ kind, name: member.name, source, ...member.nameSpan }] : [];
}

const ANY_VALUE =
  /^(String|Substring|NSString|Data|NSData|CFData|Any|AnyObject|T|\[UInt8\]|(any |some )?(Encodable|Codable))[?!]?$/;

/** Whether a value is a parameter of the function around it, of a type that says nothing of what it holds. */
export function comesFromCaller(value: Expression, scopes: Scopes, depth = 0): boolean {
  const { node, parameter } = trace(value, scopes);
  if (parameter) return parameter.parameter.type === undefined || ANY_VALUE.test(parameter.parameter.type);
  if (depth > MOST_CONVERSIONS) return false;
  return conversionSources(node).some((inner) => comesFromCaller(inner, scopes, depth + 1));
}
