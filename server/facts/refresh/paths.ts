import type { Argument, BlockNode, CallNode, Expression, FunctionNode, Node } from '../../code/model.js';
import { ancestorsOf, enclosing, walk } from '../../code/walk.js';
import { countsTries, FAILURE_CLOSURES, remembersRenewal, speaksOfFailure } from '../../knowledge/refresh.js';
import type { Named } from './model.js';
import { bare } from '../trace.js';

/** Every name in a stretch of code: variables, members, labels of arguments. */
export function* namesIn(...nodes: readonly Node[]): Generator<string> {
  for (const node of nodes) {
    const names: string[] = [];
    walk(node, (inner) => {
      if (inner.kind === 'name' || inner.kind === 'member') names.push(inner.name);
      if (inner.kind === 'variable') names.push(inner.name);
      if (inner.kind === 'call') names.push(...inner.args.flatMap(({ label }) => label ?? []));
    });
    yield* names;
  }
}

/** The calls in a stretch of code, in the order of the text. */
export function callsIn(node: Node): readonly CallNode[] {
  const calls: CallNode[] = [];
  walk(node, (inner) => {
    if (inner.kind === 'call') calls.push(inner);
  });
  return calls;
}

/** The last name of what is called, with its place: `refresh` of `self?.session.refresh()`. */
export function calleeOf(call: CallNode): { name: string; start: number; end: number } | undefined {
  const { callee } = call;
  if (callee.kind === 'name') return { name: callee.name, start: callee.start, end: callee.end };
  return callee.kind === 'member' ? { name: callee.name, ...callee.nameSpan } : undefined;
}

/** A function's name with its place. */
export function named(fn: FunctionNode): Named {
  return { name: fn.name, ...fn.nameSpan };
}

/** What a call calls, with its place. */
export function namedCall(call: CallNode): Named {
  return calleeOf(call) ?? { name: '', start: call.start, end: call.end };
}

/** The last name before the call's own: `session` of `self.session.data(for:)`. */
export function receiverOf(call: CallNode): string | undefined {
  const object = call.callee.kind === 'member' ? call.callee.object : undefined;
  return object && lastName(bare(object));
}

function lastName(node: Expression): string | undefined {
  if (node.kind === 'name' || node.kind === 'member') return node.name;
  if (node.kind === 'call') return lastName(bare(node.callee));
  return undefined;
}

/** The function around a node, not counting closures. */
export function functionOf(node: Node): FunctionNode | undefined {
  return enclosing(node, 'function');
}

/** The conditions that a piece of code tests. */
export function conditionsIn(root: Node): readonly Node[] {
  const found: Node[] = [];
  walk(root, (node) => {
    if (node.kind === 'if') found.push(...node.conditions);
    else if (node.kind === 'switch') {
      if (node.subject) found.push(node.subject);
      found.push(...node.cases.flatMap(({ patterns }) => patterns));
    } else if (node.kind === 'loop') found.push(...node.header);
    else if (node.kind === 'conditional') found.push(node.test);
    else if (node.kind === 'binary' && /^[<>]=?$|^[!=]==?$|^\?\?$/.test(node.operator)) found.push(node);
  });
  return found;
}

/** The branch that is taken when something failed. */
export interface FailureBranch {
  readonly kind: 'catch' | 'else' | 'condition' | 'closure' | 'afterExit';
  readonly body: BlockNode | undefined;
  /** The error that the branch can name. */
  readonly error?: string;
}

/** The innermost branch around a node, within a function, that is taken when something failed. */
export function failureBranch(node: Node, within: Node): FailureBranch | undefined {
  let inner = node;
  for (const up of ancestorsOf(node)) {
    const found = failureIn(up, inner);
    if (found) return found;
    if (up === within) return undefined;
    inner = up;
  }
  return undefined;
}

function failureIn(up: Node, inner: Node): FailureBranch | undefined {
  switch (up.kind) {
    case 'catch': {
      const clause = up.clauses.find(({ body }) => body === inner);
      if (!clause) return undefined;
      const bound = clause.patterns.find((pattern) => pattern.kind === 'variable');
      const error =
        bound?.kind === 'variable' ? bound.name : clause.patterns.length > 0 ? undefined : 'error';
      return { kind: 'catch', body: clause.body, ...(error !== undefined && { error }) };
    }
    case 'if': {
      const outcome = outcomeOf(up.conditions);
      if (inner === up.else)
        return outcome === 'failure' ? undefined : { kind: 'else', body: blockOf(inner) };
      return inner === up.then && outcome === 'failure'
        ? { kind: 'condition', body: blockOf(inner) }
        : undefined;
    }
    case 'switch': {
      const entry = up.cases.find(({ body }) => body === inner);
      const fails =
        entry && (speaks(entry.patterns) || (entry.isDefault && up.subject && speaks([up.subject])));
      return fails ? { kind: 'condition', body: entry.body } : undefined;
    }
    case 'conditional':
      return inner === up.then && outcomeOf([up.test]) === 'failure'
        ? { kind: 'condition', body: undefined }
        : undefined;
    case 'call':
      return inner.kind === 'closure' && isFailureClosure(up, inner)
        ? { kind: 'closure', body: inner.body }
        : undefined;
    case 'block':
      return afterExit(up, inner) ? { kind: 'afterExit', body: up } : undefined;
    default:
      return undefined;
  }
}

function blockOf(node: Node): BlockNode | undefined {
  return node.kind === 'block' ? node : undefined;
}

function isFailureClosure(call: CallNode, closure: Node): boolean {
  const argument: Argument | undefined = call.args.find(({ value }) => value === closure);
  if (argument?.label !== undefined && FAILURE_CLOSURES.has(argument.label)) return true;
  return argument?.label === undefined && FAILURE_CLOSURES.has(calleeOf(call)?.name ?? '');
}

/** `guard status == 401 else { return data }` leaves only the failure behind it. */
function afterExit(block: BlockNode, inner: Node): boolean {
  return block.statements.some((statement) => {
    if (statement.kind !== 'if' || statement.end > inner.start) return false;
    const outcome = outcomeOf(statement.conditions);
    return statement.guard
      ? outcome === 'failure' && leaves(statement.else)
      : outcome === 'success' && !statement.else && leaves(statement.then);
  });
}

/** Whether a branch ends by leaving its function. */
export function leaves(branch: Node | undefined): boolean {
  const last = branch?.kind === 'block' ? branch.statements.at(-1) : branch;
  return last?.kind === 'jump' && (last.form === 'return' || last.form === 'throw');
}

const REFUSED = /^[45]\d\d$/;
const ACCEPTED = /^[23]\d\d$/;

/** Whether code speaks of something that went wrong. */
function speaks(nodes: readonly Node[]): boolean {
  for (const name of namesIn(...nodes)) if (speaksOfFailure(name)) return true;
  return nodes.some((node) => mentionsNumber(node, REFUSED));
}

function mentionsNumber(node: Node, number: RegExp): boolean {
  let found = false;
  walk(node, (inner) => {
    if (inner.kind === 'number' && number.test(inner.text)) found = true;
  });
  return found;
}

type Outcome = 'success' | 'failure';

/** What holds where conditions are met: that something worked or failed; undefined when they do not tell. */
function outcomeOf(conditions: readonly Node[]): Outcome | undefined {
  const outcomes = conditions.flatMap((condition) => meaning(condition) ?? []);
  return outcomes.includes('failure') ? 'failure' : outcomes[0];
}

function meaning(condition: Node): Outcome | undefined {
  switch (condition.kind) {
    case 'variable':
      return speaksOfFailure(condition.name) ? meaningOfBinding(condition.name) : undefined;
    case 'unary':
      return condition.operator === '!' ? opposite(meaning(condition.operand)) : undefined;
    case 'binary': {
      const { operator, left, right } = condition;
      if (operator === '&&' || operator === '||') return meaning(left) ?? meaning(right);
      if (!/^[!=]==?$/.test(operator)) return undefined;
      const same = meaningOfEquality(left, right);
      return operator.startsWith('=') ? same : opposite(same);
    }
    default:
      return meaningOfTruth(condition);
  }
}

/** `if let error`; a bound `response` or `statusCode` says nothing yet. */
function meaningOfBinding(name: string): Outcome | undefined {
  return /status|code/i.test(name) ? undefined : 'failure';
}

function meaningOfEquality(left: Expression, right: Expression): Outcome | undefined {
  if (right.kind === 'nil') return speaks([left]) ? 'success' : 'failure';
  if (mentionsNumber(right, REFUSED)) return 'failure';
  if (mentionsNumber(right, ACCEPTED)) return 'success';
  if (right.kind === 'boolean') return right.text === 'true' ? meaning(left) : opposite(meaning(left));
  const failing = [...namesIn(right)].some((name) => speaksOfFailure(name) && !/code|status/i.test(name));
  return failing ? 'failure' : undefined;
}

function meaningOfTruth(node: Node): Outcome | undefined {
  if (mentionsNumber(node, ACCEPTED)) return 'success';
  if (mentionsNumber(node, REFUSED)) return 'failure';
  const names = [...namesIn(node)];
  if (names.some((name) => /succe|^ok$|^isOK$/i.test(name))) return 'success';
  return names.some((name) => speaksOfFailure(name) && !/code|status/i.test(name)) ? 'failure' : undefined;
}

function opposite(outcome: Outcome | undefined): Outcome | undefined {
  if (outcome === undefined) return undefined;
  return outcome === 'success' ? 'failure' : 'success';
}

/** Whether the tries of a call back into its own function are counted, flagged or otherwise limited. */
export function isBounded(call: CallNode, within: FunctionNode): boolean {
  const names = namesIn(...conditionsIn(within));
  for (const name of names) if (countsTries(name) || remembersRenewal(name)) return true;
  return call.args.some(({ label, value }) => changes(bare(value), label));
}

/** An argument that is another one the next time: a flag, a number, a sum, what is left of a list. */
function changes(value: Expression, label: string | undefined): boolean {
  if (value.kind === 'boolean' || value.kind === 'number' || value.kind === 'nil') return true;
  if (value.kind === 'binary' && /^[-+]$/.test(value.operator)) return true;
  if (value.kind === 'unary' && value.operator === '!') return true;
  if (value.kind === 'name' || value.kind === 'closure') return false;
  if (label !== undefined && countsTries(label)) return true;
  for (const name of namesIn(value)) if (countsTries(name) || /^drop|^next|[rR]etr/.test(name)) return true;
  return false;
}
