import type { CallNode, Expression, MemberNode, Node } from '../../../code/model.js';
import { ancestorsOf } from '../../../code/walk.js';
import { isRefreshToken } from '../../../knowledge/refresh.js';
import { keyName, lastNameOf, type Callable } from '../../callables.js';
import { bare } from '../../trace.js';
import type { Erasing } from '../model.js';
import { callsIn } from '../paths.js';
import type { Renewals } from './renewals.js';

type BinaryNode = Extract<Expression, { kind: 'binary' }>;

/** `save(answer.refreshToken ?? '')`, or what react-native-app-auth gives for none, stored as it is. */
export function erasingOf(
  members: readonly MemberNode[],
  one: Callable,
  exchange: CallNode,
  renewals: Renewals,
): Erasing | undefined {
  const isAppAuth = isOfAppAuth(exchange, renewals);
  const reads = members.filter(({ name }) => isRefreshToken(name));
  const read = reads.find((each) => keptPlace(each, isAppAuth) !== undefined);
  const up = read && keptPlace(read, isAppAuth);
  if (!read || !up || reads.some(isTested)) return undefined;
  const old = sentToken(exchange, one);
  if (isAppAuth) return erasedByAppAuth(read, up, old);
  if (up.kind !== 'binary') return undefined;
  const { start, end } = up.right;
  const replacement = old === undefined ? undefined : { start, end, text: old };
  const form = up.right.kind === 'nil' ? 'nil' : 'emptyText';
  return { form, start: up.start, end: up.end, ...(replacement && { replacement }) };
}

/** An empty text is none that `??` would notice. */
function erasedByAppAuth(read: MemberNode, up: BinaryNode | MemberNode, old: string | undefined): Erasing {
  const fallback = up.kind === 'binary' && !isEmpty(up.right) ? up.right : undefined;
  const start = up.kind === 'binary' ? up.left.end : read.end;
  const replacement = fallback
    ? { start, end: fallback.start, text: ' || ' }
    : old !== undefined && { start, end: up.end, text: ` || ${old}` };
  return { form: 'emptyText', start: up.start, end: up.end, ...(replacement && { replacement }) };
}

/**
 * Where a refresh token is kept: the fallback to nothing around it, or itself; undefined when it is not kept, or
 * something else is kept in its place.
 * @param mayBeEmpty that there is none is told by an empty text, so that `??` does not fall back to anything
 */
function keptPlace(read: MemberNode, mayBeEmpty: boolean): BinaryNode | MemberNode | undefined {
  let inner: Expression = read;
  let fallback: BinaryNode | undefined;
  for (const up of ancestorsOf(read)) {
    if (up.kind === 'cast' || (up.kind === 'unary' && up.operator === 'unwrap')) {
      inner = up;
      continue;
    }
    if (up.kind === 'binary' && /^(\?\?|\|\|)$/.test(up.operator) && up.left === inner && !fallback) {
      if (!isEmpty(up.right) && !(mayBeEmpty && up.operator === '??')) return undefined;
      fallback = up;
      inner = up;
      continue;
    }
    const isKept =
      up.kind === 'call' || up.kind === 'dictionary' || (up.kind === 'assign' && up.value === inner);
    return isKept ? (fallback ?? read) : undefined;
  }
  return undefined;
}

function isEmpty(value: Expression): boolean {
  return value.kind === 'nil' || (value.kind === 'text' && value.parts.every((part) => part === ''));
}

function isTested(read: MemberNode): boolean {
  let inner: Node = read;
  for (const up of ancestorsOf(read)) {
    if (up.kind === 'if') return up.conditions.includes(inner);
    if (up.kind === 'conditional' && up.test === inner) return true;
    if (up.kind === 'binary' && (up.operator === '&&' || /^[!=]==?$/.test(up.operator))) return true;
    if (up.kind === 'block' || up.kind === 'call') return false;
    inner = up;
  }
  return false;
}

/** The refresh token that was sent, when it is a plain name there. */
function sentToken(exchange: CallNode, { parameters }: Callable): string | undefined {
  for (const { value } of exchange.args) {
    const node = bare(value);
    if (node.kind === 'name' && isRefreshToken(node.name)) return node.name;
    for (const { key, value: entry } of node.kind === 'dictionary' ? node.entries : []) {
      const sent = bare(entry);
      if (key && isRefreshToken(keyName(key) ?? '') && sent.kind === 'name') return sent.name;
    }
  }
  return parameters.find(({ name }) => isRefreshToken(name))?.name;
}

/**
 * `refresh(config, { refreshToken })`, imported from react-native-app-auth. On iOS its `refreshToken` is an empty text
 * where the server sends none (ios/RNAppAuth.m:607 at 8.4.1, and so since 4.4.0), whatever its type says.
 */
function isOfAppAuth(exchange: CallNode, { code }: Renewals): boolean {
  const imports = code.root.statements.some(
    (node) => node.kind === 'import' && node.module === 'react-native-app-auth',
  );
  return imports && lastNameOf(exchange.callee) === 'refresh' && callsIn(exchange).length > 0;
}
