import type { Code } from '../../../code/model.js';
import type { NodeOf } from '../../../code/nodes.js';
import { spanOf } from '../../../span.js';
import type { Scopes } from '../../scope.js';
import { bare, holdsNothing } from '../../trace.js';
import { itemAt } from '../item-at.js';
import type { StoreUse } from '../storage-model.js';
import { varies } from '../varies.js';
import type { StoreCall, StoreCalls } from './module-calls.js';
import { moveOf } from './move.js';
import type { StoreItem } from './store-items.js';

/** Calls of libraries that keep values, as operations on the items that their keys name. */
export function usesOf(call: StoreCall, code: Code, scopes: Scopes): readonly StoreUse[] {
  const { library, node, items } = call;
  const isScoped = isScopedByOptions(call, scopes);
  return items.map((item) => {
    const move = moveOf(call, item, code);
    const deletion = deletionBeside(call, code);
    return {
      ...itemAt(node, item.key, item.value, scopes),
      operation: operationOf(call, item),
      store: library.store,
      storeName: library.storeName,
      ...(isScoped && { isScoped }),
      ...(move && { storeMove: move }),
      ...(deletion && { deletion }),
      // A call of the Keychain is pointed at by its name, as those of other languages are.
      ...spanOf(library.store === 'keychain' ? call.span : (item.place ?? node)),
    };
  });
}

/** For a wipe: how the same store deletes one item. */
function deletionBeside({ library, call, node }: StoreCall, code: Code): StoreUse['deletion'] {
  const object = call.use === 'wipe' && node.callee.kind === 'member' ? node.callee.object : undefined;
  const remove = library.calls.find(
    (one) => one.use === 'remove' && !one.many && one.isSynchronous === call.isSynchronous,
  );
  if (!object || !remove || remove.key === undefined) return undefined;
  const before = `${code.text.slice(object.start, object.end)}.${remove.method}(`;
  const { key } = remove;
  if (typeof key === 'number') return key === 0 ? { before, after: ')', throws: false } : undefined;
  return { before: `${before}{ ${key.entry}: `, after: ' })', throws: false };
}

function operationOf({ call }: StoreCall, { value }: StoreItem): StoreUse['operation'] {
  return call.use === 'write' && value && holdsNothing(value) ? 'remove' : call.use;
}

/** The service, group or file that the item is in may vary from account to account. */
function isScopedByOptions({ library, options, maker }: StoreCall, scopes: Scopes): boolean {
  if (options.state === 'unknown') return true;
  const given = options.state === 'given' ? options.node.entries : [];
  const naming = given.filter(
    ({ key }) => key?.kind === 'text' && library.matching.includes(String(key.parts[0])),
  );
  return (
    naming.some(({ value }) => varies(value, scopes)) ||
    (maker?.args.some(({ value }) => value.kind === 'dictionary' && varies(value, scopes)) ?? false)
  );
}

/** `localStorage.token = token`, `localStorage['token'] = token`, `delete localStorage.token` */
export function propertyUse(
  node: NodeOf<'assign' | 'unary'>,
  calls: StoreCalls,
  scopes: Scopes,
): StoreUse | undefined {
  if (node.kind === 'unary' && node.operator !== 'delete') return undefined;
  const target = node.kind === 'assign' ? node.target : bare(node.operand);
  const object = target.kind === 'member' || target.kind === 'index' ? target.object : undefined;
  const store = object && calls.storeOf(object);
  if (!store || store.library.globals.length === 0) return undefined;
  const key = target.kind === 'index' ? target.args[0]?.value : target;
  const value = node.kind === 'assign' ? node.value : undefined;
  return {
    ...itemAt(node, key, value, scopes),
    ...(target.kind === 'member' && { key: { pieces: [target.name], names: [] } }),
    operation: value && !holdsNothing(value) ? 'write' : 'remove',
    store: store.library.store,
    storeName: store.library.storeName,
    ...spanOf(node),
  };
}
