import type { CallNode, Node, VariableNode } from '../../../code/model.js';
import { nodesIn } from '../../../code/nodes.js';
import { ancestorsOf, enclosing } from '../../../code/walk.js';
import { GATE_PACKAGES } from '../../../knowledge/http.js';
import { isAboutSession, isGateName, renewalOfName } from '../../../knowledge/refresh.js';
import type { Callable } from '../../callables.js';
import { bare } from '../../trace.js';
import type { FlightRepair, Named, RefreshFlight } from '../model.js';
import { calleeOf, conditionsIn, failureBranch, namesIn } from '../paths.js';
import { stepOf } from '../repairs.js';
import type { Interceptor } from './interceptors.js';
import type { Renewals } from './renewals.js';
import { named } from './retries.js';

/** What of a text sends the request of a refresh, with all that is known of its callers. */
export function refreshFlights(renewals: Renewals): readonly RefreshFlight[] {
  if (importsGate(renewals)) return [];
  return renewals.callables.all.flatMap((one) => flightOf(one, renewals) ?? []);
}

function flightOf(one: Callable, renewals: Renewals): RefreshFlight | undefined {
  const { interceptors } = renewals;
  const request = renewals.requestOf(one);
  if (!request || isManagedBy(one)) return undefined;
  const gate = gateOf(one, renewals);
  const interceptor = interceptors.of(one);
  if (interceptor || !renewals.renewers.has(one)) return inline(one, request, interceptor, gate);
  const repair = repairOf(one, renewals);
  const isClass = enclosing(one.node, 'type') !== undefined;
  return {
    ...named(one),
    type: one.holder ?? 'module',
    form: isClass ? 'class' : 'module',
    callers: concurrentCallers(one, renewals),
    ...(gate !== undefined && { gate }),
    ...(repair && { repair }),
  };
}

/** A refresh that has no function of its own: in an interceptor, or where a request is refused. */
function inline(
  one: Callable,
  request: CallNode,
  interceptor: Interceptor | undefined,
  gate: string | undefined,
): RefreshFlight | undefined {
  const callee = calleeOf(request);
  const isPath = interceptor !== undefined || failureBranch(request, one.node)?.kind === 'condition';
  if (!callee || !isPath) return undefined;
  return {
    name: interceptor ? interceptor.client : one.name,
    start: request.callee.start,
    end: request.callee.end,
    type: interceptor ? interceptor.client : one.name,
    form: 'interceptor',
    callers: [interceptor ? { name: one.name, ...interceptor.place } : named(one)],
    ...(gate !== undefined && { gate }),
  };
}

function importsGate({ code }: Renewals): boolean {
  return code.root.statements.some((node) => node.kind === 'import' && GATE_PACKAGES.has(node.module));
}

/** urql's `authExchange` and axios-auth-refresh run one refresh at a time. */
function isManagedBy({ name, node }: Callable): boolean {
  if (name.startsWith('createAuthRefresh')) return true;
  for (const up of ancestorsOf(node)) {
    if (up.kind === 'call' && /^authExchange|^createAuthRefresh/.test(calleeOf(up)?.name ?? '')) return true;
  }
  return false;
}

/** Something stored that callers wait on, or the name of something in the way to the request. */
function gateOf(one: Callable, renewals: Renewals): string | undefined {
  const stored = storedVariables(one, renewals).find((variable) => isGate(variable, renewals));
  if (stored) return stored.name;
  const { callables } = renewals;
  const around = [one, ...callables.callersOf(one).flatMap((call) => callables.around(call) ?? [])];
  return around.flatMap(({ body }) => [...namesIn(body)]).find(isGateWord);
}

/** Variables of the file, of the class and of the functions around, but not of the function itself. */
function storedVariables(one: Callable, { code }: Renewals): readonly VariableNode[] {
  const found: VariableNode[] = [];
  const scopes: Node[] = [...ancestorsOf(one.node)];
  for (const scope of scopes) {
    const nodes = scope.kind === 'block' ? scope.statements : scope.kind === 'type' ? scope.members : [];
    collect(nodes, found);
  }
  if (!scopes.includes(code.root)) collect(code.root.statements, found);
  return found;
}

function collect(nodes: readonly Node[], found: VariableNode[]): void {
  for (const node of nodes) {
    if (node.kind === 'variable') found.push(node);
    else if (node.kind === 'other') collect(node.parts, found);
  }
}

function isGate(variable: VariableNode, renewals: Renewals): boolean {
  const { code } = renewals;
  const { value, type = '', name } = variable;
  if ((value && bare(value).kind === 'closure') || OF_OTHER_THINGS.test(name)) return false;
  const source = value ? code.text.slice(value.start, value.end) : '';
  if (/\bPromise<|\bMutex\b|\bSemaphore\b|=>\s*void/.test(type)) return true;
  if (/^new (Mutex|Semaphore|AsyncLock|PQueue|Map<[^>]*Promise|Promise)/.test(source)) return true;
  // `useRef<Promise<string> | null>(null)`
  if (/^useRef\b.*Promise</.test(source)) return true;
  return isGateWord(name) || keepsCall(variable, renewals);
}

/** What callers may wait on without it being a refresh. */
const OF_OTHER_THINGS =
  /transition|log_?out|sign_?out|profile|feed|image|upload|hydrat|idempot|photo|message|chat|sync|offline|notif|location|analytic/i;

/** Names of things that callers wait on: also `refreshPromise`, `refreshSubscribers`. */
function isGateWord(name: string): boolean {
  if (OF_OTHER_THINGS.test(name)) return false;
  if (isGateName(name) || /locks?$/i.test(name)) return true;
  return /(refresh|renew|token|auth|pending|ongoing|current|active|shared|cached)\w*(promise|subscribers)s?(ref)?$/i.test(
    name,
  );
}

/** `let refreshCall = null;`, which is given what a call gives before it is waited for. */
function keepsCall({ name, mutable, value }: VariableNode, { scopes }: Renewals): boolean {
  const isEmpty = value === undefined || value.kind === 'nil';
  if (!mutable || !isEmpty || !/refresh|renew|reauth/i.test(name)) return false;
  return scopes
    .assignmentsTo(name)
    .some((assigned) => assigned.kind === 'call' || assigned.kind === 'binary');
}

/** Functions that requests of several callers go through, and that call the refresh. */
function concurrentCallers(one: Callable, renewals: Renewals): readonly Named[] {
  const { callables } = renewals;
  const callers = new Map<Callable, Named>();
  const add = (callee: Callable, depth: number): void => {
    for (const call of callables.callersOf(callee)) {
      const caller = callables.around(call);
      if (!caller || callers.has(caller) || caller === one) continue;
      const place = requestPath(call, caller, renewals);
      if (place) callers.set(caller, place);
      else if (depth < 2 && !RESTORES.test(caller.name)) add(caller, depth + 1);
    }
  };
  add(one, 0);
  return [...callers.values()];
}

/** Where requests come through: an interceptor, a refusal in a function that sends, a function that hands out tokens. */
function requestPath(call: CallNode, caller: Callable, renewals: Renewals): Named | undefined {
  const interceptor = renewals.interceptors.of(caller);
  if (interceptor) return { name: caller.name, ...interceptor.place };
  if (renewals.renewers.has(caller) || RESTORES.test(caller.name)) return undefined;
  // Components and hooks hold what sends requests; they are not on the way of one.
  if (/^([A-Z]|use[A-Z])/.test(caller.name)) return undefined;
  const onRefusal =
    failureBranch(call, caller.node)?.kind === 'condition' || isCalledOnRefusal(caller, renewals);
  if (sends(caller, renewals, 1) && (onRefusal || asksExpiry(caller))) return named(caller);
  const handsOut =
    /^(get|ensure|load|with)\w*(Token|Auth|Headers?|Session)s?$/.test(caller.name) &&
    isAboutSession(caller.name);
  return handsOut && renewalOfName(caller.name) === undefined && asksExpiry(caller)
    ? named(caller)
    : undefined;
}

/** A function sends requests, itself or through functions of the text. */
function sends({ body }: Callable, renewals: Renewals, depth: number): boolean {
  const { callables } = renewals;
  return callables.callsIn(body).some((call) => {
    if (renewals.isRequest(call)) return true;
    const target = depth > 0 ? callables.target(call) : undefined;
    return target !== undefined && !renewals.renewers.has(target) && sends(target, renewals, depth - 1);
  });
}

/** `if (response.status === 401) return handleUnauthorized(path)` */
function isCalledOnRefusal(one: Callable, { callables }: Renewals): boolean {
  return callables.callersOf(one).some((call) => {
    const caller = callables.around(call);
    return caller !== undefined && failureBranch(call, caller.node)?.kind === 'condition';
  });
}

/** Functions that run once, when the app starts or comes back. */
const RESTORES =
  /^(load|restore|init|initialize|bootstrap|hydrate|rehydrate|check|verify|validate|resume)\w*(Session|Auth|User|Tokens?|App|State)?$/;

function asksExpiry({ node }: Callable): boolean {
  return [...namesIn(...conditionsIn(node))].some((name) => /expir|\bexp\b|stale|fresh|valid/i.test(name));
}

/** The refreshes of other files that a file with a gate calls: it may well let through one at a time. */
export function awaitedRefreshes(renewals: Renewals): readonly string[] {
  const gated = importsGate(renewals);
  return namesOf(renewals, (_, caller) => gated || gateOf(caller, renewals) !== undefined);
}

/** The refreshes of other files that requests of this text call. */
export function refreshesOnRequests(renewals: Renewals): readonly string[] {
  return namesOf(renewals, (call, caller) => requestPath(call, caller, renewals) !== undefined);
}

function namesOf(
  renewals: Renewals,
  isWanted: (call: CallNode, caller: Callable) => boolean,
): readonly string[] {
  const { callables } = renewals;
  const names = new Set<string>();
  for (const node of nodesIn(renewals.code.root, 'call')) {
    const callee = mayRenew(node, renewals) ? calleeOf(node) : undefined;
    const caller = callee && callables.around(node);
    if (caller && !callables.target(node) && isWanted(node, caller)) names.add(callee.name);
  }
  return [...names];
}

/** A renewal, or a call whose name leaves open that it is one. */
function mayRenew(call: CallNode, renewals: Renewals): boolean {
  const name = calleeOf(call)?.name ?? '';
  return (/refresh|renew|reissue/i.test(name) || renewals.isRenewal(call)) && !renewals.isRequest(call);
}

/** Only a function that is the same for all callers can be shared as it is. */
function repairOf(one: Callable, { code }: Renewals): FlightRepair | undefined {
  const { text } = code;
  const { node, parameters, body } = one;
  if (node.kind !== 'function' || !one.async || parameters.some(({ name }) => !/token/i.test(name)))
    return undefined;
  const holder = enclosing(node, 'type');
  const isTopLevel = node.parent === code.root;
  const inner = /\n([ \t]*)\S/.exec(text.slice(body.start, body.end))?.[1];
  if ((!holder && !isTopLevel) || inner === undefined || text[body.start] !== '{') return undefined;
  const open = text.indexOf('(', node.nameSpan.end);
  if (text.slice(node.nameSpan.end, open).trim() !== '') return undefined;
  const lineStart = lineStartOf(text, node.start);
  const outer = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  const head = text.slice(lineStart + outer.length, node.nameSpan.start);
  if (!/^(export\s+)?(default\s+)?((public|private|protected|static)\s+)*async\s+(function\s+)?$/.test(head))
    return undefined;
  return {
    form: 'promise',
    above: aboveDocumentation(text, lineStart),
    signature: node.nameSpan.start,
    indent: outer,
    step: stepOf(outer, inner),
    bodyStart: body.start + 1,
    parameters: text.slice(open, body.start).trimEnd(),
    arguments: parameters.map(({ name }) => name).join(', '),
    effects: holder ? 'method' : 'function',
    result: /Promise<(.*)>\s*$/s.exec(one.returnType ?? '')?.[1] ?? '',
    throws: true,
    isStatic: /\bstatic\b/.test(head),
    needsMainActor: false,
    taken: ['refreshing', 'performRefresh'].filter((name) => new RegExp(`\\b${name}\\b`).test(text)),
  };
}

/** The beginning of the comments directly above a line, else of the line. */
function aboveDocumentation(text: string, lineStart: number): number {
  let start = lineStart;
  while (start > 0) {
    const previous = lineStartOf(text, start - 1);
    if (!/^[ \t]*(\/\/|\/\*|\*)/.test(text.slice(previous, start))) break;
    start = previous;
  }
  return start;
}

function lineStartOf(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}
