import type { CallNode, Code, DictionaryNode, Expression } from '../../../code/model.js';
import { nodesIn } from '../../../code/nodes.js';
import { MODULE_LIBRARIES } from '../../../knowledge/libraries/typescript/index.js';
import type {
  ModuleCall,
  ModuleLibrary,
  ModulePlace,
} from '../../../knowledge/libraries/typescript/module-library.js';
import { spanOf, type Span } from '../../../span.js';
import type { ModuleMember, Modules } from '../../modules.js';
import type { Scopes } from '../../scope.js';
import { bare, declarationOf, literalText, trace } from '../../trace.js';
import { declaredType } from './declared-type.js';
import { severalItems, type StoreItem } from './store-items.js';

/** A call of a library that keeps values. */
export interface StoreCall {
  readonly library: ModuleLibrary;
  readonly call: ModuleCall;
  readonly node: CallNode;
  /** The name of what is called. */
  readonly span: Span;
  readonly items: readonly StoreItem[];
  /** The options, followed to where they are written. */
  readonly options: CallOptions;
  /** What made the store it is called on: `new MMKV()`; undefined for what the module has. */
  readonly maker?: CallNode;
}

export type CallOptions =
  | { readonly state: 'none' }
  | { readonly state: 'given'; readonly node: DictionaryNode; readonly isInline: boolean }
  | { readonly state: 'unknown' };

/** Gives the methods of AsyncStorage, bound to a key. */
const HOOK = 'useAsyncStorage';

/** What is called of stores; an expression that something else is called on need not be followed. */
const METHODS = new Set(MODULE_LIBRARIES.flatMap(({ calls }) => calls.map(({ method }) => method)));

/** What makes a store ready for use. */
const READYING = new Set(
  MODULE_LIBRARIES.flatMap(({ makers }) => makers.flatMap(({ ready }) => ready ?? [])),
);

/** Fields that are other fields are followed this far; longer chains are cycles. */
const MOST_HOPS = 4;

/** Reads what a TypeScript text does through libraries that keep values. */
export class StoreCalls {
  private readonly hasHooks: boolean;

  constructor(
    private readonly code: Code,
    private readonly scopes: Scopes,
    private readonly modules: Modules,
  ) {
    this.hasHooks = code.text.includes(HOOK);
  }

  all(): readonly StoreCall[] {
    return nodesIn(this.code.root, 'call').flatMap((node) => this.of(node) ?? []);
  }

  of(node: CallNode): StoreCall | undefined {
    const hooked = this.hooked(node);
    if (hooked) return hooked;
    const found = this.called(node.callee);
    const call = found?.library.calls.find(({ method }) => method === found.method);
    if (!found || !call) return undefined;
    return {
      library: found.library,
      call,
      node,
      span: spanOf(node.callee.kind === 'member' ? node.callee.nameSpan : node.callee),
      items: call.many ? severalItems(node, call.many, this.code, this.scopes) : [this.single(node, call)],
      options: this.optionsAt(node, call.options),
      ...(found.maker && { maker: found.maker }),
    };
  }

  /** The library that an expression is a store of: `AsyncStorage`, `storage` made by `new MMKV()`. */
  storeOf(
    expression: Expression,
    hops = 0,
  ): { readonly library: ModuleLibrary; readonly maker?: CallNode } | undefined {
    const member = this.modules.member(expression);
    if (member) {
      const library = this.libraryOf(member);
      return library && { library };
    }
    const node = bare(expression);
    const global = globalOf(node);
    const library = MODULE_LIBRARIES.find(({ globals }) => global !== undefined && globals.includes(global));
    if (library && node.kind === 'name' && !this.scopes.resolve(node.name, node)) return { library };
    if (library && node.kind === 'member') return { library };
    return this.made(expression) ?? this.field(node, hops) ?? this.readied(node, hops) ?? this.declared(node);
  }

  /** The library that a member of a module is a store of. */
  libraryOf({ module, path }: ModuleMember): ModuleLibrary | undefined {
    return MODULE_LIBRARIES.find(
      ({ modules, objects }) => modules.includes(module) && objects.includes(path.join('.')),
    );
  }

  /** The function of a library that a member of a module is: `setItemAsync` of expo-secure-store. */
  functionOf({
    module,
    path,
  }: ModuleMember): { readonly library: ModuleLibrary; readonly call: ModuleCall } | undefined {
    const library = path.length > 0 ? this.libraryOf({ module, path: path.slice(0, -1) }) : undefined;
    const call = library?.calls.find(({ method }) => method === path.at(-1));
    return library && call && { library, call };
  }

  /** `this.storage` where the class has `private storage = AsyncStorage`. */
  private field(node: Expression, hops: number): ReturnType<StoreCalls['storeOf']> {
    if (node.kind !== 'member' || node.object?.kind !== 'name' || node.object.name !== 'self')
      return undefined;
    const declaration = declarationOf(node, this.scopes);
    const value = declaration?.kind === 'variable' ? declaration.value : undefined;
    return value && hops < MOST_HOPS ? this.storeOf(value, hops + 1) : undefined;
  }

  /** `await new Storage().create()`, which gives the store that it is called on. */
  private readied(node: Expression, hops: number): ReturnType<StoreCalls['storeOf']> {
    const { node: end } = trace(node, this.scopes);
    if (end.kind !== 'call' || end.callee.kind !== 'member' || !end.callee.object || hops >= MOST_HOPS)
      return undefined;
    const { name, object } = end.callee;
    if (!READYING.has(name)) return undefined;
    const makers = MODULE_LIBRARIES.flatMap((library) =>
      library.makers.filter(({ ready }) => ready === name),
    );
    const steps = new Set(makers.flatMap(({ steps: between }) => between ?? []));
    const store = this.storeOf(behind(object, steps), hops + 1);
    return store?.library.makers.some(({ ready }) => ready === name) ? store : undefined;
  }

  /** A store that somebody else made, by its type: `constructor(private storage: Storage)`. */
  private declared(node: Expression): ReturnType<StoreCalls['storeOf']> {
    const type = declaredType(node, this.scopes);
    const member = type === undefined ? undefined : this.modules.type(type);
    const library =
      member &&
      MODULE_LIBRARIES.find(
        ({ modules, makers }) =>
          modules.includes(member.module) &&
          // Whether it was made with a key is told elsewhere.
          makers.some(({ name, encryptedBy }) => name === member.path.join('.') && encryptedBy === undefined),
      );
    return library && { library };
  }

  private made(
    expression: Expression,
  ): { readonly library: ModuleLibrary; readonly maker: CallNode } | undefined {
    const made = this.modules.maker(expression);
    const [name] = made?.of.path ?? [];
    if (!made || made.call.kind !== 'call') return undefined;
    const { call } = made;
    for (const library of MODULE_LIBRARIES) {
      const maker = library.modules.includes(made.of.module)
        ? library.makers.find((one) => one.name === name)
        : undefined;
      if (!maker) continue;
      const isPlain = maker.encryptedBy === undefined || this.leavesOut(call, maker.encryptedBy);
      return isPlain ? { library, maker: call } : undefined;
    }
    return undefined;
  }

  /** Whether a maker's options are known not to have an entry. */
  private leavesOut(call: CallNode, entry: string): boolean {
    const options = this.optionsAt(call, 0);
    if (options.state === 'unknown') return false;
    return (
      options.state === 'none' || options.node.entries.every(({ key }) => key && literalText(key) !== entry)
    );
  }

  private called(
    callee: Expression,
  ): { readonly library: ModuleLibrary; readonly method: string; readonly maker?: CallNode } | undefined {
    const member = this.modules.member(callee);
    if (member) {
      const found = this.functionOf(member);
      return found && { library: found.library, method: found.call.method };
    }
    if (callee.kind !== 'member' || !callee.object || !METHODS.has(callee.name)) return undefined;
    const store = this.storeOf(callee.object);
    return store && { ...store, method: callee.name };
  }

  /** `const { setItem } = useAsyncStorage('token')`, then `setItem(token)`. */
  private hooked(node: CallNode): StoreCall | undefined {
    if (!this.hasHooks) return undefined;
    const callee = node.callee.kind === 'name' ? trace(node.callee, this.scopes).node : node.callee;
    if (callee.kind !== 'member' || !callee.object) return undefined;
    const hook = trace(callee.object, this.scopes).node;
    if (hook.kind !== 'call' || !hook.args[0]) return undefined;
    const member = this.modules.member(hook.callee);
    if (member?.path.join('.') !== HOOK) return undefined;
    const library = MODULE_LIBRARIES.find(({ modules }) => modules.includes(member.module));
    const call = library?.calls.find(({ method }) => method === callee.name);
    if (!library || !call) return undefined;
    const value = call.use === 'write' ? node.args[0]?.value : undefined;
    return {
      library,
      call,
      node,
      span: spanOf(node.callee),
      items: [{ key: hook.args[0].value, ...(value && { value }) }],
      options: { state: 'none' },
    };
  }

  private single(node: CallNode, { key, value }: ModuleCall): StoreItem {
    const [k, v] = [this.at(node, key), this.at(node, value)];
    return { ...(k && { key: k }), ...(v && { value: v }) };
  }

  private at(node: CallNode, place: ModulePlace | undefined): Expression | undefined {
    if (place === undefined) return undefined;
    if (typeof place === 'number') return node.args[place]?.value;
    const options = this.optionsAt(node, place.argument);
    return options.state === 'given' ? entryOf(options.node, place.entry) : undefined;
  }

  private optionsAt(node: CallNode, place: number | undefined): CallOptions {
    const value = place === undefined ? undefined : node.args[place]?.value;
    if (!value || value.kind === 'nil') return { state: 'none' };
    const end = trace(value, this.scopes).node;
    // What a spread brings along is not known.
    const isWhole = end.kind === 'dictionary' && end.entries.every(({ key }) => key);
    return isWhole && end.kind === 'dictionary'
      ? { state: 'given', node: end, isInline: end === bare(value) }
      : { state: 'unknown' };
  }
}

/** What the first of some calls in a row is called on. */
function behind(node: Expression, steps: ReadonlySet<string>): Expression {
  const call = bare(node);
  const isStep = call.kind === 'call' && call.callee.kind === 'member' && steps.has(call.callee.name);
  return isStep && call.callee.object ? behind(call.callee.object, steps) : call;
}

/** `localStorage`, `window.localStorage` */
function globalOf(node: Expression): string | undefined {
  if (node.kind === 'name') return node.name;
  if (node.kind !== 'member' || node.object?.kind !== 'name') return undefined;
  return /^(window|globalThis|global)$/.test(node.object.name) ? node.name : undefined;
}

/** The value of an entry of an object. */
export function entryOf(node: DictionaryNode, name: string): Expression | undefined {
  return node.entries.find(({ key }) => key && literalText(key) === name)?.value;
}
