import type { CallNode, Node } from '../../../code/model.js';
import { nodesIn } from '../../../code/nodes.js';
import { ancestorsOf } from '../../../code/walk.js';
import { exemptsRequest, LOOKS_AT_ADDRESS } from '../../../knowledge/http.js';
import { countsTries, remembersRenewal, renewsSomething } from '../../../knowledge/refresh.js';
import type { Callable } from '../../callables.js';
import type { Modules } from '../../modules.js';
import type { CalledRefresh, RefreshingClient } from '../model.js';
import { failureBranch, leaves, namesIn } from '../paths.js';
import type { Renewals } from './renewals.js';
import { exportsOf } from './exports.js';
import { named } from './retries.js';

/**
 * Functions of a text that send what other files ask for and, when that is refused, call a refresh of another file:
 * `apiRequest(…)`, `api.request(…)`.
 */
export function refreshingSenders(renewals: Renewals, modules: Modules): readonly RefreshingClient[] {
  const { callables, interceptors } = renewals;
  return callables.all.flatMap((one) => {
    if (renewals.renewers.has(one) || interceptors.of(one)) return [];
    if (!sendsRequests(one, renewals)) return [];
    const calls = callsOnRefusal(one, renewals, modules);
    return calls.length === 0 ? [] : entriesTo(one, calls, renewals);
  });
}

/** Whether a function sends requests, itself or by one more function of its text. */
function sendsRequests(one: Callable, renewals: Renewals): boolean {
  const { callables } = renewals;
  const calls = callables.callsIn(one.body);
  const inner = calls.flatMap((call) => callables.target(call) ?? []);
  return [...calls, ...inner.flatMap(({ body }) => callables.callsIn(body))].some((call) =>
    renewals.isRequest(call),
  );
}

interface RefusalCall {
  /** The call in the function itself. */
  readonly call: CallNode;
  /** What it comes down to. */
  readonly refresh: CalledRefresh;
}

/** The refreshes of other files that a function calls where its request was refused, itself or by one more function. */
function callsOnRefusal(one: Callable, renewals: Renewals, modules: Modules): readonly RefusalCall[] {
  const { callables } = renewals;
  return callables.callsIn(one.body).flatMap((call) => {
    if (!failureBranch(call, one.node)) return [];
    const target = callables.target(call);
    const inner = target ? callables.callsIn(target.body) : [call];
    return inner.flatMap((each) => refreshCalled(each, modules) ?? []).map((refresh) => ({ call, refresh }));
  });
}

function refreshCalled(call: CallNode, modules: Modules): CalledRefresh | undefined {
  const member = modules.member(call.callee);
  const name = member?.path.at(-1);
  return member && name !== undefined && renewsSomething(name) ? { name, module: member.module } : undefined;
}

/** The names by which other files reach a function: its own, its object's, and those of functions that only call it. */
function entriesTo(
  one: Callable,
  calls: readonly RefusalCall[],
  { callables, code }: Renewals,
): readonly RefreshingClient[] {
  const refreshesFrom = calls.map(({ refresh }) => refresh);
  const exempts = calls.every(({ call }) => isExempt(call, one));
  const around = callables.callersOf(one).flatMap((call) => callables.around(call) ?? []);
  const entries = [one, ...new Set(around)];
  const shared = { ...named(one), refreshes: refreshesFrom.map(({ name }) => name), refreshesFrom, exempts };
  const byItself = entries.filter(({ holder }) => holder === undefined);
  const exported = byItself.flatMap(({ name }) => exportsOf(name, code.root));
  const methods = entries.filter(({ holder }) => holder !== undefined && holder === one.holder);
  const objects = one.holder === undefined ? [] : objectsOf(one.holder, code.root);
  return [
    ...(exported.length > 0 ? [{ ...shared, exported }] : []),
    ...(objects.length > 0
      ? [{ ...shared, exported: objects, methods: methods.map(({ name }) => name) }]
      : []),
  ];
}

/** The names under which other files get an object, or the instances of a class. */
function objectsOf(holder: string, root: Node): readonly string[] {
  const names = new Set(exportsOf(holder, root));
  for (const { name, value } of nodesIn(root, 'variable')) {
    const callee = value?.kind === 'call' ? value.callee : undefined;
    if (callee?.kind !== 'name' || callee.name !== holder) continue;
    for (const exported of exportsOf(name, root)) names.add(exported);
  }
  return [...names];
}

/** Whether the refresh is left out for some requests: by where they go, by a flag, or by what the caller says. */
function isExempt(call: CallNode, one: Callable): boolean {
  const given = new Set(one.parameters.map(({ name }) => name));
  return conditionsOf(call, one).some((condition) => {
    const names = [...namesIn(condition)];
    if (names.some((name) => remembersRenewal(name) || countsTries(name) || exemptsRequest(name)))
      return true;
    if (names.some((name) => given.has(name))) return true;
    return names.some((name) => LOOKS_AT_ADDRESS.test(name)) && speaksOfSessions(condition);
  });
}

/** The conditions under which a call is reached: those around it, and those that leave the function before it. */
function conditionsOf(call: CallNode, one: Callable): readonly Node[] {
  const found: Node[] = [];
  let inner: Node = call;
  for (const up of ancestorsOf(call)) {
    if (up === one.node) break;
    if (up.kind === 'if') found.push(...up.conditions);
    if (up.kind === 'conditional') found.push(up.test);
    if (up.kind === 'switch' && up.subject) found.push(up.subject);
    if (up.kind === 'block') found.push(...leavingBefore(up.statements, inner));
    inner = up;
  }
  return found;
}

function leavingBefore(statements: readonly Node[], inner: Node): readonly Node[] {
  return statements.flatMap((statement) =>
    statement.kind === 'if' &&
    statement.end <= inner.start &&
    (leaves(statement.then) || leaves(statement.else))
      ? statement.conditions
      : [],
  );
}

/** `url.includes('/auth/')`; what begins with `http://` says nothing about whose request it is. */
function speaksOfSessions(condition: Node): boolean {
  return nodesIn(condition, 'text', 'name', 'member').some((node) =>
    node.kind === 'text'
      ? node.parts.some((part) => typeof part === 'string' && ABOUT.test(part))
      : ABOUT.test(node.name),
  );
}

const ABOUT = /auth|refresh|renew|log_?-?in|sign_?-?in|token|session|public|anonymous|account/i;
