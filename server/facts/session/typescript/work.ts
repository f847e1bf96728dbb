import type { CallNode, Expression, Node, VariableNode } from '../../../code/model.js';
import { nodesIn } from '../../../code/nodes.js';
import { ancestorsOf, enclosing, walk } from '../../../code/walk.js';
import { renewalOfName } from '../../../knowledge/refresh.js';
import { isSessionWork } from '../../../knowledge/sign-out.js';
import { lastNameOf, type Callables } from '../../callables.js';
import { bare } from '../../trace.js';
import type { BackgroundWork } from '../session-model.js';
import { heldBy, isNothing } from './functions.js';

/** What of a session goes on by itself and is kept where a sign-out could reach it. */
export function workOf(callables: Callables): BackgroundWork[] {
  const work = new Map<string, BackgroundWork>();
  for (const node of nodesIn(callables.code.root, 'assign', 'variable')) {
    const call = node.value && startingCall(node.value);
    const form = call && formOf(call);
    if (!form) continue;
    const kept =
      node.kind === 'variable'
        ? declared(node)
        : node.operator === '='
          ? keptIn(node.target, callables)
          : undefined;
    if (!kept || !belongsToSession(kept.property, call)) continue;
    const key = `${kept.type ?? ''}.${kept.property}`;
    if (work.has(key)) continue;
    work.set(key, {
      ...kept,
      form,
      started: { start: node.start, end: node.end },
      isOptional: kept.isOptional,
      stop: stopOf(call, kept.written),
      start: node.start,
      end: call.callee.end,
    });
  }
  return [...work.values()];
}

interface Kept {
  readonly type?: string;
  readonly property: string;
  /** As the code writes it: `this.timer`. */
  readonly written: string;
  readonly isOptional: boolean;
  readonly isRef?: boolean;
}

/** A variable of the file, a property of a class, a ref of a component. */
function keptIn(target: Expression, { code, scopes }: Callables): Kept | undefined {
  const node = bare(target);
  const property = heldBy(node);
  if (property === undefined) return undefined;
  const written = code.text.slice(node.start, node.end);
  if (node.kind === 'name') {
    const declaration = scopes.resolve(node.name, node);
    const isOfFile = declaration?.kind === 'variable' && isTopLevel(declaration, code.root);
    return isOfFile ? { property, written, isOptional: declaration.mutable } : undefined;
  }
  if (node.kind !== 'member' || !node.object) return undefined;
  const object = bare(node.object);
  if (object.kind === 'name' && (object.name === 'this' || object.name === 'self')) {
    const type = enclosing(node, 'type')?.name;
    return type === undefined ? undefined : { type, property, written, isOptional: true };
  }
  return node.name === 'current' ? { property, written, isOptional: true, isRef: true } : undefined;
}

/** `const socket = io(url)` of a file: whoever is signed in, it is the same connection. */
function declared(node: VariableNode): Kept | undefined {
  if (!isTopLevelOf(node)) return undefined;
  return { property: node.name, written: node.name, isOptional: false };
}

function isTopLevelOf(node: Node): boolean {
  for (const up of ancestorsOf(node)) {
    if (up.kind === 'function' || up.kind === 'closure' || up.kind === 'type') return false;
  }
  return true;
}

function isTopLevel(node: Node, root: Node): boolean {
  for (const up of ancestorsOf(node)) {
    if (up === root) return true;
    if (up.kind === 'function' || up.kind === 'closure' || up.kind === 'type') return false;
  }
  return false;
}

function startingCall(value: Expression): CallNode | undefined {
  const node = bare(value);
  return node.kind === 'call' && !isNothing(node) ? node : undefined;
}

const FORMS: readonly (readonly [BackgroundWork['form'], RegExp])[] = [
  ['timer', /^(setInterval|setTimeout)$/],
  [
    'socket',
    /^(io|WebSocket|ReconnectingWebSocket|EventSource|Pusher|Centrifuge|connectSocket|createConsumer)$/,
  ],
];

function formOf({ callee }: CallNode): BackgroundWork['form'] | undefined {
  const name = lastNameOf(callee) ?? '';
  return FORMS.find(([, names]) => names.test(name))?.[0];
}

/** By its name, or because it renews the session, or brings its token along. */
function belongsToSession(property: string, call: CallNode): boolean {
  const isTimeout = lastNameOf(call.callee) === 'setTimeout';
  if (isSessionWork(property) && !(isTimeout && !/refresh|renew|session|token|expir/i.test(property)))
    return true;
  let belongs = false;
  walk(call, (node) => {
    if (node.kind === 'call') belongs ||= renewalOfName(lastNameOf(node.callee) ?? '') !== undefined;
    if (node.kind === 'name') belongs ||= renewalOfName(node.name) === 'always' && node.parent === call;
  });
  return belongs;
}

function stopOf(call: CallNode, written: string): string {
  const name = lastNameOf(call.callee);
  if (name === 'setInterval') return `clearInterval(${written})`;
  if (name === 'setTimeout') return `clearTimeout(${written})`;
  return name === 'io' || name === 'Pusher' || name === 'Centrifuge'
    ? `${written}.disconnect()`
    : `${written}.close()`;
}
