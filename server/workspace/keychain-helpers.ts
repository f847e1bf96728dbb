import type { FileFacts } from '../facts/model.js';
import type { FunctionShape, ParameterShape } from '../facts/storage/shape-model.js';
import type { StoreOperation, StoreUse } from '../facts/storage/storage-model.js';
import type { Program } from './program.js';

/** A function of the project that does one thing with the Keychain, and what its parameters are for. */
export interface HelperFunction {
  readonly shape: FunctionShape;
  readonly roles: readonly Role[];
}

/** What is passed for a parameter; `default` is left out of the call. */
export type Role = 'key' | 'value' | 'level' | 'default';

/** The project's own way to its Keychain items. */
export interface KeychainHelper {
  /** What its functions are called on: `KeychainHelper`, `KeychainHelper.shared`; empty for free functions. */
  readonly receiver: string;
  readonly stores: 'String' | 'Data';
  readonly save: HelperFunction;
  readonly read?: HelperFunction;
  readonly remove?: HelperFunction;
}

/** The helpers that a file can call with a key and a value, the most fitting for a type of value first. */
export function keychainHelpers(
  program: Program,
  file: FileFacts,
  value: 'String' | 'Data',
): readonly KeychainHelper[] {
  const ofProgram = KNOWN.get(program) ?? new Map<FileFacts, Map<string, readonly KeychainHelper[]>>();
  KNOWN.set(program, ofProgram);
  const ofFile = ofProgram.get(file) ?? new Map<string, readonly KeychainHelper[]>();
  ofProgram.set(file, ofFile);
  const helpers = ofFile.get(value) ?? findHelpers(program, file, value);
  ofFile.set(value, helpers);
  return helpers;
}

/** Every finding of a file asks for the same helpers. */
const KNOWN = new WeakMap<Program, Map<FileFacts, Map<string, readonly KeychainHelper[]>>>();

function findHelpers(program: Program, file: FileFacts, value: 'String' | 'Data'): readonly KeychainHelper[] {
  const callable = program.files
    .filter((other) => !other.isTest && moduleOf(other.path) === moduleOf(file.path))
    .flatMap((other) => helperFunctions(program, other, other === file));
  const helpers = callable.flatMap((one) => {
    const stores = one.operation === 'write' ? storedBy(one) : undefined;
    if (stores === undefined || (stores === 'String' && value === 'Data')) return [];
    const beside = (operation: StoreOperation): Callable | undefined =>
      callable.find((other) => other.operation === operation && other.receiver === one.receiver);
    const reads = callable.find(
      (other) =>
        other.operation === 'read' &&
        other.receiver === one.receiver &&
        other.shape.returnType === `${stores}?`,
    );
    const remove = beside('remove');
    return [
      { receiver: one.receiver, stores, save: one, ...(reads && { read: reads }), ...(remove && { remove }) },
    ];
  });
  return helpers.toSorted((a, b) => rank(a, value) - rank(b, value));
}

function rank(helper: KeychainHelper, value: 'String' | 'Data'): number {
  return (helper.stores === value ? 0 : 2) + (helper.save.shape.throws ? 0 : 1);
}

interface Callable extends HelperFunction {
  readonly receiver: string;
  readonly operation: StoreOperation;
}

function helperFunctions(program: Program, file: FileFacts, isHere: boolean): readonly Callable[] {
  const seen = new Set<string>();
  const shapes = new Map(file.storage.functions.map((shape) => [shape.start, shape]));
  return program.usesIn(file).flatMap((use) => {
    if (use.store !== 'keychain' || use.keyParameter === undefined) return [];
    const shape = shapes.get(use.owner?.start ?? -1);
    const id = `${shape?.start} ${use.operation}`;
    if (!shape || seen.has(id) || !isCallable(shape, isHere)) return [];
    seen.add(id);
    const receiver = receiverOf(shape, program);
    const roles = rolesOf(shape, use);
    return receiver === undefined || !roles ? [] : [{ shape, roles, receiver, operation: use.operation }];
  });
}

function isCallable(shape: FunctionShape, isHere: boolean): boolean {
  const reaches = shape.access === 'module' || (shape.access === 'file' && isHere);
  return reaches && !shape.isSpecial && !shape.async;
}

const SHARED = new Set(['shared', 'default', 'standard', 'main']);

function receiverOf(shape: FunctionShape, program: Program): string | undefined {
  const type = shape.path.join('.');
  if (shape.isStatic || type === '') return type;
  const instances = program.instancesOf(type);
  const instance =
    instances.find((name) => SHARED.has(name)) ?? (instances.length === 1 ? instances[0] : undefined);
  return instance === undefined ? undefined : `${type}.${instance}`;
}

/** undefined when the function wants something that a caller elsewhere does not have. */
function rolesOf(shape: FunctionShape, use: StoreUse): readonly Role[] | undefined {
  const roles = shape.parameters.map((parameter, index): Role | undefined => {
    if (index === use.keyParameter) return parameter.type === 'String' ? 'key' : undefined;
    if (use.operation === 'write' && index === use.valueParameter) return 'value';
    if (use.operation === 'write' && isLevel(parameter)) return 'level';
    return parameter.hasDefault ? 'default' : undefined;
  });
  const needed: readonly Role[] = use.operation === 'write' ? ['key', 'value'] : ['key'];
  const known = roles.filter((role) => role !== undefined);
  const isUsable = known.length === roles.length && needed.every((role) => known.includes(role));
  return isUsable && fitsResult(shape, use.operation) ? known : undefined;
}

function isLevel({ label, type }: ParameterShape): boolean {
  return type === 'CFString' && /access/i.test(label);
}

function fitsResult({ returnType }: FunctionShape, operation: StoreOperation): boolean {
  if (operation === 'read') return returnType === 'String?' || returnType === 'Data?';
  const isNothing = returnType === undefined || returnType === 'Void';
  // A delete that says false may have found nothing, which is no failure.
  return operation === 'write' ? isNothing || returnType === 'Bool' : operation === 'remove' && isNothing;
}

function storedBy({ shape, roles }: HelperFunction): 'String' | 'Data' | undefined {
  const type = shape.parameters[roles.indexOf('value')]?.type?.replace(/\?$/, '');
  return type === 'String' || type === 'Data' ? type : undefined;
}

/** Targets of a package do not see each other's internal functions. */
function moduleOf(path: string): string {
  return /^(?:.*\/)?Sources(?:\/[^/]+(?=\/))?(?=\/)/.exec(path)?.[0] ?? '';
}
