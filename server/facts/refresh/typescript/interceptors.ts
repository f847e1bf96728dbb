import type { CallNode, Expression, Node } from '../../../code/model.js';
import { walk } from '../../../code/walk.js';
import { MAKES_CLIENT } from '../../../knowledge/http.js';
import type { Span } from '../../../span.js';
import { closureIn, keyName, lastNameOf, type Callable, type Callables } from '../../callables.js';
import { bare } from '../../trace.js';

/** A handler that a client runs before each request, or for each answer that is refused. */
export interface Interceptor {
  readonly stage: 'request' | 'response';
  /** The client as written: `client`, `this.instance`, `axios`. */
  readonly client: string;
  readonly handler: Callable;
  /** `client.interceptors.response.use` */
  readonly place: Span;
}

/** The clients that a text makes, and what it has them run. */
export class Interceptors {
  readonly all: readonly Interceptor[];
  private readonly clients = new Set<string>();

  constructor(private readonly callables: Callables) {
    const found: Interceptor[] = [];
    walk(callables.code.root, (node) => {
      if (node.kind === 'variable' && node.value && makesClient(node.value)) this.clients.add(node.name);
      if (node.kind === 'call') found.push(...this.registered(node));
      if (node.kind === 'dictionary') found.push(...this.hooks(node));
    });
    this.all = found;
  }

  /** Whether a name stands for a client that this text makes. */
  isClient(name: string): boolean {
    return this.clients.has(name) || name === 'axios';
  }

  /** The interceptor whose handler a callable is. */
  of(callable: Callable): Interceptor | undefined {
    return this.all.find(({ handler }) => handler === callable);
  }

  /** `client.interceptors.response.use(undefined, handler)`; Apollo's `onError(handler)` and `setContext(handler)`. */
  private registered(call: CallNode): readonly Interceptor[] {
    const link = call.callee.kind === 'name' ? LINKS.get(call.callee.name) : undefined;
    if (link) return this.handled(call.args[0]?.value, link, 'Apollo', call.callee);
    const stage = stageOf(call.callee);
    if (!stage) return [];
    const [first, second] = call.args;
    const value = stage.stage === 'request' ? first?.value : second?.value;
    return this.handled(value, stage.stage, this.source(stage.client), call.callee);
  }

  /** ky's `hooks: { afterResponse: [handler] }` */
  private hooks(node: Extract<Node, { readonly kind: 'dictionary' }>): readonly Interceptor[] {
    return node.entries.flatMap(({ key, value }) => {
      const stage = key && HOOKS.get(keyName(key) ?? '');
      if (!stage || value.kind !== 'list') return [];
      const client = this.clientAround(node);
      return value.items.flatMap((item) => this.handled(item, stage, client ?? 'ky', key));
    });
  }

  private clientAround(node: Node): string | undefined {
    for (let up = node.parent; up; up = up.parent) if (up.kind === 'variable') return up.name;
    return undefined;
  }

  private handled(
    value: Expression | undefined,
    stage: Interceptor['stage'],
    client: string,
    { start, end }: Span,
  ): readonly Interceptor[] {
    const closure = value && closureIn(value);
    const handler = closure ? this.callables.of(closure) : value && this.callables.resolve(value);
    return handler ? [{ stage, client, handler, place: { start, end } }] : [];
  }

  source({ start, end }: Span): string {
    return this.callables.code.text.slice(start, end).replace(/\s/g, '');
  }
}

const LINKS: ReadonlyMap<string, Interceptor['stage']> = new Map([
  ['onError', 'response'],
  ['setContext', 'request'],
]);
const HOOKS: ReadonlyMap<string, Interceptor['stage']> = new Map([
  ['beforeRequest', 'request'],
  ['afterResponse', 'response'],
]);

/** `axios.create(…)`, `ky.extend(…)` */
function makesClient(value: Expression): boolean {
  const node = bare(value);
  if (node.kind !== 'call' || node.callee.kind !== 'member' || !MAKES_CLIENT.test(node.callee.name))
    return false;
  const maker = node.callee.object && lastNameOf(node.callee.object);
  return maker !== undefined && /^(axios|ky|got|api|client|http|ofetch)$/i.test(maker);
}

function stageOf(callee: Expression): { stage: Interceptor['stage']; client: Expression } | undefined {
  if (callee.kind !== 'member' || callee.name !== 'use') return undefined;
  const stage = callee.object && bare(callee.object);
  if (stage?.kind !== 'member' || (stage.name !== 'request' && stage.name !== 'response')) return undefined;
  const list = stage.object && bare(stage.object);
  if (list?.kind !== 'member' || list.name !== 'interceptors' || !list.object) return undefined;
  return { stage: stage.name, client: list.object };
}
