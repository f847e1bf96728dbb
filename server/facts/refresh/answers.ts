import type { CallNode, Expression, FunctionNode, MemberNode, Node, VariableNode } from '../../code/model.js';
import { ancestorsOf, walk } from '../../code/walk.js';
import { isAccessToken, isRefreshToken } from '../../knowledge/refresh.js';
import { answerRepair } from './answer-repair.js';
import type { Erasing, RefreshAnswer } from './model.js';
import { callsIn, functionOf, namesIn } from './paths.js';
import { passesRefreshToken, type Refreshes } from './refreshes.js';
import { bare } from '../trace.js';

/** The answers to refreshes that a text holds in variables, and what becomes of them. */
export function refreshAnswers(refreshes: Refreshes): readonly RefreshAnswer[] {
  return refreshes.scopes.functions.flatMap((fn) => {
    if (!fn.body || !isExchanging(fn, refreshes)) return [];
    return [...variablesIn(fn).flatMap(heldBy), ...handedIn(fn)].flatMap(
      (held) => answerOf(held, fn, refreshes) ?? [],
    );
  });
}

/** An answer under a name: the call it comes from, the type that is known of it, and where it can be read. */
interface Held {
  readonly variable: VariableNode;
  readonly call: CallNode;
  readonly type?: string;
  readonly within?: Node;
}

/** `let answer = try await send(…)` */
function heldBy(variable: VariableNode): readonly Held[] {
  const call = variable.value && callOf(variable.value);
  if (!call) return [];
  const type = typeOf(variable) ?? decodedType(call);
  return [{ variable, call, ...(type !== undefined && { type }) }];
}

/**
 * What a request of Alamofire and the like hands to its closure, already decoded:
 * `case .success(let answer)` of `response.result`, `if let answer = response.value`.
 */
function handedIn(fn: FunctionNode): readonly Held[] {
  return callsIn(fn).flatMap((call) => {
    const type = decodedType(call);
    const closure = call.args.map(({ value }) => value).find((value) => value.kind === 'closure');
    const response = closure?.kind === 'closure' ? closure.parameters[0]?.name : undefined;
    if (type === undefined || !closure || response === undefined) return [];
    return successesOf(response, closure).map((variable) => ({ variable, call, type, within: closure }));
  });
}

/** The variables in which a closure has what its response brought. */
function successesOf(response: string, closure: Node): readonly VariableNode[] {
  const found: VariableNode[] = [];
  walk(closure, (node) => {
    if (node.kind === 'variable' && node.value && isResultOf(node.value, response)) found.push(node);
    if (node.kind !== 'switch' || !node.subject || !isResultOf(node.subject, response)) return;
    for (const { patterns } of node.cases) {
      if (![...namesIn(...patterns)].includes('success')) continue;
      found.push(...patterns.filter((pattern) => pattern.kind === 'variable'));
    }
  });
  return found;
}

/** `response`, `response.result`, `response.value` */
function isResultOf(value: Expression, response: string): boolean {
  const node = bare(value);
  const whole = node.kind === 'member' && /^(result|value)$/.test(node.name) ? node.object : node;
  return whole?.kind === 'name' && whole.name === response;
}

/** A refresh by its name, or one that sends the refresh token off. */
function isExchanging(fn: FunctionNode, refreshes: Refreshes): boolean {
  return refreshes.functions.has(fn) || refreshes.callsOf(fn).some((call) => refreshes.isExchange(call));
}

function variablesIn(fn: FunctionNode): readonly VariableNode[] {
  const variables: VariableNode[] = [];
  walk(fn, (node) => {
    if (node.kind === 'variable') variables.push(node);
  });
  return variables;
}

function answerOf(held: Held, fn: FunctionNode, refreshes: Refreshes): RefreshAnswer | undefined {
  const { variable, call, type, within = fn } = held;
  if (type === undefined && !refreshes.isExchange(call)) return undefined;
  const reads = readsOf(variable, within);
  const access = reads.members.find((member) => isAccessToken(member.name));
  const field = type === undefined ? sameShape(access, reads.members, refreshes) : fieldOf(type, refreshes);
  const repair = field && access && answerRepair(access, field, refreshes);
  const erasing = erasingOf(reads.members, fn, field, refreshes);
  return {
    name: variable.name,
    ...variable.nameSpan,
    function: { name: fn.name, ...fn.nameSpan },
    ...(type !== undefined && { type }),
    ...(field && { field }),
    ...(access && { access: { name: access.name, ...access.nameSpan } }),
    whole: reads.whole,
    readsRefreshToken: reads.members.some(({ name }) => isRefreshToken(name)),
    ...(erasing && { erasing }),
    ...(repair && { repair }),
  };
}

function callOf(value: Expression): CallNode | undefined {
  const node = bare(value);
  return node.kind === 'call' ? node : undefined;
}

/** `let answer: TokenResponse` */
function typeOf({ type }: VariableNode): string | undefined {
  const name = /^[A-Z]\w*(?=\??$)/.exec(type ?? '')?.[0];
  return name !== undefined && /^(String|Data|Bool|Int|URL|URLRequest|Any)$/.test(name) ? undefined : name;
}

/** `decode(TokenResponse.self, from: data)`, `request(endpoint, as: TokenResponse.self)` */
function decodedType({ args }: CallNode): string | undefined {
  for (const { value } of args) {
    if (value.kind !== 'member' || value.name !== 'self' || !value.object) continue;
    if (value.object.kind === 'name' || value.object.kind === 'member') return value.object.name;
  }
  return undefined;
}

interface Reads {
  readonly members: readonly MemberNode[];
  readonly whole: boolean;
}

/** What is read from a variable behind its declaration. */
function readsOf(variable: VariableNode, within: Node): Reads {
  const members: MemberNode[] = [];
  let whole = false;
  walk(within, (node) => {
    if (node.kind !== 'name' || node.name !== variable.name || node.start < variable.end) return;
    const up = outermost(node);
    if (up?.kind === 'member') members.push(up);
    else whole = true;
  });
  return { members, whole };
}

/** The member that is read from a name, also through `!` and `?`. */
function outermost(node: Node): Node | undefined {
  for (const up of ancestorsOf(node)) if (up.kind !== 'unary' && up.kind !== 'try') return up;
  return undefined;
}

/** The property of a type of this text that holds a refresh token. */
function fieldOf(type: string, refreshes: Refreshes): RefreshAnswer['field'] {
  const member = refreshes
    .partsOf(type)
    .flatMap(({ members }) => members)
    .find((one) => one.kind === 'variable' && isRefreshToken(one.name));
  if (member?.kind !== 'variable') return undefined;
  return { name: member.name, ...member.nameSpan, optional: /[?!]$/.test(member.type ?? '') };
}

/**
 * Another value of this text with the same properties, from which a refresh token is read: an answer to a login,
 * decoded to the same type elsewhere.
 */
function sameShape(
  access: MemberNode | undefined,
  reads: readonly MemberNode[],
  refreshes: Refreshes,
): RefreshAnswer['field'] {
  if (!access) return undefined;
  const shapes = new Map<string, MemberNode[]>();
  walk(refreshes.code.root, (node) => {
    if (node.kind !== 'member' || node.object?.kind !== 'name' || node.object.name === 'self') return;
    const owner = functionOf(node);
    const key = `${node.object.name} ${owner?.start ?? -1}`;
    shapes.set(key, [...(shapes.get(key) ?? []), node]);
  });
  const needed = new Set(reads.map(({ name }) => name));
  for (const shape of shapes.values()) {
    const names = new Set(shape.map(({ name }) => name));
    const refresh = shape.find(({ name }) => isRefreshToken(name));
    if (refresh && needed.size > 1 && [...needed].every((name) => names.has(name))) {
      return { name: refresh.name, ...refresh.nameSpan };
    }
  }
  return undefined;
}

/** `save(answer.refreshToken ?? "")`, or an optional one assigned as it is. */
function erasingOf(
  reads: readonly MemberNode[],
  fn: FunctionNode,
  field: RefreshAnswer['field'],
  refreshes: Refreshes,
): Erasing | undefined {
  const read = reads.find(({ name }) => isRefreshToken(name));
  const up = read && outermost(read);
  if (!read || !up) return undefined;
  if (up.kind === 'binary' && up.operator === '??' && up.left === read) {
    const isEmpty = up.right.kind === 'text' && up.right.parts.every((part) => part === '');
    if (!isEmpty || !isKept(up)) return undefined;
    const old = oldToken(fn, refreshes);
    const { start, end } = up.right;
    const replacement = old !== undefined && { start, end, text: old };
    return { form: 'emptyText', start: up.start, end: up.end, ...(replacement && { replacement }) };
  }
  if (up.kind !== 'assign' || up.value !== read || !isOwnRefreshToken(up.target)) return undefined;
  if (field?.optional !== true) return undefined;
  const old = refreshes.code.text.slice(up.target.start, up.target.end);
  const replacement = { start: up.end, end: up.end, text: ` ?? ${old}` };
  return { form: 'nil', start: up.start, end: up.end, replacement };
}

/** `refreshToken`, `self.refreshToken`: a property that keeps it, not one of a value that is being made. */
function isOwnRefreshToken(target: Expression): boolean {
  if (target.kind === 'name') return isRefreshToken(target.name);
  const isOwn = target.kind === 'member' && target.object?.kind === 'name' && target.object.name === 'self';
  return isOwn && isRefreshToken(target.name);
}

/** Handed to a call or assigned: not compared. */
function isKept(node: Node): boolean {
  const up = outermost(node);
  return up?.kind === 'call' || up?.kind === 'assign';
}

/** The refresh token that the function sent, when it is a plain name there. */
function oldToken(fn: FunctionNode, refreshes: Refreshes): string | undefined {
  const parameter = fn.parameters.find(({ name, type }) => isRefreshToken(name) && type === 'String');
  if (parameter) return parameter.name;
  const exchange = refreshes
    .callsOf(fn)
    .find((call) => refreshes.isExchange(call) && passesRefreshToken(call));
  return exchange?.args
    .map(({ value }) => bare(value))
    .flatMap((value) => (value.kind === 'name' && isRefreshToken(value.name) ? value.name : []))[0];
}
