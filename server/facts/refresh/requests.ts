import type { CallNode, FunctionNode, Node, VariableNode } from '../../code/model.js';
import { ancestorsOf, walk } from '../../code/walk.js';
import { kindOfValueName } from '../../knowledge/credentials.js';
import { isRequestName, runsAtMoments, speaksOfExpiry } from '../../knowledge/refresh.js';
import { contains, spanOf } from '../../span.js';
import type { ExpiryRepair, Named, RefreshingRequest } from './model.js';
import { calleeOf, conditionsIn, failureBranch, functionOf, namesIn } from './paths.js';
import { indentAt } from './repairs.js';
import type { Refreshes } from './refreshes.js';
import { bare } from '../trace.js';

/** The functions of a text that refresh before they send their request. */
export function refreshingRequests(refreshes: Refreshes): readonly RefreshingRequest[] {
  return refreshes.scopes.functions.flatMap((fn) => {
    if (refreshes.functions.has(fn) || !fn.body || runsAtMoments(fn.name)) return [];
    const refresh = refreshes
      .callsOf(fn)
      .find(
        (call) =>
          functionOf(call) === fn &&
          refreshes.isRefresh(call) &&
          !isSignIn(call) &&
          isAlwaysReached(call, fn),
      );
    const callee = refresh && calleeOf(refresh);
    if (!refresh || !callee || !sendsAfter(refresh, fn, refreshes)) return [];
    const repair = expiryRepair(refresh, fn, refreshes);
    return [
      {
        ...callee,
        function: { name: fn.name, ...fn.nameSpan } satisfies Named,
        guarded: looksAtExpiry(fn, refresh, refreshes) || isCalledWhenDue(fn, refreshes),
        ...(repair && { repair }),
      },
    ];
  });
}

/** With a password it is a sign-in, whatever its name. */
function isSignIn({ args }: CallNode): boolean {
  return args.some(({ label }) => label !== undefined && kindOfValueName(label) === 'password');
}

/** Nothing between the start of a function and a call decides whether the call is made. */
function isAlwaysReached(call: CallNode, fn: FunctionNode): boolean {
  if (failureBranch(call, fn)) return false;
  for (const up of ancestorsOf(call)) {
    if (up === fn) return true;
    if (up.kind === 'block') {
      if (up !== fn.body) return false;
    } else if (!STRAIGHT.has(up.kind)) return false;
    if (up.kind === 'binary' && up.operator !== '=') return false;
    // `guard try await refresh() else { … }` tests the refresh's own result.
    if (up.kind === 'if' && !up.guard) return false;
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
  'if',
]);

/** A request goes out behind the refresh, or in what the refresh calls when it is done. */
function sendsAfter(refresh: CallNode, fn: FunctionNode, refreshes: Refreshes): boolean {
  const takesRequest = fn.parameters.some(({ type }) => /Request|Endpoint|Target\b/.test(type ?? ''));
  if (takesRequest && /^(adapt|intercept|prepare)$/.test(fn.name)) return true;
  const later = refreshes.callsOf(fn).filter((call) => {
    return (
      call.start > refresh.start && !isPartOf(refresh, call) && failureBranch(call, fn)?.kind !== 'catch'
    );
  });
  return later.some((call) => {
    if (refreshes.isRequest(call)) return true;
    const target = refreshes.target(call);
    if (target) return isRequestOf(target, fn, refreshes);
    return takesRequest && isRequestName(calleeOf(call)?.name ?? '') && passesParameter(call, fn);
  });
}

/** A function of this text that sends requests, and is not part of a sign-in or the like. */
function isRequestOf(target: FunctionNode, fn: FunctionNode, refreshes: Refreshes): boolean {
  if (target === fn || refreshes.functions.has(target) || runsAtMoments(target.name)) return false;
  return refreshes.sends(target, 1);
}

/** `refresher.refresh(using: token())`: its arguments come before it, all but its closures. */
function isPartOf(refresh: CallNode, call: CallNode): boolean {
  return refresh.args.some(({ value }) => value.kind !== 'closure' && contains(value, call));
}

function passesParameter(call: CallNode, fn: FunctionNode): boolean {
  return call.args.some(({ value }) => {
    const node = bare(value);
    return node.kind === 'name' && fn.parameters.some(({ name }) => name === node.name);
  });
}

/** A condition about the expiry, in the request or in the refresh that it calls. */
function looksAtExpiry(fn: FunctionNode, refresh: CallNode, refreshes: Refreshes): boolean {
  const target = refreshes.target(refresh);
  const inner = target ? refreshes.callsOf(target).flatMap((call) => refreshes.target(call) ?? []) : [];
  return [fn, ...(target ? [target] : []), ...inner].some((each) => {
    const conditions = each.body ? conditionsIn(each.body) : [];
    return [...namesIn(...conditions)].some((name) => speaksOfExpiry(name) && !/^(error|errors)$/.test(name));
  });
}

/** All callers of a function call it only when something failed or is due. */
function isCalledWhenDue(fn: FunctionNode, refreshes: Refreshes): boolean {
  const callers = refreshes.callersOf(fn);
  return (
    callers.length > 0 &&
    callers.every((call) => {
      const caller = functionOf(call);
      if (!caller?.body) return false;
      if (failureBranch(call, caller)) return true;
      return [...namesIn(...conditionsIn(caller.body))].some(speaksOfExpiry);
    })
  );
}

function expiryRepair(refresh: CallNode, fn: FunctionNode, refreshes: Refreshes): ExpiryRepair | undefined {
  const { text } = refreshes.code;
  const statement = statementOf(refresh, fn);
  const indent = statement && indentAt(text, statement.start);
  if (!statement || indent === undefined || text.slice(statement.start, statement.end).includes('\n')) {
    return undefined;
  }
  const step = indent.includes('\t') ? '\t' : '    ';
  if (statement.kind === 'variable') return valueRepair(statement, refresh, refreshes, { indent, step });
  if (!['call', 'try', 'await'].includes(statement.kind)) return undefined;
  const condition = dueProperty(fn, refreshes);
  if (condition === undefined) return undefined;
  return { form: 'statement', target: spanOf(statement), indent, step, condition };
}

function statementOf(call: CallNode, fn: FunctionNode): Node | undefined {
  return fn.body?.statements.find((statement) => contains(statement, call));
}

const DUE =
  /^(is(Access)?(Token|Session)?(Expired|Expiring)|(access)?(token|session)?(Is|Has)?Expired|needs(Token)?Refresh|shouldRefresh(Token)?|requiresRefresh|(access)?[tT]oken(Is)?Expired)$/i;

/** `if isTokenExpired`, `if expiresAt <= Date()`: what the type itself says about its token. */
function dueProperty(fn: FunctionNode, refreshes: Refreshes): string | undefined {
  const type = refreshes.typeOf(fn);
  const parts = type === undefined ? [] : refreshes.partsOf(type);
  const properties = parts
    .flatMap(({ members }) => members)
    .filter((member): member is VariableNode => member.kind === 'variable');
  const flag = properties.find(({ name, type: declared }) => DUE.test(name) && declared === 'Bool');
  if (flag) return flag.name;
  const date = properties.find(
    (one) => /expir(es|y|ation)/i.test(one.name) && (one.type === 'Date' || isDate(one)),
  );
  return date && `${date.name} <= Date()`;
}

function isDate({ value, type }: VariableNode): boolean {
  if (type !== undefined || !value) return false;
  const node = bare(value);
  const head = node.kind === 'call' ? node.callee : node.kind === 'member' ? node.object : undefined;
  return head?.kind === 'name' && head.name === 'Date';
}

/** `let fresh = try await refreshed(tokens)`, where other code asks `tokens.needsRefresh`. */
function valueRepair(
  variable: VariableNode,
  refresh: CallNode,
  refreshes: Refreshes,
  lines: { readonly indent: string; readonly step: string },
): ExpiryRepair | undefined {
  const [argument, ...others] = refresh.args;
  const value = argument && bare(argument.value);
  if (!variable.value || value?.kind !== 'name' || others.length > 0) return undefined;
  const due = questionAbout(value.name, refreshes.code.root);
  if (due === undefined) return undefined;
  return {
    form: 'value',
    target: spanOf(variable.value),
    ...lines,
    condition: `${value.name}.${due}`,
    otherwise: value.name,
  };
}

function questionAbout(name: string, root: Node): string | undefined {
  let found: string | undefined;
  walk(root, (node) => {
    if (node.kind !== 'member' || node.object?.kind !== 'name' || node.object.name !== name) return;
    if (DUE.test(node.name)) found ??= node.name;
  });
  return found;
}
