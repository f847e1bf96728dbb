import type { CallNode, Code, Expression, FunctionNode, Node } from '../../code/model.js';
import { nodesIn } from '../../code/nodes.js';
import { SEC_ITEM_CALLS } from '../../knowledge/secitem.js';
import type { SecItemOperation } from '../model.js';
import { NodeIndex } from '../node-index.js';
import { queryAt, type Query } from './query.js';
import type { Scopes } from '../scope.js';
import { argumentFor, calledFunction, trace } from '../trace.js';

/** A SecItem call, or a call of a function that hands its dictionary on to one, and what the dictionary holds. */
export interface SecItemCall {
  readonly call: CallNode;
  /** The function that is called here: `SecItemAdd`, or the app's own `add`. */
  readonly name: string;
  readonly operation: SecItemOperation;
  readonly argument: Expression;
  readonly query: Query;
  /** The second dictionary of an update. */
  readonly changes?: Query;
}

/** Wrappers around wrappers are followed this far. */
const MOST_HOPS = 3;

/** All SecItem calls of a text, direct and through its own functions. */
export function secItemCalls(code: Code, scopes: Scopes): SecItemCall[] {
  if (!code.text.includes('SecItem')) return [];
  const calls = nodesIn(code.root, 'call');
  const direct = calls.flatMap((call) => directCall(call, scopes) ?? []);
  if (direct.length === 0) return [];
  const byName = new NodeIndex(calls, calledNames);
  const found = [...direct];
  const known = new Set(direct.map(({ call }) => call));
  let last = direct;
  for (let hop = 0; hop < MOST_HOPS && last.length > 0; hop += 1) {
    const handed = last.flatMap((item) => callersOf(item, byName, code.root, scopes));
    last = handed.filter(({ call }) => !known.has(call));
    found.push(...last);
    for (const { call } of last) known.add(call);
  }
  return found;
}

function directCall(call: CallNode, scopes: Scopes): SecItemCall | undefined {
  const { callee } = call;
  if (callee.kind !== 'name' || !Object.hasOwn(SEC_ITEM_CALLS, callee.name)) return undefined;
  const operation = SEC_ITEM_CALLS[callee.name];
  const [first, second] = call.args;
  if (!operation || !first) return undefined;
  return {
    call,
    name: callee.name,
    operation,
    argument: first.value,
    query: queryAt(first.value, call, scopes),
    ...(operation === 'update' && second && { changes: queryAt(second.value, call, scopes) }),
  };
}

/** The calls that pass the dictionary as an argument: `func add(_ item: …) { SecItemAdd(item as CFDictionary, nil) }`. */
function callersOf(item: SecItemCall, calls: NodeIndex<CallNode>, root: Node, scopes: Scopes): SecItemCall[] {
  const { parameter } = trace(item.argument, scopes);
  if (parameter?.owner.kind !== 'function') return [];
  const owner: FunctionNode = parameter.owner;
  return calls.inside(root, owner.name).flatMap((call) => {
    if (calledFunction(call, scopes) !== owner) return [];
    const argument = argumentFor(call, owner, parameter.parameter.name);
    if (!argument || argument === parameter.parameter.default) return [];
    return [
      {
        call,
        name: owner.name,
        operation: item.operation,
        argument,
        query: queryAt(argument, call, scopes),
        ...(item.changes && { changes: item.changes }),
      },
    ];
  });
}

/** The name of the function that a call runs; where it is called through a value, nothing tells. */
function calledNames({ callee }: CallNode): readonly string[] {
  return callee.kind === 'name' || callee.kind === 'member' ? [callee.name] : [];
}
