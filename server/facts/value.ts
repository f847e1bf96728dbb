import type { CallNode, Expression } from '../code/model.js';
import { isAboutSomething, isOtherToken } from '../knowledge/credentials.js';
import { enclosingMember, type Scopes } from './scope.js';
import { onceWithin } from '../knowledge/remember.js';
import { bare, literalText, trace, type Trace } from './trace.js';

/** Longer chains of conversions than this are not followed. */
const MOST_CONVERSIONS = 5;

/** Members that give the same value in another form. */
const SAME_VALUE = new Set([
  'utf8',
  'unicodeScalars',
  'description',
  'debugDescription',
  'rawValue',
  'wrappedValue',
  'projectedValue',
  'value',
  'string',
  'stringValue',
  'data',
  'encoded',
  'jwt',
  'bytes',
  'unsafelyUnwrapped',
]);

/** Methods that give the same value in another form, or with something added. */
const SAME_VALUE_CALLS =
  /^(data|dataUsingEncoding|string|encode|encoded|archivedData|base64EncodedString|base64EncodedData|trimmingCharacters|lowercased|uppercased|appending|replacingOccurrences|joined|flatMap|map|serialize|serialized|toData|toString|toJSON|jsonData|jsonString|asData|asString|asJSON|dataRepresentation|copy|mutableCopy|padding|description|stringify|trim|concat|btoa)$/i;

/** Types whose initializers convert; `NSKeyedArchiver.archivedData` and `JSONEncoder().encode` are methods. */
const CONVERTING_TYPES = /^(String|Data|NSString|NSData|CFString|Substring|Array|Optional|AnyEncodable)$/;

/** Functions behind whose call a value is no longer the secret. */
const ONE_WAY = /hash|sha\d|md5|digest|hmac|encrypt|cipher|seal|fingerprint|obfuscat|mask|redact/i;

/**
 * The value as written and what it was made from, outermost first: `Data(token.utf8)` gives the call, then
 * `token`. A call that is no known conversion ends the chain: what it gives back is not known.
 */
export const sourcesOf: (value: Expression, scopes: Scopes) => readonly Trace[] = onceWithin(findSources);

function findSources(value: Expression, scopes: Scopes): readonly Trace[] {
  const found: Trace[] = [];
  let pending: readonly Expression[] = [value];
  for (let depth = 0; depth <= MOST_CONVERSIONS && pending.length > 0; depth += 1) {
    const traces = pending.map((expression) => trace(expression, scopes));
    found.push(...traces);
    pending = traces.flatMap((traced) => (traced.parameter ? [] : convertedFrom(traced.node)));
  }
  return found;
}

function convertedFrom(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'call':
      return convertedByCall(node);
    case 'member':
      return node.object && SAME_VALUE.has(node.name) ? [node.object] : [];
    case 'binary':
      return node.operator === '??' || node.operator === '+' || isFallback(node)
        ? [node.left, node.right].filter(isNoLiteral)
        : [];
    case 'conditional':
      return [node.then, node.else].filter(isNoLiteral);
    case 'text':
      return node.parts.filter((part) => typeof part !== 'string');
    default:
      return [];
  }
}

function convertedByCall(node: CallNode): readonly Expression[] {
  const values = node.args.map((argument) => argument.value).filter(isVariableLike);
  if (node.callee.kind === 'name' && node.callee.name === 'btoa') return values;
  if (node.callee.kind === 'name') return CONVERTING_TYPES.test(node.callee.name) ? values : [];
  if (node.callee.kind !== 'member' || !SAME_VALUE_CALLS.test(node.callee.name)) return [];
  const object = node.callee.object ? [node.callee.object] : [];
  return [...object, ...values].filter(isVariableLike);
}

/** `token || ''` gives the token, in the languages where it is no Bool. */
function isFallback({ operator, right }: Extract<Expression, { kind: 'binary' }>): boolean {
  return operator === '||' && (right.kind === 'text' || right.kind === 'nil');
}

function isVariableLike(node: Expression): boolean {
  return !(node.kind === 'member' && !node.object) && node.kind !== 'closure' && isNoLiteral(node);
}

function isNoLiteral(node: Expression): boolean {
  return node.kind !== 'nil' && node.kind !== 'boolean' && node.kind !== 'number';
}

const PLAIN_TYPES =
  /^(boolean|number|bigint|Bool|Int\d*|UInt\d*|Double|Float|CGFloat|Date|TimeInterval|Decimal|URL|UUID|NSNumber|NSDate)[?!]?$/;
const COMPARISONS = new Set(['==', '!=', '===', '!==', '<', '>', '<=', '>=', '&&', '||', '-', '*', '/']);

/**
 * Whether a value cannot be a secret, whatever its key says: a flag, a number, a date, an id, a literal, or
 * what a hash or a cipher gives.
 */
export const isNoSecret: (value: Expression, scopes: Scopes) => boolean = onceWithin(cannotBeSecret);

function cannotBeSecret(value: Expression, scopes: Scopes): boolean {
  const { node, names, type } = trace(value, scopes);
  const [own] = names;
  if (PLAIN_TYPES.test(type ?? setterType(node) ?? '')) return true;
  if (own && (isAboutSomething(qualified(bare(value), own.name)) || isOtherToken(own.name))) return true;
  if (own && WHO_OR_WHERE.test(own.name)) return true;
  if (node.kind === 'number' || node.kind === 'boolean' || node.kind === 'list') return true;
  if (node.kind === 'binary' && COMPARISONS.has(node.operator) && !isFallback(node)) return true;
  if (node.kind === 'unary' && node.operator === '!') return true;
  if (literalText(node) !== undefined || isNumbered(node)) return true;
  return isOneWay(node);
}

/** Functions that give a time, or a number drawn at random, by the end of what they are called on. */
const CLOCKS =
  /^(Date\.now|performance\.now|Math\.random|crypto\.randomUUID|randomUUID|uuid|uuidv4|nanoid|UUID)$/;
/** What makes a text of a number, or takes a part of that. */
const OF_NUMBERS = /^(toString|slice|substr|substring)$/;

/** `session_${Date.now()}`: a number that the app itself has given; no server takes it for anything. */
function isNumbered(node: Expression): boolean {
  if (node.kind !== 'text') return false;
  const given = node.parts.filter((part) => typeof part !== 'string');
  return given.length > 0 && given.every(isNumber);
}

/** `Date.now()`, `Math.random().toString(36)`, and not `token.toString()`. */
function isNumber(node: Expression): boolean {
  if (node.kind !== 'call') return false;
  const { callee } = node;
  if (callee.kind === 'name') return CLOCKS.test(callee.name);
  if (callee.kind !== 'member' || !callee.object) return false;
  const { object, name } = callee;
  if (object.kind === 'name') return CLOCKS.test(`${object.name}.${name}`);
  return OF_NUMBERS.test(name) && isNumber(object);
}

/** Names of what says who or where, whatever it is stored under: `resetPassword.phone`. */
const WHO_OR_WHERE = /^(phone|phoneNumber|email|emailAddress|userName|domain|host)$/;

/** `newValue` has the type of the property whose setter it is in. */
function setterType(node: Expression): string | undefined {
  const member = node.kind === 'name' ? enclosingMember(node) : undefined;
  if (node.kind !== 'name' || member?.kind !== 'variable') return undefined;
  return member.accessors.some((accessor) => accessor.parameter === node.name) ? member.type : undefined;
}

/** `session.id` is a session id, where `id` alone would be about something else. */
function qualified(node: Expression, name: string): string {
  const object = node.kind === 'member' && node.object ? bare(node.object) : undefined;
  const owner = object?.kind === 'name' || object?.kind === 'member' ? object.name : '';
  return `${owner} ${name}`;
}

function isOneWay(node: Expression): boolean {
  const inner = bare(node);
  // An identifier that is made up on the spot opens nothing.
  if (inner.kind === 'member' && inner.name === 'uuidString') return true;
  if (inner.kind === 'call') {
    const { callee } = inner;
    const name = callee.kind === 'name' || callee.kind === 'member' ? callee.name : '';
    if (ONE_WAY.test(name) || /^(Bool|Int|Double|Date)$/.test(name)) return true;
    return callee.kind === 'member' && callee.object ? isOneWay(callee.object) : false;
  }
  if (inner.kind === 'member') {
    if (ONE_WAY.test(inner.name)) return true;
    return inner.object ? isOneWay(inner.object) : false;
  }
  return false;
}
