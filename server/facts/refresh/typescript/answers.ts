import type {
  CallNode,
  ClosureNode,
  Expression,
  MemberNode,
  Node,
  VariableNode,
} from '../../../code/model.js';
import { ancestorsOf, walk } from '../../../code/walk.js';
import { isAccessToken, isRefreshToken } from '../../../knowledge/refresh.js';
import { contains, slice } from '../../../span.js';
import type { Callable } from '../../callables.js';
import { bare } from '../../trace.js';
import { answerRepair } from '../answer-repair.js';
import type { Named, RefreshAnswer } from '../model.js';
import { calleeOf } from '../paths.js';
import { erasingOf } from './erasing.js';
import { passesRefreshToken, type Renewals } from './renewals.js';
import { named } from './retries.js';

/** The answers to refreshes that a text holds in variables, and what becomes of them. */
export function refreshAnswers(renewals: Renewals): readonly RefreshAnswer[] {
  return renewals.callables.all.flatMap((one) => {
    const exchange = exchangeIn(one, renewals);
    return exchange ? (answerOf(one, exchange, renewals) ?? []) : [];
  });
}

/** The request for new tokens of a function, or the library's function that sends it. */
function exchangeIn(one: Callable, renewals: Renewals): CallNode | undefined {
  const calls = renewals.callables.callsIn(one.body);
  return (
    calls.find((call) => renewals.isRenewalRequest(call)) ??
    calls.find(
      (call) => passesRefreshToken(call) && renewals.isRenewal(call) && !renewals.callables.target(call),
    )
  );
}

/** A place where an answer, or a part of it that holds the tokens, has a name. */
type Holder = VariableNode | ClosureNode['parameters'][number];

interface Reads {
  readonly holders: Set<Holder>;
  /** Properties read from it. */
  readonly members: MemberNode[];
  whole: boolean;
}

function answerOf(one: Callable, exchange: CallNode, renewals: Renewals): RefreshAnswer | undefined {
  const reads: Reads = { holders: new Set(), members: [], whole: false };
  follow(exchange, one, reads, renewals);
  const holder = [...reads.holders].findLast(({ name }) => /^\w/.test(name));
  const member = reads.members.find(({ name }) => isAccessToken(name));
  const at = member && { name: member.name, ...member.nameSpan };
  const place: Named | undefined = holder ? { name: holder.name, ...holder.nameSpan } : at;
  if (!place) return undefined;
  const type = answerType(exchange, holder, renewals);
  const field = (type === undefined ? undefined : fieldOf(type, renewals)) ?? sameShape(at, one, renewals);
  const erasing = erasingOf(reads.members, one, exchange, renewals);
  const repair = field && member && answerRepair(member, field, renewals);
  return {
    ...place,
    function: named(one),
    ...(type !== undefined && { type }),
    ...(field && { field }),
    ...(at && { access: at }),
    whole: reads.whole,
    readsRefreshToken: reads.members.some(({ name }) => isNewRefreshToken(name)),
    ...(erasing && { erasing }),
    ...(repair && { repair }),
  };
}

function isNewRefreshToken(name: string): boolean {
  return isRefreshToken(name) || /^(refresh|newRefresh)$/.test(name);
}

/** Parts of an answer that hold the tokens, and steps to them. */
const STEPS =
  /^(data|json|body|tokens?|result|results|payload|response|session|auth|content|value|credentials)$/;

/** Follows a value to where it gets a name or is read. */
function follow(value: Expression, one: Callable, reads: Reads, renewals: Renewals): void {
  let current: Node = value;
  for (const up of ancestorsOf(value)) {
    const next = stepFrom(current, up);
    if (next === 'on') {
      current = up;
      continue;
    }
    if (up.kind === 'member') {
      if (isStep(up)) {
        current = up;
        continue;
      }
      return ofMember(up, one, reads, renewals);
    }
    if (up.kind === 'variable') return ofVariable(up, one, reads, renewals);
    if (!isLookedAt(up, current)) reads.whole = true;
    return;
  }
}

function stepFrom(current: Node, up: Node): 'on' | undefined {
  if (up.kind === 'await' || up.kind === 'cast' || up.kind === 'try') return 'on';
  if (up.kind === 'unary' && up.operator === 'unwrap') return 'on';
  // `response.json()`
  if (up.kind === 'call' && up.callee === current && current.kind === 'member' && current.name === 'json')
    return 'on';
  return undefined;
}

function isStep({ name, parent }: MemberNode): boolean {
  // `data.token` where nothing is read from it is the token itself.
  const isRead =
    parent?.kind === 'member' ||
    parent?.kind === 'call' ||
    parent?.kind === 'variable' ||
    parent?.kind === 'unary';
  return STEPS.test(name) && (name !== 'token' || isRead) && !(name === 'token' && parent?.kind !== 'member');
}

function ofMember(member: MemberNode, one: Callable, reads: Reads, renewals: Renewals): void {
  const call = member.parent;
  if (call?.kind === 'call' && call.callee === member) {
    if (member.name === 'then') return ofThen(call, one, reads, renewals);
    if (/^(catch|finally)$/.test(member.name)) return follow(call, one, reads, renewals);
    return;
  }
  reads.members.push(member);
}

/** `.then((response) => …)`; what the closure gives back goes on. */
function ofThen(call: CallNode, one: Callable, reads: Reads, renewals: Renewals): void {
  const closure = call.args[0] && bare(call.args[0].value);
  if (closure?.kind !== 'closure') {
    reads.whole = true;
    return;
  }
  const [parameter] = closure.parameters;
  if (!parameter) return;
  hold(parameter, parameter.name, closure.body, one, reads, renewals);
}

function ofVariable(variable: VariableNode, one: Callable, reads: Reads, renewals: Renewals): void {
  hold(variable, variable.name, one.body, one, reads, renewals);
}

function hold(
  holder: Holder,
  name: string,
  within: Node,
  one: Callable,
  reads: Reads,
  renewals: Renewals,
): void {
  if (reads.holders.has(holder)) return;
  reads.holders.add(holder);
  // What is left over of a pattern may be the refresh token.
  if (/^\W.*\.\.\./s.test(name)) reads.whole = true;
  for (const use of renewals.scopes.names.inside(within, name)) {
    const value = 'value' in holder ? holder.value : undefined;
    if ((value && contains(value, use)) || !isOf(holder, use, renewals)) continue;
    follow(use, one, reads, renewals);
  }
}

function isOf(holder: Holder, use: Extract<Node, { kind: 'name' }>, { scopes }: Renewals): boolean {
  const declaration = scopes.resolve(use.name, use);
  if (declaration?.kind === 'parameter') return declaration.parameter === holder;
  return declaration === holder;
}

/** A test or a log of what came, which keeps nothing. */
function isLookedAt(up: Node, current: Node): boolean {
  if (up.kind === 'if') return up.conditions.includes(current);
  if (up.kind === 'conditional') return up.test === current;
  if (up.kind === 'call') return /^(log|debug|info|warn|error)$/.test(calleeOf(up)?.name ?? '');
  if (up.kind === 'block') return true;
  return up.kind === 'unary' || up.kind === 'binary';
}

/** `client.post<TokenAnswer>(…)`, `(await response.json()) as TokenAnswer`, `const answer: TokenAnswer` */
function answerType(exchange: CallNode, holder: Holder | undefined, { code }: Renewals): string | undefined {
  const between = exchange.parens ? code.text.slice(exchange.callee.end, exchange.parens.start) : '';
  const generic = /^\s*<\s*(?:\w+<)?([A-Z]\w*)/.exec(between)?.[1];
  if (generic !== undefined) return generic;
  const written = holder && 'type' in holder ? holder.type : undefined;
  const cast = holder && 'value' in holder && holder.value?.kind === 'cast' ? holder.value.type : undefined;
  return /^(?:Promise<|AxiosResponse<)?([A-Z]\w*)/.exec(written ?? cast ?? '')?.[1];
}

/** The property of a type of this text that holds a refresh token. */
function fieldOf(type: string, renewals: Renewals): RefreshAnswer['field'] {
  let field: RefreshAnswer['field'];
  walk(renewals.code.root, (node) => {
    if (node.kind !== 'type' || node.name !== type) return;
    for (const member of node.members) {
      if (member.kind !== 'variable' || !isRefreshToken(member.name)) continue;
      const optional =
        /\?|undefined|null/.test(slice(renewals.code.text, member)) || (member.type ?? '').endsWith('?');
      field ??= { name: member.name, ...member.nameSpan, optional };
    }
  });
  return field;
}

/** Another answer of this text with the same access token, from which a refresh token is read: that of a login. */
function sameShape(access: Named | undefined, one: Callable, renewals: Renewals): RefreshAnswer['field'] {
  if (!access) return undefined;
  const shapes = new Map<string, MemberNode[]>();
  walk(renewals.code.root, (node) => {
    if (node.kind !== 'member' || !node.object || contains(one.node, node)) return;
    const object = slice(renewals.code.text, node.object);
    if (!/\b(data|res|response|result|answer|json|body|tokens)\b/.test(object)) return;
    const key = `${renewals.callables.around(node)?.nameSpan.start ?? -1} ${object}`;
    shapes.set(key, [...(shapes.get(key) ?? []), node]);
  });
  for (const shape of shapes.values()) {
    const refresh = shape.find(({ name }) => isRefreshToken(name));
    if (refresh && shape.some(({ name }) => name === access.name))
      return { name: refresh.name, ...refresh.nameSpan };
  }
  return undefined;
}
