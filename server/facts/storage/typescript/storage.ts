import type { Code } from '../../../code/model.js';
import { nodesIn } from '../../../code/nodes.js';
import type { Modules } from '../../modules.js';
import type { Platforms } from '../../platforms.js';
import type { Scopes } from '../../scope.js';
import { placeOf } from '../../things.js';
import { functionShapes, importsOf } from '../functions.js';
import { constantsOf, shapesOf } from '../shapes.js';
import { bare } from '../../trace.js';
import type { OpenKeys, Owner, PassingCall, StorageFacts, StoreUse } from '../storage-model.js';
import { exportedStores, passedNames, waysTo } from './exported.js';
import type { StoreCall, StoreCalls } from './module-calls.js';
import { handsOn, isHanded } from '../passing.js';
import { passedOn } from './passed-on.js';
import { PersistedStates } from './persisted.js';
import { Reach } from './reach.js';
import { combinedShapes } from './reducers.js';
import { sliceShapes } from './slices.js';
import { propertyUse, usesOf } from './uses.js';

/** Everything a TypeScript text does with stores, and what other files need to know to read theirs. */
export function scriptStorage(
  code: Code,
  path: string,
  scopes: Scopes,
  platforms: Platforms,
  modules: Modules,
  stores: StoreCalls,
  known: readonly StoreCall[],
): StorageFacts {
  const byNode = new Map(known.map((call) => [call.node, call]));
  const reach = new Reach(code, scopes, path);
  const persisted = new PersistedStates(code, scopes, modules, stores, path);
  const uses: StoreUse[] = [];
  const calls: PassingCall[] = [];
  for (const node of nodesIn(code.root, 'call', 'assign', 'unary')) {
    if (!platforms.isShipped(node)) continue;
    if (node.kind !== 'call') {
      const property = propertyUse(node, stores, scopes);
      if (property) uses.push(property);
      continue;
    }
    const call = byNode.get(node);
    const kept = persisted.of(node);
    uses.push(...kept.uses, ...(call ? usesOf(call, code, scopes) : []));
    calls.push(...kept.calls, ...(call ? [] : passedOn(node, scopes, modules, reach, path)));
  }
  const open = openKeys(known);
  const functions = new Map(scopes.functions.map((node) => [node.nameSpan.start, node]));
  const placed = <T extends { readonly owner?: Owner }>(one: T): T => {
    const owner = one.owner && functions.get(one.owner.start);
    const place = owner && placeOf(owner);
    return one.owner ? { ...one, owner: { ...one.owner, file: path, ...(place && { place }) } } : one;
  };
  const owned = uses.map(placed);
  const ownStores = exportedStores(code, stores, path);
  const all = [...owned, ...ownStores].toSorted((a, b) => a.start - b.start);
  const handing = [...owned.filter(isHanded), ...calls.filter(handsOn)];
  const names = new Set(handing.flatMap(({ owner }) => owner?.name ?? []));
  const owners = [...owned, ...calls].flatMap(({ owner }) => (owner ? [owner.start] : []));
  return {
    uses: all,
    calls: calls.map(placed),
    types: [...shapesOf(code, all), ...sliceShapes(code, scopes), ...combinedShapes(code, scopes)],
    constants: constantsOf(code, scopes),
    passed: passedNames(code, modules, path),
    exported: [...reach.exported(names), ...waysTo(ownStores)],
    functions: functionShapes(code, new Set(owners)),
    imports: importsOf(code),
    ...(open.length > 0 && { openKeys: open }),
    elsewhere: [],
    encryptsRealm: false,
  };
}

/** Stores that are asked for, or told to drop, items of a list that the text does not tell. */
function openKeys(calls: readonly StoreCall[]): readonly OpenKeys[] {
  return calls.flatMap(({ call, items, library: { store } }) => {
    const isOpen =
      call.many === 'keys' &&
      (items.length === 0 || items.some(({ key }) => key && !/^(text|name|member)$/.test(bare(key).kind)));
    return isOpen ? [{ store, operation: call.use === 'read' ? 'read' : 'remove' }] : [];
  });
}
