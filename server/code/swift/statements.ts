import { childOf, fieldOf, type SyntaxNode } from '../../syntax/tree.js';
import type {
  BlockNode,
  CatchClause,
  Expression,
  JumpNode,
  Node,
  SwitchCase,
  VariableNode,
} from '../model.js';
import { blockOf } from './declarations.js';
import { other, type Lowering } from './lowering.js';
import { boundNames } from './patterns.js';

/** Lowers a statement; undefined when the node is none. */
export function lowerStatement(node: SyntaxNode, to: Lowering): Node | undefined {
  switch (node.type) {
    case 'if_statement':
    case 'guard_statement':
      return lowerIf(node, to);
    case 'switch_statement':
      return lowerSwitch(node, to);
    case 'for_statement':
    case 'while_statement':
    case 'repeat_while_statement':
      return lowerLoop(node, to);
    case 'do_statement':
      return lowerDo(node, to);
    case 'control_transfer_statement':
      return lowerJump(node, to);
    case 'statements':
      return { kind: 'block', statements: to.nodes(node.children), ...at(node) };
    default:
      return undefined;
  }
}

function at(node: { start: number; end: number }): { start: number; end: number } {
  return { start: node.start, end: node.end };
}

/** The block between the braces that begin at or after `from`, as the grammar lists it: `{ statements? }`. */
function bracedBlock(children: readonly SyntaxNode[], from: number, to: Lowering): BlockNode | undefined {
  const open = children.findIndex((child, index) => index >= from && child.type === '{');
  if (open === -1) return undefined;
  const close = children.findIndex((child, index) => index > open && child.type === '}');
  const end = close === -1 ? children.length - 1 : close;
  const inside = children.slice(open + 1, close === -1 ? undefined : close);
  const statements = inside.flatMap((child) => (child.type === 'statements' ? child.children : [child]));
  return {
    kind: 'block',
    statements: to.nodes(statements),
    start: children[open]?.start ?? 0,
    end: children[end]?.end ?? 0,
  };
}

function lowerIf(node: SyntaxNode, to: Lowering): Node {
  const guard = node.type === 'guard_statement';
  const elseAt = node.children.findIndex((child) => child.type === 'else');
  const header = node.children.slice(
    1,
    node.children.findIndex((child) => child.type === '{' || child.type === 'else'),
  );
  const chained = node.children.slice(elseAt + 1).find((child) => child.type === 'if_statement');
  const otherwise =
    elseAt === -1 ? undefined : chained ? to.node(chained) : bracedBlock(node.children, elseAt, to);
  const then = guard ? undefined : bracedBlock(node.children, 0, to);
  return {
    kind: 'if',
    guard,
    conditions: conditionsOf(header, to),
    ...(then && { then }),
    ...(otherwise && { else: otherwise }),
    ...at(node),
  };
}

/** Conditions, comma by comma: `let x = y`, `case let .some(z) = y`, or a plain expression. */
function conditionsOf(header: readonly SyntaxNode[], to: Lowering): Node[] {
  const conditions: Node[] = [];
  for (const group of commaGroups(header)) {
    const equals = group.findIndex((child) => child.type === '=');
    const behind = equals === -1 ? undefined : group.slice(equals + 1).find(isValue);
    const pattern = group.some((child) => child.type === 'case');
    if (pattern) conditions.push(...matched(group.slice(0, equals), behind, to));
    else if (group[0]?.type === 'value_binding_pattern') conditions.push(...unwrapped(group, behind, to));
    else conditions.push(...to.nodes(group));
  }
  return conditions;
}

function isValue(node: SyntaxNode): boolean {
  return node.named || node.type === 'nil';
}

function commaGroups(children: readonly SyntaxNode[]): SyntaxNode[][] {
  const groups: SyntaxNode[][] = [[]];
  let depth = 0;
  for (const child of children) {
    if (child.type === '(') depth += 1;
    if (child.type === ')') depth -= 1;
    if (child.type === ',' && depth === 0) groups.push([]);
    else groups.at(-1)?.push(child);
  }
  return groups;
}

function unwrapped(group: readonly SyntaxNode[], value: SyntaxNode | undefined, to: Lowering): Node[] {
  const name = group.find((child) => child.field === 'bound_identifier');
  if (!name) return to.nodes(group);
  const source = to.source(name).replaceAll('`', '');
  // `if let token` unwraps the variable of the same name.
  const lowered: Expression = value ? to.expression(value) : { kind: 'name', name: source, ...at(name) };
  return [variable(source, name, lowered, 'optional', to.source(group[0] ?? name) === 'var', group)];
}

function matched(pattern: readonly SyntaxNode[], value: SyntaxNode | undefined, to: Lowering): Node[] {
  const names = pattern.flatMap((child) => {
    if (child.field === 'bound_identifier') return [child];
    return child.type === 'pattern' ? boundNames(child) : [];
  });
  const subject: Node[] = value ? [to.expression(value)] : [];
  return [
    ...subject,
    ...caseNames(pattern, to),
    ...names.map((name) => variable(to.source(name), name, undefined, 'pattern', false, pattern)),
  ];
}

/** The cases that a pattern asks for: `failure` of `case .failure(let error)`. */
function caseNames(pattern: readonly SyntaxNode[], to: Lowering): Node[] {
  return pattern.flatMap((child, index): Node[] => {
    if (child.type === 'pattern') return caseNames(child.children, to);
    if (child.type !== 'simple_identifier' || pattern[index - 1]?.type !== '.') return [];
    return [{ kind: 'member', name: to.source(child), nameSpan: at(child), ...at(child) }];
  });
}

function variable(
  name: string,
  nameNode: SyntaxNode,
  value: Expression | undefined,
  binding: VariableNode['binding'],
  mutable: boolean,
  group: readonly SyntaxNode[],
): VariableNode {
  return {
    kind: 'variable',
    name,
    nameSpan: at(nameNode),
    mutable,
    ...(value && { value }),
    binding,
    attributes: [],
    accessors: [],
    start: group[0]?.start ?? nameNode.start,
    end: Math.max(group.at(-1)?.end ?? nameNode.end, value?.end ?? 0),
  };
}

function lowerSwitch(node: SyntaxNode, to: Lowering): Node {
  const subject = fieldOf(node, 'expr');
  const cases = node.children.filter((child) => child.type === 'switch_entry');
  return {
    kind: 'switch',
    ...(subject && { subject: to.expression(subject) }),
    cases: cases.map((entry) => lowerCase(entry, to)),
    ...at(node),
  };
}

function lowerCase(node: SyntaxNode, to: Lowering): SwitchCase {
  const colon = node.children.findIndex((child) => child.type === ':');
  const header = node.children.slice(0, colon === -1 ? undefined : colon);
  const names = header.flatMap((child) => patternsIn(child).flatMap(boundNames));
  return {
    patterns: [
      ...to.nodes(header),
      ...names.map((name) => variable(to.source(name), name, undefined, 'pattern', false, [name])),
    ],
    isDefault: childOf(node, 'default_keyword') !== undefined,
    body: blockOf(node, to),
    ...at(node),
  };
}

function patternsIn(node: SyntaxNode): SyntaxNode[] {
  if (node.type === 'pattern') return [node];
  return node.children.flatMap(patternsIn);
}

function lowerLoop(node: SyntaxNode, to: Lowering): Node {
  const form = node.type === 'for_statement' ? 'for' : node.type === 'while_statement' ? 'while' : 'repeat';
  return {
    kind: 'loop',
    form,
    header: form === 'for' ? forHeader(node, to) : conditionsOf(conditionChildren(node), to),
    body: bracedBlock(node.children, 0, to) ?? {
      kind: 'block',
      statements: [],
      start: node.end,
      end: node.end,
    },
    ...at(node),
  };
}

function conditionChildren(node: SyntaxNode): readonly SyntaxNode[] {
  const fields = new Set(['condition', 'bound_identifier', 'name']);
  return node.children.filter((child) => child.type === ',' || (child.field && fields.has(child.field)));
}

function forHeader(node: SyntaxNode, to: Lowering): Node[] {
  const item = fieldOf(node, 'item');
  const collection = fieldOf(node, 'collection');
  const where = childOf(node, 'where_clause');
  const names = item ? boundNames(item) : [];
  return [
    ...(collection ? [to.expression(collection)] : []),
    ...names.map((name) => variable(to.source(name), name, undefined, 'loop', false, [name])),
    ...(where ? [to.expression(where)] : []),
  ];
}

function lowerDo(node: SyntaxNode, to: Lowering): Node {
  const body = bracedBlock(node.children, 0, to);
  if (!body) return other(node, to.nodes(node.children));
  const clauses: CatchClause[] = node.children
    .filter((child) => child.type === 'catch_block')
    .map((child) => ({
      patterns: catchPatterns(child, to),
      body: blockOf(child, to),
      ...at(child),
    }));
  return { kind: 'catch', body, clauses, ...at(node) };
}

function catchPatterns(node: SyntaxNode, to: Lowering): Node[] {
  const pattern = fieldOf(node, 'error');
  const where = childOf(node, 'where_clause');
  const names = pattern ? boundNames(pattern) : [];
  return [
    ...(pattern ? [to.expression(pattern)] : []),
    ...names.map((name) => variable(to.source(name), name, undefined, 'pattern', false, [name])),
    ...(where ? [to.expression(where)] : []),
  ];
}

function lowerJump(node: SyntaxNode, to: Lowering): JumpNode {
  const [keyword] = node.children;
  const word = keyword ? to.source(keyword) : 'return';
  const form = word === 'throw' || word === 'break' || word === 'continue' ? word : 'return';
  const value = fieldOf(node, 'result') ?? node.children.slice(1).find(isValue);
  return { kind: 'jump', form, ...(value && { value: to.expression(value) }), ...at(node) };
}
