import type { CallNode, ClosureNode, Code, DictionaryNode, Expression } from '../../../code/model.js';
import { isOtherToken, kindOfKeyName, kindOfValueName } from '../../../knowledge/credentials.js';
import { sessionKeeper, type SessionKeeper } from '../../../knowledge/session-keepers.js';
import { slice, spanOf } from '../../../span.js';
import type { CredentialGuess } from '../../model.js';
import type { Modules } from '../../modules.js';
import { storeKey } from '../../owner.js';
import type { Scopes } from '../../scope.js';
import { bare, literalText, onlyResult, trace } from '../../trace.js';
import type { PassingCall, StoreUse } from '../storage-model.js';
import { jotaiRepairs, reduxRepairs, zustandRepairs } from './persisted-repairs.js';
import { entryOf, type StoreCalls } from './module-calls.js';
import { handedTo, keptIn, type State } from './kept-states.js';
import { keptTypes, sliceOf, sliceType } from './reducers.js';
import { mayProtect } from './transforms.js';

/** What a library that persists state by itself writes: an operation where the storage is known, else a call of it. */
export interface Persisted {
  readonly uses: readonly StoreUse[];
  readonly calls: readonly PassingCall[];
}

const NOTHING: Persisted = { uses: [], calls: [] };

/** Reads stores whose state a library writes to a storage at each change. */
export class PersistedStates {
  constructor(
    private readonly code: Code,
    private readonly scopes: Scopes,
    private readonly modules: Modules,
    private readonly calls: StoreCalls,
    private readonly file: string,
  ) {}

  of(node: CallNode): Persisted {
    const member = this.modules.member(node.callee);
    const name = member?.path.join('.');
    if (member?.module === 'zustand/middleware' && name === 'persist') return this.zustand(node);
    if (member?.module.startsWith('redux-persist') && name === 'persistReducer') return this.redux(node);
    if (member?.module === 'jotai/utils' && name === 'atomWithStorage') return this.jotai(node);
    if (member?.module === 'react-native-mmkv' && /^useMMKV(String|Object)$/.test(name ?? ''))
      return this.mmkvHook(node);
    const keeper = member && sessionKeeper(member.module, name ?? '');
    return keeper ? this.session(node, keeper) : NOTHING;
  }

  /** `createClient(url, key, { auth: { storage: AsyncStorage } })` */
  private session(node: CallNode, { session, storage, unless }: SessionKeeper): Persisted {
    let value = node.args[storage.argument]?.value;
    for (const entry of storage.path) {
      const holder = value && this.dictionary(value);
      const off = holder && unless !== undefined ? entryOf(holder, unless) : undefined;
      if (off?.kind === 'boolean' && off.text === 'false') return NOTHING;
      value = holder && entryOf(holder, entry);
    }
    if (!value) return NOTHING;
    const credential = { kind: 'credentials', name: session, source: 'value', ...spanOf(value) } as const;
    return this.written(value, { types: [], credential }, undefined, value);
  }

  /** `persist((set) => ({ token: null }), { name, storage: createJSONStorage(() => AsyncStorage), partialize })` */
  private zustand(node: CallNode): Persisted {
    const [creator, second] = node.args;
    const options = second && this.dictionary(second.value);
    if (!creator || !options) return NOTHING;
    const given = entryOf(options, 'storage') ?? entryOf(options, 'getStorage');
    const storage = given && this.engine(given);
    if (!storage) return NOTHING;
    const partialize = options.entries.find(({ key }) => key && literalText(key) === 'partialize');
    const state = partialize ? this.partial(partialize.value) : this.stateOf(creator.value, node);
    const chosen = partialize && this.resultOf(partialize.value);
    const initial = chosen ?? this.resultOf(innermost(creator.value));
    const names = initial ? this.credentialsIn(initial, chosen !== undefined) : [];
    const repairs = zustandRepairs(node, options, storage, names, chosen, this.code);
    const persisted = { library: 'zustand', ...repairs } as const;
    return this.written(storage, { ...state, persisted }, entryOf(options, 'name'), given);
  }

  /** `persistReducer({ key, storage, whitelist: ['auth'] }, reducer)` */
  private redux(node: CallNode): Persisted {
    const [first, reducer] = node.args;
    const config = first && this.dictionary(first.value);
    const storage = config && entryOf(config, 'storage');
    if (!config || !storage || !reducer) return NOTHING;
    const transforms = entryOf(config, 'transforms');
    const own = this.text(entryOf(config, 'key'));
    const all = this.slices(config, reducer.value);
    const types = all.filter((type) => {
      // The keys of a slice that is persisted by itself are its fields.
      const one = sliceOf(type);
      const named = one === own ? undefined : one;
      return !transforms || !mayProtect(transforms, named, this.scopes, this.modules);
    });
    const named = types.map((type) => this.named(sliceOf(type) ?? '', storage)).find((guess) => guess);
    const slices = all.flatMap((type) => sliceOf(type) ?? []);
    const state = {
      types,
      ...(named && { credential: named }),
      persisted: { library: 'redux-persist', ...reduxRepairs(node, config, slices, this.code) } as const,
    };
    return this.written(storage, state, entryOf(config, 'key'), storage);
  }

  /** The types of the slices that are kept. */
  private slices(config: DictionaryNode, reducer: Expression): readonly string[] {
    const listed = this.texts(entryOf(config, 'whitelist'));
    if (listed) return listed.map(sliceType);
    const without = this.texts(entryOf(config, 'blacklist')) ?? [];
    const kept = keptTypes(reducer, without, this.scopes, this.modules);
    const single = this.text(entryOf(config, 'key'));
    const isTold = single === undefined || kept?.every((type) => sliceOf(type) !== undefined);
    return [...(kept ?? []), ...(isTold ? [] : [sliceType(single)])];
  }

  private text(value: Expression | undefined): string | undefined {
    return value && literalText(trace(value, this.scopes).node);
  }

  private texts(list: Expression | undefined): readonly string[] | undefined {
    const node = list && trace(list, this.scopes).node;
    if (node?.kind !== 'list') return undefined;
    return node.items.flatMap((item) => literalText(trace(item, this.scopes).node) ?? []);
  }

  /** `atomWithStorage('token', null, createJSONStorage(() => AsyncStorage))` */
  private jotai(node: CallNode): Persisted {
    const [key, initial, storage] = node.args;
    const engine = storage && this.engine(storage.value);
    if (!key || !engine) return NOTHING;
    const text = literalText(trace(key.value, this.scopes).node);
    const value = initial && bare(initial.value);
    if (text === undefined || value?.kind === 'boolean' || value?.kind === 'number') return NOTHING;
    const credential = this.named(text, key.value);
    const persisted = { library: 'jotai', ...jotaiRepairs(node, storage.value, engine, this.code) } as const;
    return this.written(engine, { types: [], ...(credential && { credential }), persisted }, key.value, node);
  }

  /** `useMMKVString('token')` without an instance that has a key. */
  private mmkvHook(node: CallNode): Persisted {
    const [key, instance] = node.args;
    const library = instance && this.calls.storeOf(instance.value)?.library;
    const text = key && literalText(trace(key.value, this.scopes).node);
    const credential = key && text !== undefined ? this.named(text, key.value) : undefined;
    if (!credential || (instance && library?.store !== 'mmkv')) return NOTHING;
    return {
      uses: [
        {
          operation: 'write',
          store: 'mmkv',
          storeName: 'MMKV without an encryption key',
          key: storeKey(key?.value, this.scopes),
          types: [],
          canThrow: true,
          credential,
          ...spanOf(node),
        },
      ],
      calls: [],
    };
  }

  private written(
    storage: Expression,
    state: State,
    key: Expression | undefined,
    place: Expression,
  ): Persisted {
    if (!state.credential && state.types.length === 0) return NOTHING;
    const stored = { ...state, key: storeKey(key, this.scopes), ...spanOf(place) };
    const store = this.calls.storeOf(storage);
    return store
      ? { uses: [keptIn(store.library, stored)], calls: [] }
      : { uses: [], calls: handedTo(storage, stored, this.modules, this.file) };
  }

  /** The storage behind `createJSONStorage(() => AsyncStorage)`, `() => AsyncStorage`, or itself. */
  private engine(given: Expression): Expression | undefined {
    const own = bare(given);
    const { node } = trace(given, this.scopes);
    const closure = functionIn(node.kind === 'call' && node.args[0] ? node.args[0].value : node);
    if (closure) return onlyResult(closure.body.statements);
    return own;
  }

  /** What `partialize` lets through, as far as it says so. */
  private partial(value: Expression): State {
    const result = this.resultOf(value);
    return result ? this.fields(result, true) : { types: [] };
  }

  /** The object that a function gives back, when that is all it does. */
  private resultOf(value: Expression): DictionaryNode | undefined {
    const closure = functionIn(value) ?? functionIn(trace(value, this.scopes).node);
    const result = closure && onlyResult(closure.body.statements);
    return result?.kind === 'dictionary' ? result : undefined;
  }

  /** The names of all credentials in a state. */
  private credentialsIn(state: DictionaryNode, isChosen: boolean): readonly string[] {
    const names = state.entries.flatMap((entry) => {
      const spread = entry.key ? undefined : this.dictionary(entry.value);
      if (spread) return this.credentialsIn(spread, isChosen);
      return this.fields({ ...state, entries: [entry] }, isChosen).credential?.name ?? [];
    });
    return [...new Set(names)];
  }

  /** The state that a creator begins with, and the type that is given for it. */
  private stateOf(creator: Expression, node: CallNode): State {
    const result = this.resultOf(innermost(creator));
    const { credential } = result ? this.fields(result, false) : {};
    return { types: this.typeArguments(node), ...(credential && { credential }) };
  }

  private fields(state: DictionaryNode, isChosen: boolean): State {
    for (const { key, value } of state.entries) {
      if (!key) {
        const spread = this.dictionary(value);
        const inner = spread && this.fields(spread, isChosen).credential;
        if (inner) return { types: [], credential: inner };
        continue;
      }
      const name = literalText(key);
      const start = bare(value);
      const isState = isChosen || start.kind === 'nil' || literalText(start) !== undefined;
      const guess = name !== undefined && isState ? this.named(name, key) : undefined;
      if (guess) return { types: [], credential: guess };
    }
    return { types: [] };
  }

  /** `create<AuthState>()(persist(…))`, `persist<AuthState>(…)` */
  private typeArguments(node: CallNode): readonly string[] {
    const outer = node.parent?.kind === 'call' ? bare(node.parent.callee) : undefined;
    return [
      node,
      ...(outer?.kind === 'call' ? [outer] : node.parent?.kind === 'call' ? [node.parent] : []),
    ].flatMap(({ callee, parens }) => {
      const text = parens ? slice(this.code.text, { start: callee.end, end: parens.start }) : '';
      return /^\s*<\s*([A-Z]\w*)/.exec(text)?.[1] ?? [];
    });
  }

  private named(name: string, at: Expression): CredentialGuess | undefined {
    const kind = isOtherToken(name) ? undefined : (kindOfValueName(name) ?? kindOfKeyName(name));
    return kind && { kind, name, source: 'property', ...spanOf(at) };
  }

  private dictionary(value: Expression): DictionaryNode | undefined {
    const { node } = trace(value, this.scopes);
    return node.kind === 'dictionary' ? node : undefined;
  }
}

/** `devtools((set) => ({ … }))`, `immer(…)`: what is wrapped comes first. */
function innermost(creator: Expression): Expression {
  const node = bare(creator);
  return node.kind === 'call' && node.args[0] ? innermost(node.args[0].value) : node;
}

function functionIn(node: Expression): Pick<ClosureNode, 'body'> | undefined {
  if (node.kind === 'closure') return node;
  const [part] = node.kind === 'other' ? node.parts : [];
  return part?.kind === 'function' && part.body ? { body: part.body } : undefined;
}
