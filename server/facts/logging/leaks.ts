import type {
  Argument,
  BinaryNode,
  CallNode,
  Code,
  Expression,
  IndexNode,
  MemberNode,
  NameNode,
} from '../../code/model.js';
import {
  certainType,
  kindOfEntryKey,
  kindOfSecretName,
  PLAIN_SECRET_TYPES,
} from '../../knowledge/containers.js';
import { isOtherToken, kindOfValueName, wordsOf, type CredentialKind } from '../../knowledge/credentials.js';
import { isSignInAnswer } from './answers.js';
import { isTokenAnswer, kindOfRequestPart } from './requests.js';
import { kindOfUse, lastAssigned } from './use.js';
import type { Containers } from './containers.js';
import { carriesAuthorization } from './headers.js';
import { isHarmless } from './harmless.js';
import { isUserSession, saysOtherToken } from './context.js';
import { isBytes, isConstant, makesText, spelled } from './names.js';
import { optionOf } from './sinks.js';
import type { Scopes } from '../scope.js';
import { declarationOf, trace } from '../trace.js';

/** An expression of a message that gives a credential away. */
export interface Leak {
  readonly node: Expression;
  readonly kind: CredentialKind;
  /** As the code names it, without any literal. */
  readonly name: string;
  readonly holds?: string;
  /** The type of another file that has to hold a credential for this to be a leak. */
  readonly type?: string;
}

/** How an expression is looked at. */
interface Look {
  /** A `dump` shows the inside of objects, too. */
  readonly isDump: boolean;
  /** Bytes are made readable; by themselves they show only how many they are. */
  readonly isDecoded: boolean;
  /** In a text of JavaScript an object is `[object Object]`. */
  readonly isFlat: boolean;
  readonly depth: number;
}

/** Texts put together from others are followed this far. */
const DEEPEST = 5;

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
    private readonly code: Code,
  ) {}

  /** All the leaks of an expression; `isDump` for output that shows the inside of objects, too. */
  of(expression: Expression, isDump: boolean): readonly Leak[] {
    return this.in(expression, { isDump, isDecoded: false, isFlat: false, depth: 0 });
  }

  private in(expression: Expression, look: Look): readonly Leak[] {
    if (look.depth > DEEPEST) return [];
    const inner = (node: Expression): readonly Leak[] => this.in(node, look);
    switch (expression.kind) {
      case 'text': {
        const flat = { ...look, isFlat: this.isScript };
        return expression.parts.flatMap((part) =>
          typeof part === 'string' || optionOf(part) ? [] : this.in(part, flat),
        );
      }
      case 'try':
      case 'await':
        return inner(expression.operand);
      case 'cast':
        return this.heldByType(expression, expression.type, look.isDump) ?? inner(expression.operand);
      case 'unary':
        return expression.operator === 'unwrap' ? inner(expression.operand) : [];
      case 'binary':
        return this.inBinary(expression, look);
      case 'conditional':
        return [...inner(expression.then), ...inner(expression.else)];
      case 'list':
        return expression.items.flatMap(inner);
      case 'dictionary':
        return look.isFlat ? [] : this.ofContainer(expression);
      case 'index':
        return this.ofIndex(expression);
      case 'call':
        return this.ofCall(expression, look);
      case 'name':
      case 'member':
        return this.ofName(expression, look);
      default:
        return [];
    }
  }

  private get isScript(): boolean {
    return this.code.language === 'typescript';
  }

  private inBinary({ operator, left, right }: BinaryNode, look: Look): readonly Leak[] {
    if (operator === '&&') return this.isScript ? this.in(right, look) : [];
    if (!/^(\?\?|\+|\|\|)$/.test(operator) || (operator === '||' && !this.isScript)) return [];
    const part = operator === '+' ? { ...look, isFlat: this.isScript } : look;
    return [...this.in(left, part), ...this.in(right, part)];
  }

  /** Plain tokens and session ids are of many sorts; what stands around them tells. */
  private fitsAround(node: Expression, name: string, origin: Expression, kind: CredentialKind): boolean {
    // Payments have client secrets of their own.
    if (kind === 'token' || (kind === 'clientSecret' && this.isScript)) return !saysOtherToken(node, origin);
    return kind !== 'sessionId' || isUserSession(node, name, this.code.text);
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
    if (!held) return undefined;
    const { kind, name: holds, type: open } = held;
    return [{ node, kind, name: spelled(node), holds, ...(open !== undefined && { type: open }) }];
  }

  /** `headers["Authorization"]`, `parameters["password"]`. */
  private ofIndex(node: IndexNode): readonly Leak[] {
    const key = node.args[0]?.value;
    const text = key && this.containers.keyText(key);
    if (text === undefined || (key?.kind !== 'text' && key?.kind !== 'member')) return [];
    const kind = kindOfEntryKey(text);
    return kind && kind !== 'credentials' ? [{ node, kind, name: `${spelled(node.object)}["${text}"]` }] : [];
  }

  private ofCall(node: CallNode, look: Look): readonly Leak[] {
    const { callee, args } = node;
    const inner = (value: Expression): readonly Leak[] => this.in(value, { ...look, isDecoded: true });
    if (this.isScript && isStringify(callee))
      return args[0] ? this.in(args[0].value, { ...look, isFlat: false }) : [];
    if (!this.isScript && isTokenAnswer(node)) return [answer(node)];
    if (makesText(callee)) {
      return args
        .filter(({ label }) => label !== 'encoding' && label !== 'as')
        .flatMap((argument) => this.in(argument.value, { ...look, isDecoded: decodes(argument) }));
    }
    if (callee.kind === 'member' && callee.object) {
      const stored = STORE_READS.test(callee.name) ? this.readOf(node) : undefined;
      if (stored) return [stored];
      if (READABLE_CALLS.test(callee.name)) {
        const [first] = callee.name === 'encode' ? args : [];
        return inner(first ? first.value : callee.object);
      }
    }
    if (look.isFlat) return this.gotten(node) ?? [];
    return this.gotten(node) ?? this.heldByType(node, this.containers.typeOf(node), look.isDump) ?? [];
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

  private ofName(node: NameNode | MemberNode, look: Look): readonly Leak[] {
    if (isConstant(node) || (this.isScript && isOtherToken(node.name))) return [];
    const kind = this.kindOf(node);
    if (kind && kind !== 'credentials') return this.isPlausible(node, kind, look) ? [leak(node, kind)] : [];
    const part = kindOfRequestPart(node, this.code.text);
    if (part) return [{ node, name: spelled(node), ...part }];
    if (look.isFlat) return this.madeOf(node, look);
    if (this.isScript && carriesAuthorization(node))
      return [{ node, kind: 'accessToken', name: spelled(node), holds: 'Authorization' }];
    if (this.isScript && isSignInAnswer(node, this.scopes)) return [answer(node)];
    const typed = this.heldByType(node, this.containers.typeOf(node), look.isDump);
    if (typed) return typed;
    const held = this.ofContainer(node);
    if (held.length > 0) return held;
    if (node.kind === 'member' && node.object && READABLE_MEMBERS.has(node.name)) {
      const shown = this.in(node.object, look);
      // A type of another file that is asked for its description has one of its own.
      return /description$/i.test(node.name) ? shown.filter(({ type }) => type === undefined) : shown;
    }
    const made = this.madeOf(node, look);
    return made.length === 0 && !this.isScript && isTokenAnswer(node) ? [answer(node)] : made;
  }

  /** A text that was put together from a credential before: a URL, a header. */
  private madeOf(node: NameNode | MemberNode, look: Look): readonly Leak[] {
    const origin = trace(node, this.scopes).node;
    for (const made of origin === node ? lastAssigned(node) : [origin]) {
      const ofParts = made.kind === 'text' || made.kind === 'call' || made.kind === 'binary';
      const [part] = ofParts ? this.in(made, deeper(look)) : [];
      if (part) return [{ ...part, node, name: spelled(node), holds: part.holds ?? part.name }];
    }
    return [];
  }

  /** The kind of a name: its own, that of the setter whose value it is, or what it signs in with. */
  private kindOf(node: NameNode | MemberNode): CredentialKind | undefined {
    if (isOtherToken(node.name)) return undefined;
    const own = kindOfSecretName(node.name);
    return own ?? kindOfUse(node, this.scopes, this.code.text);
  }

  private isPlausible(node: NameNode | MemberNode, kind: CredentialKind, look: Look): boolean {
    const { node: origin, names, type } = trace(node, this.scopes);
    if (origin !== node && isHarmless(node, this.scopes)) return false;
    if (names.some(({ name }) => isOtherToken(name))) return false;
    if (type !== undefined && !isPlainType(type)) {
      const held = this.containers.holdsCredential(type, look.isDump);
      return held !== undefined && held.type === undefined;
    }
    if (!look.isDecoded && isBytes(type, origin, this.code.text)) return false;
    const declaration = declarationOf(node, this.scopes);
    if (declaration?.kind === 'function' || declaration?.kind === 'type') return false;
    return this.fitsAround(node, node.name, origin, kind);
  }
}

function answer(node: Expression): Leak {
  const data = node.kind === 'call' ? node.args[0]?.value : undefined;
  return { node, kind: 'credentials', name: spelled(data ?? node), holds: 'tokens' };
}

/** `JSON.stringify` shows objects as they are, and so do the loggers' own inspectors. */
function isStringify(callee: Expression): boolean {
  const name = callee.kind === 'name' || callee.kind === 'member' ? callee.name : '';
  return /^(stringify|inspect|safeStringify)$/.test(name);
}

function deeper(look: Look): Look {
  return { ...look, depth: look.depth + 1 };
}

/** `String(describing: data)` shows how many bytes there are, `String(data: data, encoding: .utf8)` which. */
function decodes({ label }: Argument): boolean {
  return label !== 'describing' && label !== 'reflecting';
}

function isPlainType(type: string): boolean {
  return PLAIN_SECRET_TYPES.test(certainType(type));
}

function leak(node: NameNode | MemberNode, kind: CredentialKind): Leak {
  return { node, kind, name: spelled(node) };
}
