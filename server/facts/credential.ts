import type { Expression, Node } from '../code/model.js';
import {
  isOtherToken,
  isKeyAboutCredential,
  kindOfKeyName,
  kindOfValueName,
  namesFact,
  wordsOf,
  type CredentialKind,
} from '../knowledge/credentials.js';
import type { Span } from '../span.js';
import { credentialInEntries } from './entries.js';
import type { CredentialGuess } from './model.js';
import { enclosingMember, type Scopes } from './scope.js';
import { bare, declarationOf, literalText, trace } from './trace.js';
import { isNoSecret, sourcesOf } from './value.js';

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
 * properties around it. A name that tells the purpose (`refreshToken`) goes before one that does not (`token`);
 * a key that names another sort of token, or a value that can be no secret, settles it the other way.
 */
export function guessCredential(evidence: StorageEvidence, scopes: Scopes): CredentialGuess | undefined {
  const keys = evidence.keys.flatMap((key) => namesOfKey(key, scopes));
  const around = enclosingMember(evidence.at);
  if ([...keys.map((key) => key.name), around?.name ?? ''].some(isOtherToken)) return undefined;
  const entry = evidence.value && credentialInEntries(evidence.value, scopes);
  if (entry) return entry;
  if (evidence.value && isNoSecret(evidence.value, scopes)) return undefined;
  const guesses = [
    ...keys.flatMap(guessFromKey),
    ...(evidence.value ? guessesFromValue(evidence.value, scopes) : []),
    ...(isNeutral(evidence.value, scopes) ? guessesFromSurroundings(evidence.at) : []),
  ];
  const guess = guesses.find(({ kind }) => !VAGUE.has(kind)) ?? guesses[0];
  if (guess && guess.source !== 'key' && evidence.keys[0] && isAbout(evidence.keys[0], scopes))
    return undefined;
  // `setItem('CONNECTION_TYPE', token)`: the key knows better what a value is that is called anything.
  if (guess?.kind === 'token' && guess.source !== 'key' && keys.some(({ name }) => namesFact(name)))
    return undefined;
  return guess;
}

const VAGUE: ReadonlySet<CredentialKind> = new Set<CredentialKind>(['token', 'credentials']);

/** `Keys.passwordHash`, `"token_expiry"`: what is stored only tells of the credential. */
function isAbout(key: Expression, scopes: Scopes): boolean {
  const { node, names } = trace(key, scopes);
  return [literalText(node) ?? '', ...names.map((met) => met.name)].some(isKeyAboutCredential);
}

interface KeyName extends Span {
  readonly name: string;
}

/** What names a key: its text, the fixed pieces of a pattern, the constants and cases it comes from. */
export function namesOfKey(key: Expression, scopes: Scopes): readonly KeyName[] {
  const traced = trace(key, scopes);
  const literal = literalText(traced.node);
  const constants = isHeld(key, scopes) ? [] : traced.names.map((met) => met.name);
  if (constants.some(isKeyAboutCredential)) return [];
  const pieces =
    traced.node.kind === 'text' ? traced.node.parts.filter((part) => typeof part === 'string') : [];
  const otherwise = traced.fallback && literalText(traced.fallback);
  const texts = literal !== undefined ? [literal] : otherwise !== undefined ? [otherwise] : pieces;
  return [...texts, ...constants, ...keyMakers(traced.node)].map((name) => ({ name, ...at(key) }));
}

/** `keys.accessToken(accountId)`: a function that makes keys is named for what they are of. */
function keyMakers(key: Expression): readonly string[] {
  if (key.kind !== 'call') return [];
  const { callee } = key;
  return callee.kind === 'name' || callee.kind === 'member' ? [callee.name] : [];
}

/** `forKey: sessionID`: a variable whose value serves as the key, not a constant that names one. */
function isHeld(key: Expression, scopes: Scopes): boolean {
  const declaration = declarationOf(bare(key), scopes);
  if (declaration?.kind !== 'variable' || /key$/i.test(declaration.name)) return false;
  return trace(key, scopes).node.kind !== 'text' && declaration.accessors.length === 0;
}

function guessFromKey(key: KeyName): CredentialGuess[] {
  const kind = kindOfKeyName(key.name) ?? LONE_KEYS.get(wordsOf(key.name).join(' '));
  // `"\(userID)-refreshToken"`: what is left of the pattern begins with a dash.
  const name = key.name.replace(/^\W+|\W+$/g, '');
  return kind ? [{ kind, name, source: 'key', ...at(key) }] : [];
}

/** Keys that say it in one word, once it is known that they name an item of the Keychain. */
const LONE_KEYS: ReadonlyMap<string, CredentialKind> = new Map([
  ['refresh', 'refreshToken'],
  ['access', 'accessToken'],
]);

function guessesFromValue(value: Expression, scopes: Scopes): CredentialGuess[] {
  return sourcesOf(value, scopes).flatMap((traced) => {
    // `token: PushToken`
    if (traced.type !== undefined && isOtherToken(traced.type)) return [];
    const source = traced.parameter ? ('parameter' as const) : ('value' as const);
    const named = traced.names.flatMap((met): CredentialGuess[] => {
      const kind = kindOfValueName(met.name);
      return kind ? [{ kind, name: met.name, source, ...at(met) }] : [];
    });
    const typed = traced.type === undefined ? undefined : kindOfTypeName(traced.type);
    if (!typed) return named;
    return [...named, { kind: typed, name: traced.type ?? '', source: 'type', ...at(traced.node) }];
  });
}

function at(span: Span): Span {
  return { start: span.start, end: span.end };
}

/** `Credentials`, `TokenResponse`: a type that is named for what it holds. */
function kindOfTypeName(type: string): CredentialKind | undefined {
  const name = type.replace(/[?!]$/, '');
  return /^(credentials?|authtokens?|tokenpair|tokenresponse|oauthtokens?|authcredentials?|OIDAuthState)$/i.test(
    name,
  )
    ? 'credentials'
    : undefined;
}

const NEUTRAL =
  /^(_?(new)?value|newValue|data|string|str|text|item|object|payload|bytes|content|contents|v|s|x|encoded|encodedData|\$0)$/i;

/** A value whose own name says nothing, so that the function around it may speak for it. */
function isNeutral(value: Expression | undefined, scopes: Scopes): boolean {
  if (!value) return true;
  const names = sourcesOf(value, scopes).flatMap((traced) => traced.names.map((met) => met.name));
  return names.length > 0 && names.every((name) => NEUTRAL.test(name));
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
  /^(string|any|unknown|object|String|Substring|NSString|Data|NSData|CFData|Any|AnyObject|T|\[UInt8\]|(any |some )?(Encodable|Codable))[?!]?$/;

/** Whether a value is a parameter of the function around it, of a type that says nothing of what it holds. */
export function comesFromCaller(value: Expression, scopes: Scopes): boolean {
  return sourcesOf(value, scopes).some(
    ({ parameter }) =>
      parameter && (parameter.parameter.type === undefined || ANY_VALUE.test(parameter.parameter.type)),
  );
}
