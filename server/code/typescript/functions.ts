import { childOf, fieldOf, type SyntaxNode } from '../../syntax/tree.js';
import type { Attribute, BlockNode, ClosureNode, FunctionNode, Parameter, VariableNode } from '../model.js';
import { type Lowering, spanOf } from './lowering.js';
import { boundVariables } from './patterns.js';

const FUNCTIONS =
  /^(function_declaration|generator_function_declaration|function_signature|function_expression|generator_function|arrow_function|method_definition|method_signature|abstract_method_signature)$/;

export interface FunctionPlace {
  /** The name of a function that has none of its own: of the variable, field or property that it is the value of. */
  readonly name?: SyntaxNode;
  readonly attributes?: readonly Attribute[];
  /** The whole declaration. */
  readonly whole?: SyntaxNode;
}

/** Calls that give back the function they are handed, whatever else they do with it. */
const GIVING_BACK =
  /^(?:React\.)?(?:useCallback|useEvent|useEffectEvent|useMemoizedFn|useStableCallback|memo|forwardRef|observer)$/;

/** Lowers a function that has a name, its own or that of what it is the value of; undefined for anything else. */
export function lowerFunction(
  value: SyntaxNode,
  to: Lowering,
  { name: given, attributes = [], whole = value }: FunctionPlace = {},
): FunctionNode | undefined {
  const name = given ?? fieldOf(value, 'name');
  const node = name && functionIn(value, to);
  if (!name || !node) return undefined;
  const body = fieldOf(node, 'body');
  const { parameters, variables } = parametersOf(node, to);
  const returns = fieldOf(node, 'return_type');
  return {
    kind: 'function',
    name: functionName(name, to),
    nameSpan: spanOf(name),
    parameters,
    ...(returns && { returnType: typeText(returns, to) }),
    // Anything may throw, and nothing has to say so.
    throws: true,
    async: isAsync(node),
    attributes: [...attributes, ...wordsOf(node)],
    ...(body && { body: bodyOf(body, variables, to) }),
    ...spanOf(whole),
  };
}

/** Calls within calls are looked into this far. */
const MOST_CALLS = 4;

/** The function that a value is: itself, or what `useCallback(…)` and `useMemo(() => …)` make of it. */
function functionIn(value: SyntaxNode, to: Lowering, calls = 0): SyntaxNode | undefined {
  if (FUNCTIONS.test(value.type)) return value;
  const called = value.type === 'call_expression' ? fieldOf(value, 'function') : undefined;
  const first = fieldOf(value, 'arguments')?.children.find(isCode);
  if (!called || !first || calls === MOST_CALLS) return undefined;
  if (GIVING_BACK.test(to.source(called))) return functionIn(first, to, calls + 1);
  const made = /^(?:React\.)?useMemo$/.test(to.source(called)) ? resultOf(first) : undefined;
  return made && functionIn(made, to, calls + 1);
}

/** What a function gives back that does nothing else: `() => async (key) => …`. */
function resultOf(maker: SyntaxNode): SyntaxNode | undefined {
  const body = FUNCTIONS.test(maker.type) ? fieldOf(maker, 'body') : undefined;
  if (body?.type !== 'statement_block') return body;
  const [only, ...others] = body.children.filter(isCode);
  return only?.type === 'return_statement' && others.length === 0 ? only.children.find(isCode) : undefined;
}

function isCode({ named, type }: SyntaxNode): boolean {
  return named && type !== 'comment';
}

/** A function without a name. */
export function lowerClosure(node: SyntaxNode, to: Lowering): ClosureNode | undefined {
  const body = fieldOf(node, 'body');
  if (!body) return undefined;
  const { parameters, variables } = parametersOf(node, to);
  return { kind: 'closure', parameters, body: bodyOf(body, variables, to), ...spanOf(node) };
}

/** What stands behind the colon of a type annotation. */
export function typeText(annotation: SyntaxNode, to: Lowering): string {
  return to.source(annotation).replace(/^\??:\s*/, '');
}

/** Modifiers that are words of the language: `static`, `private`, `readonly`, `get`. */
export function wordsOf(node: SyntaxNode): Attribute[] {
  return node.children.flatMap((child) => {
    const word = child.type === 'accessibility_modifier' ? child.children[0] : child;
    return word && MODIFIERS.test(word.type) ? [{ name: word.type, args: [], ...spanOf(word) }] : [];
  });
}

const MODIFIERS = /^(static|readonly|abstract|override|private|protected|public|get|set|declare)$/;

function functionName(name: SyntaxNode, to: Lowering): string {
  const text = to.source(name).replace(/^['"`]|['"`]$/g, '');
  return text === 'constructor' ? 'init' : text;
}

function isAsync(node: SyntaxNode): boolean {
  return childOf(node, 'async') !== undefined;
}

interface Parameters {
  readonly parameters: readonly Parameter[];
  /** Names that a pattern takes out of a parameter. */
  readonly variables: readonly VariableNode[];
}

function parametersOf(node: SyntaxNode, to: Lowering): Parameters {
  const single = fieldOf(node, 'parameter');
  if (single) return { parameters: [parameterOf(single, single, to)], variables: [] };
  const list = fieldOf(node, 'parameters')?.children ?? [];
  const parameters: Parameter[] = [];
  const variables: VariableNode[] = [];
  for (const child of list) {
    if (child.type !== 'required_parameter' && child.type !== 'optional_parameter') continue;
    const pattern =
      fieldOf(child, 'pattern') ?? child.children.find(({ type }) => /identifier|this/.test(type));
    if (!pattern) continue;
    const parameter = parameterOf(child, pattern, to);
    parameters.push(parameter);
    if (!/identifier/.test(pattern.type))
      variables.push(...boundVariables(pattern, nameOf(parameter), false, to));
  }
  return { parameters, variables };
}

function parameterOf(node: SyntaxNode, pattern: SyntaxNode, to: Lowering): Parameter {
  const type = fieldOf(node, 'type');
  const value = fieldOf(node, 'value');
  return {
    name: to.source(pattern).replace(/^\.\.\./, ''),
    nameSpan: spanOf(pattern),
    ...(type && { type: typeText(type, to) }),
    ...(value && { default: to.expression(value) }),
    ...spanOf(node),
  };
}

function nameOf({
  name,
  nameSpan,
}: Parameter): () => { kind: 'name'; name: string; start: number; end: number } {
  return () => ({ kind: 'name', name, ...spanOf(nameSpan) });
}

/** `=> value` returns the value. */
function bodyOf(node: SyntaxNode, variables: readonly VariableNode[], to: Lowering): BlockNode {
  if (node.type === 'statement_block') {
    const block = to.block(node);
    return { ...block, statements: [...variables, ...block.statements] };
  }
  const value = to.expression(node);
  const at = spanOf(node);
  return { kind: 'block', statements: [...variables, { kind: 'jump', form: 'return', value, ...at }], ...at };
}
