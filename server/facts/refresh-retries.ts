import type { CallNode, Expression, FunctionNode, LoopNode, Node } from '../code/model.js';
import { ancestorsOf, walk } from '../code/walk.js';
import { countsTries, renewalOfName } from '../knowledge/refresh.js';
import { contains } from '../span.js';
import type { Named, RefreshRetry } from './refresh-model.js';
import {
  calleeOf,
  callsIn,
  conditionsIn,
  failureBranch,
  functionOf,
  isBounded,
  namesIn,
  type FailureBranch,
} from './refresh-paths.js';
import type { Refreshes } from './refreshes.js';
import { attemptRepair, countRepair, interceptorRepair, loopRepair } from './refresh-repairs.js';
import { bare } from './trace.js';

/** Everything in a text that starts a refresh, or a request that refreshes, once more. */
export function refreshRetries(refreshes: Refreshes): readonly RefreshRetry[] {
  const found: RefreshRetry[] = [];
  for (const fn of refreshes.scopes.functions) {
    found.push(...callsAgain(fn, refreshes), ...interceptors(fn, refreshes));
  }
  for (const fn of refreshes.functions) found.push(...throughItself(fn, refreshes));
  walk(refreshes.code.root, (node) => {
    if (node.kind === 'loop') found.push(...loops(node, refreshes));
    if (node.kind === 'call') found.push(...operators(node, refreshes));
  });
  return found.toSorted((a, b) => a.start - b.start);
}

function named(fn: FunctionNode): Named {
  return { name: fn.name, ...fn.nameSpan };
}

function namedCall(call: CallNode): Named {
  return calleeOf(call) ?? { name: '', start: call.start, end: call.end };
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
  const labels = fn.parameters.map(({ label }) => label);
  const isRetrier =
    (fn.name === 'retry' && labels.includes('dueTo')) || (fn.name === 'should' && labels.includes('retry'));
  if (!isRetrier || !fn.body) return;
  const refresh = refreshes.callsOf(fn).find((call) => refreshes.isRefresh(call));
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

/** A loop that nothing but a success leaves. */
function* loops(loop: LoopNode, refreshes: Refreshes): Generator<RefreshRetry> {
  const fn = functionOf(loop);
  if (!fn || !isEndless(loop)) return;
  const refresh = callsIn(loop.body).find(
    (call) => refreshes.isRefresh(call) || (refreshes.functions.has(fn) && refreshes.isExchange(call)),
  );
  if (!refresh || !isSwallowed(refresh, loop)) return;
  const repair = loopRepair(loop, fn, refresh, refreshes);
  yield {
    form: 'loop',
    function: named(fn),
    refresh: namedCall(refresh),
    bounded: isLeftOnFailure(loop) || counts(loop),
    start: loop.start,
    end: headEnd(loop, refreshes.code.text),
    ...(repair && { repair }),
  };
}

/** `while true`, or while what the loop itself has to get is missing. */
function isEndless(loop: LoopNode): boolean {
  const [condition, ...others] = loop.header;
  if (loop.form === 'for' || !condition || others.length > 0) return false;
  if (condition.kind === 'boolean') return condition.text === 'true' && leavesOnSuccess(loop);
  const flag =
    condition.kind === 'unary' && condition.operator === '!'
      ? condition.operand
      : condition.kind === 'binary' && condition.operator === '==' && isNothing(condition.right)
        ? condition.left
        : undefined;
  return flag?.kind === 'name' && assigns(loop, flag.name);
}

function isNothing(node: Node): boolean {
  return node.kind === 'nil' || (node.kind === 'boolean' && node.text === 'false');
}

function assigns(loop: LoopNode, name: string): boolean {
  let found = false;
  walk(loop.body, (node) => {
    if (node.kind === 'assign' && node.target.kind === 'name' && node.target.name === name) found = true;
  });
  return found;
}

/** A loop without a way out on success is a ticker. */
function leavesOnSuccess(loop: LoopNode): boolean {
  return exitsOf(loop).length > 0;
}

/** The statements that leave a loop: not the `break` of a `switch` or of a loop inside. */
function exitsOf(loop: LoopNode): readonly Node[] {
  const exits: Node[] = [];
  walk(loop.body, (node) => {
    if (node.kind === 'closure' || node.kind === 'function') return false;
    if (node.kind !== 'jump' || node.form === 'continue') return true;
    const owner = [...ancestorsOf(node)].find(({ kind }) => kind === 'loop' || kind === 'switch');
    if (node.form !== 'break' || owner === loop) exits.push(node);
    return true;
  });
  return exits;
}

/** A `throw` or an exit in the branch of a failure ends the tries at least for some failures. */
function isLeftOnFailure(loop: LoopNode): boolean {
  return exitsOf(loop).some((exit) => {
    if (exit.kind === 'jump' && exit.form === 'throw' && !isOfNamedError(exit, loop)) return true;
    const branch = failureBranch(exit, loop);
    return branch !== undefined && branch.kind !== 'afterExit';
  });
}

function isOfNamedError(exit: Node, loop: LoopNode): boolean {
  const branch = failureBranch(exit, loop);
  return branch?.kind === 'catch' && branch.error !== undefined && branch.error !== 'error';
}

/** Whether a failure of the call stays inside the loop: it is caught there, or never thrown. */
function isSwallowed(call: CallNode, loop: LoopNode): boolean {
  let thrown = false;
  let inner: Node = call;
  for (const up of ancestorsOf(call)) {
    if (up === loop) return !thrown;
    if (up.kind === 'try') thrown = up.mode === 'try';
    if (up.kind === 'catch' && up.body === inner && up.clauses.length > 0) return true;
    inner = up;
  }
  return false;
}

/** Whether a loop counts, or looks at something that counts or at a cancellation. */
function counts(loop: LoopNode): boolean {
  let counted = false;
  walk(loop.body, (node) => {
    if (node.kind === 'assign' && /^[-+]=$/.test(node.operator)) counted = true;
  });
  const names = [...namesIn(...conditionsIn(loop), ...callsIn(loop.body).map(({ callee }) => callee))];
  return counted || names.some((name) => countsTries(name) || /cancell|checkCancellation/i.test(name));
}

function headEnd(loop: LoopNode, text: string): number {
  if (loop.form === 'repeat') return loop.start + 'repeat'.length;
  const head = text.slice(loop.start, loop.body.start).trimEnd();
  return loop.start + head.length;
}

/** Combine's and RxSwift's operators: `retry()`, `retry(.max)`, `retryWhen { … }`. */
function* operators(call: CallNode, refreshes: Refreshes): Generator<RefreshRetry> {
  const callee = calleeOf(call);
  const chain = call.callee.kind === 'member' && call.callee.object;
  if (!callee || !chain || bare(chain).kind !== 'call' || !/^retry(When)?$/.test(callee.name)) return;
  const fn = functionOf(call);
  const [first] = call.args;
  const isTrigger = callee.name === 'retryWhen' || first?.label === 'when' || first?.value.kind === 'closure';
  if (!isTrigger && !isUnlimited(call)) return;
  const refresh = isTrigger ? triggerOf(call, chain, refreshes) : chainOf(chain, refreshes);
  if (!fn || !refresh) return;
  const repair = isTrigger ? undefined : countRepair(call);
  yield {
    form: isTrigger ? 'trigger' : 'operator',
    function: named(fn),
    refresh,
    bounded: isTrigger && call.args.some(({ value }) => limits(value)),
    start: callee.start,
    end: call.parens?.end ?? callee.end,
    ...(repair && { repair }),
  };
}

/** The refresh that a chain of operators begins with or holds. */
function chainOf(chain: Expression, refreshes: Refreshes): Named | undefined {
  const refresh = callsIn(chain).find((inner) => refreshes.isRefresh(inner));
  return refresh && namedCall(refresh);
}

/** What a trigger waits for: a refresh that it calls, or a stored publisher of one. */
function triggerOf(call: CallNode, chain: Expression, refreshes: Refreshes): Named | undefined {
  const refresh = callsIn(call).find((inner) => !contains(chain, inner) && refreshes.isRefresh(inner));
  if (refresh) return namedCall(refresh);
  let found: Named | undefined;
  for (const { value } of call.args) {
    walk(value, (node) => {
      const isRenewal = node.kind === 'member' && renewalOfName(node.name) === 'always';
      if (isRenewal && node.object) found ??= { name: node.name, ...node.nameSpan };
    });
  }
  return found;
}

function isUnlimited(call: CallNode): boolean {
  const [first, ...others] = call.args;
  if (!first) return call.parens !== undefined;
  const value = bare(first.value);
  return others.length === 0 && value.kind === 'member' && value.name === 'max';
}

const LIMITING = /^(enumerated|take|zip|scan|range|prefix|max\w*|index|takeWhile|take\w+)$/;

function limits(trigger: Node): boolean {
  return [...namesIn(trigger)].some((name) => countsTries(name) || LIMITING.test(name));
}
