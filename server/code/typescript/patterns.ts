import { fieldOf, type SyntaxNode } from '../../syntax/tree.js';
import type { Expression, VariableNode } from '../model.js';
import { type Lowering, spanOf } from './lowering.js';
import { textOf } from './texts.js';

/**
 * The variables that a pattern binds, each with the part of the value that it takes: `const { token: t } = session`
 * binds `t` to `session.token`. `valueOf` makes the value anew for each, since a node has one parent.
 */
export function boundVariables(
  pattern: SyntaxNode,
  valueOf: () => Expression | undefined,
  mutable: boolean,
  to: Lowering,
): VariableNode[] {
  switch (pattern.type) {
    case 'identifier':
    case 'shorthand_property_identifier_pattern':
      return [variable(pattern, valueOf(), mutable, to)];
    case 'object_pattern':
      return pattern.children.flatMap((child) => boundInObject(child, valueOf, mutable, to));
    case 'array_pattern':
      return itemsOf(pattern).flatMap(([child, index]) =>
        boundVariables(child, () => element(child, index, valueOf()), mutable, to),
      );
    case 'assignment_pattern':
    case 'object_assignment_pattern': {
      const left = fieldOf(pattern, 'left') ?? pattern.children[0];
      return left ? withDefault(boundVariables(left, valueOf, mutable, to), pattern, to) : [];
    }
    case 'rest_pattern':
      return pattern.children.flatMap((child) => boundVariables(child, () => undefined, mutable, to));
    default:
      return [];
  }
}

/** The items of an array's pattern with their places: `[, setToken]` leaves out the first. */
function itemsOf({ children }: SyntaxNode): readonly (readonly [SyntaxNode, number])[] {
  let index = 0;
  return children.flatMap((child) => {
    if (child.type === ',') index += 1;
    return child.named && child.type !== 'comment' ? [[child, index] as const] : [];
  });
}

function boundInObject(
  node: SyntaxNode,
  valueOf: () => Expression | undefined,
  mutable: boolean,
  to: Lowering,
): VariableNode[] {
  if (node.type === 'pair_pattern') {
    const [key, value] = [fieldOf(node, 'key'), fieldOf(node, 'value')];
    return key && value ? boundVariables(value, () => member(key, valueOf(), to), mutable, to) : [];
  }
  if (node.type === 'object_assignment_pattern') {
    const left = fieldOf(node, 'left') ?? node.children[0];
    return left ? withDefault(boundInObject(left, valueOf, mutable, to), node, to) : [];
  }
  if (node.type === 'shorthand_property_identifier_pattern')
    return boundVariables(node, () => member(node, valueOf(), to), mutable, to);
  return boundVariables(node, valueOf, mutable, to);
}

/** `key = 'token'`: a pattern that is a single name may say what it is else. */
function withDefault(bound: VariableNode[], pattern: SyntaxNode, to: Lowering): VariableNode[] {
  const [only, ...others] = bound;
  const right = fieldOf(pattern, 'right');
  return only && others.length === 0 && right ? [{ ...only, default: to.expression(right) }] : bound;
}

function variable(
  name: SyntaxNode,
  value: Expression | undefined,
  mutable: boolean,
  to: Lowering,
): VariableNode {
  return {
    kind: 'variable',
    name: to.source(name),
    nameSpan: spanOf(name),
    mutable,
    ...(value && { value }),
    binding: 'pattern',
    attributes: [],
    accessors: [],
    ...spanOf(name),
  };
}

/** Spans of what a pattern takes are those of the name in the pattern: the value itself stands elsewhere. */
function member(key: SyntaxNode, object: Expression | undefined, to: Lowering): Expression | undefined {
  if (!object) return undefined;
  const at = spanOf(key);
  if (key.type === 'computed_property_name')
    return { kind: 'index', object, args: [{ value: textOf(key, to), ...at }], ...at };
  return { kind: 'member', object, name: to.source(key).replace(/^['"]|['"]$/g, ''), nameSpan: at, ...at };
}

function element(node: SyntaxNode, index: number, object: Expression | undefined): Expression | undefined {
  if (!object) return undefined;
  const at = spanOf(node);
  return {
    kind: 'index',
    object,
    args: [{ value: { kind: 'number', text: String(index), ...at }, ...at }],
    ...at,
  };
}
