import type { Expression, FunctionNode, Node, Parameter, VariableNode } from '../code/model.js';
import { ancestorsOf, walk } from '../code/walk.js';
import type { Span } from '../span.js';
import { enclosingMember, enclosingTypeName, type Scopes } from './scope.js';
import type { Owner, StoreKey } from './storage/storage-model.js';
import { argumentFor, calledFunction, trace } from './trace.js';
import { sourcesOf } from './value.js';

/** The function or accessor that a node stands in, as facts name it. */
export function ownerOf(node: Node): Owner | undefined {
  const member = enclosingMember(node);
  if (!member) return undefined;
  const type = enclosingTypeName(member) ?? objectAround(member);
  return {
    ...(type !== undefined && { type }),
    name: member.name,
    labels: member.kind === 'function' ? member.parameters.map((one) => one.label ?? '_') : [],
    isStatic: isStatic(member),
    start: member.nameSpan.start,
    end: member.nameSpan.end,
  };
}

/** The constant whose object has a function: `const storage = { setToken(token) { … } }`. */
function objectAround(member: Node): string | undefined {
  const entry = member.parent?.kind === 'other' ? member.parent.parent : undefined;
  if (entry?.kind !== 'dictionary') return undefined;
  for (const up of ancestorsOf(entry)) {
    if (up.kind === 'function') return undefined;
    if (up.kind === 'variable') return up.name;
  }
  return undefined;
}

function isStatic(member: FunctionNode | VariableNode): boolean {
  return member.attributes.some((attribute) => attribute.name === 'static' || attribute.name === 'class');
}

/** Whether `throw` and `try` may stand at a place: its nearest function throws, or a `do` catches. */
export function canThrow(node: Node): boolean {
  let inner = node;
  for (const up of ancestorsOf(node)) {
    if (up.kind === 'catch' && up.body === inner && up.clauses.length > 0) return true;
    if (up.kind === 'closure') return false;
    if (up.kind === 'function') return up.throws;
    inner = up;
  }
  return false;
}

/** The statement that an expression is, when its value is not used and it stands in a block. */
export function statementOf(node: Expression): Span | undefined {
  let whole: Node = node;
  while (whole.parent && (whole.parent.kind === 'try' || whole.parent.kind === 'await')) whole = whole.parent;
  return whole.parent?.kind === 'block' ? { start: whole.start, end: whole.end } : undefined;
}

/** A key as far as the text tells. */
export function storeKey(key: Expression | undefined, scopes: Scopes): StoreKey {
  if (!key) return { pieces: [], names: [] };
  const { node, names } = trace(key, scopes);
  const texts = node.kind === 'text' ? node.parts : [];
  const pieces: string[] = [];
  for (const [index, part] of texts.entries()) {
    if (typeof part === 'string') pieces.push(part);
    else if (index === 0 || typeof texts[index - 1] !== 'string') pieces.push('');
    if (typeof part !== 'string' && index === texts.length - 1) pieces.push('');
  }
  if (node.kind === 'text' && node.parts.length === 0) pieces.push('');
  const maker = node.kind === 'call' ? [makerOf(node.callee)] : [];
  const paths = [pathOf(key), ...names.map((met) => met.name), ...maker];
  return { pieces, names: paths.filter((name) => name !== '') };
}

/** What makes a key: `storageKeys.token` in `storageKeys.token(id)`, `accessTokenOf` in `Keys.accessToken.of(id)`. */
function makerOf(callee: Expression): string {
  const path = pathOf(callee);
  const [name = '', constant, ...types] = path.split('.').toReversed();
  // Every key of an enumeration is made by the same method.
  return types.length === 0 ? path : `${constant}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** `Constants.Keys.token` as written, without `.rawValue` and the like. */
function pathOf(node: Expression): string {
  if (node.kind === 'name') return node.name;
  if (node.kind === 'cast') return pathOf(node.operand);
  if (node.kind !== 'member') return '';
  if (node.name === 'rawValue' && node.object) return pathOf(node.object);
  const object = node.object ? pathOf(node.object) : '';
  return object === '' ? node.name : `${object}.${node.name}`;
}

/** Builders of builders are followed this far. */
const MOST_HOPS = 3;

/**
 * The position of the parameter that a value comes from, of the function around `at`; also where the function
 * hands it to another one that builds the query: `SecItemDelete(query(for: account))`.
 */
export function parameterIndex(
  value: Expression | undefined,
  at: Node,
  scopes: Scopes,
  hops = 0,
): number | undefined {
  const member = enclosingMember(at);
  if (!value || member?.kind !== 'function') return undefined;
  for (const { parameter } of sourcesOf(value, scopes)) {
    if (parameter?.owner.kind !== 'function') continue;
    if (parameter.owner === member) return member.parameters.indexOf(parameter.parameter);
    const handed =
      hops < MOST_HOPS ? handedTo(parameter.owner, parameter.parameter, member, scopes) : undefined;
    const index = parameterIndex(handed, at, scopes, hops + 1);
    if (index !== undefined) return index;
  }
  return undefined;
}

/** `key` in `({ key, value }) => …`: the parameter that it is taken out of, and what it is called there. */
export function takenOut(
  value: Expression | undefined,
  at: Node,
  scopes: Scopes,
): { readonly index: number; readonly entry: string } | undefined {
  const declaration = value?.kind === 'name' ? scopes.resolve(value.name, value) : undefined;
  if (declaration?.kind !== 'variable' || declaration.binding !== 'pattern') return undefined;
  const taken = declaration.value;
  if (taken?.kind !== 'member' || taken.object?.kind !== 'name') return undefined;
  const member = enclosingMember(at);
  const pattern = taken.object.name;
  const index =
    member?.kind === 'function' ? member.parameters.findIndex(({ name }) => name === pattern) : -1;
  return index < 0 ? undefined : { index, entry: taken.name };
}

/** What a function passes for a parameter of another function of the text. */
function handedTo(
  callee: FunctionNode,
  parameter: Parameter,
  caller: FunctionNode,
  scopes: Scopes,
): Expression | undefined {
  let handed: Expression | undefined;
  walk(caller, (node) => {
    if (handed || node.kind !== 'call' || calledFunction(node, scopes) !== callee) return;
    handed = argumentFor(node, callee, parameter.name);
  });
  return handed;
}

/** The named types of what is stored, for lookups in other files. */
export function typesOf(value: Expression | undefined, scopes: Scopes): readonly string[] {
  if (!value) return [];
  const types = sourcesOf(value, scopes).flatMap(({ type, node }) => [
    ...(type === undefined ? [] : [bareType(type)]),
    ...constructed(node),
    ...propertyType(node),
  ]);
  return [...new Set(types)].filter((type) => /^[A-Z]\w+$/.test(type) && !PLAIN.has(type));
}

const PLAIN = new Set([
  'String',
  'Data',
  'Any',
  'AnyObject',
  'Bool',
  'Int',
  'Double',
  'Date',
  'NSString',
  'NSData',
  'URL',
]);

function bareType(type: string): string {
  return type
    .replace(/[?!]$/, '')
    .replace(/\s*\|\s*(null|undefined)\b/g, '')
    .replace(/^(?:null|undefined)\s*\|\s*/, '')
    .replace(/^(?:Promise|Partial|Readonly|Required)<(\w+)>$/, '$1')
    .replace(/^(\w+)\[\]$/, '$1')
    .replace(/^\[(?:\w+\s*:\s*)?(\w+)\]$/, '$1')
    .replace(/^(?:Array|Set)<(\w+)>$/, '$1');
}

/** `newValue` in a setter has the type of its property. */
function propertyType(node: Expression): readonly string[] {
  const member = node.kind === 'name' ? enclosingMember(node) : undefined;
  if (node.kind !== 'name' || member?.kind !== 'variable' || member.type === undefined) return [];
  return member.accessors.some((accessor) => accessor.parameter === node.name) ? [bareType(member.type)] : [];
}

function constructed(node: Expression): readonly string[] {
  return node.kind === 'call' && node.callee.kind === 'name' && /^[A-Z]/.test(node.callee.name)
    ? [node.callee.name]
    : [];
}
