import type { BlockNode, CallNode, Expression, LoopNode, Node } from '../../code/model.js';
import { walk } from '../../code/walk.js';
import { subjectEvent } from '../../knowledge/events.js';
import { bare } from '../trace.js';
import type { Effects, FunctionFact } from './session-model.js';

/** Calls that have a closure run for each value of a publisher or an observable. */
const SUBSCRIBING = /^(sink|subscribe|bind|drive|emit|onReceive)$/;

/** Code that runs when something happens elsewhere, as a function under the name of that event. */
export function subscribed(node: Node, effectsOf: (body: Node) => Effects): readonly FunctionFact[] {
  if (node.kind === 'call') return fromCall(node, effectsOf);
  return node.kind === 'loop' ? fromLoop(node, effectsOf) : [];
}

function fromCall(node: CallNode, effectsOf: (body: Node) => Effects): readonly FunctionFact[] {
  const event = eventOf(node);
  if (event === undefined) return [];
  return node.args.flatMap(({ label, value }) => {
    const handler = bare(value);
    if (handler.kind === 'closure') return [handling(event, handler.body, effectsOf(handler.body))];
    const isNamed = label === 'onNext' || label === 'receiveValue';
    const name = isNamed ? lastNameOf(handler) : undefined;
    if (name === undefined) return [];
    return [handling(event, handler, { calls: [{ name, hasArguments: true }], dropped: [] })];
  });
}

/** `for await _ in NotificationCenter.default.notifications(named: .sessionEnded) { … }` */
function fromLoop({ header, body }: LoopNode, effectsOf: (body: Node) => Effects): readonly FunctionFact[] {
  let event: string | undefined;
  for (const node of header) {
    walk(node, (inner) => {
      if (inner.kind === 'call') event ??= notificationIn(inner);
    });
  }
  return event === undefined ? [] : [handling(event, body, effectsOf(body))];
}

/** What a call waits for. */
function eventOf(node: CallNode): string | undefined {
  const { callee } = node;
  const called = callee.kind === 'member' ? callee.name : undefined;
  if (called === undefined || callee.kind !== 'member' || !callee.object) return undefined;
  if (called === 'addObserver') return posted(node.args.find(({ label }) => label === 'forName')?.value);
  if (!SUBSCRIBING.test(called)) return undefined;
  if (called === 'onReceive') {
    const [first] = node.args;
    return first && sourceOf(first.value);
  }
  return sourceOf(callee.object);
}

/** What a chain of operators begins with: `session.ended.receive(on: .main)` with `ended`. */
function sourceOf(chain: Expression): string | undefined {
  let node = bare(chain);
  while (node.kind === 'call') {
    const event = notificationIn(node);
    if (event !== undefined) return event;
    if (node.callee.kind !== 'member' || !node.callee.object) return undefined;
    node = bare(node.callee.object);
  }
  const name = lastNameOf(node);
  if (name === undefined) return undefined;
  // A published property says what it is set to, and setting it is a call of its name.
  return name.startsWith('$') ? name.slice(1) : subjectEvent(name);
}

/** `publisher(for: .ended)`, `notifications(named: .ended)`, `rx.notification(.ended)` */
function notificationIn({ callee, args }: CallNode): string | undefined {
  const name = lastNameOf(callee) ?? '';
  const [first] = args;
  const isOne =
    (name === 'publisher' && first?.label === 'for') ||
    (name === 'notifications' && first?.label === 'named') ||
    (name === 'notification' && first?.label === undefined);
  return isOne ? posted(first?.value) : undefined;
}

function posted(value: Expression | undefined): string | undefined {
  const name = value && notificationName(value);
  return name === undefined ? undefined : `post:${name}`;
}

/** `.ended`, `Notification.Name.ended`, `Notification.Name("ended")`, `Notification(name: .ended)` */
export function notificationName(value: Expression): string | undefined {
  const node = bare(value);
  if (node.kind === 'text') return node.parts.length === 1 ? String(node.parts[0]) : undefined;
  const [first] = node.kind === 'call' ? node.args : [];
  return first ? notificationName(first.value) : lastNameOf(node);
}

function lastNameOf(node: Expression): string | undefined {
  const inner = bare(node);
  return inner.kind === 'name' || inner.kind === 'member' ? inner.name : undefined;
}

function handling(event: string, { start, end }: Node | BlockNode, effects: Effects): FunctionFact {
  return {
    owner: { name: event, labels: [], isStatic: false, start, end },
    start,
    end,
    body: { start, end },
    open: start + 1,
    endsSession: false,
    removesAccount: false,
    ...effects,
  };
}
