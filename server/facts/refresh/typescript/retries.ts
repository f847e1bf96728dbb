import type { CallNode, Expression, Node } from '../../../code/model.js';
import { walk } from '../../../code/walk.js';
import { exemptsRequest, LOOKS_AT_ADDRESS } from '../../../knowledge/http.js';
import { countsTries, remembersRenewal } from '../../../knowledge/refresh.js';
import { contains } from '../../../span.js';
import { lastNameOf, type Callable } from '../../callables.js';
import { bare, trace } from '../../trace.js';
import { endlessLoops, type LoopReading } from '../loops.js';
import type { Named, RefreshRetry } from '../model.js';
import { calleeOf, failureBranch, namedCall, namesIn } from '../paths.js';
import type { Interceptor } from './interceptors.js';
import { endlessOptions } from './options.js';
import type { Renewals } from './renewals.js';
import { asksElsewhere, changes, conditionsAround, CONFIG, isMarked, isMarkedRequest } from './marks.js';
import { attemptRepair, loopRepair, markerRepair } from './repairs.js';

/** Everything in a text that starts a refresh, or a request that refreshes, once more. */
export function refreshRetries(renewals: Renewals): readonly RefreshRetry[] {
  const { callables, interceptors, code } = renewals;
  const found: RefreshRetry[] = [];
  for (const one of callables.all) found.push(...callsAgain(one, renewals));
  for (const one of interceptors.all) {
    if (one.stage !== 'response' || one.client === 'Apollo') continue;
    found.push(...sentAgain(one, renewals), ...throughItself(one, renewals));
  }
  const loops = loopsOf(renewals);
  walk(code.root, (node) => {
    if (node.kind === 'call') found.push(...endlessOptions(node, renewals));
    if (node.kind === 'loop') found.push(...endlessLoops(node, loops));
  });
  return found.toSorted((a, b) => a.start - b.start);
}

function loopsOf(renewals: Renewals): LoopReading {
  const { callables, code } = renewals;
  return {
    text: code.text,
    functionAround: (loop) => {
      const around = callables.around(loop);
      return around && named(around);
    },
    isRefresh: (call) => renewals.isRenewal(call) || renewals.isRenewalRequest(call),
    allThrow: true,
    repairOf: (loop, refresh) => loopRepair(loop, refresh, renewals),
  };
}

export function named({ name, nameSpan }: Callable): Named {
  return { name, start: nameSpan.start, end: nameSpan.end };
}

/** A function that calls itself where it has failed: a refresh, or a request after its refresh. */
function* callsAgain(one: Callable, renewals: Renewals): Generator<RefreshRetry> {
  const { callables } = renewals;
  const calls = callables.callsIn(one.body);
  const isRenewer = renewals.renewers.has(one);
  for (const call of calls) {
    if (callables.target(call) !== one) continue;
    const branch = failureBranch(call, one.node);
    if (!branch) continue;
    const { body } = branch;
    const refresh = isRenewer
      ? call
      : renewals.renewalIn(
          calls.filter((other) => other.start < call.start && (!body || contains(body, other))),
        );
    if (!refresh) continue;
    const repair = attemptRepair(one, call, branch, renewals);
    yield {
      form: isRenewer ? 'refreshAgain' : 'requestAgain',
      function: named(one),
      refresh: namedCall(refresh),
      bounded: isBounded(call, one, renewals),
      start: call.start,
      end: call.end,
      ...(repair && { repair }),
    };
  }
}

/** Whether tries are counted or flagged: in a condition, or by an argument that is another one the next time. */
function isBounded(call: CallNode, one: Callable, renewals: Renewals): boolean {
  const names = [...namesIn(...conditionsAround(one, renewals))];
  if (names.some((name) => countsTries(name) || remembersRenewal(name))) return true;
  return call.args.some(({ value }) => changes(bare(value)));
}

/** An interceptor that refreshes and sends the refused request again through the client that it belongs to. */
function* sentAgain(one: Interceptor, renewals: Renewals): Generator<RefreshRetry> {
  const { handler } = one;
  for (const body of bodiesOf(one, renewals)) {
    const calls = renewals.callables.callsIn(body.body);
    const again = calls.find((call) => sendsAgain(call, one, renewals));
    const before = again && calls.filter((call) => call.start < again.start && !contains(call, again));
    const refresh =
      again && renewals.renewalIn([...(before ?? []), ...calls.filter((call) => contains(call, again))]);
    if (!again || !refresh) continue;
    const repair = markerRepair(again, body, renewals);
    yield {
      form: 'interceptor',
      function: { ...named(handler), ...one.place },
      refresh: namedCall(refresh),
      bounded: isMarked(again, body, renewals),
      start: again.start,
      end: again.end,
      ...(repair && { repair }),
    };
    return;
  }
}

/** The handler, and what of this text it hands its error to. */
function bodiesOf({ handler }: Interceptor, renewals: Renewals): readonly Callable[] {
  const { callables } = renewals;
  const handed = callables.callsIn(handler.body).flatMap((call) => {
    const target = callables.target(call);
    return target && target !== handler && !renewals.renewers.has(target) ? [target] : [];
  });
  return [handler, ...new Set(handed)];
}

/** `client(error.config)`, `client.request(original)` */
function sendsAgain(call: CallNode, { client }: Interceptor, renewals: Renewals): boolean {
  const { interceptors } = renewals;
  const callee = interceptors.source(call.callee).replaceAll(/[?!]/g, '');
  const own = client.replaceAll(/[?!]/g, '');
  if (callee !== own && !callee.startsWith(`${own}.`)) return false;
  return call.args.some(({ value }) => isConfig(value, renewals));
}

function isConfig(value: Expression, renewals: Renewals): boolean {
  const node = bare(value);
  if (node.kind === 'member') return /^(config|request)$/.test(node.name);
  if (node.kind === 'dictionary') {
    return node.entries.some(({ key, value: entry }) => key === undefined && isConfig(entry, renewals));
  }
  if (node.kind !== 'name') return false;
  if (CONFIG.test(node.name)) return true;
  const { node: origin } = trace(node, renewals.scopes);
  return origin.kind === 'member' && /^(config|request)$/.test(origin.name);
}

/** A refresh that is sent by the client whose handler refreshes when a request is refused. */
function* throughItself(one: Interceptor, renewals: Renewals): Generator<RefreshRetry> {
  const { callables } = renewals;
  for (const { body, by } of reachedFrom(one, renewals)) {
    const request = callables
      .callsIn(body.body)
      .find((call) => renewals.isRenewalRequest(call) && isSentBy(call, one, renewals));
    const callee = request && calleeOf(request);
    if (!request || !callee) continue;
    yield {
      form: 'throughItself',
      function: by ? named(body) : { ...named(one.handler), ...one.place },
      refresh: by ? namedCall(by) : namedCall(request),
      via: { name: one.client, ...one.place },
      bounded: isExempt(one, request, renewals),
      start: request.callee.start,
      end: request.callee.end,
    };
    return;
  }
}

interface Reached {
  readonly body: Callable;
  /** The call that leads there; undefined for the handler itself. */
  readonly by?: CallNode;
}

/** The handler of an interceptor, and the renewers that it leads to. */
function reachedFrom({ handler }: Interceptor, renewals: Renewals): readonly Reached[] {
  const { callables } = renewals;
  const reached: Reached[] = [{ body: handler }];
  const seen = new Set([handler]);
  for (const { body, by } of reached) {
    for (const call of callables.callsIn(body.body)) {
      const target = callables.target(call);
      if (!target || seen.has(target) || reached.length > 8) continue;
      seen.add(target);
      reached.push({ body: target, by: by ?? call });
    }
  }
  return reached;
}

function isSentBy(request: CallNode, { client }: Interceptor, { interceptors }: Renewals): boolean {
  const callee = interceptors.source(request.callee).replaceAll(/[?!]/g, '');
  const own = client.replaceAll(/[?!]/g, '');
  return callee.replace(/<.*$/, '') === own || callee.startsWith(`${own}.`);
}

/** Whether a handler leaves the refresh itself alone. */
export function isExempt(one: Interceptor, request: CallNode | undefined, renewals: Renewals): boolean {
  const bodies = bodiesOf(one, renewals);
  const conditions = bodies.flatMap((body) => conditionsAround(body, renewals));
  const names = [...namesIn(...conditions)];
  if (names.some((name) => LOOKS_AT_ADDRESS.test(name) || remembersRenewal(name) || exemptsRequest(name)))
    return true;
  if (bodies.some((body) => asksElsewhere(conditions, body, renewals))) return true;
  if (bodies.some(({ body }) => ejects(body))) return true;
  return request !== undefined && isMarkedRequest(request);
}

/** `client.interceptors.response.eject(id)` while the refresh runs. */
function ejects(body: Node): boolean {
  let found = false;
  walk(body, (node) => {
    if (node.kind === 'call' && lastNameOf(node.callee) === 'eject') found = true;
  });
  return found;
}
