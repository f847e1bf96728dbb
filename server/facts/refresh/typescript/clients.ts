import type { CallNode, Node } from '../../../code/model.js';
import { walk } from '../../../code/walk.js';
import type { Callable } from '../../callables.js';
import { Modules } from '../../modules.js';
import type { RefreshingClient, SentRefresh } from '../model.js';
import { calleeOf } from '../paths.js';
import type { Interceptor } from './interceptors.js';
import type { Renewals } from './renewals.js';
import { isMarkedRequest } from './marks.js';
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
      return name !== undefined && /refresh|renew|reissue|newToken|newAccess/i.test(name) ? [name] : [];
    }),
  );
  return [...new Set(names)];
}

/** The names under which other files get a variable. */
function exportsOf(name: string, root: Node): readonly string[] {
  const names = new Set<string>();
  walk(root, (node) => {
    if (node.kind === 'variable' && node.name === name) {
      for (const attribute of node.attributes) if (attribute.name === 'export') names.add(name);
    }
    if (node.kind === 'export' && node.module === undefined) {
      for (const { local, exported } of node.names) if (local === name) names.add(exported);
    }
  });
  return [...names];
}

/** Refreshes that a text sends through a client of another file. */
export function sentRefreshes(renewals: Renewals): readonly SentRefresh[] {
  const modules = new Modules(renewals.code, renewals.scopes);
  return renewals.callables.all.flatMap((one) => {
    if (renewals.interceptors.of(one)) return [];
    const request = renewals.requestOf(one);
    return request ? (sentBy(request, one, modules) ?? []) : [];
  });
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
