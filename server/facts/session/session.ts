import type { CallNode, Code, Expression, FunctionNode, Node, VariableNode } from '../../code/model.js';
import { nodesIn } from '../../code/nodes.js';
import { childrenOf, walk } from '../../code/walk.js';
import { endsSession, isSessionWork, removesAccount, STOPS } from '../../knowledge/sign-out.js';
import { accountSign } from './accounts.js';
import { bridgedFacts } from './bridged.js';
import { cacheUse, cookieUse } from './caches.js';
import { skippedBranch } from './skipped-branches.js';
import { notificationName, subscribed } from './subscriptions.js';
import { ownerOf } from '../owner.js';
import type { Platforms } from '../platforms.js';
import { enclosingTypeName } from '../scope.js';
import {
  NO_SESSION,
  type BackgroundWork,
  type CalledName,
  type Effects,
  type FunctionFact,
  type SessionFacts,
} from './session-model.js';
import type { Owner } from '../storage/storage-model.js';
import { bare } from '../trace.js';

/** What a text tells about the beginning and the end of sessions. */
export function sessionFacts(code: Code, platforms: Platforms): SessionFacts {
  const functions: FunctionFact[] = [];
  const accounts: SessionFacts['accounts'][number][] = [];
  const caches: SessionFacts['caches'][number][] = [];
  const observers: SessionFacts['observers'][number][] = [];
  for (const node of nodesIn(code.root, 'function', 'variable', 'call', 'assign', 'loop')) {
    if (!platforms.isShipped(node)) continue;
    if (node.kind === 'function' && node.body) functions.push(functionFact(node, node.body, code));
    functions.push(...bridgedFacts(node, code), ...subscribed(node, effectsOf));
    if (node.kind === 'variable') functions.push(...accessorFacts(node));
    accounts.push(...accountSign(node));
    if (node.kind === 'assign') caches.push(...cookieUse(node));
    if (node.kind === 'call') {
      observers.push(...observerOf(node));
      caches.push(...cacheUse(node));
    }
  }
  return { ...NO_SESSION, functions, work: workOf(code), accounts, caches, observers };
}

function functionFact(node: FunctionNode, body: Node, code: Code): FunctionFact {
  const type = enclosingTypeName(node);
  const owner: Owner = {
    ...(type !== undefined && { type }),
    name: node.name,
    labels: node.parameters.map((parameter) => parameter.label ?? '_'),
    isStatic: node.attributes.some((one) => one.name === 'static' || one.name === 'class'),
    ...node.nameSpan,
  };
  const effects = effectsOf(body);
  const isWayOut = endsSession(node.name) && !endsTransport(node.name, effects);
  const skipped = isWayOut ? skippedBranch(body, code, effectsOf) : undefined;
  return {
    owner,
    ...node.nameSpan,
    body: { start: node.start, end: node.end },
    open: body.start + 1,
    endsSession: isWayOut,
    removesAccount: removesAccount(node.name, owner.labels),
    ...effects,
    ...(skipped && { skipped }),
  };
}

/** `invalidateSession` ends a URLSession where it says so to one. */
function endsTransport(name: string, { calls }: Pick<FunctionFact, 'calls'>): boolean {
  return (
    name.startsWith('invalidate') &&
    calls.some((call) => /^(invalidateAndCancel|finishTasksAndInvalidate)$/.test(call.name))
  );
}

/** A setter or observer is a function too: `token = nil` runs it. */
function accessorFacts(node: VariableNode): FunctionFact[] {
  return node.accessors.flatMap((accessor) => {
    const owner = ownerOf(accessor.body);
    if (!owner) return [];
    return [
      {
        owner,
        ...node.nameSpan,
        body: { start: accessor.start, end: accessor.end },
        open: accessor.body.start + 1,
        endsSession: false,
        removesAccount: false,
        ...effectsOf(accessor.body),
      },
    ];
  });
}

/** @param except what does not count */
function effectsOf(body: Node, except?: Node): Effects {
  const calls = new Map<string, CalledName>();
  const dropped = new Set<string>();
  const excepted = new Set(except && nodesIn(except, 'call', 'assign'));
  for (const node of nodesIn(body, 'call', 'assign')) {
    if (excepted.has(node)) continue;
    if (node.kind === 'call') {
      const called = calledName(node);
      if (called) calls.set(`${called.receiver ?? ''}.${called.name}/${called.hasArguments}`, called);
      const stopped = stoppedBy(node);
      if (stopped !== undefined) dropped.add(stopped);
    } else {
      const name = nameOf(node.target);
      if (name !== undefined && isNothing(node.value)) dropped.add(name);
      // Assigning runs the setter.
      if (name !== undefined) calls.set(`=${name}`, { name, hasArguments: true });
    }
  }
  return { calls: [...calls.values()], dropped: [...dropped] };
}

function calledName(node: CallNode): CalledName | undefined {
  const { callee } = node;
  const name = nameOf(callee);
  if (name === undefined) return undefined;
  const [first] = node.args;
  const posted = name === 'post' && first ? notificationName(first.value) : undefined;
  if (posted !== undefined) return { name, hasArguments: true, receiver: posted };
  const receiver = callee.kind === 'member' && callee.object ? nameOf(bare(callee.object)) : undefined;
  return { name, hasArguments: node.args.length > 0, ...(receiver !== undefined && { receiver }) };
}

/** `refreshTask?.cancel()` stops `refreshTask`. */
function stoppedBy(node: CallNode): string | undefined {
  const { callee } = node;
  if (callee.kind !== 'member' || !callee.object || !STOPS.test(callee.name)) return undefined;
  return nameOf(bare(callee.object));
}

function nameOf(node: Expression): string | undefined {
  const inner = bare(node);
  if (inner.kind === 'call') return nameOf(inner.callee);
  return inner.kind === 'name' || inner.kind === 'member' ? inner.name : undefined;
}

function isNothing(value: Expression): boolean {
  if (value.kind === 'nil') return true;
  if (value.kind === 'text') return value.parts.length === 0;
  return (
    (value.kind === 'list' && value.items.length === 0) ||
    (value.kind === 'dictionary' && value.entries.length === 0)
  );
}

const WORK_TYPES: readonly (readonly [BackgroundWork['form'], RegExp])[] = [
  ['timer', /^(Timer|DispatchSourceTimer|CADisplayLink|NSTimer)\b/],
  ['task', /^(Task\b|_Concurrency\.Task\b)/],
  ['subscription', /^(AnyCancellable|Cancellable|Disposable|NSObjectProtocol)\b/],
  ['socket', /^(URLSessionWebSocketTask|WebSocket|WebSocketClient|SocketIOClient|Starscream\.WebSocket)\b/],
];

/** Stored properties of types that hold running work of the session, and where it is started. */
function workOf(code: Code): BackgroundWork[] {
  const work: BackgroundWork[] = [];
  for (const node of nodesIn(code.root, 'type')) {
    for (const member of childrenOf(node)) {
      if (member.kind !== 'variable' || !member.mutable || member.accessors.length > 0) continue;
      const form = WORK_TYPES.find(([, types]) =>
        types.test(member.type?.replace(/^\(?any /, '') ?? ''),
      )?.[0];
      const started = form && isSessionWork(member.name) ? startOf(member.name, node) : undefined;
      if (!form || !started) continue;
      work.push({
        type: node.name,
        property: member.name,
        form,
        started,
        isOptional: member.type?.endsWith('?') ?? false,
        ...member.nameSpan,
      });
    }
  }
  return work;
}

function startOf(property: string, type: Node): { start: number; end: number } | undefined {
  let found: { start: number; end: number } | undefined;
  walk(type, (node) => {
    if (found || node.kind !== 'assign' || isNothing(node.value)) return !found;
    const isProperty = nameOf(node.target) === property;
    const fromParameter = bare(node.value).kind === 'name';
    if (isProperty && !fromParameter) found = { start: node.start, end: node.end };
    return true;
  });
  return found;
}

/** `addObserver(self, selector: #selector(signOut), name: .sessionExpired, …)`, `.publisher(for: .sessionExpired)`. */
function observerOf(node: CallNode): SessionFacts['observers'] {
  if (nameOf(node.callee) !== 'addObserver') return [];
  const notification = node.args.find(
    (argument) => argument.label === 'name' || argument.label === 'forName',
  );
  const selector = node.args.find((argument) => argument.label === 'selector');
  const name = notification && notificationName(notification.value);
  if (name === undefined || !selector) return [];
  let handler: string | undefined;
  walk(selector.value, (inner) => {
    if (inner.kind === 'name' || inner.kind === 'member') handler ??= inner.name;
  });
  return handler === undefined ? [] : [{ notification: name, handler }];
}
