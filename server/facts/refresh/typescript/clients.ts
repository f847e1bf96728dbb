import type { CallNode, Expression } from '../../../code/model.js';
import { renewsSomething } from '../../../knowledge/refresh.js';
import type { Callable } from '../../callables.js';
import type { Modules } from '../../modules.js';
import { bare } from '../../trace.js';
import type { RefreshingClient, SentRefresh } from '../model.js';
import { calleeOf } from '../paths.js';
import type { Interceptor } from './interceptors.js';
import type { Renewals } from './renewals.js';
import { changes, isMarkedRequest } from './marks.js';
import { exportsOf } from './exports.js';
import { isExempt, named } from './retries.js';

/** Clients of a text whose refused requests start a refresh that another file may send through them. */
export function refreshingClients(renewals: Renewals): readonly RefreshingClient[] {
  return renewals.interceptors.all.flatMap((one) => {
    if (one.stage !== 'response' || one.client === 'Apollo') return [];
    const refreshes = refreshesOf(one, renewals);
    const exported = exportsOf(one.client, renewals.code.root);
    if (refreshes.length === 0 || exported.length === 0) return [];
    return [
      { name: one.client, ...one.place, exported, refreshes, exempts: isExempt(one, undefined, renewals) },
    ];
  });
}

/** The refreshes of other files that a handler calls. */
function refreshesOf({ handler }: Interceptor, { callables }: Renewals): readonly string[] {
  const bodies = [
    handler,
    ...callables.callsIn(handler.body).flatMap((call) => callables.target(call) ?? []),
  ];
  const names = bodies.flatMap(({ body }) =>
    callables.callsIn(body).flatMap((call) => {
      const name = callables.target(call) ? undefined : calleeOf(call)?.name;
      return name !== undefined && renewsSomething(name) ? [name] : [];
    }),
  );
  return [...new Set(names)];
}

/** Refreshes that a text sends through a client, or a function that sends, of another file. */
export function sentRefreshes(renewals: Renewals, modules: Modules): readonly SentRefresh[] {
  return renewals.callables.all.flatMap((one) => {
    if (renewals.interceptors.of(one)) return [];
    const request = renewals.requestOf(one);
    const sent = request && sentBy(request, one, modules);
    if (sent) return [sent];
    const calls = renewals.callables.callsIn(one.body).filter((call) => renewals.asksForNewTokens(call));
    return calls.flatMap((call) => handedOver(call, one, modules) ?? []);
  });
}

/** `apiRequest('/auth/refresh', …)`, by a function of another file. */
function handedOver(call: CallNode, one: Callable, modules: Modules): SentRefresh | undefined {
  const sent = sentBy(call, one, modules);
  const isTold = call.args.some(({ value }) => tells(bare(value)));
  return sent && { ...sent, marked: sent.marked || isTold, byFunction: true };
}

/** An argument that may tell a function what to leave out: `false`, `{ auth: false }`. */
function tells(value: Expression): boolean {
  if (value.kind !== 'dictionary') return changes(value);
  return value.entries.some(({ value: entry }) => bare(entry).kind === 'boolean');
}

function sentBy(request: CallNode, one: Callable, modules: Modules): SentRefresh | undefined {
  const { callee } = request;
  const client = callee.kind === 'member' && callee.object ? callee.object : callee;
  const member = modules.member(client);
  const called = calleeOf(request);
  if (!member || !called || member.path.length > 1) return undefined;
  return {
    name: called.name,
    start: callee.start,
    end: callee.end,
    function: named(one),
    client: member.path[0] ?? 'default',
    module: member.module,
    marked: isMarkedRequest(request),
  };
}
