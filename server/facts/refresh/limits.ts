import type { Code, Expression, LoopNode, Node } from '../../code/model.js';
import { ancestorsOf, walk } from '../../code/walk.js';
import { countsTries, renewalOfName } from '../../knowledge/refresh.js';
import { spanOf } from '../../span.js';
import type { Scopes } from '../scope.js';
import { bare } from '../trace.js';
import type { RefreshLimit } from './model.js';
import { writtenNumber } from './numbers.js';
import { calleeOf, callsIn, functionOf } from './paths.js';

/** How often a text tries a refresh before it gives up, where it says so in numbers. */
export function refreshLimits(code: Code, scopes: Scopes): readonly RefreshLimit[] {
  const found = new Map<number, RefreshLimit>();
  walk(code.root, (node) => {
    const limit =
      rangeLimit(node, code, scopes) ?? comparedLimit(node, scopes) ?? operatorLimit(node, scopes);
    const refresh = limit && refreshThatCounts(node);
    if (limit && refresh !== undefined) found.set(limit.start, { ...limit, refresh });
  });
  return [...found.values()];
}

type Limit = Omit<RefreshLimit, 'refresh'>;

/** `0..<10`, `1...10` */
function rangeLimit(node: Node, { text }: Code, scopes: Scopes): Limit | undefined {
  if (node.kind !== 'other' || node.syntax !== 'range_expression') return undefined;
  const [from, to] = node.parts.map((part) =>
    part.kind === 'number' ? writtenNumber(part, scopes) : undefined,
  );
  if (!from || !to) return undefined;
  const includesLast = text.slice(from.end, to.start).includes('...');
  const tries = to.value - from.value + (includesLast ? 1 : 0);
  return { ...spanOf(to), tries, beyond: to.value - tries };
}

/** `attempt < 10`: nine tries at least, wherever the count begins. */
function comparedLimit(node: Node, scopes: Scopes): Limit | undefined {
  if (node.kind !== 'binary' || !/^([<>]=?|===?)$/.test(node.operator) || !isCount(node.left))
    return undefined;
  const number = writtenNumber(node.right, scopes);
  if (!number || !Number.isInteger(number.value)) return undefined;
  const tries = /^(<|>=|===?)$/.test(node.operator) ? number.value - 1 : number.value;
  return { ...spanOf(number), tries, beyond: 0 };
}

/** `refreshTokens().retry(10)` of Combine and RxSwift */
function operatorLimit(node: Node, scopes: Scopes): Limit | undefined {
  const [argument, ...others] = node.kind === 'call' && calleeOf(node)?.name === 'retry' ? node.args : [];
  const number = argument && others.length === 0 ? writtenNumber(argument.value, scopes) : undefined;
  return number && { ...spanOf(number), tries: number.value, beyond: 0 };
}

function isCount(node: Expression): boolean {
  const value = bare(node);
  return (
    (value.kind === 'name' || value.kind === 'member') &&
    countsTries(value.name) &&
    !/(after|delay|interval|seconds|ms)$/i.test(value.name)
  );
}

/** The refresh that a count is about: that of the loop which it heads, or of the function which it stands in. */
function refreshThatCounts(node: Node): string | undefined {
  if (node.kind === 'call') return refreshIn(node.callee);
  const loop = [...ancestorsOf(node)].find((up): up is LoopNode => up.kind === 'loop');
  if (loop?.header.some((each) => each === node || each.children?.includes(node)))
    return refreshIn(loop.body);
  if (node.kind === 'other') return undefined;
  const fn = functionOf(node);
  if (fn && renewalOfName(fn.name) === 'always') return fn.name;
  return fn?.body && refreshIn(fn.body);
}

function refreshIn(node: Node): string | undefined {
  return callsIn(node)
    .map((call) => calleeOf(call)?.name ?? '')
    .find((name) => renewalOfName(name) === 'always');
}
