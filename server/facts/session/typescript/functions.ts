import type { CallNode, Expression, Node } from '../../../code/model.js';
import { nodesIn } from '../../../code/nodes.js';
import { subjectEvent } from '../../../knowledge/events.js';
import { handlesEnd, isOtherService, removesAccount, signsOut, STOPS } from '../../../knowledge/sign-out.js';
import { functionIn, keyName, lastNameOf, type Callable, type Callables } from '../../callables.js';
import { bare, literalText } from '../../trace.js';
import type { CalledName, FunctionFact } from '../session-model.js';

/** The functions of a TypeScript text, with what they call and drop. */
export function functionFacts(callables: Callables): readonly FunctionFact[] {
  return [...callables.all.map((one) => functionFact(one)), ...handlers(callables)];
}

function functionFact(one: Callable): FunctionFact {
  const { name, nameSpan, node, body, holder, parameters } = one;
  const labels = parameters.map(() => '_');
  const span = { start: nameSpan.start, end: nameSpan.end };
  const effects = effectsOf(body);
  return {
    owner: { ...(holder !== undefined && { type: holder }), name, labels, isStatic: false, ...span },
    ...span,
    body: { start: node.start, end: node.end },
    open: body.start + 1,
    ...(one.async && { isAsync: true }),
    endsSession: handlesEnd(name) && !isAnotherEnd(name, effects),
    removesAccount: removesAccount(
      name,
      parameters.map((parameter) => parameter.name),
    ),
    ...effects,
  };
}

/** A picture of the button, or the end of what another service keeps of its own: `Purchases.logOut()`. */
function isAnotherEnd(name: string, { calls, dropped }: Pick<FunctionFact, 'calls' | 'dropped'>): boolean {
  if (/^[A-Z]/.test(name) && calls.length + dropped.length === 0) return true;
  const ends = calls.filter((called) => signsOut(called.name));
  return ends.length > 0 && ends.every(({ receiver }) => receiver !== undefined && isOtherService(receiver));
}

/** Calls that have a function run when an event of a name happens: sagas, reducers, emitters. */
const LISTENING =
  /^(on|once|addListener|addEventListener|subscribe|listen|addCase|addMatcher|takeLatest|takeEvery|takeLeading|take)$/;

/** Functions that events run, by the name of the event: `builder.addCase(logout.fulfilled, (state) => …)`. */
function handlers({ code }: Callables): readonly FunctionFact[] {
  const found: FunctionFact[] = [];
  for (const node of nodesIn(code.root, 'call', 'switch'))
    found.push(...(node.kind === 'call' ? handlersOf(node) : reducerCases(node)));
  return found;
}

function handlersOf(call: CallNode): readonly FunctionFact[] {
  const name = lastNameOf(call.callee) ?? '';
  const [event, handler] = call.args;
  if (name === 'startListening' && event) return listened(event.value);
  if (name === 'subscribe' && event && !handler) return ofSubject(call, event.value);
  if (!LISTENING.test(name) || !event || !handler) return [];
  const events = eventNames(event.value);
  return events.flatMap((one) => handling(one, handler.value));
}

/** `ended.subscribe(() => …)` of RxJS, in a pipe or not */
function ofSubject({ callee }: CallNode, handler: Expression): readonly FunctionFact[] {
  let source = callee.kind === 'member' ? callee.object : undefined;
  while (source?.kind === 'call') source = source.callee.kind === 'member' ? source.callee.object : undefined;
  const name = source && lastNameOf(source);
  return name === undefined ? [] : handling(subjectEvent(name), handler);
}

/** `startListening({ actionCreator: logout, effect: async () => … })` */
function listened(value: Expression): readonly FunctionFact[] {
  const node = bare(value);
  if (node.kind !== 'dictionary') return [];
  const entry = (wanted: RegExp): Expression | undefined =>
    node.entries.find(({ key }) => key && wanted.test(keyName(key) ?? ''))?.value;
  const event = entry(/^(actionCreator|type|matcher)$/);
  const effect = entry(/^effect$/);
  return event && effect ? eventNames(event).flatMap((one) => handling(one, effect)) : [];
}

/** `LOGOUT`, `types.LOGOUT`, `logout.fulfilled`, `'session/expired'`, `isAnyOf(logout, reset)` */
function eventNames(value: Expression): readonly string[] {
  const node = bare(value);
  if (node.kind === 'list') return node.items.flatMap(eventNames);
  if (node.kind === 'call') return node.args.flatMap((argument) => eventNames(argument.value));
  const text = literalText(node);
  if (text !== undefined) return [text];
  if (
    node.kind === 'member' &&
    node.object &&
    /^(fulfilled|pending|rejected|type|match|settled)$/.test(node.name)
  ) {
    return eventNames(node.object);
  }
  const name = lastNameOf(node);
  return name === undefined ? [] : [name];
}

function handling(event: string, handler: Expression): readonly FunctionFact[] {
  const closure = functionIn(handler);
  if (closure?.body) return [pseudo(event, closure, closure.body, closure.body.start + 1)];
  const name = lastNameOf(handler);
  if (name === undefined) return [];
  const { start, end } = handler;
  const called: CalledName = { name, hasArguments: true };
  return [{ ...pseudo(event, { start, end }, undefined, start), calls: [called] }];
}

function pseudo(
  name: string,
  { start, end }: { readonly start: number; readonly end: number },
  body: Node | undefined,
  open: number,
): FunctionFact {
  return {
    owner: { name, labels: [], isStatic: false, start, end },
    start,
    end,
    body: { start, end },
    open,
    endsSession: false,
    removesAccount: false,
    ...(body ? effectsOf(body) : { calls: [], dropped: [] }),
  };
}

/** `case LOGOUT: return initialState` of a reducer. */
function reducerCases(node: Extract<Node, { readonly kind: 'switch' }>): readonly FunctionFact[] {
  const subject = node.subject && lastNameOf(node.subject);
  if (subject !== 'type') return [];
  return node.cases.flatMap(({ patterns, body }) =>
    patterns.flatMap((pattern) => {
      const names = isExpressionPattern(pattern) ? eventNames(pattern) : [];
      return names.map((name) => pseudo(name, body, body, body.start));
    }),
  );
}

function isExpressionPattern(pattern: Node): pattern is Expression {
  return pattern.kind === 'name' || pattern.kind === 'member' || pattern.kind === 'text';
}

/** What a body calls, by name, and what it lets go of. */
export function effectsOf(body: Node): Pick<FunctionFact, 'calls' | 'dropped'> {
  const calls = new Map<string, CalledName>();
  const dropped = new Set<string>();
  const add = (called: CalledName): void => {
    calls.set(`${called.receiver ?? ''}.${called.name}/${called.hasArguments}`, called);
  };
  for (const node of nodesIn(body, 'call', 'assign', 'unary')) {
    if (node.kind === 'call') {
      for (const called of calledNames(node)) add(called);
      for (const name of stoppedBy(node)) dropped.add(name);
    } else if (node.kind === 'assign') {
      const name = heldBy(node.target);
      if (name === undefined) continue;
      if (isNothing(node.value)) dropped.add(name);
      add({ name, hasArguments: true });
    } else if (node.operator === 'delete') {
      const name = heldBy(node.operand);
      if (name !== undefined) dropped.add(name);
    }
  }
  return { calls: [...calls.values()], dropped: [...dropped] };
}

/** A call, the functions and events that it is handed, and the type of an action that it sends. */
function calledNames(node: CallNode): readonly CalledName[] {
  const name = lastNameOf(node.callee);
  const receiver =
    node.callee.kind === 'member' && node.callee.object ? receiverName(node.callee.object) : undefined;
  const own: CalledName[] =
    name === undefined
      ? []
      : [{ name, hasArguments: node.args.length > 0, ...(receiver !== undefined && { receiver }) }];
  return [...own, ...node.args.flatMap((argument) => handed(argument.value, name ?? ''))];
}

/** `.then(clearTokens)`, `emit('logout')`, `dispatch({ type: LOGOUT })` */
function handed(value: Expression, to: string): readonly CalledName[] {
  const node = bare(value);
  if (node.kind === 'name' || node.kind === 'member') return [{ name: node.name, hasArguments: true }];
  const text = /^(emit|dispatch|trigger|publish|put)$/.test(to) ? literalText(node) : undefined;
  if (text !== undefined) return [{ name: text, hasArguments: true }];
  if (node.kind !== 'dictionary') return [];
  const type = node.entries.find(({ key }) => key && keyName(key) === 'type')?.value;
  return type ? eventNames(type).map((name) => ({ name, hasArguments: true })) : [];
}

/** `useAuthStore` of `useAuthStore.getState().reset()` and of `useAuthStore.persist.clearStorage()`. */
function receiverName(object: Expression): string | undefined {
  const node = bare(object);
  if (node.kind === 'call' && node.callee.kind === 'member' && node.callee.name === 'getState') {
    return node.callee.object && lastNameOf(node.callee.object);
  }
  if (node.kind === 'member' && node.name === 'persist' && node.object) return lastNameOf(node.object);
  return heldBy(node);
}

/** What a place is called by those who keep something in it: `timer` of `this.timer` and of `timer.current`. */
export function heldBy(target: Expression): string | undefined {
  const node = bare(target);
  if (node.kind === 'member' && node.name === 'current' && node.object) return heldBy(node.object);
  if (node.kind === 'index') return heldBy(node.object);
  return lastNameOf(node);
}

/** `clearInterval(timer)` and `socket.disconnect()` stop what they are about. */
function stoppedBy({ callee, args }: CallNode): readonly string[] {
  const name = lastNameOf(callee) ?? '';
  if (/^clear(Interval|Timeout|Immediate)$/.test(name))
    return args.flatMap(({ value }) => heldBy(value) ?? []);
  // `unsubscribe()`, where that is what subscribing gave.
  if (callee.kind === 'name') return /^(unsub|off|stop|cancel|dispose|teardown)/i.test(name) ? [name] : [];
  if (callee.kind !== 'member' || !callee.object) return [];
  const isStop =
    STOPS.test(callee.name) ||
    /^(unsubscribe|remove|destroy|abort|deactivate|removeAllListeners|off|end)$/.test(callee.name);
  const holder = heldBy(callee.object);
  return isStop && holder !== undefined ? [holder] : [];
}

export function isNothing(value: Expression): boolean {
  const node = bare(value);
  if (node.kind === 'nil') return true;
  if (node.kind === 'name') return node.name === 'undefined' || node.name === 'null';
  if (node.kind === 'text') return node.parts.length === 0 || node.parts.every((part) => part === '');
  if (node.kind === 'list') return node.items.length === 0;
  return node.kind === 'dictionary' && node.entries.length === 0;
}
