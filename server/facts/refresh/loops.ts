import type { CallNode, LoopNode, Node } from '../../code/model.js';
import { ancestorsOf, walk } from '../../code/walk.js';
import { countsTries } from '../../knowledge/refresh.js';
import type { Named, RefreshRetry, RetryRepair } from './model.js';
import { callsIn, conditionsIn, failureBranch, namedCall, namesIn } from './paths.js';

/** What a language's own reading of a text tells of loops. */
export interface LoopReading {
  readonly text: string;
  /** The function that a loop is in. */
  readonly functionAround: (loop: LoopNode) => Named | undefined;
  readonly isRefresh: (call: CallNode, loop: LoopNode) => boolean;
  /** Every call may throw, without a word that says so. */
  readonly allThrow: boolean;
  readonly repairOf?: (loop: LoopNode, refresh: CallNode) => RetryRepair | undefined;
}

/** A loop that nothing but a success leaves. */
export function* endlessLoops(loop: LoopNode, reading: LoopReading): Generator<RefreshRetry> {
  const fn = reading.functionAround(loop);
  if (!fn || !isEndless(loop)) return;
  const refresh = callsIn(loop.body).find((call) => reading.isRefresh(call, loop));
  if (!refresh || !isSwallowed(refresh, loop, reading.allThrow)) return;
  const repair = reading.repairOf?.(loop, refresh);
  yield {
    form: 'loop',
    function: fn,
    refresh: namedCall(refresh),
    bounded: isLeftOnFailure(loop) || counts(loop),
    start: loop.start,
    end: headEnd(loop, reading.text),
    ...(repair && { repair }),
  };
}

/** `while true`, or while what the loop itself has to get is missing. */
function isEndless(loop: LoopNode): boolean {
  const [condition, ...others] = loop.header;
  // `for (;;)`
  if (loop.form === 'for') return loop.header.length === 0 && leavesOnSuccess(loop);
  if (!condition || others.length > 0) return false;
  if (condition.kind === 'boolean') return condition.text === 'true' && leavesOnSuccess(loop);
  const flag =
    condition.kind === 'unary' && condition.operator === '!'
      ? condition.operand
      : condition.kind === 'binary' && /^===?$/.test(condition.operator) && isNothing(condition.right)
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
function isSwallowed(call: CallNode, loop: LoopNode, allThrow: boolean): boolean {
  let thrown = allThrow;
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
  const word = /^(repeat|do)\b/.exec(text.slice(loop.start, loop.body.start))?.[0];
  if (loop.form === 'repeat' && word !== undefined) return loop.start + word.length;
  const head = text.slice(loop.start, loop.body.start).trimEnd();
  return loop.start + head.length;
}
