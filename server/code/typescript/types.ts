import { childOf, fieldOf, type SyntaxNode } from '../../syntax/tree.js';
import type { Attribute, EnumCaseNode, Node, TypeNode, VariableNode } from '../model.js';
import { argumentsOf } from './expressions.js';
import { lowerFunction, typeText, wordsOf } from './functions.js';
import { type Lowering, spanOf } from './lowering.js';
import { textIn } from './texts.js';

/** A class, with the fields that its constructor declares. */
export function lowerClass(node: SyntaxNode, to: Lowering, attributes: readonly Attribute[]): TypeNode {
  const name = fieldOf(node, 'name');
  const heritage = childOf(node, 'class_heritage');
  const clauses = heritage?.children ?? [];
  const body = fieldOf(node, 'body');
  return {
    kind: 'type',
    form: 'class',
    name: name ? to.source(name) : '',
    nameSpan: spanOf(name ?? node),
    inherits: clauses.flatMap((clause) =>
      clause.children
        .filter(({ named, type }) => named && type !== 'type_arguments')
        .map((each) => to.source(each)),
    ),
    attributes: [...attributes, ...decoratorsOf(node, to)],
    members: [
      ...to.nodes(body?.children ?? []),
      ...(body?.children ?? []).flatMap((child) => constructorFields(child, to)),
    ],
    ...spanOf(node),
  };
}

/** `constructor(private readonly vault: Vault)` declares a field as well. */
function constructorFields(method: SyntaxNode, to: Lowering): readonly VariableNode[] {
  if (method.type !== 'method_definition' || textIn(fieldOf(method, 'name'), to) !== 'constructor') return [];
  return (fieldOf(method, 'parameters')?.children ?? []).flatMap((parameter) => {
    const attributes = wordsOf(parameter);
    const name = fieldOf(parameter, 'pattern');
    if (attributes.length === 0 || name?.type !== 'identifier') return [];
    const type = fieldOf(parameter, 'type');
    return [
      {
        kind: 'variable',
        name: to.source(name),
        nameSpan: spanOf(name),
        mutable: !attributes.some((each) => each.name === 'readonly'),
        ...(type && { type: typeText(type, to) }),
        binding: 'declaration',
        attributes,
        accessors: [],
        ...spanOf(parameter),
      },
    ];
  });
}

/** An interface, or an alias of an object type: what it holds. */
export function lowerShape(
  node: SyntaxNode,
  form: 'interface' | 'alias',
  body: SyntaxNode | undefined,
  to: Lowering,
  attributes: readonly Attribute[],
): TypeNode {
  const name = fieldOf(node, 'name');
  const bodies = body ? objectTypesIn(body) : [];
  return {
    kind: 'type',
    form,
    name: name ? to.source(name) : '',
    nameSpan: spanOf(name ?? node),
    inherits: [...inheritedBy(node, to), ...(form === 'alias' && body ? referredIn(body, to) : [])],
    attributes,
    members: bodies.flatMap((each) => to.nodes(each.children.filter(({ named }) => named))),
    ...spanOf(node),
  };
}

/** The object types of `A & { token: string }`. */
function objectTypesIn(type: SyntaxNode): readonly SyntaxNode[] {
  if (/^(object_type|interface_body)$/.test(type.type)) return [type];
  return type.type === 'intersection_type' ? type.children.flatMap(objectTypesIn) : [];
}

/** The types of `A & { token: string }` that are declared elsewhere. */
function referredIn(type: SyntaxNode, to: Lowering): readonly string[] {
  if (type.type === 'type_identifier') return [to.source(type)];
  return type.type === 'intersection_type' ? type.children.flatMap((child) => referredIn(child, to)) : [];
}

function inheritedBy(node: SyntaxNode, to: Lowering): readonly string[] {
  const clause = childOf(node, 'extends_type_clause', 'extends_clause');
  return (clause?.children ?? []).filter(({ named }) => named).map((each) => to.source(each));
}

/** An enumeration with its cases. */
export function lowerEnum(node: SyntaxNode, to: Lowering, attributes: readonly Attribute[]): TypeNode {
  const name = fieldOf(node, 'name');
  const cases = fieldOf(node, 'body')?.children ?? [];
  return {
    kind: 'type',
    form: 'enum',
    name: name ? to.source(name) : '',
    nameSpan: spanOf(name ?? node),
    inherits: [],
    attributes,
    members: cases.flatMap((each) => lowerEnumCase(each, to) ?? []),
    ...spanOf(node),
  };
}

function lowerEnumCase(node: SyntaxNode, to: Lowering): EnumCaseNode | undefined {
  const name = node.type === 'enum_assignment' ? fieldOf(node, 'name') : node;
  if (!name || !/property_identifier|string/.test(name.type)) return undefined;
  const value = node.type === 'enum_assignment' ? fieldOf(node, 'value') : undefined;
  return {
    kind: 'enumCase',
    name: textIn(name, to),
    nameSpan: spanOf(name),
    ...(value && { rawValue: to.expression(value) }),
    ...spanOf(node),
  };
}

/** A field of a class or an interface; one that holds a function is that function. */
export function lowerField(node: SyntaxNode, to: Lowering): Node | undefined {
  const [name, value, type] = ['name', 'value', 'type'].map((field) => fieldOf(node, field));
  if (!name) return undefined;
  const attributes = [...wordsOf(node), ...decoratorsOf(node, to)];
  const method = value && lowerFunction(value, to, { name, attributes, whole: node });
  if (method) return method;
  return {
    kind: 'variable',
    name: textIn(name, to),
    nameSpan: spanOf(name),
    mutable: !attributes.some((each) => each.name === 'readonly'),
    ...(type && { type: typeText(type, to) }),
    ...(value && { value: to.expression(value) }),
    binding: 'declaration',
    attributes,
    accessors: [],
    ...spanOf(node),
  };
}

/** `@Injectable({ providedIn: 'root' })` */
export function decoratorsOf(node: SyntaxNode, to: Lowering): Attribute[] {
  return node.children
    .filter(({ type }) => type === 'decorator')
    .flatMap((decorator) => {
      const expression = decorator.children.find(({ named }) => named);
      if (!expression) return [];
      const callee = fieldOf(expression, 'function') ?? expression;
      const list = fieldOf(expression, 'arguments');
      return [{ name: to.source(callee), args: list ? argumentsOf(list, to) : [], ...spanOf(decorator) }];
    });
}
