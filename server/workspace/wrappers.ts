import type { FileFacts } from '../facts/model.js';
import type { PassedArgument, PassingCall, StoreUse } from '../facts/storage-model.js';
import type { Program } from './program.js';

/** Wrappers around wrappers are followed this far; a cycle of them ends here. */
const MOST_HOPS = 3;

type UsesByFile = ReadonlyMap<FileFacts, readonly StoreUse[]>;

/**
 * What calls of the app's own wrappers come down to. A function that hands its parameter on to a store makes
 * each of its calls an operation on that store, with the arguments of the call; through several hops and files.
 */
export function derivedUses(files: readonly FileFacts[], uses: UsesByFile, program: Program): UsesByFile {
  const all = new Map<FileFacts, StoreUse[]>();
  let frontier = [...uses.values()].flat().filter(isWrapping);
  for (let hop = 0; hop < MOST_HOPS && frontier.length > 0; hop += 1) {
    const byName = groupByName(frontier);
    const found: StoreUse[] = [];
    for (const file of files) {
      for (const call of file.storage.calls) {
        const wrapped = wrapperOf(call, byName, program);
        const use = wrapped && program.resolve(applied(wrapped, call));
        if (!use || isKnown(all.get(file), use)) continue;
        found.push(use);
        all.set(file, [...(all.get(file) ?? []), use]);
      }
    }
    frontier = found.filter(isWrapping);
  }
  return all;
}

/** A use whose key or value its function is handed, so that it says nothing by itself. */
function isWrapping(use: StoreUse): boolean {
  const handedIn = use.keyParameter !== undefined || use.valueParameter !== undefined;
  return handedIn && use.owner !== undefined && (!use.credential || use.operation !== 'write');
}

function groupByName(uses: readonly StoreUse[]): ReadonlyMap<string, readonly StoreUse[]> {
  const groups = new Map<string, StoreUse[]>();
  for (const use of uses) {
    const name = use.owner?.name ?? '';
    groups.set(name, [...(groups.get(name) ?? []), use]);
  }
  return groups;
}

/** The one operation that a call comes down to; undefined where candidates disagree. */
function wrapperOf(
  call: PassingCall,
  byName: ReadonlyMap<string, readonly StoreUse[]>,
  program: Program,
): StoreUse | undefined {
  const candidates = (byName.get(call.name) ?? []).filter((use) => matches(call, use, program));
  // A save that writes one branch and removes in the other is a write.
  const writes = candidates.filter((use) => use.operation === 'write');
  const relevant = writes.length > 0 ? writes : candidates;
  const [first] = relevant;
  const agreed = relevant.every((use) => use.store === first?.store && use.operation === first.operation);
  return agreed ? first : undefined;
}

function matches(call: PassingCall, use: StoreUse, program: Program): boolean {
  const { owner } = use;
  if (!owner || !labelsFit(call.labels, owner.labels)) return false;
  if (call.receiver === undefined) {
    return owner.type === undefined || owner.type === call.owner?.type;
  }
  if (owner.type === undefined) return false;
  const receiver = call.receiver;
  if (receiver === owner.type || program.ancestorsOf(owner.type).includes(receiver)) return true;
  // `keychainHelper.save(…)` where nothing tells the type: the name does.
  return /^[a-z_]/.test(receiver) && sameWords(receiver, owner.type);
}

function sameWords(variable: string, type: string): boolean {
  const name = variable.replace(/^_/, '').toLowerCase();
  const typeName = type.toLowerCase().replace(/(impl|default|protocol)$/, '');
  return name === typeName || typeName.endsWith(name) || name.endsWith(typeName);
}

/** Arguments may leave out parameters that have defaults, but come in their order. */
function labelsFit(given: readonly string[], declared: readonly string[]): boolean {
  let next = 0;
  for (const label of declared) if (given[next] === label) next += 1;
  return next === given.length;
}

function applied(use: StoreUse, call: PassingCall): StoreUse {
  const key = argumentOf(call, use, use.keyParameter);
  const value = argumentOf(call, use, use.valueParameter);
  const {
    credential: _,
    keyParameter: _key,
    valueParameter: _value,
    owner: _owner,
    move: _move,
    ...rest
  } = use;
  const credential = key?.credential ?? value?.credential ?? use.credential;
  return {
    ...rest,
    operation: value?.isNil ? 'remove' : use.operation,
    key: key ? key.key : use.key,
    types: value?.types ?? [],
    canThrow: call.canThrow,
    start: call.start,
    end: call.end,
    ...(credential && { credential }),
    ...(key?.parameter !== undefined && { keyParameter: key.parameter }),
    ...(value?.parameter !== undefined && { valueParameter: value.parameter }),
    ...(value && { value: value.span }),
    ...(key && { keyText: key.span }),
    ...(call.statement && { statement: call.statement }),
    ...(call.owner && { owner: call.owner }),
  };
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

function isKnown(uses: readonly StoreUse[] | undefined, use: StoreUse): boolean {
  return uses?.some((one) => one.start === use.start && one.operation === use.operation) ?? false;
}
