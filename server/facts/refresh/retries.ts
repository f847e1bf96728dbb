import type { CallNode, Expression, FunctionNode, Node } from '../../code/model.js';
import { walk } from '../../code/walk.js';
import { countsTries, isRefreshToken } from '../../knowledge/refresh.js';
import { contains } from '../../span.js';
import { endlessLoops, type LoopReading } from './loops.js';
import type { RefreshRetry } from './model.js';
import { endlessOperators } from './operators.js';
import {
  conditionsIn,
  failureBranch,
  functionOf,
  isBounded,
  named,
  namedCall,
  namesIn,
  type FailureBranch,
} from './paths.js';
import { attemptRepair, interceptorRepair, loopRepair } from './repairs.js';
import type { Refreshes } from './refreshes.js';
import { bare } from '../trace.js';

/** Everything in a text that starts a refresh, or a request that refreshes, once more. */
export function refreshRetries(refreshes: Refreshes): readonly RefreshRetry[] {
  const found: RefreshRetry[] = [];
  for (const fn of refreshes.scopes.functions) {
    found.push(...callsAgain(fn, refreshes), ...interceptors(fn, refreshes), ...delegates(fn, refreshes));
  }
  for (const fn of refreshes.functions) found.push(...throughItself(fn, refreshes));
  const loops = loopsOf(refreshes);
  walk(refreshes.code.root, (node) => {
    if (node.kind === 'loop') found.push(...endlessLoops(node, loops));
    if (node.kind === 'call') found.push(...endlessOperators(node, refreshes));
  });
  return found.toSorted((a, b) => a.start - b.start);
}

function loopsOf(refreshes: Refreshes): LoopReading {
  return {
    text: refreshes.code.text,
    functionAround: (loop) => {
      const fn = functionOf(loop);
      return fn && named(fn);
    },
    isRefresh: (call, loop) => {
      const fn = functionOf(loop);
      const isOwn = fn !== undefined && refreshes.functions.has(fn);
      return refreshes.isRefresh(call) || (isOwn && refreshes.isExchange(call));
    },
    allThrow: false,
    repairOf: (loop, refresh) => {
      const fn = functionOf(loop);
      return fn && loopRepair(loop, fn, refresh, refreshes);
    },
  };
}

/** A function that calls itself where it has failed: a refresh, or a request after its refresh. */
function* callsAgain(fn: FunctionNode, refreshes: Refreshes): Generator<RefreshRetry> {
  for (const call of refreshes.callsOf(fn)) {
    if (refreshes.target(call) !== fn || functionOf(call) !== fn) continue;
    const branch = failureBranch(call, fn);
    if (!branch) continue;
    const isRefresh = refreshes.functions.has(fn);
    const refresh = isRefresh ? call : refreshBefore(call, branch, fn, refreshes);
    if (!refresh) continue;
    const repair = attemptRepair(fn, call, branch, refreshes);
    yield {
      form: isRefresh ? 'refreshAgain' : 'requestAgain',
      function: named(fn),
      refresh: namedCall(refresh),
      bounded: isBounded(call, fn),
      start: call.start,
      end: call.end,
      ...(repair && { repair }),
    };
  }
}

/** The refresh that happens in the same branch before a request is sent again. */
function refreshBefore(
  call: CallNode,
  { body }: FailureBranch,
  fn: FunctionNode,
  refreshes: Refreshes,
): CallNode | undefined {
  return refreshes
    .callsOf(fn)
    .find(
      (other) => other.start < call.start && (!body || contains(body, other)) && refreshes.isRefresh(other),
    );
}

/** A request is left out of the refreshing when its function looks at where it goes or whether it is signed. */
const EXEMPTION = /path|url|endpoint|route|auth|target|anonymous|public|login|refreshing|isRefresh/i;

/** A refresh that is sent by a function which calls the refresh when it is refused. */
function* throughItself(fn: FunctionNode, refreshes: Refreshes): Generator<RefreshRetry> {
  for (const call of refreshes.callsOf(fn)) {
    const sender = refreshes.target(call);
    if (!sender || sender === fn || refreshes.functions.has(sender)) continue;
    const back = refreshes
      .callsOf(sender)
      .find((other) => refreshes.target(other) === fn && failureBranch(other, sender) !== undefined);
    if (!back) continue;
    const exempt = [...namesIn(...conditionsIn(sender))].some((name) => EXEMPTION.test(name));
    const told = call.args.some(
      ({ label, value }) => label !== undefined && value.kind === 'member' && !value.object,
    );
    yield {
      form: 'throughItself',
      function: named(fn),
      refresh: namedCall(back),
      via: named(sender),
      bounded: exempt || told || isBounded(call, fn) || isBounded(back, sender),
      start: call.start,
      end: call.end,
    };
  }
}

/** Alamofire's retriers: nothing but they themselves limit how often a request is sent again. */
function* interceptors(fn: FunctionNode, refreshes: Refreshes): Generator<RefreshRetry> {
  const labels = new Set(fn.parameters.map(({ label }) => label));
  const isRetrier =
    (fn.name === 'retry' && labels.has('dueTo')) || (fn.name === 'should' && labels.has('retry'));
  if (!isRetrier || !fn.body) return;
  const refresh =
    refreshes.callsOf(fn).find((call) => refreshes.isRefresh(call)) ?? exchangeIn(fn, refreshes);
  const target = refresh && refreshes.target(refresh);
  // The refresh can be given the retrier's completion, and answer for it.
  const bodies = [fn, ...(target?.parameters.some(isRetryCompletion) ? [target] : [])].flatMap(
    ({ body }) => body ?? [],
  );
  const asks = bodies.flatMap((body) => asksAgain(body, fn) ?? [])[0];
  if (!refresh || !asks) return;
  const repair = interceptorRepair(fn, refreshes.code.text);
  yield {
    form: 'interceptor',
    function: named(fn),
    refresh: namedCall(refresh),
    bounded: [...namesIn(...bodies.flatMap(conditionsIn))].some((name) => countsTries(name)),
    start: asks.start,
    end: asks.end,
    ...(repair && { repair }),
  };
}

/** The request by which a function itself trades the refresh token it reads for new tokens. */
function exchangeIn(fn: FunctionNode, refreshes: Refreshes): CallNode | undefined {
  if (!fn.body || ![...namesIn(fn.body)].some(isRefreshToken)) return undefined;
  return refreshes.callsOf(fn).find((call) => refreshes.isRequest(call));
}

/** The delegate of a URLSession that refreshes when a task was refused and starts the request anew. */
function* delegates(fn: FunctionNode, refreshes: Refreshes): Generator<RefreshRetry> {
  if (!fn.parameters.some(({ label }) => label === 'didCompleteWithError')) return;
  const refresh = refreshes.callsOf(fn).find((call) => refreshes.isRefresh(call));
  const again =
    refresh && refreshes.callsOf(fn).find((call) => call.start > refresh.start && refreshes.isRequest(call));
  if (!refresh || !again) return;
  yield {
    form: 'interceptor',
    function: named(fn),
    refresh: namedCall(refresh),
    bounded: isBounded(again, fn),
    start: again.start,
    end: again.end,
  };
}

function isRetryCompletion({ type }: FunctionNode['parameters'][number]): boolean {
  return /RetryResult|RetryCompletion/.test(type ?? '');
}

/** `completion(.retry)`, also on a condition, and Alamofire 4's `completion(true, 0)`. */
function asksAgain(body: Node, retrier: FunctionNode): Node | undefined {
  const isFour = retrier.name === 'should';
  let found: Node | undefined;
  walk(body, (node) => {
    const [first] = node.kind === 'call' ? node.args : [];
    if (node.kind !== 'call' || !first) return;
    const value = bare(first.value);
    const outcomes = value.kind === 'conditional' ? [value.then, value.else] : [value];
    if ((isFour && isRetryOfFour(node, value)) || outcomes.some(isRetry)) found ??= node;
  });
  return found;
}

/** `completion(succeeded, 0.0)` */
function isRetryOfFour(call: CallNode, first: Expression): boolean {
  const callee = call.callee.kind === 'name' ? call.callee.name : '';
  const isAnswer = /completion|retry/i.test(callee) && call.args.length === 2;
  return isAnswer && !(first.kind === 'boolean' && first.text === 'false') && first.kind !== 'closure';
}

/** `.retry`, `.retryWithDelay(1)` */
function isRetry(outcome: Expression): boolean {
  const target = outcome.kind === 'call' ? outcome.callee : outcome;
  return target.kind === 'member' && !target.object && /^retry(WithDelay)?$/.test(target.name);
}
