import type { CallNode, Code, Expression, Node } from '../../../code/model.js';
import { ancestorsOf, walk } from '../../../code/walk.js';
import {
  isManaged,
  isRenewalAddress,
  isRenewalConstant,
  isRenewalEntry,
  renewsByName,
  sendsHttp,
} from '../../../knowledge/http.js';
import { isAboutSession, isBareRenewal, isRefreshToken, renewalOfName } from '../../../knowledge/refresh.js';
import { keyName, lastNameOf, type Callable, type Callables } from '../../callables.js';
import type { Scopes } from '../../scope.js';
import { bare, literalText, trace } from '../../trace.js';
import { Interceptors } from './interceptors.js';
import { calleeOf, namesIn, receiverOf } from '../paths.js';

/** Which functions and calls of a TypeScript text renew the credentials of a session. */
export class Renewals {
  readonly code: Code;
  readonly scopes: Scopes;
  readonly interceptors: Interceptors;
  /** The callables that do nothing but renew. */
  readonly renewers: ReadonlySet<Callable>;
  private readonly renewing = new Map<CallNode, boolean>();

  constructor(readonly callables: Callables) {
    this.code = callables.code;
    this.scopes = callables.scopes;
    this.interceptors = new Interceptors(this.callables);
    this.renewers = new Set(this.callables.all.filter((one) => this.renews(one)));
  }

  /** A call that sends something over the network. */
  isRequest(call: CallNode): boolean {
    const callee = calleeOf(call);
    if (!callee) return false;
    const receiver = receiverOf(call);
    if (sendsHttp(callee.name, receiver)) return !this.isOwnFunction(call);
    return call.callee.kind === 'name' && this.interceptors.isClient(call.callee.name);
  }

  /** A wrapper of this text that is called as a client's function is. */
  private isOwnFunction(call: CallNode): boolean {
    return call.callee.kind === 'name' && this.callables.target(call) !== undefined;
  }

  /** A request for new tokens, by its address or by what it sends. */
  isRenewalRequest(call: CallNode): boolean {
    const known = this.renewing.get(call);
    if (known !== undefined) return known;
    const result = this.isRequest(call) && this.asksForNewTokens(call);
    this.renewing.set(call, result);
    return result;
  }

  /** Whether a call hands over the address or the body of a request for new tokens, whoever sends it. */
  asksForNewTokens(call: CallNode): boolean {
    return call.args.some(({ value }) => this.asksForTokens(value));
  }

  private asksForTokens(value: Expression): boolean {
    const { node } = trace(value, this.scopes);
    if (this.isRenewalPlace(bare(value)) || this.isRenewalPlace(node)) return true;
    let asks = false;
    walk(node, (inner) => {
      if (inner.kind === 'closure' || inner.kind === 'function') return false;
      if (inner.kind === 'dictionary') {
        asks ||= inner.entries.some(({ key, value: entry }) => {
          const name = key && keyName(key);
          return name !== undefined && isRenewalEntry(name, literalText(bare(entry)));
        });
        // `url: '/auth/refresh'`
        asks ||= inner.entries.some(({ key, value: entry }) => {
          return key !== undefined && keyName(key) === 'url' && this.isRenewalPlace(bare(entry));
        });
      }
      return !asks;
    });
    return asks && !this.isLeaving(node);
  }

  private isLeaving(node: Node): boolean {
    return [...namesIn(node)].some((name) => /revoke|log_?out|sign_?out/i.test(name));
  }

  private isRenewalPlace(node: Expression): boolean {
    if (node.kind === 'text') {
      return node.parts.some((part) =>
        typeof part === 'string' ? isRenewalAddress(part) : this.isRenewalPlace(bare(part)),
      );
    }
    if (node.kind === 'binary')
      return this.isRenewalPlace(bare(node.left)) || this.isRenewalPlace(bare(node.right));
    if (node.kind === 'member') {
      return isRenewalConstant(node.name, node.object && lastNameOf(node.object));
    }
    return node.kind === 'name' && isRenewalConstant(node.name, undefined);
  }

  /** Whether a call always renews: `refreshTokens()`, `auth.refresh()`, but not `ensureFreshToken()`. */
  isRenewal(call: CallNode): boolean {
    const callee = calleeOf(call);
    if (!callee || /^[A-Z]|^use[A-Z]/.test(callee.name)) return false;
    const target = this.callables.target(call);
    if (target) return this.renewers.has(target) && renewalOfName(target.name) !== 'conditional';
    if (this.isRenewalRequest(call)) return true;
    if (isManaged([...namesIn(call.callee)])) return false;
    const receiver = receiverOf(call);
    if (receiver !== undefined && /push|fcm|notification|messaging|device/i.test(receiver)) return false;
    const renews = renewalOfName(callee.name) === 'always' || renewsByName(callee.name);
    return (renews || this.isBareOfSession(call)) && isUsedLater(call);
  }

  /** `authService.refresh()`, `refresh(config, { refreshToken })` */
  private isBareOfSession(call: CallNode): boolean {
    const name = calleeOf(call)?.name ?? '';
    if (!isBareRenewal(name)) return false;
    const receiver = receiverOf(call);
    return (receiver !== undefined && isAboutSession(receiver)) || passesRefreshToken(call);
  }

  private renews(one: Callable): boolean {
    if (this.interceptors.of(one)) return false;
    const calls = this.callables.callsIn(one.body);
    const requests = calls.filter((call) => this.isRequest(call));
    const renewals = requests.filter((call) => this.isRenewalRequest(call));
    if (renewals.length > 0) return renewals.length === requests.length || this.isNamedAsRenewal(one);
    if (!this.isNamedAsRenewal(one)) return false;
    return (
      one.async ||
      requests.length > 0 ||
      /Promise/.test(one.returnType ?? '') ||
      isGenerator(one, this.code.text)
    );
  }

  private isNamedAsRenewal({ name, holder }: Callable): boolean {
    if (holder !== undefined && /push|fcm|notification|messaging|device/i.test(holder)) return false;
    if (renewalOfName(name) !== undefined || renewsByName(name)) return true;
    return isBareRenewal(name) && holder !== undefined && isAboutSession(holder);
  }

  /** The request by which a callable renews by itself, without another renewer. */
  requestOf(one: Callable): CallNode | undefined {
    const calls = this.callables.callsIn(one.body);
    const renewal = calls.find((call) => this.isRenewalRequest(call));
    if (renewal || !this.renewers.has(one)) return renewal;
    return calls.find((call) => this.isRequest(call));
  }

  /** The renewal among some calls. */
  renewalIn(calls: readonly CallNode[]): CallNode | undefined {
    return calls.find((call) => this.isRenewal(call) || this.isRenewalRequest(call));
  }
}

/** A saga, which waits with `yield`. */
function isGenerator({ node, nameSpan }: Callable, text: string): boolean {
  return text.slice(node.start, nameSpan.start).includes('*');
}

/** Whether a call hands over a refresh token, by itself or as an entry. */
export function passesRefreshToken(call: CallNode): boolean {
  return call.args.some(({ value }) => {
    const node = bare(value);
    if (node.kind === 'dictionary') {
      return node.entries.some(({ key }) => key !== undefined && isRefreshToken(keyName(key) ?? ''));
    }
    return isRefreshToken(lastNameOf(node) ?? '');
  });
}

/** Functions that hand on what they are given to be waited for. */
const HANDING_ON = /^(dispatch|put|call|from|fromPromise|defer|all|race|any|resolve|allSettled|unwrap)$/;
const LATER = /^(then|catch|finally|pipe|unwrap|toPromise|subscribe|done)$/;

/** Whether a call is used as one whose result comes later; `const token = refreshToken()` only reads a value. */
export function isUsedLater(call: CallNode): boolean {
  for (const up of ancestorsOf(call)) {
    switch (up.kind) {
      case 'await':
      case 'block':
      case 'jump':
        return true;
      case 'member':
        return LATER.test(up.name);
      case 'assign':
        return /promise|refreshing|flight|pending/i.test(lastNameOf(up.target) ?? '');
      case 'variable':
        return /promise|refreshing|flight|pending|request/i.test(up.name);
      case 'call':
        if (!HANDING_ON.test(lastNameOf(up.callee) ?? '')) return false;
        break;
      case 'cast':
      case 'unary':
      case 'other':
      case 'list':
      case 'conditional':
      case 'binary':
      case 'try':
        break;
      default:
        return false;
    }
  }
  return false;
}
