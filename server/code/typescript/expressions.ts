import { childOf, fieldOf, type SyntaxNode } from '../../syntax/tree.js';
import type { Argument, CallNode, DictionaryEntry, Expression } from '../model.js';
import { lowerClosure, lowerFunction } from './functions.js';
import { other, type Lowering, spanOf } from './lowering.js';
import { lowerTemplate, lowerText, textOf } from './texts.js';

type Lower = (node: SyntaxNode, to: Lowering) => Expression | undefined;

const LOWERINGS: ReadonlyMap<string, Lower> = new Map(
  Object.entries<Lower>({
    identifier: lowerName,
    property_identifier: lowerName,
    private_property_identifier: lowerName,
    type_identifier: lowerName,
    shorthand_property_identifier: lowerName,
    nested_identifier: lowerName,
    this: (node) => ({ kind: 'name', name: 'self', ...spanOf(node) }),
    super: (node) => ({ kind: 'name', name: 'super', ...spanOf(node) }),
    null: (node) => ({ kind: 'nil', text: 'null', ...spanOf(node) }),
    undefined: (node) => ({ kind: 'nil', text: 'undefined', ...spanOf(node) }),
    true: (node) => ({ kind: 'boolean', text: 'true', ...spanOf(node) }),
    false: (node) => ({ kind: 'boolean', text: 'false', ...spanOf(node) }),
    number: (node, to) => ({ kind: 'number', text: to.source(node), ...spanOf(node) }),
    string: lowerText,
    template_string: lowerTemplate,
    array: (node, to) => ({ kind: 'list', items: values(node, to), ...spanOf(node) }),
    object: lowerObject,
    member_expression: lowerMember,
    subscript_expression: lowerIndex,
    call_expression: lowerCall,
    new_expression: lowerCall,
    arrow_function: lowerClosure,
    function_expression: lowerClosure,
    generator_function: lowerClosure,
    parenthesized_expression: lowerParenthesized,
    await_expression: (node, to) =>
      operandOf(node, (operand) => ({ kind: 'await', operand: to.expression(operand) })),
    non_null_expression: (node, to) =>
      operandOf(node, (operand) => ({ kind: 'unary', operator: 'unwrap', operand: to.expression(operand) })),
    spread_element: (node, to) =>
      operandOf(node, (operand) => ({ kind: 'unary', operator: '...', operand: to.expression(operand) })),
    unary_expression: lowerUnary,
    binary_expression: lowerBinary,
    assignment_expression: lowerAssignment,
    augmented_assignment_expression: lowerAssignment,
    ternary_expression: lowerTernary,
    as_expression: lowerCast,
    satisfies_expression: lowerCast,
    expression_statement: (node, to) => {
      const [expression] = named(node);
      return expression && to.expression(expression);
    },
  }),
);

/** Syntax that is gone at run time, or has no value. */
const MEANINGLESS: ReadonlySet<string> = new Set([
  'comment',
  'html_comment',
  'hash_bang_line',
  'type_annotation',
  'type_arguments',
  'type_parameters',
  'empty_statement',
]);

/** Lowers an expression; what is unknown keeps its parts, punctuation and types give undefined. */
export function lowerExpression(node: SyntaxNode, to: Lowering): Expression | undefined {
  const lower = LOWERINGS.get(node.type);
  if ((!node.named && !lower) || MEANINGLESS.has(node.type)) return undefined;
  return lower?.(node, to) ?? other(node, to.nodes(node.children));
}

function named(node: SyntaxNode): readonly SyntaxNode[] {
  return node.children.filter((child) => child.named && child.type !== 'comment');
}

/** The values listed in a node; a hole of an array has none. */
function values(node: SyntaxNode, to: Lowering): Expression[] {
  return node.children
    .filter((child) => (child.named && child.type !== 'comment') || isKeyword(child))
    .map((child) => to.expression(child));
}

/** Words that the grammar does not take for named nodes everywhere. */
function isKeyword({ type }: SyntaxNode): boolean {
  return type === 'undefined' || type === 'null' || type === 'this' || type === 'true' || type === 'false';
}

function lowerName(node: SyntaxNode, to: Lowering): Expression {
  return { kind: 'name', name: to.source(node), ...spanOf(node) };
}

type Bare<E> = E extends Expression ? Omit<E, 'start' | 'end'> : never;

function operandOf(
  node: SyntaxNode,
  build: (operand: SyntaxNode) => Bare<Expression>,
): Expression | undefined {
  const [operand] = named(node);
  return operand && ({ ...build(operand), ...spanOf(node) } as Expression);
}

/** Parentheses around one value mean the value itself. */
function lowerParenthesized(node: SyntaxNode, to: Lowering): Expression | undefined {
  const [only, ...more] = named(node).filter(({ type }) => type !== 'type_annotation');
  return only && more.length === 0 ? to.expression(only) : undefined;
}

function lowerObject(node: SyntaxNode, to: Lowering): Expression {
  return {
    kind: 'dictionary',
    entries: named(node).flatMap((child) => lowerEntry(child, to) ?? []),
    ...spanOf(node),
  };
}

function lowerEntry(node: SyntaxNode, to: Lowering): DictionaryEntry | undefined {
  const at = spanOf(node);
  switch (node.type) {
    case 'pair': {
      const [key, value] = [fieldOf(node, 'key'), fieldOf(node, 'value')];
      if (!key || !value) return undefined;
      const method = lowerFunction(value, to, { name: key });
      return { key: keyOf(key, to), value: method ? other(value, [method]) : to.expression(value), ...at };
    }
    case 'shorthand_property_identifier':
      return { key: textOf(node, to), value: lowerName(node, to), ...at };
    case 'method_definition': {
      const name = fieldOf(node, 'name');
      const method = lowerFunction(node, to);
      return name && method ? { key: keyOf(name, to), value: other(node, [method]), ...at } : undefined;
    }
    case 'spread_element': {
      const [spread] = named(node);
      return spread && { value: to.expression(spread), ...at };
    }
    default:
      return { value: to.expression(node), ...at };
  }
}

/** `token` and `'token'` are the same key; `[TOKEN]` is what the constant stands for. */
function keyOf(node: SyntaxNode, to: Lowering): Expression {
  if (node.type === 'property_identifier' || node.type === 'private_property_identifier')
    return textOf(node, to);
  if (node.type !== 'computed_property_name') return to.expression(node);
  const [key] = named(node);
  return key ? to.expression(key) : other(node, []);
}

function lowerMember(node: SyntaxNode, to: Lowering): Expression | undefined {
  const [object, property] = [fieldOf(node, 'object'), fieldOf(node, 'property')];
  if (!object || !property) return undefined;
  return {
    kind: 'member',
    object: to.expression(object),
    name: to.source(property),
    nameSpan: spanOf(property),
    ...spanOf(node),
  };
}

function lowerIndex(node: SyntaxNode, to: Lowering): Expression | undefined {
  const [object, index] = [fieldOf(node, 'object'), fieldOf(node, 'index')];
  if (!object || !index) return undefined;
  const args = [{ value: to.expression(index), ...spanOf(index) }];
  return { kind: 'index', object: to.expression(object), args, ...spanOf(node) };
}

function lowerCall(node: SyntaxNode, to: Lowering): Expression | undefined {
  const callee = fieldOf(node, 'function') ?? fieldOf(node, 'constructor');
  if (!callee) return undefined;
  const list = fieldOf(node, 'arguments');
  const template = list?.type === 'template_string' ? list : childOf(node, 'template_string');
  const callOf = (called: SyntaxNode): CallNode => ({
    kind: 'call',
    callee: to.expression(called),
    args: template ? [argument(template, to)] : list ? argumentsOf(list, to) : [],
    ...(list && !template && { parens: spanOf(list) }),
    start: called === callee ? node.start : called.start,
    end: node.end,
  });
  // The grammar reads `await load<Tokens>(id)` as a call of what `await load` gives.
  const [awaited] =
    callee.type === 'await_expression' && childOf(node, 'type_arguments') ? named(callee) : [];
  if (!awaited) return callOf(callee);
  return { kind: 'await', operand: callOf(awaited), ...spanOf(node) };
}

export function argumentsOf(list: SyntaxNode, to: Lowering): Argument[] {
  return list.children
    .filter((child) => (child.named && child.type !== 'comment') || isKeyword(child))
    .map((child) => argument(child, to));
}

function argument(node: SyntaxNode, to: Lowering): Argument {
  return { value: to.expression(node), ...spanOf(node) };
}

function lowerUnary(node: SyntaxNode, to: Lowering): Expression | undefined {
  const [operator, operand] = [fieldOf(node, 'operator'), fieldOf(node, 'argument')];
  if (!operator || !operand) return undefined;
  return { kind: 'unary', operator: to.source(operator), operand: to.expression(operand), ...spanOf(node) };
}

function lowerBinary(node: SyntaxNode, to: Lowering): Expression | undefined {
  const [left, operator, right] = ['left', 'operator', 'right'].map((field) => fieldOf(node, field));
  if (!left || !operator || !right) return undefined;
  return {
    kind: 'binary',
    operator: to.source(operator),
    left: to.expression(left),
    right: to.expression(right),
    ...spanOf(node),
  };
}

function lowerAssignment(node: SyntaxNode, to: Lowering): Expression | undefined {
  const [target, operator, value] = ['left', 'operator', 'right'].map((field) => fieldOf(node, field));
  if (!target || !value) return undefined;
  return {
    kind: 'assign',
    operator: operator ? to.source(operator) : '=',
    target: to.expression(target),
    value: to.expression(value),
    ...spanOf(node),
  };
}

function lowerTernary(node: SyntaxNode, to: Lowering): Expression | undefined {
  const [test, then, otherwise] = ['condition', 'consequence', 'alternative'].map((field) =>
    fieldOf(node, field),
  );
  if (!test || !then || !otherwise) return undefined;
  return {
    kind: 'conditional',
    test: to.expression(test),
    then: to.expression(then),
    else: to.expression(otherwise),
    ...spanOf(node),
  };
}

/** `{ … } as const` and `x satisfies T` are what they hold. */
function lowerCast(node: SyntaxNode, to: Lowering): Expression | undefined {
  const [operand, type] = named(node);
  if (!operand) return undefined;
  if (!type || node.type === 'satisfies_expression' || to.source(type) === 'const')
    return to.expression(operand);
  return { kind: 'cast', operand: to.expression(operand), type: to.source(type), ...spanOf(node) };
}
