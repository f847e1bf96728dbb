import { childOf, fieldOf, fieldsOf, type SyntaxNode } from '../../syntax/tree.js';
import type {
  Accessor,
  Attribute,
  BlockNode,
  EnumCaseNode,
  FunctionNode,
  Node,
  Parameter,
  TypeNode,
  VariableNode,
} from '../model.js';
import { other, type Lowering } from './lowering.js';
import { boundNames } from './patterns.js';

/** Lowers a declaration; undefined when the node is none. */
export function lowerDeclaration(node: SyntaxNode, to: Lowering): Node | undefined {
  switch (node.type) {
    case 'import_declaration':
      return lowerImport(node, to);
    case 'property_declaration':
    case 'protocol_property_declaration':
      return lowerProperty(node, to);
    case 'function_declaration':
    case 'protocol_function_declaration':
    case 'init_declaration':
    case 'deinit_declaration':
    case 'subscript_declaration':
      return lowerFunction(node, to);
    case 'class_declaration':
    case 'protocol_declaration':
      return lowerType(node, to);
    case 'enum_entry':
      return lowerEnumEntry(node, to);
    default:
      return undefined;
  }
}

function at(node: SyntaxNode): { start: number; end: number } {
  return { start: node.start, end: node.end };
}

function lowerImport(node: SyntaxNode, to: Lowering): Node | undefined {
  const path = childOf(node, 'identifier');
  const [module] = path?.children ?? [];
  return module && { kind: 'import', module: to.source(module), ...at(node) };
}

/** The statements inside a node's braces (or the node itself when it is their list), as a block. */
export function blockOf(node: SyntaxNode, to: Lowering): BlockNode {
  const statements = childOf(node, 'statements');
  const nodes = statements ? to.nodes(statements.children) : [];
  // Behind a syntax error the grammar can leave statements outside of their list.
  const strays = to.nodes(node.children.filter((child) => child.type === 'ERROR'));
  return { kind: 'block', statements: [...nodes, ...strays], ...at(node) };
}

/** `let a = 1, b = 2` declares two variables; several are held together by an `other`. */
function lowerProperty(node: SyntaxNode, to: Lowering): Node | undefined {
  const mutable = isMutable(node, to);
  const attributes = attributesOf(node, to);
  const variables: VariableNode[] = [];
  for (const group of groups(node.children)) {
    const pattern = group.find((child) => child.field === 'name' && child.type === 'pattern');
    if (!pattern) continue;
    const value = group.find((child) => child.field === 'value');
    const type = group.find((child) => child.type === 'type_annotation');
    const typeName = type && fieldOf(type, 'name');
    const lowered = value && to.expression(value);
    const single = fieldOf(pattern, 'bound_identifier');
    const names = single ? [single] : boundNames(pattern);
    for (const name of names) {
      variables.push({
        kind: 'variable',
        name: to.source(name).replaceAll('`', ''),
        nameSpan: at(name),
        mutable,
        ...(typeName && { type: to.source(typeName) }),
        // One tuple behind several names is no value of any of them.
        ...(lowered && names.length === 1 && { value: lowered }),
        binding: 'declaration',
        attributes,
        accessors: accessorsOf(group, to),
        start: node.start,
        end: node.end,
      });
    }
    if (lowered && names.length !== 1) return other(node, [lowered, ...variables]);
  }
  const [first] = variables;
  return variables.length === 1 ? first : other(node, variables);
}

function groups(children: readonly SyntaxNode[]): SyntaxNode[][] {
  const result: SyntaxNode[][] = [[]];
  for (const child of children) {
    if (child.type === ',') result.push([]);
    else result.at(-1)?.push(child);
  }
  return result;
}

function isMutable(node: SyntaxNode, to: Lowering): boolean {
  const binding =
    childOf(node, 'value_binding_pattern') ??
    node.children.flatMap((child) => child.children).find((child) => child.type === 'value_binding_pattern');
  return binding !== undefined && to.source(binding) === 'var';
}

function accessorsOf(children: readonly SyntaxNode[], to: Lowering): Accessor[] {
  const accessors: Accessor[] = [];
  for (const child of children) {
    if (child.type === 'computed_property') accessors.push(...computedAccessors(child, to));
    if (child.type === 'willset_didset_block') accessors.push(...observers(child, to));
  }
  return accessors;
}

function computedAccessors(node: SyntaxNode, to: Lowering): Accessor[] {
  if (childOf(node, 'statements')) return [{ role: 'get', body: blockOf(node, to), ...at(node) }];
  return node.children.flatMap((child): Accessor[] => {
    if (child.type === 'computed_getter') return [{ role: 'get', body: blockOf(child, to), ...at(child) }];
    if (child.type !== 'computed_setter') return [];
    const parameter = childOf(child, 'simple_identifier');
    const name = parameter ? to.source(parameter) : 'newValue';
    return [{ role: 'set', parameter: name, body: blockOf(child, to), ...at(child) }];
  });
}

function observers(node: SyntaxNode, to: Lowering): Accessor[] {
  return node.children.flatMap((child): Accessor[] => {
    if (child.type !== 'willset_clause' && child.type !== 'didset_clause') return [];
    const parameter = childOf(child, 'simple_identifier');
    const role = child.type === 'didset_clause' ? 'didSet' : 'willSet';
    const name = parameter ? to.source(parameter) : role === 'didSet' ? 'oldValue' : 'newValue';
    return [{ role, parameter: name, body: blockOf(child, to), ...at(child) }];
  });
}

/** Attributes and modifiers, by their bare words: `AppStorage`, `static`, `private`. */
export function attributesOf(node: SyntaxNode, to: Lowering): Attribute[] {
  const modifiers = childOf(node, 'modifiers');
  return (modifiers?.children ?? []).map((child) => {
    if (child.type !== 'attribute') return { name: to.source(child), args: [], ...at(child) };
    const type = childOf(child, 'user_type');
    return {
      name: (type ? to.source(type) : to.source(child)).replace(/^@/, '').replace(/<.*$/s, ''),
      args: attributeArguments(child, to),
      ...at(child),
    };
  });
}

/** The grammar lists the arguments of an attribute flat: `label : value , value`. */
function attributeArguments(node: SyntaxNode, to: Lowering): Attribute['args'] {
  const args: { label?: string; value: ReturnType<Lowering['expression']>; start: number; end: number }[] =
    [];
  const inside = node.children.slice(node.children.findIndex((child) => child.type === '(') + 1);
  let label: string | undefined;
  for (const [index, child] of inside.entries()) {
    if (inside[index + 1]?.type === ':') label = to.source(child);
    else if (child.named) {
      args.push({ ...(label !== undefined && { label }), value: to.expression(child), ...at(child) });
      label = undefined;
    }
  }
  return node.children.some((child) => child.type === '(') ? args : [];
}

function lowerFunction(node: SyntaxNode, to: Lowering): FunctionNode {
  const name = fieldOf(node, 'name');
  const keyword = node.type.replace(/_declaration$/, '');
  const nameNode = name ?? node.children.find((child) => child.type === keyword) ?? node;
  const body = fieldOf(node, 'body') ?? childOf(node, 'computed_property');
  const returnArrow = node.children.findIndex((child) => child.type === '->');
  const returnType = returnArrow === -1 ? undefined : node.children[returnArrow + 1];
  return {
    kind: 'function',
    name: name ? to.source(name).replaceAll('`', '') : keyword,
    nameSpan: at(nameNode),
    parameters: parametersOf(node, to),
    ...(returnType && { returnType: to.source(returnType) }),
    throws: childOf(node, 'throws') !== undefined,
    async: childOf(node, 'async') !== undefined,
    attributes: attributesOf(node, to),
    ...(body && { body: functionBody(body, to) }),
    ...at(node),
  };
}

function functionBody(body: SyntaxNode, to: Lowering): BlockNode {
  if (body.type !== 'computed_property' || childOf(body, 'statements')) return blockOf(body, to);
  const accessors = computedAccessors(body, to).map((accessor) => accessor.body);
  return { kind: 'block', statements: accessors, ...at(body) };
}

/** Parameters and, as the grammar places them, the default that follows each. */
function parametersOf(node: SyntaxNode, to: Lowering): Parameter[] {
  return node.children.flatMap((child, index) => {
    if (child.type !== 'parameter') return [];
    const behind = node.children.slice(index + 1).find((next) => next.type !== '=');
    const value = behind?.field === 'default_value' ? behind : undefined;
    return lowerParameter(child, value, to);
  });
}

export function lowerParameter(
  node: SyntaxNode,
  defaultValue: SyntaxNode | undefined,
  to: Lowering,
): Parameter[] {
  const names = fieldsOf(node, 'name');
  const name = names.find((child) => child.type === 'simple_identifier');
  if (!name) return [];
  const external = fieldOf(node, 'external_name');
  const label = to.source(external ?? name);
  const type = names.find((child) => child !== name) ?? fieldOf(node, 'type');
  return [
    {
      ...(label !== '_' && { label }),
      name: to.source(name).replaceAll('`', ''),
      nameSpan: at(name),
      ...(type && { type: to.source(type) }),
      ...(defaultValue && { default: to.expression(defaultValue) }),
      ...at(node),
    },
  ];
}

const FORMS: ReadonlySet<string> = new Set(['class', 'struct', 'enum', 'actor', 'extension', 'protocol']);

function lowerType(node: SyntaxNode, to: Lowering): TypeNode | undefined {
  const form = fieldOf(node, 'declaration_kind');
  const name = fieldOf(node, 'name');
  const body = fieldOf(node, 'body');
  if (!form || !name) return undefined;
  const word = to.source(form);
  const members = to.nodes(body?.children ?? []);
  return {
    kind: 'type',
    form: FORMS.has(word) ? (word as TypeNode['form']) : 'class',
    name: to.source(name).replace(/<.*$/s, ''),
    nameSpan: at(name),
    inherits: node.children
      .filter((child) => child.type === 'inheritance_specifier')
      .map((child) => to.source(child)),
    attributes: attributesOf(node, to),
    members: members.flatMap((member) => (isCaseList(member) ? member.parts : [member])),
    ...at(node),
  };
}

function isCaseList(node: Node): node is Extract<Node, { kind: 'other' }> {
  return node.kind === 'other' && node.syntax === 'enum_entry';
}

function lowerEnumEntry(node: SyntaxNode, to: Lowering): Node {
  const cases: EnumCaseNode[] = groups(node.children).flatMap((group) => {
    const name = group.find((child) => child.field === 'name' && child.type === 'simple_identifier');
    const raw = group.find((child) => child.field === 'raw_value');
    if (!name) return [];
    return [
      {
        kind: 'enumCase',
        name: to.source(name).replaceAll('`', ''),
        nameSpan: at(name),
        ...(raw && { rawValue: to.expression(raw) }),
        start: name.start,
        end: raw?.end ?? name.end,
      },
    ];
  });
  return other(node, cases);
}
