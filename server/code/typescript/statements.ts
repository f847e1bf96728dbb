import { childOf, fieldOf, type SyntaxNode } from '../../syntax/tree.js';
import type { Expression, JumpNode, Node, SwitchCase, VariableNode } from '../model.js';
import { other, type Lowering, spanOf } from './lowering.js';
import { boundVariables } from './patterns.js';

/** Lowers a statement; undefined when the node is none. */
export function lowerStatement(node: SyntaxNode, to: Lowering): Node | undefined {
  switch (node.type) {
    case 'statement_block':
    case 'class_static_block':
      return to.block(node);
    case 'if_statement':
      return lowerIf(node, to);
    case 'switch_statement':
      return lowerSwitch(node, to);
    case 'for_statement':
    case 'for_in_statement':
    case 'while_statement':
    case 'do_statement':
      return lowerLoop(node, to);
    case 'try_statement':
      return lowerTry(node, to);
    case 'return_statement':
    case 'throw_statement':
    case 'break_statement':
    case 'continue_statement':
      return lowerJump(node, to);
    default:
      return undefined;
  }
}

function lowerIf(node: SyntaxNode, to: Lowering): Node {
  const [condition, then, clause] = ['condition', 'consequence', 'alternative'].map((field) =>
    fieldOf(node, field),
  );
  const otherwise = clause?.children.find(({ named, type }) => named && type !== 'comment');
  return {
    kind: 'if',
    guard: false,
    conditions: condition ? [to.expression(condition)] : [],
    ...(then && { then: to.block(then) }),
    ...(otherwise && {
      else: otherwise.type === 'if_statement' ? lowerIf(otherwise, to) : to.block(otherwise),
    }),
    ...spanOf(node),
  };
}

function lowerSwitch(node: SyntaxNode, to: Lowering): Node {
  const [subject, body] = [fieldOf(node, 'value'), fieldOf(node, 'body')];
  return {
    kind: 'switch',
    ...(subject && { subject: to.expression(subject) }),
    cases: (body?.children ?? []).flatMap((each) => lowerCase(each, to) ?? []),
    ...spanOf(node),
  };
}

function lowerCase(node: SyntaxNode, to: Lowering): SwitchCase | undefined {
  if (node.type !== 'switch_case' && node.type !== 'switch_default') return undefined;
  const value = fieldOf(node, 'value');
  const statements = to.nodes(node.children.filter((child) => child !== value));
  return {
    patterns: value ? [to.expression(value)] : [],
    isDefault: node.type === 'switch_default',
    body: { kind: 'block', statements, ...spanOf(node) },
    ...spanOf(node),
  };
}

function lowerLoop(node: SyntaxNode, to: Lowering): Node {
  const body = fieldOf(node, 'body');
  const form = node.type === 'while_statement' ? 'while' : node.type === 'do_statement' ? 'repeat' : 'for';
  return {
    kind: 'loop',
    form,
    header: node.type === 'for_in_statement' ? lowerEach(node, to) : headerOf(node, body, to),
    body: body ? to.block(body) : { kind: 'block', statements: [], start: node.end, end: node.end },
    ...spanOf(node),
  };
}

function headerOf(node: SyntaxNode, body: SyntaxNode | undefined, to: Lowering): Node[] {
  return to.nodes(node.children.filter((child) => child.named && child !== body));
}

/** `for (const { token } of sessions)`: each name is one of what is gone through. */
function lowerEach(node: SyntaxNode, to: Lowering): Node[] {
  const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
  const source = right ? [to.expression(right)] : [];
  if (!left || !fieldOf(node, 'kind')) return [...(left ? to.nodes([left]) : []), ...source];
  const loop = (variable: VariableNode): VariableNode => ({ ...variable, binding: 'loop' });
  return [...boundVariables(left, () => undefined, false, to).map(loop), ...source];
}

function lowerTry(node: SyntaxNode, to: Lowering): Node {
  const [body, handler, finalizer] = ['body', 'handler', 'finalizer'].map((field) => fieldOf(node, field));
  const caught = handler && fieldOf(handler, 'parameter');
  const handling = handler && fieldOf(handler, 'body');
  const last = finalizer && (fieldOf(finalizer, 'body') ?? childOf(finalizer, 'statement_block'));
  return {
    kind: 'catch',
    body: body ? to.block(body) : { kind: 'block', statements: [], start: node.end, end: node.end },
    clauses:
      handler && handling
        ? [
            {
              patterns: caught ? boundVariables(caught, () => undefined, false, to) : [],
              body: to.block(handling),
              ...spanOf(handler),
            },
          ]
        : [],
    ...(last && { finally: to.block(last) }),
    ...spanOf(node),
  };
}

const JUMPS: Readonly<Record<string, JumpNode['form']>> = {
  return_statement: 'return',
  throw_statement: 'throw',
  break_statement: 'break',
  continue_statement: 'continue',
};

function lowerJump(node: SyntaxNode, to: Lowering): Node {
  const value = node.children.find(
    ({ named, type }) => named && type !== 'comment' && type !== 'statement_identifier',
  );
  const keyword = node.children.find(
    ({ type }) => type === 'undefined' || type === 'null' || type === 'this',
  );
  const returned: Expression | undefined =
    value || keyword ? to.expression(value ?? keyword ?? node) : undefined;
  const form = JUMPS[node.type];
  if (!form) return other(node, returned ? [returned] : []);
  return { kind: 'jump', form, ...(returned && { value: returned }), ...spanOf(node) };
}
