import type { AssignNode, CallNode, Expression, Node, VariableNode } from '../../code/model.js';
import { ancestorsOf, enclosing } from '../../code/walk.js';
import { contains, type Span } from '../../span.js';
import { enclosingMember, type Scopes } from '../scope.js';
import { argumentFor, bare, calledFunction, declarationOf, onlyResult } from '../trace.js';

/** One attribute of a query as it stands at a place in the code. */
export interface Attribute {
  readonly name: string;
  readonly key: Expression;
  readonly value: Expression;
  /** False when it is set only on some paths to the place. */
  readonly certain: boolean;
  /** The dictionary entry, or the whole assignment that sets it. */
  readonly source: Span;
  readonly from: 'entry' | 'assignment';
}

/** The content of a SecItem dictionary at a place, as far as the text tells. */
export interface Query {
  readonly attributes: ReadonlyMap<string, Attribute>;
  /** False when something unknown may add to it. */
  readonly complete: boolean;
  /** What makes two uses the same dictionary: its variable, or its literal. */
  readonly identity: Node;
}

interface Draft {
  readonly attributes: Map<string, Attribute>;
  complete: boolean;
  identity: Node;
}

/** Arguments that stand for the parameters of a function that builds a query. */
type Bindings = ReadonlyMap<string, Expression>;

const NO_BINDINGS: Bindings = new Map();
const DEEPEST = 8;

/** Reads the dictionary that an expression stands for at the place `at`. */
export function queryAt(expression: Expression, at: Node, scopes: Scopes): Query {
  return new QueryReader(scopes).read(expression, at, NO_BINDINGS, 0);
}

/** The attribute a dictionary key names: `kSecClass as String`, `String(kSecClass)`, `kSecClass`. */
export function attributeName(key: Expression): string | undefined {
  const node = bare(key);
  return node.kind === 'name' && node.name.startsWith('kSec') ? node.name : undefined;
}

const COPIES = new Set(['NSDictionary', 'NSMutableDictionary', 'Dictionary']);

class QueryReader {
  constructor(private readonly scopes: Scopes) {}

  read(expression: Expression, at: Node, bindings: Bindings, depth: number): Draft {
    const node = bare(expression);
    if (depth > DEEPEST) return unknown(node);
    if (node.kind === 'dictionary') return this.literal(node, bindings);
    if (node.kind === 'call') return this.call(node, at, bindings, depth);
    if (node.kind === 'binary' && node.operator === '+') {
      const left = this.read(node.left, at, bindings, depth + 1);
      return merge(left, this.read(node.right, at, bindings, depth + 1), true);
    }
    const declaration = declarationOf(node, this.scopes);
    if (declaration?.kind === 'variable') return this.variable(declaration, at, bindings, depth);
    if (declaration?.kind === 'parameter') {
      const passed = bindings.get(declaration.parameter.name);
      if (passed) return this.read(passed, passed, NO_BINDINGS, depth + 1);
    }
    return unknown(node);
  }

  private literal(node: Extract<Expression, { kind: 'dictionary' }>, bindings: Bindings): Draft {
    const draft: Draft = { attributes: new Map(), complete: true, identity: node };
    for (const entry of node.entries) {
      const name = entry.key && attributeName(entry.key);
      if (!name || !entry.key) {
        draft.complete = false;
        continue;
      }
      draft.attributes.set(name, {
        name,
        key: entry.key,
        value: bound(entry.value, bindings),
        certain: true,
        source: { start: entry.start, end: entry.end },
        from: 'entry',
      });
    }
    return draft;
  }

  private variable(variable: VariableNode, at: Node, bindings: Bindings, depth: number): Draft {
    const getter = variable.accessors.find((accessor) => accessor.role === 'get');
    if (getter) {
      const result = onlyResult(getter.body.statements);
      return result ? this.read(result, result, NO_BINDINGS, depth + 1) : unknown(variable);
    }
    const draft = variable.value
      ? { ...this.read(variable.value, variable.value, bindings, depth + 1), identity: variable }
      : { ...unknown(variable), complete: variable.type !== undefined && !variable.mutable };
    this.applyChanges(draft, variable, at, bindings, depth);
    return draft;
  }

  /** Replays what happens to a variable between its declaration and the place, in the order of the text. */
  private applyChanges(
    draft: Draft,
    variable: VariableNode,
    at: Node,
    bindings: Bindings,
    depth: number,
  ): void {
    const owner = enclosingMember(variable);
    const property = !owner && enclosing(variable, 'type') !== undefined;
    // A stored property can be changed from anywhere; only a constant one is known.
    if (property && variable.mutable) draft.complete = false;
    const scope = property ? enclosingMember(at) : enclosing(variable, 'block');
    if (!scope) return;
    for (const node of this.scopes.changes.inside(scope, variable.name, at.start)) {
      if (node.kind === 'call') this.mutate(draft, node, variable, at, bindings, depth);
      else if (this.targets(node.target, variable)) this.assign(draft, node, at, bindings, depth);
    }
  }

  private targets(target: Expression, variable: VariableNode): boolean {
    const node = bare(target.kind === 'index' ? target.object : target);
    return declarationOf(node, this.scopes) === variable;
  }

  private assign(draft: Draft, node: AssignNode, at: Node, bindings: Bindings, depth: number): void {
    if (contains(node, at)) return;
    const certain = isCertain(node, at);
    if (node.target.kind !== 'index') {
      const fresh = this.read(node.value, node.value, bindings, depth + 1);
      if (certain && node.operator === '=') draft.attributes.clear();
      Object.assign(draft, { complete: fresh.complete && (certain || draft.complete) });
      for (const [name, attribute] of fresh.attributes) set(draft, name, attribute, certain);
      return;
    }
    const [key] = node.target.args;
    const name = key && attributeName(key.value);
    if (!name) draft.complete = false;
    else if (node.value.kind === 'nil') remove(draft, name, certain);
    else set(draft, name, assignment(name, key.value, bound(node.value, bindings), node), certain);
  }

  /** `query.merge(other) { … }`, `query.removeValue(forKey:)`, `query.setValue(_:forKey:)` and the like. */
  private mutate(
    draft: Draft,
    call: CallNode,
    variable: VariableNode,
    at: Node,
    bindings: Bindings,
    depth: number,
  ): void {
    if (
      call.args.some((argument) => isInout(argument.value) && this.targets(bare(argument.value), variable))
    ) {
      if (!SEC_ITEM.test(calleeName(call) ?? '')) draft.complete = false;
    }
    if (call.callee.kind !== 'member' || !call.callee.object || contains(call, at)) return;
    if (!this.targets(call.callee.object, variable)) return;
    const certain = isCertain(call, at);
    const key = call.args.find((argument) => argument.label === 'forKey');
    const name = key && attributeName(key.value);
    const [first] = call.args;
    switch (call.callee.name) {
      case 'merge':
      case 'addEntries':
        if (first) merge(draft, this.read(first.value, first.value, bindings, depth + 1), certain);
        break;
      case 'removeValue':
      case 'removeObject':
        if (name) remove(draft, name, certain);
        else draft.complete = false;
        break;
      case 'updateValue':
      case 'setValue':
      case 'setObject':
        if (name && key && first && key !== first) {
          set(draft, name, assignment(name, key.value, bound(first.value, bindings), call), certain);
        } else draft.complete = false;
        break;
      default:
        break;
    }
  }

  private call(node: CallNode, at: Node, bindings: Bindings, depth: number): Draft {
    const name = calleeName(node);
    const [first] = node.args;
    if (name === 'merging' && node.callee.kind === 'member' && node.callee.object && first) {
      const base = this.read(node.callee.object, at, bindings, depth + 1);
      return merge({ ...base, identity: node }, this.read(first.value, at, bindings, depth + 1), true);
    }
    if (name === 'mutableCopy' && node.callee.kind === 'member' && node.callee.object) {
      return { ...this.read(node.callee.object, at, bindings, depth + 1), identity: node };
    }
    if (name !== undefined && COPIES.has(name)) {
      if (!first) return { attributes: new Map(), complete: true, identity: node };
      return { ...this.read(first.value, at, bindings, depth + 1), identity: node };
    }
    return this.built(node, bindings, depth);
  }

  /** A query that a function of this text, or a closure called on the spot, builds and returns. */
  private built(node: CallNode, bindings: Bindings, depth: number): Draft {
    if (node.callee.kind === 'closure') {
      const result = onlyResult(node.callee.body.statements);
      return result ? this.read(result, result, bindings, depth + 1) : unknown(node);
    }
    const called = calledFunction(node, this.scopes);
    const result = called?.body && onlyResult(called.body.statements);
    if (!called || !result) return unknown(node);
    const passed = new Map<string, Expression>();
    for (const parameter of called.parameters) {
      const argument = argumentFor(node, called, parameter.name);
      if (argument) passed.set(parameter.name, bound(argument, bindings));
    }
    return { ...this.read(result, result, passed, depth + 1), identity: node };
  }
}

const SEC_ITEM = /^SecItem/;

function unknown(identity: Node): Draft {
  return { attributes: new Map(), complete: false, identity };
}

function calleeName(call: CallNode): string | undefined {
  if (call.callee.kind === 'name') return call.callee.name;
  return call.callee.kind === 'member' ? call.callee.name : undefined;
}

function isInout(value: Expression): boolean {
  return value.kind === 'unary' && value.operator === '&';
}

/** A parameter's argument where it is known, else the expression as it stands. */
function bound(value: Expression, bindings: Bindings): Expression {
  const node = bare(value);
  return (node.kind === 'name' && bindings.get(node.name)) || value;
}

function assignment(name: string, key: Expression, value: Expression, source: Span): Attribute {
  return {
    name,
    key,
    value,
    certain: true,
    source: { start: source.start, end: source.end },
    from: 'assignment',
  };
}

function set(draft: Draft, name: string, attribute: Attribute, certain: boolean): void {
  const before = draft.attributes.get(name);
  draft.attributes.set(name, { ...attribute, certain: certain && attribute.certain });
  // Two possible values: it is there for certain, but which one is not known.
  if (before?.certain && !certain) draft.complete = false;
}

function remove(draft: Draft, name: string, certain: boolean): void {
  const before = draft.attributes.get(name);
  if (certain) draft.attributes.delete(name);
  else if (before) draft.attributes.set(name, { ...before, certain: false });
}

function merge(draft: Draft, other: Draft, certain: boolean): Draft {
  for (const [name, attribute] of other.attributes) set(draft, name, attribute, certain);
  draft.complete &&= other.complete;
  return draft;
}

/** Whether a change is on every path to the place: no branch, loop or closure holds it that does not hold both. */
function isCertain(change: Node, at: Node): boolean {
  for (const up of ancestorsOf(change)) {
    if (contains(up, at)) return !(up.kind === 'if' || up.kind === 'switch') || sameBranch(up, change, at);
    if (up.kind === 'if' || up.kind === 'switch' || up.kind === 'loop' || up.kind === 'closure') return false;
    if (up.kind === 'catch') return false;
  }
  return true;
}

function sameBranch(branching: Node, change: Node, at: Node): boolean {
  const branches =
    branching.kind === 'if'
      ? [branching.then, branching.else].filter((branch) => branch !== undefined)
      : branching.kind === 'switch'
        ? branching.cases
        : [];
  return branches.some((branch) => contains(branch, change) && contains(branch, at));
}
