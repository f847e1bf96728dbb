import type { AssignNode, CallNode, Code, Expression, VariableNode } from '../../code/model.js';
import { nodesIn } from '../../code/nodes.js';
import type { Span } from '../../span.js';
import { Defaults, type DefaultsAccess } from './defaults.js';
import type { LibraryCall } from '../keychain/library-calls.js';
import { FileMoves } from './file-moves.js';
import { fileAccess, fileWrite } from './file-writes.js';
import { itemAt } from './item-at.js';
import { functionShapes, importsOf } from './functions.js';
import { MadeTypes } from './made-types.js';
import { Moves } from './move.js';
import { passingCall } from './passing.js';
import { storedProperty } from './properties.js';
import { encryptsRealm } from './realm.js';
import type { Platforms } from '../platforms.js';
import type { Scopes } from '../scope.js';
import { secItemCalls, type SecItemCall } from '../keychain/secitem-calls.js';
import { constantsOf, shapesOf } from './shapes.js';
import type { Deletion } from './repair-model.js';
import type { Owner, StorageFacts, StoreOperation, StoreUse } from './storage-model.js';
import { varies } from './varies.js';

/** Everything a text does with stores, and what other files need to know to read theirs. */
export function storageFacts(
  code: Code,
  scopes: Scopes,
  platforms: Platforms,
  libraryCalls: readonly LibraryCall[],
): StorageFacts {
  const reader = new StorageReader(code, scopes);
  const uses: StoreUse[] = [];
  const calls: StorageFacts['calls'][number][] = [];
  const made = new MadeTypes();
  for (const node of nodesIn(code.root, 'call', 'variable', 'assign')) {
    const isShipped = platforms.isShipped(node);
    if (node.kind === 'call') made.add(node, isShipped);
    if (!isShipped) continue;
    const use = reader.use(node);
    if (use) uses.push(use);
    else if (node.kind === 'call') {
      const call = passingCall(node, scopes);
      if (call) calls.push(call);
    }
  }
  uses.push(...secItemCalls(code, scopes).map((item) => reader.secItem(item)));
  uses.push(...libraryCalls.map((call) => reader.library(call)));
  return {
    uses: uses.toSorted((a, b) => a.start - b.start),
    calls,
    types: shapesOf(code, uses),
    constants: constantsOf(code, scopes),
    passed: [],
    exported: [],
    functions: functionShapes(code, ownersOf([...uses, ...calls])),
    imports: importsOf(code),
    elsewhere: made.onlyElsewhere(),
    encryptsRealm: encryptsRealm(code),
  };
}

/** Where the names of the functions begin that operations stand in. */
function ownersOf(places: readonly { readonly owner?: Owner }[]): ReadonlySet<number> {
  return new Set(places.flatMap(({ owner }) => (owner ? [owner.start] : [])));
}

const OPERATIONS: Readonly<Record<SecItemCall['operation'], StoreOperation>> = {
  add: 'write',
  update: 'write',
  copy: 'read',
  delete: 'remove',
};

const LIBRARY_OPERATIONS: Readonly<Record<LibraryCall['use'], StoreOperation>> = {
  write: 'write',
  read: 'read',
  delete: 'remove',
  clear: 'wipe',
};

class StorageReader {
  private readonly defaults: Defaults;
  private readonly moves: Moves;
  private readonly fileMoves: FileMoves;
  private readonly text: string;

  constructor(
    code: Code,
    private readonly scopes: Scopes,
  ) {
    this.defaults = new Defaults(code, scopes);
    this.text = code.text;
    this.fileMoves = new FileMoves(code.text, scopes);
    this.moves = new Moves(code.text, scopes);
  }

  use(node: CallNode | VariableNode | AssignNode): StoreUse | undefined {
    if (node.kind === 'variable') return storedProperty(node, this.scopes);
    if (node.kind === 'assign') {
      const access = this.defaults.assignment(node.target, node.value);
      return access && this.access(access, node, node);
    }
    const access = this.defaults.call(node);
    if (access) return this.access(access, node, node);
    return fileWrite(node, this.scopes, this.fileMoves) ?? fileAccess(node, this.scopes, this.fileMoves);
  }

  /** A SecItem call as an operation on the item that its query names. */
  secItem({ call, operation, query, changes }: SecItemCall): StoreUse {
    const account = query.attributes.get('kSecAttrAccount')?.value;
    const service = query.attributes.get('kSecAttrService')?.value;
    const value = (query.attributes.get('kSecValueData') ?? changes?.attributes.get('kSecValueData'))?.value;
    const wipes = operation === 'delete' && query.complete && !account;
    const isScoped = !query.complete || (service !== undefined && varies(service, this.scopes));
    return {
      ...itemAt(call, account ?? service, value, this.scopes),
      ...(isScoped && { isScoped }),
      operation: wipes ? 'wipe' : OPERATIONS[operation],
      store: 'keychain',
      storeName: 'the Keychain',
      start: call.callee.start,
      end: call.callee.end,
    };
  }

  /** A call of a Keychain library as an operation on the item that its key names. */
  library(call: LibraryCall): StoreUse {
    const isScoped = varies(call.receiver, this.scopes);
    const deletion = call.use === 'clear' ? deletionOf(call, this.text) : undefined;
    return {
      ...itemAt(call.node, call.key, call.value, this.scopes),
      ...(isScoped && { isScoped }),
      ...(deletion && { deletion }),
      operation: LIBRARY_OPERATIONS[call.use],
      store: 'keychain',
      storeName: 'the Keychain',
      start: call.span.start,
      end: call.span.end,
    };
  }

  private access(access: DefaultsAccess, node: CallNode | Expression, whole: Expression): StoreUse {
    const span = underlined(node);
    const isScoped = varies(receiverOf(node), this.scopes);
    const move = this.moves.of(access, whole);
    return {
      ...itemAt(whole, access.key, access.value, this.scopes),
      operation: access.operation,
      store: access.store,
      storeName: access.name,
      ...(isScoped && { isScoped }),
      ...(move && { move }),
      ...span,
    };
  }
}

/** How a library deletes one item, where it has a wipe. */
function deletionOf({ receiver, store }: LibraryCall, text: string): Deletion | undefined {
  const { library } = store;
  const spec = library.deletes.find(({ method, on }) => method !== 'subscript' && on === 'instance');
  if (!spec) return undefined;
  const written = text.slice(receiver.start, receiver.end);
  const [instance] = library.instances;
  // A wipe on the type itself; one item is deleted on an instance.
  const isType = receiver.kind === 'name' && library.types.includes(receiver.name);
  if (isType && instance === undefined) return undefined;
  const label = typeof spec.key === 'string' ? `${spec.key}: ` : '';
  return {
    before: `${isType ? `${written}.${instance ?? ''}` : written}.${spec.method}(${label}`,
    after: ')',
    throws: library.failure === 'throws',
  };
}

/** The store that an access is made on. */
function receiverOf(node: Expression): Expression {
  if (node.kind === 'call' && node.callee.kind === 'member') return node.callee.object ?? node;
  if (node.kind === 'assign' && node.target.kind === 'index') return node.target.object;
  return node;
}

/** A finding underlines the whole call or assignment: store, key and value all belong to it. */
function underlined(node: Expression): Span {
  return { start: node.start, end: node.end };
}
