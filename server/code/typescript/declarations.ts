import { childOf, fieldOf, type SyntaxNode } from '../../syntax/tree.js';
import type { Attribute, ExportedName, Expression, ImportBinding, Node, VariableNode } from '../model.js';
import { lowerFunction, typeText } from './functions.js';
import { other, type Lowering, spanOf } from './lowering.js';
import { boundVariables } from './patterns.js';
import { textIn } from './texts.js';
import { decoratorsOf, lowerClass, lowerEnum, lowerField, lowerShape } from './types.js';

/** Lowers a declaration; undefined when the node is none. */
export function lowerDeclaration(
  node: SyntaxNode,
  to: Lowering,
  attributes: readonly Attribute[] = [],
): Node | undefined {
  switch (node.type) {
    case 'import_statement':
      return lowerImport(node, to);
    case 'export_statement':
      return lowerExport(node, to);
    case 'lexical_declaration':
    case 'variable_declaration':
      return lowerVariables(node, to, attributes);
    case 'function_declaration':
    case 'generator_function_declaration':
    case 'function_signature':
    case 'method_definition':
    case 'method_signature':
    case 'abstract_method_signature':
      return lowerFunction(node, to, { attributes: [...attributes, ...decoratorsOf(node, to)] });
    case 'class_declaration':
    case 'abstract_class_declaration':
    case 'class':
      return lowerClass(node, to, attributes);
    case 'interface_declaration':
      return lowerShape(node, 'interface', fieldOf(node, 'body'), to, attributes);
    case 'type_alias_declaration':
      return lowerShape(node, 'alias', fieldOf(node, 'value'), to, attributes);
    case 'enum_declaration':
      return lowerEnum(node, to, attributes);
    case 'public_field_definition':
    case 'property_signature':
      return lowerField(node, to);
    case 'ambient_declaration':
      return lowerFirst(node, to);
    default:
      return undefined;
  }
}

function lowerFirst(node: SyntaxNode, to: Lowering): Node {
  return other(node, to.nodes(node.children));
}

function lowerImport(node: SyntaxNode, to: Lowering): Node {
  const clause = childOf(node, 'import_clause');
  const required = childOf(node, 'import_require_clause');
  const source = fieldOf(node, 'source') ?? (required && fieldOf(required, 'source'));
  const name = required && childOf(required, 'identifier');
  return {
    kind: 'import',
    module: textIn(source, to),
    bindings: [
      ...(name ? [{ imported: '*', local: to.source(name), ...spanOf(name) }] : []),
      ...(clause?.children ?? []).flatMap((child) => bindingsIn(child, to)),
    ],
    ...(childOf(node, 'type') && { typeOnly: true }),
    ...spanOf(node),
  };
}

function bindingsIn(node: SyntaxNode, to: Lowering): readonly ImportBinding[] {
  if (node.type === 'identifier') return [{ imported: 'default', local: to.source(node), ...spanOf(node) }];
  const namespace = node.type === 'namespace_import' ? childOf(node, 'identifier') : undefined;
  if (namespace) return [{ imported: '*', local: to.source(namespace), ...spanOf(namespace) }];
  return node.children
    .filter(({ type }) => type === 'import_specifier')
    .flatMap((child) => {
      const [name, alias] = [fieldOf(child, 'name'), fieldOf(child, 'alias')];
      const local = alias ?? name;
      return name && local ? [{ imported: textIn(name, to), local: to.source(local), ...spanOf(local) }] : [];
    });
}

/** A declaration that is exported carries an attribute; names and modules that are passed on are a node. */
function lowerExport(node: SyntaxNode, to: Lowering): Node | undefined {
  const declaration = fieldOf(node, 'declaration');
  const isDefault = childOf(node, 'default') !== undefined;
  const attribute = {
    name: isDefault ? 'export default' : 'export',
    args: [],
    start: node.start,
    end: node.start,
  };
  const decorators = decoratorsOf(node, to);
  if (declaration)
    return lowerDeclaration(declaration, to, [attribute, ...decorators]) ?? to.node(declaration);
  const value = fieldOf(node, 'value');
  if (value) return lowerDefaultExport(node, value, attribute, to);
  const source = fieldOf(node, 'source');
  return {
    kind: 'export',
    ...(source && { module: textIn(source, to) }),
    names: exportedNames(node, to),
    ...spanOf(node),
  };
}

/** `export default expression` declares what is called `default`; a bare name is passed on. */
function lowerDefaultExport(node: SyntaxNode, value: SyntaxNode, attribute: Attribute, to: Lowering): Node {
  if (value.type === 'identifier') {
    const names = [{ local: to.source(value), exported: 'default', ...spanOf(value) }];
    return { kind: 'export', names, ...spanOf(node) };
  }
  const name = childOf(node, 'default') ?? node;
  return (
    lowerFunction(value, to, { name, attributes: [attribute], whole: node }) ?? {
      kind: 'variable',
      name: 'default',
      nameSpan: spanOf(name),
      mutable: false,
      value: to.expression(value),
      binding: 'declaration',
      attributes: [attribute],
      accessors: [],
      ...spanOf(node),
    }
  );
}

function exportedNames(node: SyntaxNode, to: Lowering): readonly ExportedName[] {
  const namespace = childOf(node, 'namespace_export');
  const star = childOf(node, '*');
  if (namespace) {
    const name = namespace.children.find(({ named }) => named);
    return [{ local: '*', exported: textIn(name, to), ...spanOf(namespace) }];
  }
  if (star) return [{ local: '*', exported: '*', ...spanOf(star) }];
  return (childOf(node, 'export_clause')?.children ?? []).flatMap((child) => {
    const name = child.type === 'export_specifier' ? fieldOf(child, 'name') : undefined;
    if (!name) return [];
    const exported = fieldOf(child, 'alias') ?? name;
    return [{ local: textIn(name, to), exported: textIn(exported, to), ...spanOf(child) }];
  });
}

/** `const a = 1, b = 2` declares two variables; several are held together by an `other`. */
function lowerVariables(node: SyntaxNode, to: Lowering, attributes: readonly Attribute[]): Node | undefined {
  const declarators = node.children.filter(({ type }) => type === 'variable_declarator');
  const mutable = childOf(node, 'const') === undefined;
  const [single, ...more] = declarators;
  const lowered = declarators.flatMap((declarator) =>
    lowerDeclarator(declarator, mutable, attributes, more.length === 0 ? node : declarator, to),
  );
  return single && lowered.length === 1 ? lowered[0] : other(node, lowered);
}

function lowerDeclarator(
  node: SyntaxNode,
  mutable: boolean,
  attributes: readonly Attribute[],
  whole: SyntaxNode,
  to: Lowering,
): readonly Node[] {
  const [name, value, type] = ['name', 'value', 'type'].map((field) => fieldOf(node, field));
  if (!name) return [];
  const method = name.type === 'identifier' && value && lowerFunction(value, to, { name, attributes, whole });
  if (method) return [method];
  const held: VariableNode = {
    kind: 'variable',
    // A pattern is no name that anything else has: what it takes apart is kept under it.
    name: to.source(name),
    nameSpan: spanOf(name),
    mutable,
    ...(type && { type: typeText(type, to) }),
    ...(value && { value: to.expression(value) }),
    binding: 'declaration',
    attributes,
    accessors: [],
    ...spanOf(whole),
  };
  if (name.type === 'identifier') return [held];
  const source = (): Expression => ({ kind: 'name', name: held.name, ...spanOf(name) });
  const isName = value?.type === 'identifier';
  const direct = (): Expression => ({ kind: 'name', name: isName ? to.source(value) : '', ...spanOf(name) });
  if (isName) return boundVariables(name, direct, mutable, to);
  return [held, ...boundVariables(name, source, mutable, to)];
}
