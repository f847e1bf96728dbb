import type { FileFacts } from '../facts/model.js';
import type { PassedArgument, PassingCall, StoreUse } from '../facts/storage/storage-model.js';
import { isKeyAboutCredential, isOtherToken, namesFact } from '../knowledge/credentials.js';
import type { Exports } from './exports.js';
import type { Declarations } from './index-names.js';
import { isModuleAt } from './module-paths.js';
import type { Program } from './program.js';
import type { ReExports } from './re-exports.js';
import { WrappedUses } from './wrapped-uses.js';

/** Wrappers around wrappers are followed this far; a cycle of them ends here. */
const MOST_HOPS = 3;

/**
 * What calls of the app's own wrappers come down to. A function that hands its parameter on to a store makes
 * each of its calls an operation on that store, with the arguments of the call; through several hops and files.
 */
export class Wrappers {
  private readonly known = new Map<string, WrappedUses>();

  constructor(
    private readonly declared: Declarations,
    private readonly program: Program,
    private readonly reExports: ReExports,
    private readonly exports: Exports,
  ) {}

  usesIn(file: FileFacts): readonly StoreUse[] {
    return file.storage.calls.flatMap((call) => this.usesOf(call, MOST_HOPS));
  }

  /** What a call comes down to through fewer than so many wrappers of wrappers; the nearest first. */
  private usesOf(call: PassingCall, hops: number): readonly StoreUse[] {
    const uses: StoreUse[] = [];
    for (let hop = 0; hop < hops; hop += 1) {
      const use = this.useOf(call, hop);
      if (use && !uses.some(({ operation }) => operation === use.operation)) uses.push(use);
    }
    const emptied =
      uses.length === 0 && call.args.some(({ isNil }) => isNil) ? this.emptiedBy(call) : undefined;
    return emptied ? [emptied] : uses;
  }

  /** `setAccessToken('')`, where the function itself says what is stored under which key: a removal. */
  private emptiedBy(call: PassingCall): StoreUse | undefined {
    const key = `emptied ${call.name}`;
    const setters =
      this.known.get(key) ?? new WrappedUses(this.ownUses(call.name).filter(isSetting), this.program);
    this.known.set(key, setters);
    const setter = wrapperOf(call, setters.calledBy(call));
    const use = setter && this.program.resolve(applied(setter, call));
    return use?.operation === 'remove' ? use : undefined;
  }

  private useOf(call: PassingCall, hop: number): StoreUse | undefined {
    const wrapped = wrapperOf(call, this.meantBy(call, hop));
    return wrapped && this.program.resolve(applied(wrapped, call));
  }

  /** The operations of the functions that a call runs; where the files do not tell which, of those it may mean. */
  private meantBy(call: PassingCall, hop: number): readonly StoreUse[] {
    const { target } = call;
    const run = target ? this.exports.functions(target) : [];
    if (run.length > 0) return run.flatMap((one) => this.wrappedBy(nameIn(one.place), hop).of(one));
    const meant = this.namedBy(call, hop);
    // The stores that a file exports have all been looked at.
    return target
      ? meant.filter(
          ({ owner }) => !owner?.isStore || !isModuleAt(target.module, target.file, owner.file ?? ''),
        )
      : meant;
  }

  /** The operations that a call may mean by its name and by where that is imported from, first or last. */
  private namedBy(call: PassingCall, hop: number): readonly StoreUse[] {
    const meant = this.wrappedBy(call.name, hop).calledBy(call);
    if (meant.length > 0 || !call.from || !this.mayBePassedOn(call.name, hop)) return meant;
    return this.reExports
      .origins({ name: call.name, from: call.from })
      .flatMap((origin) => this.wrappedBy(origin.name, hop).calledBy({ ...call, ...origin }));
  }

  private mayBePassedOn(name: string, hop: number): boolean {
    return !this.wrappedBy(name, hop).isEmpty || this.reExports.isRenaming(name);
  }

  /** The operations that functions of a name hand their parameters to, by way of so many other functions. */
  private wrappedBy(name: string, hop: number): WrappedUses {
    const key = `${hop} ${name}`;
    const known = this.known.get(key);
    if (known) return known;
    const uses = hop === 0 ? this.ownUses(name) : this.handedOn(name, hop);
    const wrapped = new WrappedUses(uses.filter(isWrapping), this.program);
    this.known.set(key, wrapped);
    return wrapped;
  }

  private ownUses(name: string): readonly StoreUse[] {
    return this.declared.wrapped.named(name).map((use) => this.program.resolve(use));
  }

  private handedOn(name: string, hop: number): readonly StoreUse[] {
    return this.declared.handingOn.named(name).flatMap((call) => {
      const use = this.useOf(call, hop - 1);
      const nearer = this.usesOf(call, hop - 1);
      return use && !nearer.some(({ operation }) => operation === use.operation) ? [use] : [];
    });
  }
}

/** `save` of `useStorage/save`, `set` of `storage.set`. */
function nameIn(place: string): string {
  return /[^/.]+$/.exec(place)?.[0] ?? place;
}

/** A use whose key or value its function is handed, so that it says nothing by itself. */
function isWrapping(use: StoreUse): boolean {
  const handedIn = use.keyParameter !== undefined || use.valueParameter !== undefined;
  return handedIn && use.owner !== undefined && (!use.credential || use.operation !== 'write');
}

/** A use that stores what its function is handed under a key of its own. */
function isSetting(use: StoreUse): boolean {
  const isHanded = use.valueParameter !== undefined && use.keyParameter === undefined;
  return isHanded && use.owner !== undefined && use.operation === 'write';
}

/** The one operation that a call comes down to; undefined where candidates disagree. */
function wrapperOf(call: PassingCall, wrapped: readonly StoreUse[]): StoreUse | undefined {
  const candidates = wrapped.filter(({ owner }) => owner && labelsFit(call.labels, owner.labels));
  // A save that writes one branch and removes in the other is a write.
  const writes = candidates.filter((use) => use.operation === 'write');
  const relevant = writes.length > 0 ? writes : candidates;
  const [first] = relevant;
  const agreed = relevant.every((use) => use.store === first?.store && use.operation === first.operation);
  return agreed ? first : undefined;
}

/** Arguments may leave out parameters that have defaults, but come in their order. */
function labelsFit(given: readonly string[], declared: readonly string[]): boolean {
  let next = 0;
  for (const label of declared) if (given[next] === label) next += 1;
  return next === given.length;
}

function applied(use: StoreUse, call: PassingCall): StoreUse {
  const key = entryOf(argumentOf(call, use, use.keyParameter), use.keyEntry);
  const value = entryOf(argumentOf(call, use, use.valueParameter), use.valueEntry);
  const {
    credential: _,
    keyParameter: _key,
    valueParameter: _value,
    keyEntry: _keyEntry,
    valueEntry: _valueEntry,
    owner: _owner,
    move: _move,
    protection: _protection,
    account: _account,
    deletion: _deletion,
    storeMove: _storeMove,
    isScoped,
    ...rest
  } = use;
  const { start, end } = call;
  // What the wrapper itself tells of the credential stands in another text, maybe.
  const told = use.credential && { ...use.credential, start, end };
  // `setPushToken(token)`: the wrapper knows better than its caller.
  const placed = key?.key ?? use.key;
  const isOther =
    [call.name, ...use.key.pieces, ...use.key.names].some(isOtherToken) ||
    use.key.pieces.some(namesFact) ||
    [...placed.pieces, ...placed.names].some(isKeyAboutCredential);
  const credential = isOther ? undefined : (key?.credential ?? heldBy(value) ?? told);
  return {
    ...rest,
    operation: value?.isNil ? 'remove' : use.operation,
    key: placed,
    types: value?.types ?? [],
    canThrow: call.canThrow,
    start,
    end,
    // A wrapper whose store varies with what it is called on does not where that is one for all.
    ...(isScoped && call.varies && { isScoped }),
    ...(use.keyParameter === undefined && { isOfWrapper: true }),
    ...(credential && { credential }),
    ...(key?.parameter !== undefined && { keyParameter: key.parameter }),
    ...(value?.parameter !== undefined && { valueParameter: value.parameter }),
    ...(value && { value: value.span }),
    ...(key && { keyText: key.span }),
    ...(call.statement && { statement: call.statement }),
    ...(call.owner && { owner: call.owner }),
    ...(call.account && { account: call.account }),
  };
}

/** A constant that names a credential holds none: `setConnectionType(ConnectionTypes.PRIVATE_KEY)`. */
function heldBy(value: PassedArgument | undefined): PassedArgument['credential'] {
  return value?.credential?.source === 'key' ? undefined : value?.credential;
}

/** What a wrapper takes out of an argument; nothing where the argument is not written as an object. */
function entryOf(
  argument: PassedArgument | undefined,
  entry: string | undefined,
): PassedArgument | undefined {
  return entry === undefined ? argument : argument?.entries?.[entry];
}

function argumentOf(
  call: PassingCall,
  use: StoreUse,
  parameter: number | undefined,
): PassedArgument | undefined {
  const label = parameter === undefined ? undefined : use.owner?.labels[parameter];
  if (label === undefined || parameter === undefined) return undefined;
  if (label !== '_') return call.args[call.labels.indexOf(label)];
  const place = use.owner?.labels.slice(0, parameter).filter((one) => one === '_').length ?? 0;
  const unlabelled = call.args.filter((_, index) => call.labels[index] === '_');
  return unlabelled[place];
}
