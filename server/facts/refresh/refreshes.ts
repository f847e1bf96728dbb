import type { CallNode, Code, Expression, FunctionNode, Node, TypeNode } from '../../code/model.js';
import { nodesIn } from '../../code/nodes.js';
import { ancestorsOf, enclosing, walk } from '../../code/walk.js';
import {
  canExchange,
  isAboutSession,
  isBareRenewal,
  isRefreshToken,
  isRenewalText,
  isRenewer,
  isStart,
  LATER,
  renewalOfName,
  sendsRequest,
} from '../../knowledge/refresh.js';
import { callsIn, calleeOf, functionOf, namesIn, receiverOf } from './paths.js';
import type { Scopes } from '../scope.js';
import { bare, calledFunction } from '../trace.js';

/** Which functions and calls of a text renew the credentials of a session. */
export class Refreshes {
  /** Calls of each function, nested functions and closures included. */
  private readonly calls = new Map<FunctionNode, readonly CallNode[]>();
  private readonly targets = new Map<CallNode, FunctionNode | undefined>();
  private readonly types: readonly TypeNode[];
  /** The functions of the text that renew, whether they send the request themselves or have it sent. */
  readonly functions: ReadonlySet<FunctionNode>;

  constructor(
    readonly code: Code,
    readonly scopes: Scopes,
  ) {
    this.types = nodesIn(code.root, 'type');
    this.functions = new Set(scopes.functions.filter((fn) => this.renews(fn)));
  }

  callsOf(fn: FunctionNode): readonly CallNode[] {
    const known = this.calls.get(fn);
    if (known) return known;
    const calls = fn.body ? callsIn(fn.body) : [];
    this.calls.set(fn, calls);
    return calls;
  }

  /** The function of this text that a call runs, also through `strongSelf` and the type's shared instance. */
  target(call: CallNode): FunctionNode | undefined {
    if (!this.targets.has(call)) this.targets.set(call, this.resolve(call));
    return this.targets.get(call);
  }

  private resolve(call: CallNode): FunctionNode | undefined {
    const direct = calledFunction(call, this.scopes);
    if (direct) return direct;
    const name = calleeOf(call)?.name;
    const object = call.callee.kind === 'member' && call.callee.object && bare(call.callee.object);
    if (name === undefined || !object || !this.isOwnInstance(object, call)) return undefined;
    const type = this.typeOf(call);
    const matching = this.scopes.functions.filter(
      (fn) => fn.name === name && this.typeOf(fn) === type && fits(call, fn),
    );
    return matching.length === 1 ? matching[0] : undefined;
  }

  /** Whether an expression is the object that the code belongs to. */
  private isOwnInstance(object: Expression, from: Node): boolean {
    if (object.kind === 'member' && object.object) {
      const holder = bare(object.object);
      const isShared = /^(shared|default|current|instance|sharedInstance)$/.test(object.name);
      return isShared && holder.kind === 'name' && holder.name === this.typeOf(from);
    }
    if (object.kind !== 'name') return false;
    const declaration = this.scopes.resolve(object.name, from);
    const value = declaration?.kind === 'variable' ? declaration.value : undefined;
    return value?.kind === 'name' && value.name === 'self';
  }

  typeOf(node: Node): string | undefined {
    return enclosing(node, 'type')?.name;
  }

  /** A type's declaration and its extensions in this text. */
  partsOf(type: string): readonly TypeNode[] {
    return this.types.filter(({ name }) => name === type);
  }

  /** The calls in this text that run a function. */
  callersOf(fn: FunctionNode): readonly CallNode[] {
    return this.scopes.functions.flatMap((caller) =>
      caller === fn
        ? []
        : this.callsOf(caller).filter((call) => functionOf(call) === caller && this.target(call) === fn),
    );
  }

  /** Whether a call always renews: `refreshTokens()`, `refresher.refresh(using:)`, but not `refreshIfNeeded()`. */
  isRefresh(call: CallNode): boolean {
    const name = calleeOf(call)?.name;
    if (name === undefined || /^[A-Z]/.test(name)) return false;
    if (requestsRenewal(call)) return true;
    const target = this.target(call);
    if (target) return this.functions.has(target);
    if (isBareRenewal(name)) return this.isOfSession(call) && isUsedLater(call);
    if (isStart(name)) return isRenewer(receiverOf(call) ?? '') && isUsedLater(call);
    if (renewalOfName(name) !== 'always' || readsStoredToken(call, name)) return false;
    const receiver = receiverOf(call);
    return (receiver === undefined || !isOfDevice(receiver)) && isUsedLater(call);
  }

  private isOfSession(call: CallNode): boolean {
    const receiver = receiverOf(call);
    if (receiver !== undefined && isAboutSession(receiver)) return true;
    return passesRefreshToken(call);
  }

  private renews(fn: FunctionNode): boolean {
    if (!fn.body || !this.isNamedAsRenewal(fn)) return false;
    return answersLater(fn) || this.sends(fn) || fn.returnType === undefined;
  }

  private isNamedAsRenewal(fn: FunctionNode): boolean {
    const type = this.typeOf(fn);
    if (type !== undefined && isOfDevice(type)) return false;
    if (renewalOfName(fn.name) === 'always') return true;
    const passes = /^(refreshed|renewed)$/.test(fn.name) && this.callsOf(fn).some(passesRefreshToken);
    if (passes || !isBareRenewal(fn.name) || !fn.body) return passes;
    if (type !== undefined && isAboutSession(type) && [...namesIn(fn.body)].some(isRefreshToken)) return true;
    return speaksOfRenewal(fn.body) && this.requestIn(fn) !== undefined;
  }

  /** The call by which a function sends a request itself, or has another function of its type send it. */
  requestIn(fn: FunctionNode): CallNode | undefined {
    return this.callsOf(fn).find(
      (call) => this.isRequest(call) || this.isExchange(call) || requestsRenewal(call) || isSending(call),
    );
  }

  /** Whether a function sends a request, itself or through functions of this text. */
  sends(fn: FunctionNode, depth = 2): boolean {
    if (this.requestIn(fn)) return true;
    if (depth === 0) return false;
    return this.callsOf(fn).some((call) => {
      const target = this.target(call);
      return target !== undefined && target !== fn && this.sends(target, depth - 1);
    });
  }

  /** A call of the network's own functions. */
  isRequest(call: CallNode): boolean {
    const callee = calleeOf(call);
    return callee !== undefined && sendsRequest(callee.name, call.args[0]?.label, receiverOf(call));
  }

  /** A call that hands a refresh token to someone who gets new tokens for it, and is no refresh by its name. */
  isExchange(call: CallNode): boolean {
    const name = calleeOf(call)?.name;
    if (name === undefined || !canExchange(name) || isBareRenewal(name) || renewalOfName(name)) return false;
    return passesRefreshToken(call) && isUsedLater(call);
  }
}

/** Whether an argument of a call is a refresh token, by its label or the name of its value. */
export function passesRefreshToken(call: CallNode): boolean {
  return call.args.some(({ label, value }) => {
    if (label !== undefined && isRefreshToken(label)) return true;
    const node = bare(value);
    return (node.kind === 'name' || node.kind === 'member') && isRefreshToken(node.name);
  });
}

/** A body or an address that only the renewal of a session has: `["refresh_token": token]`, `/auth/refresh`. */
function speaksOfRenewal(body: Node): boolean {
  let found = false;
  walk(body, (node) => {
    if (node.kind === 'text')
      found ||= node.parts.some((part) => typeof part === 'string' && isRenewalText(part));
  });
  return found;
}

/** `await store.refreshToken()`, `let refreshToken = await refreshToken()`: the words are a noun there. */
function readsStoredToken(call: CallNode, name: string): boolean {
  if (!isRefreshToken(name) || call.args.length > 0) return false;
  if (/stor(e|age)|keychain|vault|cache|defaults|preferences|settings/i.test(receiverOf(call) ?? ''))
    return true;
  const holder = [...ancestorsOf(call)].find(({ kind }) => kind !== 'await' && kind !== 'try');
  return holder?.kind === 'variable' && isRefreshToken(holder.name);
}

/** `provider.request(.refreshToken)`: the request to send is the renewal. */
export function requestsRenewal(call: CallNode): boolean {
  const name = calleeOf(call)?.name ?? '';
  if (!/^(request|send|perform|execute|call)/.test(name) || !isUsedLater(call)) return false;
  return call.args.some(({ value }) => {
    const node = bare(value);
    const target = node.kind === 'call' ? node.callee : node;
    return target.kind === 'member' && !target.object && renewalOfName(target.name) === 'always';
  });
}

/** `try await client.send(request)`, `api.post(…) { … }`: sent, by its name and because an answer is waited for. */
function isSending(call: CallNode): boolean {
  if (
    !/^(request|send|execute|post|callRequest|performRequest)(?!Notification|Event|Value)/.test(
      calleeOf(call)?.name ?? '',
    )
  ) {
    return false;
  }
  const isAwaited = [...ancestorsOf(call)].find(({ kind }) => kind !== 'try')?.kind === 'await';
  return isAwaited || call.args.some(({ value }) => value.kind === 'closure');
}

function isOfDevice(name: string): boolean {
  return /push|fcm|apns|notification|messaging|firebase|voip/i.test(name);
}

/** Whether the result of a function comes later: it is async, calls back or returns a publisher or promise. */
export function answersLater(fn: FunctionNode): boolean {
  if (fn.async || LATER.test(fn.returnType ?? '')) return true;
  return fn.parameters.some(({ type }) => type !== undefined && /->|Completion|Callback|Handler/.test(type));
}

/** Whether a call is used as one whose result comes later; `let token = refreshToken()` only reads a value. */
export function isUsedLater(call: CallNode): boolean {
  if (call.args.some(({ value }) => value.kind === 'closure')) return true;
  for (const up of ancestorsOf(call)) {
    if (up.kind === 'await' || up.kind === 'block') return true;
    if (up.kind === 'member') return LATER_MEMBERS.test(up.name);
    if (up.kind === 'jump') return LATER.test(functionOf(up)?.returnType ?? '');
    if (up.kind !== 'try') return false;
  }
  return false;
}

const LATER_MEMBERS =
  /^(flatMap\w*|map|sink|then|done|subscribe|andThen|asObservable|asSingle|catch\w*|retry|try\w*|receive|handleEvents|do|eraseToAnyPublisher|get|value|done|ensure|recover|timeout|delay)$/;

function fits(call: CallNode, fn: FunctionNode): boolean {
  const labels = call.args.map(({ label }) => label);
  return (
    fn.parameters.length >= labels.length &&
    labels.every(
      (label) => label === undefined || fn.parameters.some((parameter) => parameter.label === label),
    )
  );
}
