import type { Accessor, Argument, Attribute, Expression, Node, Parameter } from './model.js';

/** The nodes directly inside a node, in source order. */
export function childrenOf(node: Node): readonly Node[] {
  return node.children ?? partsOf(node);
}

/** The same of a node that is not linked yet. */
export function partsOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'name':
    case 'number':
    case 'boolean':
    case 'nil':
    case 'import':
    case 'export':
      return [];
    case 'member':
      return node.object ? [node.object] : [];
    case 'call':
      return [node.callee, ...valuesOf(node.args)];
    case 'index':
      return [node.object, ...valuesOf(node.args)];
    case 'text':
      return node.parts.filter((part) => typeof part !== 'string');
    case 'list':
      return node.items;
    case 'dictionary':
      return node.entries.flatMap((entry) => (entry.key ? [entry.key, entry.value] : [entry.value]));
    case 'closure':
      return [...defaultsOf(node.parameters), node.body];
    case 'conditional':
      return [node.test, node.then, node.else];
    case 'binary':
      return [node.left, node.right];
    case 'unary':
    case 'try':
    case 'await':
    case 'cast':
      return [node.operand];
    case 'assign':
      return [node.target, node.value];
    case 'other':
      return node.parts;
    case 'block':
      return node.statements;
    default:
      return partsOfStatement(node);
  }
}

type Compound = Exclude<
  Node,
  { readonly kind: 'block' | 'import' | 'export' | 'other' | 'assign' | 'binary' | 'closure' }
>;

function partsOfStatement(node: Compound): readonly Node[] {
  switch (node.kind) {
    case 'variable':
      return [
        ...argumentsOf(node.attributes),
        ...optional(node.value),
        ...optional(node.default),
        ...bodiesOf(node.accessors),
      ];
    case 'function':
      return [...argumentsOf(node.attributes), ...defaultsOf(node.parameters), ...optional(node.body)];
    case 'type':
      return [...argumentsOf(node.attributes), ...node.members];
    case 'enumCase':
      return optional(node.rawValue);
    case 'if':
      return [...node.conditions, ...optional(node.then), ...optional(node.else)];
    case 'switch':
      return [...optional(node.subject), ...node.cases.flatMap((entry) => [...entry.patterns, entry.body])];
    case 'loop':
      return [...node.header, node.body];
    case 'catch':
      return [
        node.body,
        ...node.clauses.flatMap((clause) => [...clause.patterns, clause.body]),
        ...optional(node.finally),
      ];
    case 'jump':
      return optional(node.value);
    default:
      return [];
  }
}

function optional(node: Node | undefined): readonly Node[] {
  return node ? [node] : [];
}

function valuesOf(args: readonly Argument[]): readonly Node[] {
  return args.map((argument) => argument.value);
}

function argumentsOf(attributes: readonly Attribute[]): readonly Node[] {
  return attributes.flatMap((attribute) => valuesOf(attribute.args));
}

function defaultsOf(parameters: readonly Parameter[]): readonly Node[] {
  return parameters.flatMap((parameter) => optional(parameter.default));
}

function bodiesOf(accessors: readonly Accessor[]): readonly Node[] {
  return accessors.map((accessor) => accessor.body);
}

/** Visits a node and all below it, outermost first. Returning `false` leaves out what is below. */
export function walk(node: Node, visit: (node: Node) => boolean | void): void {
  if (visit(node) === false) return;
  for (const child of childrenOf(node)) walk(child, visit);
}

const STATEMENTS: ReadonlySet<Node['kind']> = new Set<Node['kind']>([
  'block',
  'variable',
  'function',
  'type',
  'enumCase',
  'import',
  'export',
  'if',
  'switch',
  'loop',
  'catch',
  'jump',
]);

/** Whether a node stands for a value. */
export function isExpression(node: Node): node is Expression {
  return !STATEMENTS.has(node.kind);
}

/** The nodes around a node, innermost first. */
export function* ancestorsOf(node: Node): Generator<Node> {
  for (let up = node.parent; up; up = up.parent) yield up;
}

/** The nearest node of a kind around a node. */
export function enclosing<K extends Node['kind']>(
  node: Node,
  ...kinds: readonly K[]
): Extract<Node, { readonly kind: K }> | undefined {
  for (const up of ancestorsOf(node)) {
    if ((kinds as readonly string[]).includes(up.kind)) return up as Extract<Node, { readonly kind: K }>;
  }
  return undefined;
}
