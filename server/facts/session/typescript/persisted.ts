import type { CallNode, Expression, Node, VariableNode } from '../../../code/model.js';
import { nodesIn } from '../../../code/nodes.js';
import { ancestorsOf, enclosing, walk } from '../../../code/walk.js';
import { isOtherToken, kindOfKeyName, kindOfValueName } from '../../../knowledge/credentials.js';
import { functionIn, keyName, lastNameOf, type Callables } from '../../callables.js';
import { bare, trace } from '../../trace.js';
import { indentAt } from '../../refresh/repairs.js';
import type { PersistedStore, StorePurge } from '../session-model.js';
import { heldBy } from './functions.js';

/** The stores of a text that a library writes to a storage at each change. */
export function persistedStores(callables: Callables): readonly PersistedStore[] {
  const found: PersistedStore[] = [];
  for (const node of nodesIn(callables.code.root, 'call')) {
    const name = node.callee.kind === 'name' ? node.callee.name : undefined;
    if (name === 'persist') found.push(...zustandStore(node));
    if (name === 'persistStore') found.push(...reduxPersistor(node));
    if (name === 'createSlice' || name === 'combineReducers') found.push(...slice(node, callables));
  }
  return found;
}

/** `export const useAuthStore = create()(persist((set) => ({ accessToken: null }), { name, partialize }))` */
function zustandStore(call: CallNode): readonly PersistedStore[] {
  const variable = variableAround(call);
  const [creator, options] = call.args;
  if (!variable || !creator) return [];
  const kept = options && partialKeys(options.value);
  const state = stateOf(creator.value);
  const credential = state.find((key) => isCredential(key) && (!kept || kept.includes(key)));
  return [
    {
      library: 'zustand',
      name: variable.name,
      start: call.start,
      end: call.callee.end,
      ...(credential !== undefined && { credential }),
    },
  ];
}

/** The keys of the object that a creator gives back. */
function stateOf(creator: Expression): readonly string[] {
  const node = bare(creator);
  let keys: readonly string[] = [];
  walk(node, (inner) => {
    if (keys.length > 0) return false;
    if (inner.kind === 'dictionary') {
      keys = inner.entries.flatMap(({ key, value }) => {
        const name = key && !functionIn(value) ? keyName(key) : undefined;
        return name ?? [];
      });
    }
    return true;
  });
  return keys;
}

/** The keys that `partialize` lets through; undefined when there is none, or it leaves open which. */
function partialKeys(options: Expression): readonly string[] | undefined {
  const node = bare(options);
  const entries = node.kind === 'dictionary' ? node.entries : [];
  const partialize = entries.find(({ key }) => key && keyName(key) === 'partialize');
  if (!partialize) return undefined;
  const keys = stateOf(partialize.value);
  return keys.length > 0 ? keys : [];
}

function reduxPersistor(call: CallNode): readonly PersistedStore[] {
  const variable = variableAround(call);
  return variable
    ? [{ library: 'redux-persist', name: variable.name, start: call.start, end: call.callee.end }]
    : [];
}

/** A slice of Redux state with a credential, which is persisted where redux-persist is. */
function slice(call: CallNode, { scopes }: Callables): readonly PersistedStore[] {
  const options = call.args[0] && bare(call.args[0].value);
  const entries = options?.kind === 'dictionary' ? options.entries : [];
  const initial = entries.find(({ key }) => key && keyName(key) === 'initialState')?.value;
  const state = initial && trace(initial, scopes).node;
  const keys =
    state?.kind === 'dictionary' ? state.entries.flatMap(({ key }) => (key ? (keyName(key) ?? []) : [])) : [];
  const credential = keys.find(isCredential);
  if (credential === undefined) return [];
  return [{ library: 'redux-persist', name: '', credential, start: call.start, end: call.callee.end }];
}

function isCredential(key: string): boolean {
  return !isOtherToken(key) && (kindOfValueName(key) !== undefined || kindOfKeyName(key) !== undefined);
}

function variableAround(node: Node): VariableNode | undefined {
  const variable = enclosing(node, 'variable');
  return variable && !enclosingFunction(node, variable) ? variable : undefined;
}

function enclosingFunction(node: Node, within: Node): boolean {
  for (const up of ancestorsOf(node)) {
    if (up === within) return false;
    if (up.kind === 'function' || up.kind === 'closure') return true;
  }
  return false;
}

/** The calls of a text that empty the storage of a persisted store. */
export function storePurges(callables: Callables): readonly StorePurge[] {
  const found: StorePurge[] = [];
  for (const node of nodesIn(callables.code.root, 'call')) {
    if (node.callee.kind !== 'member' || !node.callee.object) continue;
    if (node.callee.name !== 'clearStorage' && node.callee.name !== 'purge') continue;
    const object = bare(node.callee.object);
    const isZustand =
      node.callee.name === 'clearStorage' && object.kind === 'member' && object.name === 'persist';
    const holder = isZustand ? object.object && lastNameOf(object.object) : heldBy(object);
    const isPersistor = node.callee.name === 'purge' && /persistor$/i.test(holder ?? '');
    if (holder === undefined || (!isZustand && !isPersistor)) continue;
    found.push(purge(node, holder, isZustand ? 'zustand' : 'redux-persist', callables));
  }
  return found;
}

function purge(
  call: CallNode,
  store: string,
  library: PersistedStore['library'],
  callables: Callables,
): StorePurge {
  const around = callables.around(call);
  const outermost = [...ancestorsOf(call)].findLast((up) => callables.of(up)) ?? around?.node;
  const statement = statementOf(call, callables.code.text);
  return {
    library,
    store,
    ...(around && {
      function: { name: around.name, start: around.nameSpan.start, end: around.nameSpan.end },
    }),
    resets: outermost !== undefined && resets(outermost, store, library, callables),
    ...(statement && { statement }),
    start: call.start,
    end: call.end,
  };
}

/** Whether code beside the purge gives the store a new state: `setState`, `set(…)`, an action of the store, `dispatch`. */
function resets(
  within: Node,
  store: string,
  library: PersistedStore['library'],
  callables: Callables,
): boolean {
  let found = false;
  walk(within, (node) => {
    if (found || node.kind !== 'call') return !found;
    const name = lastNameOf(node.callee) ?? '';
    if (/^(reloadAsync|restart|Restart|reloadAppAsync)$/.test(name)) found = true;
    else if (library === 'redux-persist')
      found = /^(dispatch|pause)$|^(reset|clear|logout|signOut)/i.test(name);
    else found = name === 'set' || name === 'setState' || isActionOf(node, store, callables);
    return !found;
  });
  return found;
}

/** `useAuthStore.getState().reset()`, or `reset()` where `const { reset } = useAuthStore()`. */
function isActionOf({ callee }: CallNode, store: string, { code, scopes }: Callables): boolean {
  if (callee.kind === 'member' && callee.object) {
    const object = bare(callee.object);
    const isState =
      object.kind === 'call' && object.callee.kind === 'member' && object.callee.name === 'getState';
    return isState && object.callee.kind === 'member' && lastNameOf(object.callee.object ?? callee) === store;
  }
  if (callee.kind !== 'name') return false;
  const declaration = scopes.resolve(callee.name, callee);
  const value = declaration?.kind === 'variable' ? declaration.value : undefined;
  return value !== undefined && new RegExp(`\\b${store}\\b`).test(code.text.slice(value.start, value.end));
}

function statementOf(
  call: CallNode,
  text: string,
): { readonly start: number; readonly end: number } | undefined {
  const whole = call.parent?.kind === 'await' ? call.parent : call;
  if (whole.parent?.kind !== 'block' || indentAt(text, whole.start) === undefined) return undefined;
  return { start: whole.start, end: whole.end };
}
