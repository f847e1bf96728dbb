import type { FunctionNode, Node, TypeNode, VariableNode } from '../../code/model.js';
import { enclosing } from '../../code/walk.js';
import { GATES, isAboutSession, isGateName, renewalOfName } from '../../knowledge/refresh.js';
import type { FlightRepair, Named, RefreshFlight } from './model.js';
import { calleeOf, failureBranch, functionOf, named, namesIn } from './paths.js';
import { indentAt, stepOf } from './repairs.js';
import { answersLater, requestsRenewal, type Refreshes } from './refreshes.js';

/** The functions of a text that send the request of a refresh, with all that is known of their callers. */
export function refreshFlights(refreshes: Refreshes): readonly RefreshFlight[] {
  return [...refreshes.functions].flatMap((fn) => {
    const holder = enclosing(fn, 'type');
    if (!holder || !isFlight(fn, refreshes)) return [];
    const parts = refreshes.partsOf(holder.name);
    const form = formOf(parts);
    if (!form) return [];
    const callers = concurrentCallers(fn, refreshes);
    const shared = sharedInstance(parts, fn);
    const gate = gateOf(fn, parts, refreshes);
    const repair = repairOf(fn, form, parts, refreshes);
    return [
      {
        ...named(fn),
        type: holder.name,
        form,
        callers,
        ...(gate !== undefined && { gate }),
        ...(shared && { shared }),
        ...(repair && { repair }),
      },
    ];
  });
}

/** It takes time, and it sends the request itself instead of asking another refresher. */
function isFlight(fn: FunctionNode, refreshes: Refreshes): boolean {
  const delegates = refreshes.callsOf(fn).some((call) => {
    const target = refreshes.target(call);
    return target !== fn && refreshes.isRefresh(call) && !requestsRenewal(call);
  });
  return !delegates && refreshes.sends(fn, 1) && (answersLater(fn) || refreshes.requestIn(fn) !== undefined);
}

/** What a type is; undefined when this text only extends it, so that its stored properties are not known. */
function formOf(parts: readonly TypeNode[]): RefreshFlight['form'] | undefined {
  const form = parts.find((part) => part.form !== 'extension')?.form;
  return form === 'actor' || form === 'class' || form === 'struct' || form === 'enum' ? form : undefined;
}

function propertiesOf(parts: readonly TypeNode[]): readonly VariableNode[] {
  return parts.flatMap(({ members }) => members).filter((member) => member.kind === 'variable');
}

/** Something stored that callers wait on, or the name of something in the way to the request. */
function gateOf(fn: FunctionNode, parts: readonly TypeNode[], refreshes: Refreshes): string | undefined {
  const globals = refreshes.code.root.statements.filter((node) => node.kind === 'variable');
  const gate = [...propertiesOf(parts), ...globals].find((variable) => isGate(variable, refreshes));
  if (gate) return gate.name;
  const around = [fn, ...refreshes.callersOf(fn).flatMap((call) => functionOf(call) ?? [])];
  return around
    .flatMap((each) => (each.body ? [...namesIn(each.body)] : []))
    .find((name) => isGateName(name) && !/^(DispatchQueue|DispatchSemaphore|semaphore)$/.test(name));
}

/** The refreshes of other types that a type with a gate calls: it may well let through one at a time. */
export function awaitedRefreshes(refreshes: Refreshes): readonly string[] {
  const names = refreshes.scopes.functions.flatMap((fn) => {
    const calls = refreshes
      .callsOf(fn)
      .filter((call) => refreshes.isRefresh(call) && !refreshes.target(call));
    const type = calls.length > 0 && refreshes.typeOf(fn);
    if (!type) return [];
    const gated = gateOf(fn, refreshes.partsOf(type), refreshes) !== undefined;
    return gated ? calls.flatMap((call) => calleeOf(call)?.name ?? []) : [];
  });
  return [...new Set(names)];
}

/** The refreshes of other files that requests of this text call. */
export function refreshesOnRequests(refreshes: Refreshes): readonly string[] {
  const names = refreshes.scopes.functions.flatMap((fn) =>
    refreshes.callsOf(fn).flatMap((call) => {
      if (functionOf(call) !== fn || !refreshes.isRefresh(call) || refreshes.target(call)) return [];
      const onRefusal = failureBranch(call, fn)?.kind === 'condition';
      return onRefusal || isRequestPath(fn, refreshes) ? (calleeOf(call)?.name ?? []) : [];
    }),
  );
  return [...new Set(names)];
}

function isGate(variable: VariableNode, refreshes: Refreshes): boolean {
  if (variable.accessors.some(({ role }) => role === 'get')) return false;
  const value = variable.value ? refreshes.code.text.slice(variable.value.start, variable.value.end) : '';
  if (/^DispatchSemaphore\(value:\s*0\)/.test(value)) return false;
  const shape = `${variable.type ?? ''} ${value.slice(0, 80)}`;
  return GATES.test(shape) || /->\s*(Void|\(\))/.test(variable.type ?? '') || isGateName(variable.name);
}

/** Functions that requests of several callers go through, and that call the refresh. */
function concurrentCallers(fn: FunctionNode, refreshes: Refreshes): readonly Named[] {
  const callers = new Map<FunctionNode, Named>();
  const add = (callee: FunctionNode, depth: number): void => {
    for (const call of refreshes.callersOf(callee)) {
      const caller = functionOf(call);
      if (!caller || callers.has(caller) || caller === fn) continue;
      const onRequests =
        isRequestPath(caller, refreshes, fn) ||
        (depth === 0 && failureBranch(call, caller)?.kind === 'condition');
      if (onRequests) callers.set(caller, named(caller));
      else if (depth === 0) add(caller, 1);
    }
  };
  add(fn, 0);
  return [...callers.values()];
}

const MOMENTS =
  /^(init|deinit|restore|login|logIn|signIn|bootstrap|start|launch|viewDid|didFinish|application|scene|handleAppRefresh|body)/;

function isRequestPath(caller: FunctionNode, refreshes: Refreshes, refresh?: FunctionNode): boolean {
  if (MOMENTS.test(caller.name) || refreshes.functions.has(caller)) return false;
  if (isRetrier(caller)) return true;
  const handsOut = isAboutSession(caller.name) && caller.returnType !== undefined && answersLater(caller);
  if (handsOut && renewalOfName(caller.name) === undefined) return true;
  return refreshes.callsOf(caller).some((call) => {
    const target = refreshes.target(call);
    if (target !== undefined && target === refresh) return false;
    return refreshes.isRequest(call) || (target !== undefined && refreshes.requestIn(target) !== undefined);
  });
}

function isRetrier(fn: FunctionNode): boolean {
  const labels = new Set(fn.parameters.map(({ label }) => label));
  return labels.has('dueTo') || (fn.name === 'should' && labels.has('retry')) || fn.name === 'adapt';
}

const SHARED = /^(shared|sharedInstance|default|current|instance|main)$/;

/** `static let shared = …` of a type whose refresh others can call. */
function sharedInstance(parts: readonly TypeNode[], fn: FunctionNode): Named | undefined {
  if (fn.attributes.some(({ name }) => name === 'private' || name === 'fileprivate')) return undefined;
  const variable = propertiesOf(parts).find(
    ({ name, attributes }) =>
      SHARED.test(name) && attributes.some((attribute) => attribute.name === 'static'),
  );
  return variable && { name: variable.name, ...variable.nameSpan };
}

/** Only a function that is async and the same for all callers can be shared as it is. */
function repairOf(
  fn: FunctionNode,
  form: RefreshFlight['form'],
  parts: readonly TypeNode[],
  refreshes: Refreshes,
): FlightRepair | undefined {
  const { text } = refreshes.code;
  const first = fn.body?.statements[0];
  const indent = indentAt(text, fn.start);
  const inner = first && indentAt(text, first.start);
  if (!fn.async || !fn.body || indent === undefined || inner === undefined) return undefined;
  if (form === 'struct' || form === 'enum' || fn.parameters.some(({ name }) => !/[tT]oken/.test(name))) {
    return undefined;
  }
  const open = text.indexOf('(', fn.nameSpan.end);
  const arrow = text.slice(open, fn.body.start);
  const close = arrow.lastIndexOf(')', Math.max(arrow.search(/\basync\b/), 0));
  if (text.slice(fn.nameSpan.end, open).trim() !== '' || close === -1) return undefined;
  return {
    form: 'task',
    above: aboveComments(text, fn.start - indent.length),
    signature: fn.start,
    indent,
    step: stepOf(indent, inner),
    bodyStart: fn.body.start + 1,
    parameters: text.slice(open, open + close + 1),
    arguments: fn.parameters
      .map(({ label, name }) => (label === undefined ? name : `${label}: ${name}`))
      .join(', '),
    effects: fn.throws ? 'async throws' : 'async',
    result: fn.returnType ?? 'Void',
    throws: fn.throws,
    isStatic: fn.attributes.some(({ name }) => name === 'static' || name === 'class'),
    needsMainActor: form === 'class' && !isOnMainActor(fn, parts),
    taken: TAKEN.filter((name) => new RegExp(`\\b${name}\\b`).test(text)),
  };
}

/** The beginning of the comment lines directly above a line, else of the line. */
function aboveComments(text: string, lineStart: number): number {
  let start = lineStart;
  while (start > 0) {
    const previous = text.lastIndexOf('\n', start - 2) + 1;
    if (!/^\s*\/\//.test(text.slice(previous, start)) || /MARK:/.test(text.slice(previous, start))) break;
    start = previous;
  }
  return start;
}

/** The names that the repair brings. */
export const TAKEN = ['refreshTask', 'performRefresh'];

function isOnMainActor(fn: Node & FunctionNode, parts: readonly TypeNode[]): boolean {
  return [fn, ...parts].some(({ attributes }) => attributes.some(({ name }) => name.endsWith('Actor')));
}
