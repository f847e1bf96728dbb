import type { CallNode, Expression, FunctionNode, Node } from '../../code/model.js';
import { walk } from '../../code/walk.js';
import { countsTries, renewalOfName } from '../../knowledge/refresh.js';
import { contains } from '../../span.js';
import type { Named, RefreshRetry } from './model.js';
import { calleeOf, callsIn, functionOf, named, namedCall, namesIn } from './paths.js';
import { countRepair } from './repairs.js';
import type { Refreshes } from './refreshes.js';
import { bare } from '../trace.js';

/** Combine's and RxSwift's operators: `retry()`, `retry(.max)`, `retryWhen { … }`. */
export function* endlessOperators(call: CallNode, refreshes: Refreshes): Generator<RefreshRetry> {
  const callee = calleeOf(call);
  const chain = call.callee.kind === 'member' && call.callee.object;
  if (!callee || !chain || bare(chain).kind !== 'call' || !/^retry(When)?$/.test(callee.name)) return;
  const fn = functionOf(call);
  const [first] = call.args;
  const isTrigger = callee.name === 'retryWhen' || first?.label === 'when' || first?.value.kind === 'closure';
  if (!isTrigger && !isUnlimited(call)) return;
  const refresh = isTrigger ? triggerOf(call, chain, refreshes) : chainOf(chain, fn, refreshes);
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
function chainOf(chain: Expression, fn: FunctionNode | undefined, refreshes: Refreshes): Named | undefined {
  const calls = callsIn(chain);
  const refresh = calls.find((inner) => refreshes.isRefresh(inner));
  const isOwn = fn !== undefined && refreshes.functions.has(fn);
  if (!refresh && isOwn && calls.some((inner) => refreshes.isRequest(inner))) return named(fn);
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
