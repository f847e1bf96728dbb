import type { Code, ExportedName, ExportNode, Expression, Node } from '../../../code/model.js';
import { walk } from '../../../code/walk.js';
import type { ModuleCall, ModuleLibrary } from '../../../knowledge/libraries/typescript/module-library.js';
import { spanOf } from '../../../span.js';
import type { ModuleMember, Modules } from '../../modules.js';
import type { ExportedWay, PassedName, StoreUse } from '../storage-model.js';
import type { StoreCalls } from './module-calls.js';
import { importedFrom } from './passed-on.js';

/**
 * What other files can do with the stores that a text exports: `export const storage = new MMKV()` gives them
 * `storage.set(key, value)`, as a wrapper would; so does `export { default as storage } from` a library.
 */
export function exportedStores(code: Code, calls: StoreCalls, file: string): readonly StoreUse[] {
  const uses: StoreUse[] = [];
  const addStore = (type: string, library: ModuleLibrary | undefined, place: Node): void => {
    for (const call of library?.calls ?? []) {
      if (library) uses.push(...handedUse(library, call, { type, name: call.method, file }, place));
    }
  };
  walk(code.root, (node) => {
    if (
      node.kind === 'variable' &&
      node.value &&
      node.attributes.some(({ name }) => name.startsWith('export'))
    ) {
      addStore(node.name, calls.storeOf(node.value)?.library, node);
    }
    return node.kind === 'block' || node.kind === 'other';
  });
  for (const { node, name } of exportsIn(code)) {
    if (node.module === undefined) {
      addStore(name.exported, calls.storeOf(localName(node, name))?.library, node);
      continue;
    }
    const member = memberOf(node.module, name);
    addStore(name.exported, calls.libraryOf(member), node);
    // `export { setItemAsync } from 'expo-secure-store'`
    const found = calls.functionOf(member);
    if (found) uses.push(...handedUse(found.library, found.call, { name: name.exported, file }, node));
  }
  return uses;
}

function handedUse(
  { store, storeName }: ModuleLibrary,
  { use, key, value }: ModuleCall,
  owner: { readonly type?: string; readonly name: string; readonly file: string },
  place: Node,
): readonly StoreUse[] {
  if (typeof key !== 'number' || use === 'wipe') return [];
  const span = spanOf(place);
  return [
    {
      operation: use,
      store,
      storeName,
      key: { pieces: [], names: [] },
      types: [],
      canThrow: true,
      keyParameter: key,
      ...(typeof value === 'number' && { valueParameter: value }),
      owner: {
        ...owner,
        place: owner.type === undefined ? owner.name : `${owner.type}.${owner.name}`,
        isStore: true,
        labels: ['_', '_', '_'],
        isStatic: false,
        ...span,
      },
      ...span,
    },
  ];
}

/** How other files reach the functions of such stores. */
export function waysTo(stores: readonly StoreUse[]): readonly ExportedWay[] {
  return stores.flatMap(({ owner }) =>
    owner?.place !== undefined && owner.file !== undefined
      ? [{ way: owner.place, file: owner.file, place: owner.place }]
      : [],
  );
}

/** What a text has from other files and passes on, whether it imports it first or not. */
export function passedNames(code: Code, modules: Modules, file: string): readonly PassedName[] {
  return exportsIn(code).flatMap(({ node, name }) => {
    const member =
      node.module === undefined ? modules.member(localName(node, name)) : memberOf(node.module, name);
    return member ? [{ exported: name.exported, from: importedFrom(member, file) }] : [];
  });
}

function exportsIn(code: Code): readonly { readonly node: ExportNode; readonly name: ExportedName }[] {
  return code.root.statements.flatMap((node) =>
    node.kind === 'export' ? node.names.map((name) => ({ node, name })) : [],
  );
}

function localName(node: ExportNode, { local, start, end }: ExportedName): Expression {
  return { kind: 'name', name: local, start, end, parent: node };
}

function memberOf(module: string, { local }: ExportedName): ModuleMember {
  return { module, path: local === '*' || local === 'default' ? [] : [local] };
}
