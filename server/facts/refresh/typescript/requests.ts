import type { CallNode, Node } from '../../../code/model.js';
import { ancestorsOf } from '../../../code/walk.js';
import { runsAtMoments, speaksOfExpiry } from '../../../knowledge/refresh.js';
import { contains } from '../../../span.js';
import type { Callable } from '../../callables.js';
import type { ExpiryRepair, RefreshingRequest } from '../model.js';
import { calleeOf, conditionsIn, failureBranch, namesIn } from '../paths.js';
import { indentAt, stepOf } from '../repairs.js';
import type { Renewals } from './renewals.js';
import { named } from './retries.js';

/** The request interceptors and functions of a text that refresh before they send their request. */
export function refreshingRequests(renewals: Renewals): readonly RefreshingRequest[] {
  const { callables, interceptors } = renewals;
  return callables.all.flatMap((one) => {
    const interceptor = interceptors.of(one);
    if (interceptor?.stage === 'response' || renewals.renewers.has(one)) return [];
    if (!interceptor && runsAtMoments(one.name)) return [];
    const refresh = callables
      .callsIn(one.body)
      .find(
        (call) =>
          (renewals.isRenewal(call) || (interceptor && renewals.isRenewalRequest(call))) &&
          isAlwaysReached(call, one),
      );
    const callee = refresh && calleeOf(refresh);
    if (!refresh || !callee || (!interceptor && !sendsAfter(refresh, one, renewals))) return [];
    const repair = expiryRepair(refresh, one, renewals);
    return [
      {
        ...callee,
        function: interceptor ? { name: one.name, ...interceptor.place } : named(one),
        guarded: looksAtExpiry(one, refresh, renewals) || isCalledWhenDue(one, renewals),
        ...(!callables.target(refresh) && { elsewhere: true }),
        ...(repair && { repair }),
      },
    ];
  });
}

/** Nothing between the start of a function and a call decides whether the call is made. */
function isAlwaysReached(call: CallNode, { node, body }: Callable): boolean {
  if (failureBranch(call, node)) return false;
  let inner: Node = call;
  for (const up of ancestorsOf(call)) {
    if (up === node) return true;
    if (up.kind === 'block' && up !== body && up.parent?.kind !== 'catch') return false;
    if (up.kind === 'catch' && up.body !== inner) return false;
    if (!STRAIGHT.has(up.kind)) return false;
    if (up.kind === 'binary' && /^(&&|\|\||\?\?)$/.test(up.operator) && up.right === inner) return false;
    if (up.kind === 'assign' && up.operator !== '=') return false;
    inner = up;
  }
  return false;
}

const STRAIGHT: ReadonlySet<Node['kind']> = new Set<Node['kind']>([
  'try',
  'await',
  'call',
  'member',
  'assign',
  'variable',
  'jump',
  'other',
  'unary',
  'cast',
  'block',
  'catch',
  'binary',
  'list',
  'dictionary',
  'text',
]);

/** A request goes out behind the refresh. */
function sendsAfter(refresh: CallNode, one: Callable, renewals: Renewals): boolean {
  const { callables } = renewals;
  return callables.callsIn(one.body).some((call) => {
    if (call.start <= refresh.start || contains(refresh, call)) return false;
    if (failureBranch(call, one.node)?.kind === 'catch') return false;
    if (renewals.isRequest(call)) return true;
    const target = callables.target(call);
    if (!target || target === one || renewals.renewers.has(target) || runsAtMoments(target.name))
      return false;
    return callables.callsIn(target.body).some((inner) => renewals.isRequest(inner));
  });
}

/** A condition about the expiry, in the request or in the refresh that it calls. */
function looksAtExpiry(one: Callable, refresh: CallNode, renewals: Renewals): boolean {
  const target = renewals.callables.target(refresh);
  return [one, ...(target ? [target] : [])].some((each) => looksFirst(each, renewals));
}

/** Whether a function asks if a refresh is due, itself or by what it calls in a condition. */
export function looksFirst(one: Callable, { callables }: Renewals): boolean {
  const conditions = conditionsIn(one.node);
  const inner = callables.callsIn(one.body).flatMap((call) => callables.target(call) ?? []);
  const all = [...conditions, ...inner.flatMap(({ node }) => conditionsIn(node))];
  return [...namesIn(...all)].some(
    (name) => speaksOfExpiry(name) && !/^(error|errors|isValid|validateStatus)$/.test(name),
  );
}

/** All callers of a function call it only when something failed or is due. */
function isCalledWhenDue(one: Callable, { callables }: Renewals): boolean {
  const callers = callables.callersOf(one);
  return (
    callers.length > 0 &&
    callers.every((call) => {
      const caller = callables.around(call);
      if (!caller) return false;
      if (failureBranch(call, caller.node)) return true;
      return [...namesIn(...conditionsIn(caller.node))].some(speaksOfExpiry);
    })
  );
}

const DUE =
  /^is(Access)?(Token|Session)(Expired|Expiring)|^(access)?(token|session)(Is|Has)?Expired$|^needs(Token)?Refresh$|^should(Refresh|Renew)(Token)?$/i;

/** A function of the text that tells without arguments whether a refresh is due. */
function expiryRepair(refresh: CallNode, one: Callable, renewals: Renewals): ExpiryRepair | undefined {
  const { text } = renewals.code;
  const statement = one.body.statements.find((each) => contains(each, refresh));
  const indent = statement && indentAt(text, statement.start);
  if (!statement || indent === undefined || statement.kind !== 'await') return undefined;
  const due = renewals.callables.all.find(
    ({ name, parameters, holder }) =>
      DUE.test(name) && parameters.length === 0 && (holder === undefined || holder === one.holder),
  );
  if (!due) return undefined;
  const asked = `${due.holder === undefined ? '' : 'this.'}${due.name}()`;
  const end = text[statement.end] === ';' ? statement.end + 1 : statement.end;
  return {
    form: 'statement',
    target: { start: statement.start, end },
    indent,
    step: stepOf('', indent.length > 0 ? indent.slice(0, indent.includes('\t') ? 1 : 2) : '  '),
    condition: due.async ? `await ${asked}` : asked,
  };
}
