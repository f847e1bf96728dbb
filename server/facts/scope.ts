import type {
  ClosureNode,
  EnumCaseNode,
  Expression,
  FunctionNode,
  Node,
  Parameter,
  TypeNode,
  VariableNode,
} from '../code/model.js';
import { childrenOf, walk } from '../code/walk.js';
import { contains } from '../span.js';

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
  readonly functions: readonly FunctionNode[];

  constructor(private readonly root: Node) {
    const functions: FunctionNode[] = [];
    walk(root, (node) => {
      if (node.kind === 'type') append(this.types, lastName(node.name), node);
      else if (node.kind === 'function') functions.push(node);
      else if (node.kind === 'assign') {
        const name = assignedName(node.target);
        if (name !== undefined) append(this.assigned, name, node.value);
      }
    });
    this.functions = functions;
  }

  /** What a bare name stands for at a place; undefined when the text does not declare it. */
  resolve(name: string, from: Node): Declaration | undefined {
    for (let inner: Node = from, up = from.parent; up; inner = up, up = up.parent) {
      const found = this.declaredIn(up, inner, name, from);
      if (found) return found;
    }
    return this.memberOf([this.root], name);
  }

  /** A member of a type of this text, looked up in its declaration and all its extensions. */
  member(typeName: string, name: string): Declaration | undefined {
    return this.memberOf(this.types.get(lastName(typeName)) ?? [], name);
  }

  /** Whether a type of this name is declared (not only extended) in the text. */
  declaresType(name: string): boolean {
    return (this.types.get(name) ?? []).some((type) => type.form !== 'extension');
  }

  /** All that is assigned to a name anywhere in the text: `name = …`, `self.name = …`. */
  assignmentsTo(name: string): readonly Expression[] {
    return this.assigned.get(name) ?? [];
  }

  private declaredIn(up: Node, inner: Node, name: string, from: Node): Declaration | undefined {
    switch (up.kind) {
      case 'block':
        return latestBefore(up.statements, name, from);
      case 'if':
        return inner === up.else ? undefined : latestBefore(up.conditions, name, from);
      case 'loop':
        return latestBefore(up.header, name, from);
      case 'switch': {
        const entry = up.cases.find((candidate) => contains(candidate, inner));
        return entry && latestBefore(entry.patterns, name, from);
      }
      case 'catch': {
        const clause = up.clauses.find((candidate) => contains(candidate, inner));
        return clause && latestBefore(clause.patterns, name, from);
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

  private memberOf(holders: readonly Node[], name: string): Declaration | undefined {
    for (const holder of holders) {
      const found = [...declarations(childrenOf(holder))].find((member) => member.name === name);
      if (found) return found;
    }
    return undefined;
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

function latestBefore(nodes: readonly Node[], name: string, from: Node): Declaration | undefined {
  let latest: Named | undefined;
  for (const declaration of declarations(nodes)) {
    if (declaration.name !== name) continue;
    // `guard let token = token`: the value is not the variable that it begins.
    if (declaration.kind === 'variable' && !isBefore(declaration, from)) continue;
    latest = declaration;
  }
  return latest;
}

function isBefore(variable: VariableNode, from: Node): boolean {
  return variable.start <= from.start && !contains(variable, from);
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
