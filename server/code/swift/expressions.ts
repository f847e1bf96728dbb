import { childOf, fieldOf, fieldsOf, type SyntaxNode } from '../../syntax/tree.js';
import type { Argument, BlockNode, ClosureNode, DictionaryEntry, Expression, Parameter } from '../model.js';
import { other, type Lowering } from './lowering.js';
import { lowerRawText, lowerText } from './texts.js';
import { blockOf, lowerParameter } from './declarations.js';

type Lower = (node: SyntaxNode, to: Lowering) => Expression | undefined;

const BINARY = [
  'additive_expression',
  'multiplicative_expression',
  'comparison_expression',
  'equality_expression',
  'conjunction_expression',
  'disjunction_expression',
  'bitwise_operation',
  'infix_expression',
  'range_expression',
];

const LOWERINGS: Readonly<Record<string, Lower>> = {
  simple_identifier: (node, to) => ({ kind: 'name', name: bare(to.source(node)), ...span(node) }),
  type_identifier: (node, to) => ({ kind: 'name', name: to.source(node), ...span(node) }),
  self_expression: (node) => ({ kind: 'name', name: 'self', ...span(node) }),
  super_expression: (node) => ({ kind: 'name', name: 'super', ...span(node) }),
  user_type: (node, to) => ({ kind: 'name', name: to.source(node), ...span(node) }),
  nil: (node) => ({ kind: 'nil', text: 'nil', ...span(node) }),
  boolean_literal: (node, to) => ({ kind: 'boolean', text: to.source(node), ...span(node) }),
  integer_literal: lowerNumber,
  real_literal: lowerNumber,
  hex_literal: lowerNumber,
  oct_literal: lowerNumber,
  bin_literal: lowerNumber,
  line_string_literal: lowerText,
  multi_line_string_literal: lowerText,
  raw_string_literal: lowerRawText,
  interpolated_expression: (node, to) => partsOf(node, to),
  array_literal: (node, to) => ({
    kind: 'list',
    items: fieldsOf(node, 'element').map((item) => to.expression(item)),
    ...span(node),
  }),
  dictionary_literal: lowerDictionary,
  tuple_expression: lowerTuple,
  navigation_expression: lowerMember,
  call_expression: lowerCall,
  constructor_expression: lowerConstructor,
  macro_invocation: lowerMacro,
  lambda_literal: lowerClosure,
  prefix_expression: lowerPrefix,
  postfix_expression: lowerPostfix,
  try_expression: lowerTry,
  await_expression: (node, to) => {
    const operand = fieldOf(node, 'expr');
    return operand && { kind: 'await', operand: to.expression(operand), ...span(node) };
  },
  as_expression: lowerCast,
  ternary_expression: lowerTernary,
  nil_coalescing_expression: (node, to) => binary(node, to, 'value', '??', 'if_nil'),
  assignment: lowerAssignment,
  directly_assignable_expression: (node, to) => only(node, to),
  ...Object.fromEntries(BINARY.map((type) => [type, lowerBinary])),
};

const MEANINGLESS = new Set(['comment', 'multiline_comment', 'directive', 'diagnostic', 'modifiers']);

/** Lowers an expression; what is unknown keeps its parts, punctuation gives undefined. */
export function lowerExpression(node: SyntaxNode, to: Lowering): Expression | undefined {
  if (node.type === 'nil') return LOWERINGS['nil']?.(node, to);
  if (!node.named || MEANINGLESS.has(node.type)) return undefined;
  const lower = Object.hasOwn(LOWERINGS, node.type) ? LOWERINGS[node.type] : undefined;
  return lower?.(node, to) ?? partsOf(node, to);
}

function span(node: SyntaxNode): { start: number; end: number } {
  return { start: node.start, end: node.end };
}

/** `` `default` `` names the same as `default`. */
function bare(name: string): string {
  return name.startsWith('`') ? name.slice(1, -1) : name;
}

function partsOf(node: SyntaxNode, to: Lowering): Expression {
  return other(node, to.nodes(node.children));
}

function only(node: SyntaxNode, to: Lowering): Expression {
  const named = node.children.filter((child) => child.named || child.type === 'nil');
  const [single] = named;
  return single && named.length === 1 ? to.expression(single) : partsOf(node, to);
}

/** A number that the text does not hold stands for what the grammar could not have read. */
function lowerNumber(node: SyntaxNode, to: Lowering): Expression {
  const text = to.source(node);
  return /^\d/.test(text) ? { kind: 'number', text, ...span(node) } : other(node, []);
}

function lowerDictionary(node: SyntaxNode, to: Lowering): Expression {
  const entries: DictionaryEntry[] = [];
  let key: SyntaxNode | undefined;
  for (const child of node.children) {
    if (child.field === 'key') key = child;
    if (child.field !== 'value' || !key) continue;
    entries.push({
      key: to.expression(key),
      value: to.expression(child),
      start: key.start,
      end: child.end,
    });
    key = undefined;
  }
  return { kind: 'dictionary', entries, ...span(node) };
}

/** Parentheses around one value mean the value itself. */
function lowerTuple(node: SyntaxNode, to: Lowering): Expression {
  const values = fieldsOf(node, 'value');
  const [single] = values;
  if (single && values.length === 1) return to.expression(single);
  return partsOf(node, to);
}

/**
 * The grammar binds prefixes tighter than members: in `try? store.load()` and `!task.isCancelled` the prefix
 * sits on the first name. The member or call belongs under the prefix.
 */
function underPrefix(
  target: Expression,
  node: SyntaxNode,
  build: (target: Expression) => Expression,
): Expression {
  const prefixed =
    target.kind === 'try' ||
    target.kind === 'await' ||
    (target.kind === 'unary' && target.operator !== 'unwrap');
  if (!prefixed) return build(target);
  return { ...target, operand: underPrefix(target.operand, node, build), end: node.end };
}

function lowerMember(node: SyntaxNode, to: Lowering): Expression | undefined {
  const target = node.children.find(
    (child) => (child.field === 'target' && child.type !== '?') || child.field === 'element',
  );
  const suffix = fieldOf(node, 'suffix');
  const name = suffix && (fieldOf(suffix, 'suffix') ?? suffix);
  if (!target || !name) return undefined;
  return underPrefix(to.expression(target), node, (object) => ({
    kind: 'member',
    object,
    name: bare(to.source(name)),
    nameSpan: span(name),
    start: object.start,
    end: node.end,
  }));
}

function lowerCall(node: SyntaxNode, to: Lowering): Expression | undefined {
  const [target] = node.children;
  const suffix = childOf(node, 'call_suffix');
  if (!target || !suffix) return undefined;
  const list = childOf(suffix, 'value_arguments');
  if (target.type === 'dictionary_literal' && list) {
    return { kind: 'dictionary', entries: [], ...span(node) };
  }
  const args = [...(list ? argumentsOf(list, to) : []), ...trailingClosures(suffix, to)];
  return underPrefix(to.expression(target), node, (callee) => {
    const at = { start: callee.start, end: node.end };
    if (list?.children[0]?.type === '[') return { kind: 'index', object: callee, args, ...at };
    // A trailing closure on its own call node belongs to the call before it.
    if (!list && callee.kind === 'call') return { ...callee, args: [...callee.args, ...args], ...at };
    return { kind: 'call', callee, args, ...(list && { parens: span(list) }), ...at };
  });
}

export function argumentsOf(list: SyntaxNode, to: Lowering): Argument[] {
  return list.children
    .filter((child) => child.type === 'value_argument')
    .flatMap((node) => {
      const value = fieldOf(node, 'value');
      const label = fieldOf(node, 'name');
      if (!value) return [];
      return [
        { ...(label && { label: bare(to.source(label)) }), value: to.expression(value), ...span(node) },
      ];
    });
}

function trailingClosures(suffix: SyntaxNode, to: Lowering): Argument[] {
  const closures: Argument[] = [];
  let label: string | undefined;
  for (const child of suffix.children) {
    if (child.field === 'name') label = to.source(child);
    if (child.type !== 'lambda_literal') continue;
    closures.push({ ...(label !== undefined && { label }), value: to.expression(child), ...span(child) });
    label = undefined;
  }
  return closures;
}

function lowerConstructor(node: SyntaxNode, to: Lowering): Expression | undefined {
  const type = fieldOf(node, 'constructed_type');
  const suffix = childOf(node, 'constructor_suffix');
  if (!type || !suffix) return undefined;
  if (type.type === 'dictionary_type') return { kind: 'dictionary', entries: [], ...span(node) };
  if (type.type === 'array_type') return { kind: 'list', items: [], ...span(node) };
  const list = childOf(suffix, 'value_arguments');
  return {
    kind: 'call',
    callee: { kind: 'name', name: to.source(type).replace(/<.*$/s, ''), ...span(type) },
    args: [...(list ? argumentsOf(list, to) : []), ...trailingClosures(suffix, to)],
    ...(list && { parens: span(list) }),
    ...span(node),
  };
}

function lowerMacro(node: SyntaxNode, to: Lowering): Expression | undefined {
  const name = childOf(node, 'simple_identifier');
  const suffix = childOf(node, 'call_suffix');
  if (!name) return undefined;
  const list = suffix && childOf(suffix, 'value_arguments');
  return {
    kind: 'call',
    callee: { kind: 'name', name: `#${to.source(name)}`, ...span(name) },
    args: suffix ? [...(list ? argumentsOf(list, to) : []), ...trailingClosures(suffix, to)] : [],
    ...(list && { parens: span(list) }),
    ...span(node),
  };
}

function lowerClosure(node: SyntaxNode, to: Lowering): ClosureNode {
  const type = fieldOf(node, 'type');
  const list = type && childOf(type, 'lambda_function_type_parameters');
  const parameters: Parameter[] = (list?.children ?? [])
    .filter((child) => child.type === 'lambda_parameter')
    .flatMap((child) => lowerParameter(child, undefined, to));
  const body: BlockNode = blockOf(node, to);
  return { kind: 'closure', parameters, body, ...span(node) };
}

function lowerPrefix(node: SyntaxNode, to: Lowering): Expression | undefined {
  const operation = fieldOf(node, 'operation');
  const target = fieldOf(node, 'target');
  if (!operation || !target) return undefined;
  const operator = to.source(operation);
  if (operator === '.') {
    return { kind: 'member', name: bare(to.source(target)), nameSpan: span(target), ...span(node) };
  }
  return { kind: 'unary', operator, operand: to.expression(target), ...span(node) };
}

function lowerPostfix(node: SyntaxNode, to: Lowering): Expression | undefined {
  const target = fieldOf(node, 'target');
  if (!target) return undefined;
  return underPrefix(to.expression(target), node, (operand) => ({
    kind: 'unary',
    operator: 'unwrap',
    operand,
    start: operand.start,
    end: node.end,
  }));
}

function lowerTry(node: SyntaxNode, to: Lowering): Expression | undefined {
  const operator = childOf(node, 'try_operator');
  const operand = fieldOf(node, 'expr');
  if (!operator || !operand) return undefined;
  const word = to.source(operator).replace(/\s/g, '');
  const mode = word === 'try?' || word === 'try!' ? word : 'try';
  return { kind: 'try', mode, operand: awaited(operator, operand, to), ...span(node) };
}

/** The parser does not get to see the `await` behind a `try`. */
function awaited(operator: SyntaxNode, node: SyntaxNode, to: Lowering): Expression {
  const operand = to.expression(node);
  const between = to.source({ start: operator.end, end: node.start });
  const at = between.search(/(?<=^\s*)await\b/);
  return at === -1 ? operand : { kind: 'await', operand, start: operator.end + at, end: node.end };
}

function lowerCast(node: SyntaxNode, to: Lowering): Expression | undefined {
  const operand = fieldOf(node, 'expr');
  const type = fieldOf(node, 'name');
  if (!operand) return undefined;
  return {
    kind: 'cast',
    operand: to.expression(operand),
    type: type ? to.source(type) : '',
    ...span(node),
  };
}

function lowerTernary(node: SyntaxNode, to: Lowering): Expression | undefined {
  const [test, then, otherwise] = ['condition', 'if_true', 'if_false'].map((field) => fieldOf(node, field));
  if (!test || !then || !otherwise) return undefined;
  return {
    kind: 'conditional',
    test: to.expression(test),
    then: to.expression(then),
    else: to.expression(otherwise),
    ...span(node),
  };
}

function lowerBinary(node: SyntaxNode, to: Lowering): Expression | undefined {
  const operator = fieldOf(node, 'op');
  return binary(node, to, 'lhs', operator ? to.source(operator) : '', 'rhs');
}

function binary(
  node: SyntaxNode,
  to: Lowering,
  left: string,
  operator: string,
  right: string,
): Expression | undefined {
  const leftNode = fieldOf(node, left);
  const rightNode = fieldOf(node, right);
  if (!leftNode || !rightNode) return undefined;
  return {
    kind: 'binary',
    operator,
    left: to.expression(leftNode),
    right: to.expression(rightNode),
    ...span(node),
  };
}

function lowerAssignment(node: SyntaxNode, to: Lowering): Expression | undefined {
  const [target, operator, value] = ['target', 'operator', 'result'].map((field) => fieldOf(node, field));
  if (!target || !value) return undefined;
  return {
    kind: 'assign',
    operator: operator ? to.source(operator) : '=',
    target: to.expression(target),
    value: to.expression(value),
    ...span(node),
  };
}
