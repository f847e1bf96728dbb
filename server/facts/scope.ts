import type {
  AssignNode,
  CallNode,
  ClosureNode,
  EnumCaseNode,
  Expression,
  FunctionNode,
  NameNode,
  Node,
  Parameter,
  TypeNode,
  VariableNode,
} from '../code/model.js';
import { nodesIn } from '../code/nodes.js';
import { childrenOf } from '../code/walk.js';
import { contains } from '../span.js';
import { NodeIndex } from './node-index.js';

/** A parameter together with the function or closure it belongs to. */
export interface ParameterDeclaration {
  readonly kind: 'parameter';
  readonly parameter: Parameter;
  readonly owner: FunctionNode | ClosureNode;
}

export type Declaration = VariableNode | FunctionNode | TypeNode | EnumCaseNode | ParameterDeclaration;

/** The names of one text: what each stands for where it is used. */
export class Scopes {
  private readonly types = new Map<string, TypeNode[]>();
  private readonly assigned = new Map<string, Expression[]>();
  /** What the statements of blocks and the members of types declare; filled as it is asked for. */
  private readonly declared = new WeakMap<readonly Node[], NamesOf>();
  private readonly members = new Map<string, NamesOf>();
  private readonly functionsByHolder = new Map<Node | string | undefined, Map<string, FunctionNode[]>>();
  private readonly resolved = new Map<NameNode, Declaration | undefined>();
  private nameIndex: NodeIndex<NameNode> | undefined;
  private changeIndex: NodeIndex<AssignNode | CallNode> | undefined;
  readonly functions: readonly FunctionNode[];

  constructor(private readonly root: Node) {
    this.functions = nodesIn(root, 'function');
    for (const type of nodesIn(root, 'type')) append(this.types, lastName(type.name), type);
    for (const node of this.functions) {
      const holder = holderKey(node.parent);
      const named = this.functionsByHolder.get(holder) ?? new Map<string, FunctionNode[]>();
      this.functionsByHolder.set(holder, named);
      append(named, node.name, node);
    }
    for (const { target, value } of nodesIn(root, 'assign')) {
      const name = assignedName(target);
      if (name !== undefined) append(this.assigned, name, value);
    }
  }

  /** Where bare names are used. */
  get names(): NodeIndex<NameNode> {
    return (this.nameIndex ??= new NodeIndex(nodesIn(this.root, 'name'), ({ name }) => [name]));
  }

  /** Assignments and calls that may change a thing, by the name of the thing. */
  get changes(): NodeIndex<AssignNode | CallNode> {
    return (this.changeIndex ??= new NodeIndex(nodesIn(this.root, 'assign', 'call'), changedNames));
  }

  /** What a bare name stands for at a place; undefined when the text does not declare it. */
  resolve(name: string, from: Node): Declaration | undefined {
    if (from.kind !== 'name' || from.name !== name) return this.find(name, from);
    if (!this.resolved.has(from)) this.resolved.set(from, this.find(name, from));
    return this.resolved.get(from);
  }

  private find(name: string, from: Node): Declaration | undefined {
    for (let inner: Node = from, up = from.parent; up; inner = up, up = up.parent) {
      const found = this.declaredIn(up, inner, name, from);
      if (found) return found;
    }
    return this.namesIn(childrenOf(this.root)).get(name)?.[0];
  }

  /** A member of a type of this text, looked up in its declaration and all its extensions. */
  member(typeName: string, name: string): Declaration | undefined {
    const type = lastName(typeName);
    let members = this.members.get(type);
    if (!members)
      this.members.set(type, (members = namesOf((this.types.get(type) ?? []).flatMap(childrenOf))));
    return members.get(name)?.[0];
  }

  /** The functions of a name that are declared where one is: in the same block, or in parts of the same type. */
  overloadsOf({ name, parent }: FunctionNode): readonly FunctionNode[] {
    return this.functionsByHolder.get(holderKey(parent))?.get(name) ?? [];
  }

  /** Whether a type of this name is declared (not only extended) in the text. */
  declaresType(name: string): boolean {
    return (this.types.get(name) ?? []).some((type) => type.form !== 'extension');
  }

  /** Whether the text declares a name outside of all functions and types. */
  declaresAtTop(name: string): boolean {
    return this.namesIn(childrenOf(this.root)).has(name);
  }

  /** All that is assigned to a name anywhere in the text: `name = …`, `self.name = …`. */
  assignmentsTo(name: string): readonly Expression[] {
    return this.assigned.get(name) ?? [];
  }

  private declaredIn(up: Node, inner: Node, name: string, from: Node): Declaration | undefined {
    switch (up.kind) {
      case 'block':
        return this.latestBefore(up.statements, name, from);
      case 'if':
        return inner === up.else ? undefined : this.latestBefore(up.conditions, name, from);
      case 'loop':
        return this.latestBefore(up.header, name, from);
      case 'switch': {
        const entry = up.cases.find((candidate) => contains(candidate, inner));
        return entry && this.latestBefore(entry.patterns, name, from);
      }
      case 'catch': {
        const clause = up.clauses.find((candidate) => contains(candidate, inner));
        return clause && this.latestBefore(clause.patterns, name, from);
      }
      case 'function':
      case 'closure': {
        const parameter = up.parameters.find((candidate) => candidate.name === name);
        return parameter && { kind: 'parameter', parameter, owner: up };
      }
      case 'type':
        return this.member(up.name, name);
      default:
        return undefined;
    }
  }

  private latestBefore(nodes: readonly Node[], name: string, from: Node): Declaration | undefined {
    return (
      this.namesIn(nodes)
        .get(name)
        // `guard let token = token`: the value is not the variable that it begins.
        ?.findLast((declaration) => declaration.kind !== 'variable' || isBefore(declaration, from))
    );
  }

  private namesIn(nodes: readonly Node[]): NamesOf {
    const known = this.declared.get(nodes);
    if (known) return known;
    const names = namesOf(nodes);
    this.declared.set(nodes, names);
    return names;
  }
}

type Named = VariableNode | FunctionNode | TypeNode | EnumCaseNode;

/** Declarations among nodes; `let a = 1, b = 2` and a `guard` hold theirs one level down. */
function* declarations(nodes: readonly Node[]): Generator<Named> {
  for (const node of nodes) {
    if (node.kind === 'other') yield* declarations(node.parts);
    else if (node.kind === 'if' && node.guard) yield* declarations(node.conditions);
    else if (
      node.kind === 'variable' ||
      node.kind === 'function' ||
      node.kind === 'type' ||
      node.kind === 'enumCase'
    ) {
      yield node;
    }
  }
}

/** Declarations by name, each in the order of the text. */
type NamesOf = ReadonlyMap<string, readonly Named[]>;

function namesOf(nodes: readonly Node[]): NamesOf {
  const names = new Map<string, Named[]>();
  for (const declaration of declarations(nodes)) append(names, declaration.name, declaration);
  return names;
}

function isBefore(variable: VariableNode, from: Node): boolean {
  // A pattern stands before the value that it takes apart.
  return variable.start <= from.start && !contains(variable.value ?? variable, from);
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function lastName(type: string): string {
  return type.split('.').at(-1) ?? type;
}

function assignedName(target: Expression): string | undefined {
  if (target.kind === 'name') return target.name;
  if (target.kind === 'member' && target.object?.kind === 'name' && target.object.name === 'self') {
    return target.name;
  }
  return undefined;
}

/** The name of the type around a node: what `Self` and `self` mean there. */
export function enclosingTypeName(node: Node): string | undefined {
  for (let up = node.parent; up; up = up.parent) if (up.kind === 'type') return up.name;
  return undefined;
}

/** The function, accessor or closure-free declaration whose body a node stands in. */
export function enclosingMember(node: Node): FunctionNode | VariableNode | undefined {
  for (let inner = node, up = node.parent; up; inner = up, up = up.parent) {
    if (up.kind === 'function') return up;
    if (up.kind === 'variable' && inner.kind === 'block') return up;
  }
  return undefined;
}

/** What an assignment sets; what a call is called on or gets as `&thing`. */
function changedNames(node: AssignNode | CallNode): readonly string[] {
  if (node.kind === 'assign') return holderNames(node.target);
  const { callee, args } = node;
  const receiver = callee.kind === 'member' && callee.object ? holderNames(callee.object) : [];
  return [...receiver, ...args.flatMap(({ value }) => (value.kind === 'unary' ? holderNames(value) : []))];
}

/** The names through which an expression reaches a thing: all of those in `a.b["c"].rawValue`, conversions aside. */
function holderNames(node: Expression): readonly string[] {
  switch (node.kind) {
    case 'name':
      return [node.name];
    case 'member':
      return [node.name, ...(node.object ? holderNames(node.object) : [])];
    case 'index':
      return holderNames(node.object);
    case 'cast':
    case 'try':
    case 'await':
    case 'unary':
      return holderNames(node.operand);
    case 'call':
      return node.args[0] ? holderNames(node.args[0].value) : [];
    default:
      return [];
  }
}

/** A type's declaration and its extensions hold their functions together. */
function holderKey(parent: Node | undefined): Node | string | undefined {
  return parent?.kind === 'type' ? parent.name : parent;
}
