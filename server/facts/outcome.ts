import type { ClosureNode, Expression, FunctionNode, Node, VariableNode } from '../code/model.js';
import { enclosing, walk } from '../code/walk.js';
import { oncePer } from '../knowledge/remember.js';
import { contains } from '../span.js';
import type { Scopes } from './scope.js';

/** What becomes of the result of an expression. */
export type Outcome =
  /** Somebody looks at it, or may. */
  | { readonly kind: 'used' }
  /** Nobody does: a statement of its own, assigned to `_`, or bound to a variable that nothing reads. */
  | {
      readonly kind: 'dropped';
      readonly how: 'bare' | 'discarded' | 'unread';
      /** The whole statement. */
      readonly statement: Node;
      /** The variable that nothing reads. */
      readonly name?: string;
    };

const USED: Outcome = { kind: 'used' };

/** Follows the result of an expression to where it is used or dropped; what is not understood counts as used. */
export function outcomeOf(expression: Expression, scopes: Scopes): Outcome {
  let node: Node = expression;
  for (let up = node.parent; up; node = up, up = up.parent) {
    switch (up.kind) {
      case 'try':
      case 'await':
        break;
      case 'conditional':
        if (up.test === node) return USED;
        break;
      case 'block':
        return ofStatement(node, scopes);
      case 'assign':
        return up.value === node ? ofAssignment(up, scopes) : USED;
      case 'variable':
        return up.value === node ? ofBinding(up) : USED;
      case 'other':
        // `let _ = …` binds no name.
        return up.syntax === 'property_declaration' && up.parts.length === 1
          ? { kind: 'dropped', how: 'discarded', statement: up }
          : USED;
      default:
        return USED;
    }
  }
  return USED;
}

/** The statement's value: what is not a function's or closure's implicit result is dropped. */
function ofStatement(statement: Node, scopes: Scopes): Outcome {
  const dropped: Outcome = { kind: 'dropped', how: 'bare', statement };
  const block = statement.parent;
  const owner = block?.parent;
  if (block?.kind !== 'block' || !owner) return dropped;
  const isOnly = block.statements.length === 1;
  switch (owner.kind) {
    case 'function':
      return givesBack(owner) && (isOnly || !hasReturn(block)) ? USED : dropped;
    case 'variable':
      return isGetter(owner, block) && (isOnly || !hasReturn(block)) ? USED : dropped;
    case 'closure':
      return isOnly ? ofClosure(owner, dropped, scopes) : dropped;
    case 'if':
    case 'switch':
      return isOnly && !(owner.kind === 'if' && owner.guard) ? ofBranch(owner, dropped, scopes) : dropped;
    default:
      return dropped;
  }
}

function givesBack({ returnType }: FunctionNode): boolean {
  return returnType !== undefined && !/^(Void|\(\))$/.test(returnType.trim());
}

/** Found once per block, in which thousands of calls may be. */
const hasReturn: (block: Node) => boolean = oncePer((block) => {
  let found = false;
  walk(block, (node) => {
    if (node.kind === 'closure' || node.kind === 'function') return false;
    if (node.kind === 'jump' && node.form === 'return') found = true;
    return !found;
  });
  return found;
});

function isGetter(variable: VariableNode, block: Node): boolean {
  return variable.accessors.some(({ role, body }) => role === 'get' && body === block);
}

/** Since Swift 5.9 a branch can be the value of an `if` or `switch` expression. */
function ofBranch(branching: Node, dropped: Outcome, scopes: Scopes): Outcome {
  const { parent } = branching;
  if (parent?.kind === 'if' && parent.else === branching) return ofBranch(parent, dropped, scopes);
  if (parent?.kind !== 'block') return USED;
  return ofStatement(branching, scopes).kind === 'used' ? USED : dropped;
}

/** Functions that give back what the closure they run gives. */
const PASSING = new Set([
  'withUnsafeMutablePointer',
  'withUnsafePointer',
  'withUnsafeMutableBytes',
  'withUnsafeBytes',
  'withMemoryRebound',
  'autoreleasepool',
  'sync',
  'withLock',
  'withLockUnchecked',
  'performAndWait',
  'run',
]);

/** Functions that run a closure and drop what it gives. */
const DROPPING = new Set(['defer', 'async', 'asyncAfter', 'addOperation', 'forEach', 'Task', 'detached']);

function ofClosure(closure: ClosureNode, dropped: Outcome, scopes: Scopes): Outcome {
  const call = closure.parent;
  if (call?.kind !== 'call') return USED;
  const { callee } = call;
  if (callee === closure) return outcomeOf(call, scopes);
  const name = callee.kind === 'name' || callee.kind === 'member' ? callee.name : undefined;
  if (name === undefined) return USED;
  if (PASSING.has(name)) return outcomeOf(call, scopes);
  return DROPPING.has(name) ? dropped : USED;
}

function ofBinding(variable: VariableNode): Outcome {
  if (variable.binding !== 'declaration') return USED;
  if (variable.name === '_') return { kind: 'dropped', how: 'discarded', statement: variable };
  const block = enclosing(variable, 'block');
  if (!block || variable.parent !== block || isRead(variable.name, block, variable)) return USED;
  return { kind: 'dropped', how: 'unread', statement: variable, name: variable.name };
}

function ofAssignment(assign: Extract<Node, { kind: 'assign' }>, scopes: Scopes): Outcome {
  const { target } = assign;
  if (target.kind !== 'name') return USED;
  if (target.name === '_') return { kind: 'dropped', how: 'discarded', statement: assign };
  const variable = scopes.resolve(target.name, target);
  if (variable?.kind !== 'variable' || variable.parent?.kind !== 'block') return USED;
  // A variable of a file can be read from another one.
  if (variable.parent.parent === undefined || isRead(target.name, variable.parent, variable)) return USED;
  return { kind: 'dropped', how: 'unread', statement: assign, name: target.name };
}

/** Whether a name is read anywhere behind its declaration; assigning to it is no reading. */
function isRead(name: string, block: Node, declaration: Node): boolean {
  let read = false;
  walk(block, (node) => {
    if (node === declaration || read) return false;
    if (node.kind !== 'name' || node.name !== name || node.start < declaration.end) return true;
    read = !(node.parent?.kind === 'assign' && node.parent.target === node);
    return true;
  });
  return read;
}

/** Whether what a statement throws is caught by an empty `catch` of the same function. */
export function isCaughtSilently(
  expression: Expression,
  comments: readonly { readonly start: number }[],
): boolean {
  for (let node: Node = expression, up = node.parent; up; node = up, up = up.parent) {
    if (up.kind === 'function' || up.kind === 'closure') return false;
    if (up.kind !== 'catch' || up.body !== node) continue;
    return (
      up.clauses.length > 0 &&
      up.clauses.every(
        (clause) =>
          clause.body.statements.length === 0 &&
          // A comment says why nothing needs to be done.
          !comments.some(({ start }) => contains(clause, { start, end: start })),
      )
    );
  }
  return false;
}
