import type { CallNode, Expression, FunctionNode, Node, VariableNode } from '../code/model.js';
import { onceWithin } from '../knowledge/remember.js';
import type { Span } from '../span.js';
import { nodesIn } from '../code/nodes.js';
import { enclosing, isExpression } from '../code/walk.js';
import { enclosingTypeName, type Declaration, type ParameterDeclaration, type Scopes } from './scope.js';

/** A name met on the way from a use to what it stands for. */
export interface NameMet extends Span {
  readonly name: string;
}

/** Where a value comes from, followed as far as the text tells. */
export interface Trace {
  /** The expression the value ends at; a parameter or an unknown name ends at itself. */
  readonly node: Expression;
  /** Names on the way, nearest the use first. */
  readonly names: readonly NameMet[];
  /** The parameter at which the way out of this function leads. */
  readonly parameter?: ParameterDeclaration;
  /** What a parameter at the end is where nothing is given for it. */
  readonly fallback?: Expression;
  /** The declared type of the last variable or parameter met. */
  readonly type?: string;
}

/** Longer chains of names than this exist only in cycles. */
const LONGEST = 12;

/**
 * Follows a value through casts, unwrapping, locals, constants, properties and enum raw values. Each kind of fact asks
 * for the same values again.
 */
export const trace: (expression: Expression, scopes: Scopes) => Trace = onceWithin(follow);

function follow(expression: Expression, scopes: Scopes): Trace {
  const names: NameMet[] = [];
  let node = bare(expression);
  let type: string | undefined;
  let fallback: Expression | undefined;
  for (let step = 0; step < LONGEST; step += 1) {
    const met = nameOf(node);
    if (met) names.push(met);
    const property = propertyOf(node, scopes, step);
    if (property) {
      node = bare(property);
      continue;
    }
    const declaration = declarationOf(node, scopes);
    if (!declaration) break;
    if (declaration.kind === 'parameter') {
      type = declaration.parameter.type ?? type;
      fallback ??= declaration.parameter.default;
      return { node, names, parameter: declaration, ...ends(type, fallback) };
    }
    if (declaration.kind === 'variable') {
      type = declaration.type ?? type;
      fallback ??= declaration.default;
    }
    const value = valueOf(declaration, scopes);
    if (!value) break;
    node = bare(value);
  }
  return { node, names, ...ends(type, fallback) };
}

function ends(type: string | undefined, fallback: Expression | undefined): Pick<Trace, 'type' | 'fallback'> {
  return { ...(type !== undefined && { type }), ...(fallback && { fallback }) };
}

/** `KEYS.token` where `KEYS` is `{ token: 'auth_token' }`: what the object has under that name. */
function propertyOf(node: Expression, scopes: Scopes, step: number): Expression | undefined {
  const name =
    node.kind === 'member' ? node.name : node.kind === 'index' ? indexText(node.args[0]?.value) : undefined;
  const object = node.kind === 'member' || node.kind === 'index' ? node.object : undefined;
  if (name === undefined || !object || step > MOST_OBJECTS) return undefined;
  const holder = bare(object);
  const declaration = holder.kind === 'name' ? scopes.resolve(holder.name, holder) : undefined;
  const value =
    declaration?.kind === 'variable' && !declaration.mutable
      ? declaration.value && bare(declaration.value)
      : propertyOf(holder, scopes, step + 1);
  if (value?.kind !== 'dictionary') return undefined;
  return value.entries.find(({ key }) => key && literalText(key) === name)?.value;
}

/** Objects within objects are looked into this far. */
const MOST_OBJECTS = 4;

function indexText(index: Expression | undefined): string | undefined {
  return index && literalText(index);
}

/** Takes off what does not change a value: casts, `try`, `await`, `!`, and conversions to String or CFString. */
export function bare(expression: Expression): Expression {
  let node = expression;
  for (;;) {
    if (node.kind === 'cast' || node.kind === 'try' || node.kind === 'await') node = node.operand;
    else if (node.kind === 'unary' && (node.operator === 'unwrap' || node.operator === '&'))
      node = node.operand;
    else if (node.kind === 'member' && node.object && TRANSPARENT_MEMBERS.has(node.name)) node = node.object;
    else if (isConversion(node) && node.args[0]) node = node.args[0].value;
    else return node;
  }
}

const TRANSPARENT_MEMBERS = new Set(['takeRetainedValue', 'toOpaque', 'bridge', 'bridged']);
const CONVERSIONS = new Set(['String', 'NSString', 'CFString', 'AnyHashable']);

function isConversion(node: Expression): node is CallNode {
  return (
    node.kind === 'call' &&
    node.callee.kind === 'name' &&
    CONVERSIONS.has(node.callee.name) &&
    node.args.length === 1 &&
    node.args[0]?.label === undefined
  );
}

function nameOf(node: Expression): NameMet | undefined {
  if (node.kind === 'name') return { name: node.name, start: node.start, end: node.end };
  if (node.kind === 'member' && node.name !== 'rawValue') return { name: node.name, ...node.nameSpan };
  if (node.kind === 'member' && node.object) return nameOf(bare(node.object));
  return undefined;
}

/** The declaration in this text that an expression names. */
export function declarationOf(node: Expression, scopes: Scopes): Declaration | undefined {
  if (node.kind === 'name') return scopes.resolve(node.name, node);
  if (node.kind !== 'member') return undefined;
  if (node.name === 'rawValue' && node.object) return declarationOf(bare(node.object), scopes);
  const holder = node.object && bare(node.object);
  if (!holder) return undefined;
  const type = typeNameOf(holder, scopes);
  return type === undefined ? undefined : scopes.member(type, node.name);
}

/** The type whose members `holder.…` names: `self`, `Self`, a type's own name, or a variable of that type. */
function typeNameOf(holder: Expression, scopes: Scopes): string | undefined {
  if (holder.kind === 'name') {
    if (holder.name === 'self' || holder.name === 'Self') return enclosingTypeName(holder);
    if (/^[A-Z]/.test(holder.name)) return holder.name;
    const declaration = scopes.resolve(holder.name, holder);
    if (declaration?.kind === 'variable') return declaration.type?.replace(/[?!]$/, '');
    if (declaration?.kind === 'parameter') return declaration.parameter.type?.replace(/[?!]$/, '');
    return undefined;
  }
  // Nested types: `Constants.Keys.access`.
  return holder.kind === 'member' && /^[A-Z]/.test(holder.name) ? holder.name : undefined;
}

function valueOf(
  declaration: Exclude<Declaration, ParameterDeclaration>,
  scopes: Scopes,
): Expression | undefined {
  if (declaration.kind === 'enumCase') return declaration.rawValue;
  if (declaration.kind !== 'variable') return undefined;
  const getter = declaration.accessors.find((accessor) => accessor.role === 'get');
  if (getter) return onlyResult(getter.body.statements);
  if (declaration.mutable && scopes.assignmentsTo(declaration.name).length > 0) return undefined;
  return declaration.value ?? onlyAssignment(declaration, scopes);
}

/** A constant that is set once, in an initializer or a branch, has that value. */
function onlyAssignment(variable: VariableNode, scopes: Scopes): Expression | undefined {
  const assigned = scopes.assignmentsTo(variable.name);
  return !variable.mutable && assigned.length === 1 ? assigned[0] : undefined;
}

/** What a body gives back, when it has one way out. */
export function onlyResult(statements: readonly Node[]): Expression | undefined {
  const [single] = statements;
  const around = single && enclosing(single, 'closure', 'function');
  const results = statements.flatMap((statement) =>
    nodesIn(statement, 'jump').flatMap((node) =>
      node.form === 'return' && node.value && enclosing(node, 'closure', 'function') === around
        ? [node.value]
        : [],
    ),
  );
  if (results.length === 1) return results[0];
  const implicit = results.length === 0 && statements.length === 1 ? single : undefined;
  return implicit && isExpression(implicit) ? implicit : undefined;
}

/** The function of this text that a call runs: `make()`, `self.make()`, `Self.make()`, `Type.make()`. */
export function calledFunction(call: CallNode, scopes: Scopes): FunctionNode | undefined {
  const labels = call.args.map((argument) => argument.label);
  const declaration = declarationOf(call.callee, scopes);
  if (declaration?.kind !== 'function') return undefined;
  // Overloads share a name; the labels choose.
  const overloads = scopes.overloadsOf(declaration);
  if (overloads.length === 1) return declaration;
  const matching = overloads.filter((candidate) => accepts(candidate, labels));
  return matching.length === 1 ? matching[0] : undefined;
}

function accepts(candidate: FunctionNode, labels: readonly (string | undefined)[]): boolean {
  let next = 0;
  for (const parameter of candidate.parameters) {
    if (next < labels.length && labels[next] === parameter.label) next += 1;
    else if (!parameter.default) return false;
  }
  return next === labels.length;
}

/** The argument that a call passes for a parameter, by label, then by position among the unlabelled. */
export function argumentFor(call: CallNode, owner: FunctionNode, name: string): Expression | undefined {
  const index = owner.parameters.findIndex((parameter) => parameter.name === name);
  const parameter = owner.parameters[index];
  if (!parameter) return undefined;
  if (parameter.label !== undefined) {
    return call.args.find((argument) => argument.label === parameter.label)?.value ?? parameter.default;
  }
  const position = owner.parameters.slice(0, index).filter((one) => one.label === undefined).length;
  return call.args.filter((argument) => argument.label === undefined)[position]?.value ?? parameter.default;
}

/** Nothing or an empty text: whoever stores it takes out the secret that was there. */
export function holdsNothing(value: Expression): boolean {
  const node = bare(value);
  return node.kind === 'nil' || (node.kind === 'text' && node.parts.every((part) => part === ''));
}

/** The plain text of a literal; undefined when it holds expressions or is no literal. */
export function literalText(node: Expression): string | undefined {
  if (node.kind !== 'text') return undefined;
  if (node.parts.length === 0) return '';
  const [only] = node.parts;
  return node.parts.length === 1 && typeof only === 'string' ? only : undefined;
}
