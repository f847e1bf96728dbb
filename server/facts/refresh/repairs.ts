import type { BlockNode, CallNode, FunctionNode, LoopNode, Node } from '../../code/model.js';
import { enclosing, walk } from '../../code/walk.js';
import { contains } from '../../span.js';
import type { GuardPlace, Insertion, RetryRepair } from './model.js';
import { calleeOf, callsIn, failureBranch, type FailureBranch } from './paths.js';
import type { Refreshes } from './refreshes.js';

/** The blanks before a place when nothing else stands before it on its line. */
export function indentAt(text: string, at: number): string | undefined {
  const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return before.trim() === '' ? before.replace('\ufeff', '') : undefined;
}

/** One step of indentation, as the lines inside a block have it. */
export function stepOf(outer: string, inner: string): string {
  return inner.length > outer.length && inner.startsWith(outer) ? inner.slice(outer.length) : '    ';
}

export function mentions(node: Node, name: string): boolean {
  let found = false;
  walk(node, (inner) => {
    if ((inner.kind === 'name' || inner.kind === 'variable') && inner.name === name) found = true;
    if (inner.kind === 'function') found ||= inner.parameters.some((one) => one.name === name);
  });
  return found;
}

/** `.retry()` or `.retry(.max)`: what stands between the parentheses. */
export function countRepair(call: CallNode): RetryRepair | undefined {
  if (!call.parens) return undefined;
  return { kind: 'count', argument: { start: call.parens.start + 1, end: call.parens.end - 1 } };
}

/** Protocols without functions that a function with one parameter more would no longer fulfil. */
const HARMLESS =
  /^(NSObject|ObservableObject|Sendable|@unchecked Sendable|Observable|Equatable|Hashable|Identifiable)$/;

/** A function whose parameters may change: nothing outside of this text fixes them. */
function isFree(fn: FunctionNode, refreshes: Refreshes): boolean {
  const words = fn.attributes.map(({ name }) => name);
  if (words.includes('override')) return false;
  if (words.some((word) => word === 'private' || word === 'fileprivate')) return true;
  const type = enclosing(fn, 'type');
  const parts = type ? refreshes.partsOf(type.name) : [];
  const isDeclared = !type || parts.some(({ form }) => form !== 'extension');
  return isDeclared && parts.every(({ inherits }) => inherits.every((name) => HARMLESS.test(name)));
}

/** A counter as a parameter: `attempt`. Only where the function can wait and throw. */
export function attemptRepair(
  fn: FunctionNode,
  call: CallNode,
  branch: FailureBranch,
  refreshes: Refreshes,
): RetryRepair | undefined {
  if (!fn.async || !fn.throws || !fn.body || !isFree(fn, refreshes)) return undefined;
  if (mentions(fn, 'attempt') || branch.kind !== 'catch' || !call.parens) return undefined;
  const { text } = refreshes.code;
  const guard = guardPlace(branch, fn, refreshes);
  const parameter = listEnd(text, fn.nameSpan.end, fn.parameters.at(-1));
  const last = call.args.at(-1);
  if (!guard || !parameter || (last && !contains(call.parens, last))) return undefined;
  const argument: Insertion = last
    ? { at: last.end, before: ', ', after: '' }
    : { at: call.parens.start + 1, before: '', after: '' };
  return { kind: 'attempt', parameter, argument, guard };
}

function listEnd(
  text: string,
  from: number,
  last: FunctionNode['parameters'][number] | undefined,
): Insertion | undefined {
  if (last) return { at: last.default?.end ?? last.end, before: ', ', after: '' };
  const open = text.indexOf('(', from);
  return open === -1 || text.slice(from, open).trim() !== '' || text[open + 1] !== ')'
    ? undefined
    : { at: open + 1, before: '', after: '' };
}

/** The beginning of a branch's statements. */
function guardPlace(branch: FailureBranch, fn: FunctionNode, refreshes: Refreshes): GuardPlace | undefined {
  const first = branch.body?.statements[0];
  if (!first || !branch.body || branch.error === undefined) return undefined;
  const indent = indentAt(refreshes.code.text, first.start);
  if (indent === undefined) return undefined;
  const signOut = signOutOf(fn, branch.body, refreshes);
  return {
    at: first.start,
    indent,
    error: branch.error,
    waits: callsIn(branch.body).some((call) => calleeOf(call)?.name === 'sleep'),
    ...(signOut !== undefined && { signOut }),
  };
}

/** The sign-out of the type that holds a function, when it takes no arguments and is not called there already. */
function signOutOf(fn: FunctionNode, branch: BlockNode, refreshes: Refreshes): string | undefined {
  const type = refreshes.typeOf(fn);
  const found = refreshes.scopes.functions.find(
    (other) =>
      /^(signOut|signout|logOut|logout)$/.test(other.name) &&
      other.parameters.length === 0 &&
      refreshes.typeOf(other) === type,
  );
  if (!found || callsIn(branch).some((call) => calleeOf(call)?.name === found.name)) return undefined;
  const effects = `${found.throws ? 'try? ' : ''}${found.async ? 'await ' : ''}`;
  return `${effects}${found.name}()`;
}

/** A counter beside a loop. */
export function loopRepair(
  loop: LoopNode,
  fn: FunctionNode,
  refresh: CallNode,
  refreshes: Refreshes,
): RetryRepair | undefined {
  if (!fn.async || !fn.throws || mentions(fn, 'attempt') || enclosing(refresh, 'closure')) return undefined;
  const indent = indentAt(refreshes.code.text, loop.start);
  const tried = enclosing(refresh, 'catch');
  const clause = tried?.clauses.find(({ patterns }) => patterns.length === 0) ?? tried?.clauses.at(-1);
  const first = clause?.body.statements[0];
  const branch = first && failureBranch(first, loop);
  const guard = branch && guardPlace(branch, fn, refreshes);
  if (indent === undefined || !guard) return undefined;
  return { kind: 'loop', before: { at: loop.start, before: '', after: indent }, guard };
}

/** A look at Alamofire's own count of the retries, before everything else. */
export function interceptorRepair(fn: FunctionNode, text: string): RetryRepair | undefined {
  const first = fn.body?.statements[0];
  const indent = first && indentAt(text, first.start);
  const isFour = fn.name === 'should';
  const request = fn.parameters.find(({ label }) => label === (isFour ? 'retry' : undefined))?.name;
  const completion = fn.parameters.find(({ label }) => label === 'completion')?.name;
  if (!first || indent === undefined || request === undefined || completion === undefined) return undefined;
  const giveUp = `${completion}(${isFour ? 'false, 0' : '.doNotRetry'})`;
  return { kind: 'interceptor', at: first.start, indent, request, giveUp };
}
