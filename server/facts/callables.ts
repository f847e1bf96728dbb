import type {
  BlockNode,
  CallNode,
  ClosureNode,
  Code,
  Expression,
  FunctionNode,
  Node,
  Parameter,
} from '../code/model.js';
import { nodesIn } from '../code/nodes.js';
import { ancestorsOf, enclosing, walk } from '../code/walk.js';
import type { Span } from '../span.js';
import type { Scopes } from './scope.js';
import { bare } from './trace.js';

/**
 * Something of a text that can be called by a name: a function, a closure kept in a constant, a property or an entry
 * of an object, also behind `useCallback` and the like.
 */
export interface Callable {
  readonly node: FunctionNode | ClosureNode;
  readonly name: string;
  readonly nameSpan: Span;
  readonly parameters: readonly Parameter[];
  readonly body: BlockNode;
  readonly async: boolean;
  readonly returnType?: string;
  /** The class, or the constant that holds the object, it is a member of. */
  readonly holder?: string;
}

/** Functions that give back the closure they get, or one that runs it. */
const WRAPPING =
  /^(useCallback|useMemoizedFn|useEvent|useEffectEvent|useStableCallback|createAsyncThunk|debounce|throttle|memoize|memo|once|action|flow|task|worklet|callback|asyncHandler|withErrorHandling)$/;

/** The closure that a value is, or that a wrapping call makes callable. */
export function closureIn(value: Expression): ClosureNode | undefined {
  const node = bare(value);
  if (node.kind === 'closure') return node;
  if (node.kind !== 'call' || !WRAPPING.test(lastNameOf(node.callee) ?? '')) return undefined;
  for (const argument of node.args) {
    const inner = bare(argument.value);
    if (inner.kind === 'closure') return inner;
  }
  return undefined;
}

/** The function or closure that a value is: an entry of an object holds its function as a part. */
export function functionIn(value: Expression): FunctionNode | ClosureNode | undefined {
  const [only, ...others] = value.kind === 'other' ? value.parts : [];
  return only?.kind === 'function' && others.length === 0 ? only : closureIn(value);
}

/** The callables of a text, and what its calls run. */
export class Callables {
  readonly all: readonly Callable[];
  private readonly byNode = new Map<Node, Callable>();
  private readonly byName = new Map<string, Callable[]>();
  private readonly calls = new Map<Node, readonly CallNode[]>();
  private readonly targets = new Map<CallNode, Callable | undefined>();

  constructor(
    readonly code: Code,
    readonly scopes: Scopes,
  ) {
    const kinds = ['function', 'variable', 'dictionary', 'call', 'assign'] as const;
    for (const node of nodesIn(code.root, ...kinds)) this.collect(node);
    this.all = [...this.byNode.values()].toSorted((a, b) => a.node.start - b.node.start);
    for (const one of this.all) this.byName.set(one.name, [...(this.byName.get(one.name) ?? []), one]);
  }

  named(name: string): readonly Callable[] {
    return this.byName.get(name) ?? [];
  }

  /** The callable that a function or closure is. */
  of(node: Node | undefined): Callable | undefined {
    return node && this.byNode.get(node);
  }

  /** The innermost callable around a node; closures without a name belong to what is around them. */
  around(node: Node): Callable | undefined {
    for (const up of ancestorsOf(node)) {
      const found = this.byNode.get(up);
      if (found) return found;
    }
    return undefined;
  }

  /** The calls that a body makes, those of closures without a name included. */
  callsIn(body: Node): readonly CallNode[] {
    const known = this.calls.get(body);
    if (known) return known;
    const calls: CallNode[] = [];
    walk(body, (node) => {
      if (node !== body && this.byNode.has(node)) return false;
      if (node.kind === 'call') calls.push(node);
      return true;
    });
    this.calls.set(body, calls);
    return calls;
  }

  /** The calls of this text that run a callable. */
  callersOf(callable: Callable): readonly CallNode[] {
    return this.callsEverywhere().filter((call) => this.target(call) === callable);
  }

  private callsEverywhere(): readonly CallNode[] {
    return nodesIn(this.code.root, 'call');
  }

  /** What of this text a call runs: `renew()`, `this.renew()`, `session.renew()`, `yield call(renew)` in a saga. */
  target(call: CallNode): Callable | undefined {
    if (!this.targets.has(call)) this.targets.set(call, this.resolve(calledIn(call)));
    return this.targets.get(call);
  }

  /** What of this text an expression stands for when it is called. */
  resolve(expression: Expression): Callable | undefined {
    const node = bare(expression);
    if (node.kind === 'closure') return this.byNode.get(node);
    if (node.kind === 'name') return this.ofName(node.name, node);
    // `this.onRefused.bind(this)`
    const bound = node.kind === 'call' && node.callee.kind === 'member' && node.callee.name === 'bind';
    if (bound && node.callee.object) return this.resolve(node.callee.object);
    if (node.kind !== 'member' || !node.object) return undefined;
    return this.ofMember(node.name, bare(node.object), node);
  }

  private ofName(name: string, from: Node): Callable | undefined {
    const declaration = this.scopes.resolve(name, from);
    if (declaration?.kind === 'function') return this.byNode.get(declaration);
    if (declaration?.kind !== 'variable') return undefined;
    const value = declaration.value && closureIn(declaration.value);
    return this.of(value);
  }

  private ofMember(name: string, object: Expression, from: Node): Callable | undefined {
    const holder = this.holderOf(object, from);
    if (holder === undefined) return undefined;
    const matching = this.named(name).filter((one) => one.holder === holder);
    return matching.length === 1 ? matching[0] : undefined;
  }

  private holderOf(object: Expression, from: Node): string | undefined {
    // `useAuthStore.getState().renew()`
    if (object.kind === 'call' && object.callee.kind === 'member' && object.callee.name === 'getState') {
      return object.callee.object && lastNameOf(object.callee.object);
    }
    if (object.kind !== 'name') return undefined;
    if (object.name === 'this' || object.name === 'self') {
      return enclosing(from, 'type')?.name ?? this.around(from)?.holder;
    }
    const declaration = this.scopes.resolve(object.name, from);
    const value = declaration?.kind === 'variable' ? declaration.value : undefined;
    const made = value && madeType(value);
    return made ?? object.name;
  }

  private collect(node: Node): void {
    if (node.kind === 'function' && node.body) {
      this.add(node, node.name, node.nameSpan);
    } else if (node.kind === 'variable' && node.value) {
      this.addClosure(closureIn(node.value), node.name, node.nameSpan);
    } else if (node.kind === 'dictionary') {
      for (const { key, value } of node.entries) {
        const name = key && keyName(key);
        if (!key || name === undefined) continue;
        // `hooks: { afterResponse: [async (request) => …] }`
        const values = value.kind === 'list' ? value.items : [value];
        for (const one of values) this.addClosure(closureIn(one), name, key);
      }
    } else if (node.kind === 'call') {
      this.collectHandlers(node);
    } else if (node.kind === 'assign') {
      const name = lastNameOf(node.target);
      if (name !== undefined) this.addClosure(closureIn(node.value), name, nameSpanOf(node.target));
    }
  }

  /** `client.interceptors.response.use(undefined, async (error) => …)` calls its closures later. */
  private collectHandlers({ callee, args }: CallNode): void {
    const name = handlerName(callee);
    if (name === undefined) return;
    for (const { value } of args) this.addClosure(closureIn(value), name, callee);
  }

  private addClosure(closure: ClosureNode | undefined, name: string, span: Span): void {
    if (closure && !this.byNode.has(closure)) this.add(closure, name, span);
  }

  private add(node: FunctionNode | ClosureNode, name: string, { start, end }: Span): void {
    const { body } = node;
    if (!body) return;
    const holder = holderOf(node);
    this.byNode.set(node, {
      node,
      name,
      nameSpan: { start, end },
      parameters: node.parameters,
      body,
      async:
        node.kind === 'function' ? node.async : /^async\b/.test(this.code.text.slice(node.start, body.start)),
      ...(node.kind === 'function' && node.returnType !== undefined && { returnType: node.returnType }),
      ...(holder !== undefined && { holder }),
    });
  }
}

/** `call(renew, token)` of redux-saga runs `renew`. */
function calledIn({ callee, args }: CallNode): Expression {
  const [first] = args;
  const runs = callee.kind === 'name' && /^(call|apply|fork|spawn)$/.test(callee.name);
  return runs && first && !first.label ? first.value : callee;
}

/** What a closure is called that a client keeps for each request or answer. */
function handlerName(callee: Expression): string | undefined {
  if (callee.kind === 'name')
    return /^(onError|setContext|createAuthRefresh(Interceptor)?)$/.exec(callee.name)?.[0];
  if (callee.kind !== 'member' || callee.name !== 'use') return undefined;
  const stage = callee.object && bare(callee.object);
  if (stage?.kind !== 'member' || !/^(request|response)$/.test(stage.name)) return undefined;
  const list = stage.object && bare(stage.object);
  if (list?.kind !== 'member' || list.name !== 'interceptors') return undefined;
  return `${list.object ? (lastNameOf(list.object) ?? '') : ''}.interceptors.${stage.name}`;
}

/** The class around a function, or the constant whose object it is an entry of. */
function holderOf(node: Node): string | undefined {
  let inner = node;
  for (const up of ancestorsOf(node)) {
    if (up.kind === 'type') return up.name;
    if (up.kind === 'function' || (up.kind === 'closure' && up.parent?.kind !== 'call')) return undefined;
    const isHolding = inner.kind === 'dictionary' || (inner.kind === 'call' && makesStore(inner));
    if (up.kind === 'variable') return isHolding ? up.name : undefined;
    inner = up;
  }
  return undefined;
}

/** `create(…)` of zustand, also curried: `create<State>()(persist(…))`; slices and stores of Redux, Pinia and the like. */
function makesStore(call: CallNode): boolean {
  return /^(create|createStore|createSlice|createWithEqualityFn|defineStore|persist)$/.test(
    lastNameOf(call) ?? '',
  );
}

/** `new Session()` makes a `Session`. */
function madeType(value: Expression): string | undefined {
  const node = bare(value);
  if (node.kind === 'call' && node.callee.kind === 'name' && /^[A-Z]/.test(node.callee.name))
    return node.callee.name;
  return undefined;
}

/** The name that an entry of an object has. */
export function keyName(key: Expression): string | undefined {
  if (key.kind === 'name') return key.name;
  const [only] = key.kind === 'text' ? key.parts : [];
  return key.kind === 'text' && key.parts.length === 1 && typeof only === 'string' ? only : undefined;
}

/** The last name of an expression: `request` of `client.request`. */
export function lastNameOf(expression: Expression): string | undefined {
  const node = bare(expression);
  if (node.kind === 'name' || node.kind === 'member') return node.name;
  return node.kind === 'call' ? lastNameOf(node.callee) : undefined;
}

function nameSpanOf(target: Expression): Span {
  return target.kind === 'member' ? target.nameSpan : target;
}
