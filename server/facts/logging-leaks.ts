import type { CallNode, Expression, IndexNode, MemberNode, NameNode } from '../code/model.js';
import { ancestorsOf } from '../code/walk.js';
import { kindOfEntryKey, kindOfSecretName, PLAIN_SECRET_TYPES } from '../knowledge/containers.js';
import { isOtherToken, kindOfValueName, wordsOf, type CredentialKind } from '../knowledge/credentials.js';
import { isTokenAnswer, kindOfRequestPart } from './logging-requests.js';
import { kindOfUse, lastAssigned } from './logging-use.js';
import type { Containers } from './logging-containers.js';
import { isHarmless } from './logging-harmless.js';
import { isUserSession, saysOtherToken } from './logging-context.js';
import { optionOf } from './logging-sinks.js';
import type { Scopes } from './scope.js';
import { bare, declarationOf, trace } from './trace.js';

/** An expression of a message that gives a credential away. */
export interface Leak {
  readonly node: Expression;
  readonly kind: CredentialKind;
  /** As the code names it, without any literal. */
  readonly name: string;
  readonly holds?: string;
}

/** Longer chains of conversions and constants than this exist only in cycles. */
const DEEPEST = 12;

/** Conversions that keep a value readable. */
const TEXT_MAKERS = /^(String|NSString|Optional|AnyHashable|Data|NSData|Substring|debugDescription)$/;
const READABLE_MEMBERS = new Set(
  'description debugDescription rawValue value stringValue string utf8 wrappedValue unsafelyUnwrapped token tokenString'.split(
    ' ',
  ),
);
const READABLE_CALLS =
  /^(description|base64EncodedString|hexEncodedString|hexString|toHexString|string|trimmingCharacters|lowercased|uppercased|unwrap|toJSON|toString|toDictionary|dictionary|replacingOccurrences|appending|joined|encode)$/;
/** Functions that give back a credential: `getAccessToken()`, `loadPassword()`. */
const GETTERS = new Set('get read load current retrieve fetched stored saved'.split(' '));
const STORE_READS = /^(get|string|object|data|value|read|load|retrieve|item)$/;

/** Finds what a logged expression shows of credentials. */
export class Leaks {
  constructor(
    private readonly scopes: Scopes,
    private readonly containers: Containers,
    private readonly text: string,
  ) {}

  /** All the leaks of an expression; `isDump` for output that shows the inside of objects, too. */
  of(expression: Expression, isDump: boolean, depth = 0): readonly Leak[] {
    if (depth > DEEPEST) return [];
    const inner = (node: Expression): readonly Leak[] => this.of(node, isDump, depth + 1);
    switch (expression.kind) {
      case 'text':
        return expression.parts.flatMap((part) =>
          typeof part === 'string' || optionOf(part) ? [] : inner(part),
        );
      case 'try':
      case 'await':
        return inner(expression.operand);
      case 'cast':
        return this.heldByType(expression, expression.type, isDump) ?? inner(expression.operand);
      case 'unary':
        return expression.operator === 'unwrap' ? inner(expression.operand) : [];
      case 'binary':
        return /^(\?\?|\+)$/.test(expression.operator)
          ? [...inner(expression.left), ...inner(expression.right)]
          : [];
      case 'conditional':
        return [...inner(expression.then), ...inner(expression.else)];
      case 'list':
        return expression.items.flatMap(inner);
      case 'dictionary':
        return this.ofContainer(expression);
      case 'index':
        return this.ofIndex(expression);
      case 'call':
        return this.ofCall(expression, isDump, depth);
      case 'name':
      case 'member':
        return this.ofName(expression, isDump, depth);
      default:
        return [];
    }
  }

  /** Plain tokens and session ids are of many sorts; what stands around them tells. */
  private fitsAround(node: Expression, name: string, origin: Expression, kind: CredentialKind): boolean {
    if (kind === 'token') return !saysOtherToken(node, origin);
    return kind !== 'sessionId' || isUserSession(node, name, this.text);
  }

  private ofContainer(node: Expression): readonly Leak[] {
    const held = this.containers.heldBy(node);
    if (held && !this.fitsAround(node, held.name, trace(node, this.scopes).node, held.kind)) return [];
    const name = node.kind === 'name' || node.kind === 'member' ? spelled(node) : 'the dictionary';
    return held ? [{ node, kind: held.kind, name, holds: held.name }] : [];
  }

  private heldByType(
    node: Expression,
    type: string | undefined,
    isDump: boolean,
  ): readonly Leak[] | undefined {
    const held = type === undefined ? undefined : this.containers.holdsCredential(type, isDump);
    return held && [{ node, kind: held.kind, name: spelled(node), holds: held.name }];
  }

  /** `headers["Authorization"]`, `parameters["password"]`. */
  private ofIndex(node: IndexNode): readonly Leak[] {
    const key = node.args[0]?.value;
    const text = key && this.containers.keyText(key);
    if (text === undefined || (key?.kind !== 'text' && key?.kind !== 'member')) return [];
    const kind = kindOfEntryKey(text);
    return kind && kind !== 'credentials' ? [{ node, kind, name: `${spelled(node.object)}["${text}"]` }] : [];
  }

  private ofCall(node: CallNode, isDump: boolean, depth: number): readonly Leak[] {
    const { callee, args } = node;
    const inner = (value: Expression): readonly Leak[] => this.of(value, isDump, depth + 1);
    if (isTokenAnswer(node)) return [answer(node)];
    if (makesText(callee)) {
      return args
        .filter(({ label }) => label !== 'encoding' && label !== 'as')
        .flatMap(({ value }) => inner(value));
    }
    if (callee.kind === 'member' && callee.object) {
      const stored = STORE_READS.test(callee.name) ? this.readOf(node) : undefined;
      if (stored) return [stored];
      if (READABLE_CALLS.test(callee.name)) {
        const [first] = callee.name === 'encode' ? args : [];
        return inner(first ? first.value : callee.object);
      }
    }
    return this.gotten(node) ?? this.heldByType(node, this.containers.typeOf(node), isDump) ?? [];
  }

  /** `defaults.string(forKey: "accessToken")`, `keychain.get(Keys.password)`. */
  private readOf(node: CallNode): Leak | undefined {
    const key = node.args[0]?.value;
    const text =
      key && (key.kind === 'text' || key.kind === 'member') ? this.containers.keyText(key) : undefined;
    const kind = text === undefined ? undefined : kindOfEntryKey(text);
    if (text === undefined || !kind) return undefined;
    return { node, kind, name: `${spelled(node.callee)}("${text}")` };
  }

  private gotten(node: CallNode): readonly Leak[] | undefined {
    const { callee } = node;
    if (callee.kind !== 'name' && callee.kind !== 'member') return undefined;
    const [verb = ''] = wordsOf(callee.name);
    const kind = GETTERS.has(verb) ? kindOfValueName(callee.name) : undefined;
    return kind && kind !== 'credentials' ? [{ node, kind, name: `${callee.name}()` }] : undefined;
  }

  private ofName(node: NameNode | MemberNode, isDump: boolean, depth: number): readonly Leak[] {
    if (isConstant(node)) return [];
    const kind = this.kindOf(node);
    if (kind && kind !== 'credentials') return this.isPlausible(node, kind) ? [leak(node, kind)] : [];
    const part = kindOfRequestPart(node, this.text);
    if (part) return [{ node, name: spelled(node), ...part }];
    const typed = this.heldByType(node, this.containers.typeOf(node), isDump);
    if (typed) return typed;
    const held = this.ofContainer(node);
    if (held.length > 0) return held;
    if (node.kind === 'member' && node.object && READABLE_MEMBERS.has(node.name)) {
      return this.of(node.object, isDump, depth + 1);
    }
    const made = this.madeOf(node, isDump, depth);
    return made.length === 0 && isTokenAnswer(node) ? [answer(node)] : made;
  }

  /** A text that was put together from a credential before: a URL, a header. */
  private madeOf(node: NameNode | MemberNode, isDump: boolean, depth: number): readonly Leak[] {
    const origin = trace(node, this.scopes).node;
    for (const made of origin === node ? lastAssigned(node) : [origin]) {
      const ofParts = made.kind === 'text' || made.kind === 'call' || made.kind === 'binary';
      const [part] = ofParts ? this.of(made, isDump, depth + 1) : [];
      if (part) return [{ node, kind: part.kind, name: spelled(node), holds: part.holds ?? part.name }];
    }
    return [];
  }

  /** The kind of a name: its own, that of the setter whose value it is, or what it signs in with. */
  private kindOf(node: NameNode | MemberNode): CredentialKind | undefined {
    if (isOtherToken(node.name)) return undefined;
    const own = kindOfSecretName(node.name);
    return own ?? kindOfUse(node, this.scopes, this.text);
  }

  private isPlausible(node: NameNode | MemberNode, kind: CredentialKind): boolean {
    const { node: origin, names, type } = trace(node, this.scopes);
    if (origin !== node && isHarmless(node, this.scopes)) return false;
    if (names.some(({ name }) => isOtherToken(name))) return false;
    if (type !== undefined && !isPlainType(type)) {
      const made = type.replace(/[?!]$/, '');
      return this.containers.holdsCredential(made, false) !== undefined;
    }
    const declaration = declarationOf(node, this.scopes);
    if (declaration?.kind === 'function' || declaration?.kind === 'type') return false;
    return this.fitsAround(node, node.name, origin, kind);
  }
}

function answer(node: Expression): Leak {
  return { node, kind: 'credentials', name: spelled(node), holds: 'tokens' };
}

/** `String(…)`, `String.init(…)`. */
function makesText(callee: Expression): boolean {
  if (callee.kind === 'name') return TEXT_MAKERS.test(callee.name);
  return (
    callee.kind === 'member' &&
    callee.name === 'init' &&
    callee.object !== undefined &&
    makesText(callee.object)
  );
}

function isPlainType(type: string): boolean {
  return PLAIN_SECRET_TYPES.test(type.replace(/[?!]+$/, ''));
}

function leak(node: NameNode | MemberNode, kind: CredentialKind): Leak {
  return { node, kind, name: spelled(node) };
}

/** `.accessToken`, `Keys.accessToken`, `CodingKeys.token`: cases and names of things, not their values. */
function isConstant(node: NameNode | MemberNode): boolean {
  if (node.kind === 'name') return /^[A-Z][a-z]/.test(node.name);
  if (!node.object) return true;
  const owner = bare(node.object);
  const name = owner.kind === 'name' || owner.kind === 'member' ? owner.name : '';
  const last = wordsOf(name).at(-1) ?? '';
  return /^[A-Z]/.test(name) && (CONSTANT_HOLDERS.test(last) || /^[A-Z\d_]+$/.test(node.name));
}

const CONSTANT_HOLDERS =
  /^(keys?|constants?|headers?|fields?|params?|parameters?|names?|identifiers?|strings?|endpoints?|paths?|l10n|type|kind|event|error|errors)$/;

/** An expression as it is named to people: its names alone. */
function spelled(node: Expression): string {
  switch (node.kind) {
    case 'name':
      return node.name;
    case 'member':
      return node.object && !isLong(node.object) ? `${spelled(node.object)}.${node.name}` : node.name;
    case 'call':
      return spelled(node.callee);
    case 'cast':
    case 'try':
    case 'await':
    case 'unary':
      return spelled(node.operand);
    case 'index':
      return spelled(node.object);
    default:
      return 'the value';
  }
}

function isLong(node: Expression): boolean {
  return [...ancestorsOf(node)].length > 400 || node.end - node.start > 60;
}
