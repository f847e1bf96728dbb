import type { BlockNode, CallNode, Expression, IfNode, LoopNode, Node } from '../../../code/model.js';
import { ancestorsOf, enclosing } from '../../../code/walk.js';
import { contains } from '../../../span.js';
import type { Callable } from '../../callables.js';
import { bare } from '../../trace.js';
import type { GuardPlace, Insertion, RetryRepair } from '../model.js';
import { calleeOf, callsIn, failureBranch, leaves, type FailureBranch } from '../paths.js';
import { indentAt, mentions } from '../repairs.js';
import type { Renewals } from './renewals.js';

/** A counter as a parameter, `attempt`: where the function can wait, and its callers are not told of it. */
export function attemptRepair(
  one: Callable,
  call: CallNode,
  branch: FailureBranch,
  renewals: Renewals,
): RetryRepair | undefined {
  const { text } = renewals.code;
  if (!one.async || mentions(one.node, 'attempt') || branch.kind !== 'catch' || !call.parens)
    return undefined;
  const guard = guardPlace(branch, one, renewals);
  const parameter = parameterPlace(one, text);
  const last = call.args.at(-1);
  if (!guard || !parameter || one.parameters.length !== call.args.length) return undefined;
  const argument: Insertion = last
    ? { at: last.end, before: ', ', after: '' }
    : { at: call.parens.start + 1, before: '', after: '' };
  return { kind: 'attempt', parameter, argument, guard };
}

function parameterPlace({ node, parameters }: Callable, text: string): Insertion | undefined {
  const last = parameters.at(-1);
  if (last) return { at: last.default?.end ?? last.end, before: ', ', after: '' };
  const from = node.kind === 'function' ? node.nameSpan.end : node.start;
  const open = text.indexOf('(', from);
  if (open === -1 || text[open + 1] !== ')') return undefined;
  return { at: open + 1, before: '', after: '' };
}

/** The beginning of a branch's statements. */
function guardPlace(branch: FailureBranch, one: Callable, renewals: Renewals): GuardPlace | undefined {
  const first = branch.body?.statements[0];
  const { error } = branch;
  if (!first || !branch.body || error === undefined) return undefined;
  // `catch {` binds nothing that could be thrown on.
  const clause = enclosing(first, 'catch')?.clauses.find(({ body }) => body === branch.body);
  const indent = indentAt(renewals.code.text, first.start);
  if (indent === undefined || !clause || clause.patterns.length === 0) return undefined;
  const signOut = signOutOf(one, branch.body, renewals);
  return {
    at: first.start,
    indent,
    error,
    waits: callsIn(branch.body).some((call) =>
      /^(sleep|delay|wait|setTimeout)$/.test(calleeOf(call)?.name ?? ''),
    ),
    ...(signOut !== undefined && { signOut }),
  };
}

/** The sign-out beside a function, when it takes no arguments and is not called there already. */
function signOutOf(one: Callable, branch: BlockNode, { callables }: Renewals): string | undefined {
  const found = callables.all.find(
    (other) =>
      /^(signOut|logOut|logout|signout)$/.test(other.name) &&
      other.parameters.length === 0 &&
      other.holder === one.holder,
  );
  if (!found || callsIn(branch).some((call) => calleeOf(call)?.name === found.name)) return undefined;
  const isMember = found.holder !== undefined;
  return `${found.async ? 'await ' : ''}${isMember ? 'this.' : ''}${found.name}()`;
}

/** A counter beside a loop. */
export function loopRepair(loop: LoopNode, refresh: CallNode, renewals: Renewals): RetryRepair | undefined {
  const one = renewals.callables.around(loop);
  if (!one?.async || mentions(one.node, 'attempt')) return undefined;
  const indent = indentAt(renewals.code.text, loop.start);
  const clause = enclosing(refresh, 'catch')?.clauses[0];
  const first = clause?.body.statements[0];
  const branch = first && failureBranch(first, loop);
  const guard = branch && guardPlace(branch, one, renewals);
  if (indent === undefined || !guard) return undefined;
  return { kind: 'loop', before: { at: loop.start, before: '', after: indent }, guard };
}

/**
 * A mark on the request that is sent again, looked at where the handler decides whether to refresh: in a condition
 * around the refresh, or in one that leaves before it.
 */
export function markerRepair(again: CallNode, body: Callable, renewals: Renewals): RetryRepair | undefined {
  const { text } = renewals.code;
  const request = again.args.map(({ value }) => bare(value)).find(isPlainPath);
  const decision = request && decisionBefore(again, body);
  if (!request || !decision) return undefined;
  const { node, isExit } = decision;
  const [condition] = node.conditions;
  const indent = indentAt(text, node.start);
  const first = node.then?.statements[0];
  const inside = isExit ? indent : first && indentAt(text, first.start);
  if (!condition || node.conditions.length !== 1 || indent === undefined || inside === undefined)
    return undefined;
  const path = text.slice(request.start, request.end);
  const isDeclaredBefore = request.kind !== 'name' || isDeclared(request.name, node, body);
  const after = isExit ? node.end : first?.start;
  if (!isDeclaredBefore || after === undefined) return undefined;
  const source = text.slice(condition.start, condition.end);
  return {
    kind: 'marker',
    request: path,
    isTyped: isTyped(request, body, text),
    before: { at: node.start, before: '', after: indent },
    condition: {
      start: condition.start,
      end: condition.end,
      text: source,
      leaves: isExit,
      isCompound: isCompound(condition, isExit),
    },
    mark: isExit
      ? { at: after, before: `\n${inside}`, after: '' }
      : { at: after, before: '', after: `\n${inside}` },
  };
}

function isPlainPath(value: Expression): boolean {
  if (value.kind === 'name') return true;
  return value.kind === 'member' && value.object !== undefined && isPlainPath(bare(value.object));
}

/** Operators that bind weaker than the one that is added. */
function isCompound(condition: Node, isExit: boolean): boolean {
  if (condition.kind === 'conditional' || condition.kind === 'assign') return true;
  if (condition.kind !== 'binary') return false;
  return isExit ? condition.operator === '??' : condition.operator === '||' || condition.operator === '??';
}

function decisionBefore(again: CallNode, { body }: Callable): { node: IfNode; isExit: boolean } | undefined {
  const around = [...ancestorsOf(again)].filter((up) => up.kind === 'if' && contains(body, up));
  const outer = around.at(-1);
  if (outer?.kind === 'if' && outer.then && contains(outer.then, again) && speaksOfStatus(outer)) {
    return { node: outer, isExit: false };
  }
  const exit = body.statements.find(
    (one) =>
      one.kind === 'if' && one.end < again.start && !one.else && leaves(one.then) && speaksOfStatus(one),
  );
  return exit?.kind === 'if' ? { node: exit, isExit: true } : undefined;
}

function speaksOfStatus(node: IfNode): boolean {
  return node.conditions.some((condition) => failureWords(condition));
}

function failureWords(condition: Node): boolean {
  switch (condition.kind) {
    case 'number':
      return condition.text === '401' || condition.text === '403';
    case 'name':
      return /unauthori[sz]ed|expired|is401/i.test(condition.name);
    case 'binary':
      return failureWords(condition.left) || failureWords(condition.right);
    case 'unary':
      return failureWords(condition.operand);
    default:
      return false;
  }
}

function isDeclared(name: string, before: Node, { parameters, body }: Callable): boolean {
  if (parameters.some((parameter) => parameter.name === name)) return true;
  return body.statements.some((one) => declares(one, name) && one.end <= before.start);
}

function declares(node: Node, name: string): boolean {
  if (node.kind === 'variable') return node.name === name;
  return node.kind === 'other' && node.parts.some((part) => declares(part, name));
}

/** Whether the compiler knows the properties of the request, so that a new one has to be declared. */
function isTyped(request: Expression, { parameters, body }: Callable, text: string): boolean {
  const root = rootOf(request);
  const parameter = parameters.find(({ name }) => name === root);
  if (parameter) return parameter.type !== undefined && !/\bany\b/.test(parameter.type);
  const declared = body.statements.find((one) => root !== undefined && declares(one, root));
  const source = declared ? text.slice(declared.start, declared.end) : '';
  if (/_retry|\bany\b/.test(source)) return false;
  return (
    parameters.some(({ type }) => type !== undefined && !/\bany\b/.test(type)) ||
    /\bas\b|:\s*\w+Config/.test(source)
  );
}

function rootOf(node: Expression): string | undefined {
  if (node.kind === 'name') return node.name;
  return node.kind === 'member' && node.object ? rootOf(bare(node.object)) : undefined;
}
