import type { Argument, AssignNode, CallNode, Code, Expression, IndexNode } from '../../code/model.js';
import { nodesIn } from '../../code/nodes.js';
import type {
  ArgumentPlace,
  ClearCall,
  FailureSign,
  ItemCall,
  KeychainLibrary,
  WriteCall,
} from '../../knowledge/libraries/library.js';
import { ownLibraries } from '../../knowledge/libraries/own.js';
import { LIBRARIES } from '../../knowledge/libraries/index.js';
import type { Span } from '../../span.js';
import type { Store, Stores } from '../storage/stores.js';
import { bare } from '../trace.js';

/** A call (or subscript) that does something with a library's items. */
export interface LibraryCall {
  readonly use: 'write' | 'read' | 'delete' | 'clear';
  readonly node: CallNode | AssignNode | IndexNode;
  /** What people would point at: the method's name, the subscript. */
  readonly span: Span;
  /** `KeychainSwift.set`, `KeychainAccess’s subscript`. */
  readonly name: string;
  readonly store: Store;
  readonly receiver: Expression;
  readonly key?: Expression;
  readonly value?: Expression;
  /** How a failure shows; `silent` where it does not. */
  readonly failure: FailureSign | 'silent';
  /** How much a `clear` deletes. */
  readonly reach?: ClearCall['reach'];
}

/** All that a text does through Keychain libraries, in its order. */
export function libraryCalls(code: Code, stores: Stores): LibraryCall[] {
  const reader = new CallReader(stores);
  return nodesIn(code.root, 'call', 'assign', 'index').flatMap((node) => {
    if (node.kind === 'call') return reader.method(node) ?? [];
    return (node.kind === 'assign' ? reader.assignment(node) : reader.lookup(node)) ?? [];
  });
}

interface Receiver {
  readonly store: Store;
  /** The library's type itself stands there, not a store. */
  readonly isType: boolean;
}

class CallReader {
  constructor(private readonly stores: Stores) {}

  method(node: CallNode): LibraryCall | undefined {
    const { callee, args } = node;
    if (callee.kind !== 'member' || !callee.object) return undefined;
    const receiver = this.receiver(callee.object, callee.name);
    if (!receiver) return undefined;
    const { library } = receiver.store;
    const call = {
      node,
      span: { start: callee.nameSpan.start, end: callee.nameSpan.end },
      name: `${library.name}.${callee.name}`,
      store: receiver.store,
      receiver: callee.object,
      failure: library.failure,
    };
    const write = this.spec(library.writes, receiver, callee.name, args);
    if (write) return writeCall(call, write, args);
    const read = this.spec(library.reads, receiver, callee.name, args);
    if (read) return { ...call, use: 'read', ...optional('key', argumentAt(args, read.key)) };
    const deletion = this.spec(library.deletes, receiver, callee.name, args);
    if (deletion) return { ...call, use: 'delete', ...optional('key', argumentAt(args, deletion.key)) };
    const clear = library.clears.find((one) => one.method === callee.name && fits(one, receiver));
    return clear && { ...call, use: 'clear', reach: clear.reach };
  }

  /** `keychain["token"] = token`; what assigning nil does is the library's matter. */
  assignment(node: AssignNode): LibraryCall | undefined {
    const { target, value } = node;
    if (target.kind !== 'index') return undefined;
    const call = this.subscript(target, node, 'writes');
    if (!call) return undefined;
    if (value.kind !== 'nil') return { ...call, use: 'write', value };
    return call.store.library.nilAssignment === 'deletes' ? { ...call, use: 'delete' } : undefined;
  }

  lookup(node: IndexNode): LibraryCall | undefined {
    if (node.parent?.kind === 'assign' && node.parent.target === node) return undefined;
    const call = this.subscript(node, node, 'reads');
    return call && { ...call, use: 'read' };
  }

  private subscript(
    target: IndexNode,
    node: AssignNode | IndexNode,
    uses: 'reads' | 'writes',
  ): Omit<LibraryCall, 'use'> | undefined {
    const receiver = this.receiver(target.object, 'subscript');
    const [key] = target.args;
    if (!receiver || receiver.isType || !key || key.label === 'attributes') return undefined;
    const { library } = receiver.store;
    if (!library[uses].some((one) => one.method === 'subscript')) return undefined;
    return {
      node,
      span: { start: target.start, end: target.end },
      name: `${library.name}'s subscript`,
      store: receiver.store,
      receiver: target.object,
      key: key.value,
      failure: 'silent',
    };
  }

  private receiver(object: Expression, method: string): Receiver | undefined {
    const library = this.stores.libraries.find(
      (one) => methodsIn(one).has(method) && this.stores.isType(bare(object), one),
    );
    if (library) return { store: { library, level: 'none' }, isType: true };
    if (!isMethod(method)) return undefined;
    const store = this.stores.of(object);
    return store && { store, isType: false };
  }

  private spec<Spec extends ItemCall>(
    specs: readonly Spec[],
    receiver: Receiver,
    method: string,
    args: readonly Argument[],
  ): Spec | undefined {
    return specs.find(
      (one) => one.method === method && fits(one, receiver) && argumentAt(args, one.key) !== undefined,
    );
  }
}

/** What is called on a type may be a method of a store that is named like the type: `Valet.keychain` is one. */
function fits(spec: { readonly on: 'instance' | 'type' }, { isType }: Receiver): boolean {
  return spec.on === 'type' || !isType;
}

function writeCall(
  call: Omit<LibraryCall, 'use'>,
  write: WriteCall,
  args: readonly Argument[],
): LibraryCall | undefined {
  const value = write.value === undefined ? undefined : argumentAt(args, write.value);
  if (value?.kind === 'nil') return undefined;
  return {
    ...call,
    use: 'write',
    failure: write.failure ?? call.failure,
    ...optional('key', argumentAt(args, write.key)),
    ...optional('value', value),
  };
}

const METHODS = new WeakMap<KeychainLibrary, ReadonlySet<string>>();

function methodsIn(library: KeychainLibrary): ReadonlySet<string> {
  const known = METHODS.get(library) ?? methodsOf(library);
  METHODS.set(library, known);
  return known;
}

const ALL_METHODS: ReadonlySet<string> = new Set(LIBRARIES.flatMap((library) => [...methodsOf(library)]));

function isMethod(name: string): boolean {
  return ALL_METHODS.has(name) || ownLibraries().some((library) => methodsIn(library).has(name));
}

function methodsOf({ writes, reads, deletes, clears }: KeychainLibrary): ReadonlySet<string> {
  return new Set([...writes, ...reads, ...deletes, ...clears].map(({ method }) => method));
}

function argumentAt(args: readonly Argument[], place: ArgumentPlace): Expression | undefined {
  if (typeof place === 'number') return args[place]?.value;
  return args.find((argument) => argument.label === place)?.value;
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V });
}
