import type { CallNode, Expression, Node } from '../../../code/model.js';
import { walk } from '../../../code/walk.js';
import { callsIn, calleeOf, namedCall, namesIn } from '../paths.js';
import { keyName } from '../../callables.js';
import { bare, trace } from '../../trace.js';
import type { RefreshRetry } from '../model.js';
import type { Renewals } from './renewals.js';

/** Options of retrying libraries that set no limit: ky, async-retry, axios-retry, p-retry, urql, Apollo, React Query. */
const LIMITS =
  /^(limit|retries|retry|maxRetries|maxAttempts|maxNumberAttempts|numOfAttempts|times|max|maxTries|forever|attempts)$/;

/** A call of a retrying function around a refresh, or with a refresh in its hooks, whose options set no limit. */
export function* endlessOptions(call: CallNode, renewals: Renewals): Generator<RefreshRetry> {
  yield* throughHeldBack(call, renewals);
  if (!/retry|^(create|extend)$|backOff|useQuery|useMutation/i.test(calleeOf(call)?.name ?? '')) return;
  // React Query retries without end at `retry: true`, node-retry at `forever: true`; with others that means some default.
  const endless = (calleeOf(call)?.name ?? '').startsWith('use') ? /^retry$/ : /^forever$/;
  const option = call.args
    .map(({ value }) => endlessEntry(value, renewals, endless))
    .find((found) => found !== undefined);
  const refresh = option && renewals.renewalIn(callsIn(call).filter((inner) => inner !== call));
  const around = refresh && renewals.callables.around(call);
  const callee = calleeOf(call);
  if (!option || !refresh || !callee) return;
  yield {
    form: 'operator',
    function: around ? { name: around.name, ...around.nameSpan } : callee,
    refresh: namedCall(refresh),
    bounded: false,
    start: option.start,
    end: option.end,
    repair: { kind: 'count', argument: { start: option.start, end: option.end } },
  };
}

/** `limit: Infinity`, also inside `retry: { … }`; the span is that of the value. */
function endlessEntry(value: Expression, renewals: Renewals, endless: RegExp): Expression | undefined {
  const node = bare(value);
  if (node.kind !== 'dictionary') return undefined;
  for (const { key, value: entry } of node.entries) {
    const name = key && keyName(key);
    if (name === undefined || !LIMITS.test(name)) continue;
    const inner = endlessEntry(entry, renewals, endless);
    if (inner) return inner;
    const { node: limit } = trace(entry, renewals.scopes);
    if (endless.test(name) && limit.kind === 'boolean' && limit.text === 'true') return bare(entry);
    if (limit.kind === 'name' && limit.name === 'Infinity') return bare(entry);
    if (limit.kind === 'member' && /^(POSITIVE_INFINITY|MAX_VALUE|MAX_SAFE_INTEGER)$/.test(limit.name))
      return bare(entry);
  }
  return undefined;
}

/**
 * A refresh through the instance that axios-auth-refresh holds back while it refreshes, so that both wait for ever: from
 * the start where something is awaited before the request, else when the refresh itself is refused and not told apart.
 * Tried with axios-auth-refresh 5.0.2 and 3.3.6; `skipAuthRefresh` helps in the second case only.
 */
function* throughHeldBack(call: CallNode, renewals: Renewals): Generator<RefreshRetry> {
  const callee = calleeOf(call);
  if (!callee || !/^createAuthRefresh(Interceptor)?$/.test(callee.name)) return;
  const [instance, handler, options] = call.args;
  const target = handler && renewals.callables.resolve(handler.value);
  if (!instance || !target) return;
  const own = renewals.interceptors.source(instance.value);
  const request = renewals.callables.callsIn(target.body).find((inner) => {
    const sender = renewals.interceptors.source(inner.callee);
    return renewals.isRequest(inner) && (sender === own || sender.startsWith(`${own}.`));
  });
  if (!request) return;
  const isLate = waitsBefore(request, target.body);
  if (!isLate && !(options && offEntry(options.value))) return;
  const marked = [...namesIn(request)].includes('skipAuthRefresh') || mentionsKey(request, 'skipAuthRefresh');
  yield {
    form: isLate ? 'heldBack' : 'waitsForItself',
    function: { name: target.name, ...target.nameSpan },
    refresh: callee,
    via: { name: own, start: instance.start, end: instance.end },
    bounded: marked && !isLate,
    start: request.callee.start,
    end: request.callee.end,
  };
}

/** Whether a function gives up its turn before it sends a request. */
function waitsBefore(request: CallNode, body: Node): boolean {
  let waits = false;
  walk(body, (node) => {
    if (node.kind === 'await' && node.end <= request.start) waits = true;
    return !waits && node.kind !== 'closure' && node.kind !== 'function';
  });
  return waits;
}

function offEntry(value: Expression): Expression | undefined {
  const node = bare(value);
  const entry =
    node.kind === 'dictionary' &&
    node.entries.find(({ key }) => key && keyName(key) === 'deduplicateRefresh');
  return entry && entry.value.kind === 'boolean' && entry.value.text === 'false' ? entry.value : undefined;
}

function mentionsKey(call: CallNode, name: string): boolean {
  return call.args.some(({ value }) => {
    const node = bare(value);
    return (
      node.kind === 'dictionary' && node.entries.some(({ key }) => key !== undefined && keyName(key) === name)
    );
  });
}
