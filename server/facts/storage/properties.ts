import type { Attribute, TypeNode, VariableNode } from '../../code/model.js';
import { enclosing } from '../../code/walk.js';
import type { TextEdit } from '../../finding.js';
import { isOtherToken, kindOfKeyName, kindOfValueName } from '../../knowledge/credentials.js';
import { isOtherSession } from '../../knowledge/plain-stores.js';
import { isDefaultsProperty } from './defaults.js';
import { storeKey } from '../owner.js';
import type { CredentialGuess } from '../model.js';
import type { Scopes } from '../scope.js';
import type { PlainStore, StoreUse } from './storage-model.js';
import { literalText } from '../trace.js';

/** Types that can carry a secret; a flag or a date cannot. */
const CARRIES_SECRET = /^(String|Data|NSString|NSData|Substring)[?!]?$/;

/**
 * A property that a framework stores by itself: `@AppStorage("token") var token`, an attribute of a Core Data,
 * SwiftData or Realm class.
 */
export function storedProperty(node: VariableNode, scopes: Scopes): StoreUse | undefined {
  const attribute = isDefaultsProperty(node);
  if (attribute) {
    return storedBy(attribute, node, scopes);
  }
  const model = modelStore(node);
  if (model) {
    const use = stored(node, model.store, model.name);
    const edits = use && leavingOut(node, model.store);
    return edits ? { ...use, protection: { kind: 'leaveOut', edits } } : use;
  }
  const own = node.attributes.find(({ name, args }) => /^[A-Z]/.test(name) && args.length > 0);
  const use = own && storedBy(own, node, scopes);
  return own && use?.credential && { ...use, propertyWrapper: own.name };
}

function storedBy(attribute: Attribute, node: VariableNode, scopes: Scopes): StoreUse | undefined {
  const key = attribute.args.find((argument) => argument.label === undefined || /key/i.test(argument.label));
  return stored(node, 'userDefaults', 'UserDefaults', key && storeKey(key.value, scopes), key?.value);
}

function stored(
  node: VariableNode,
  store: PlainStore,
  storeName: string,
  key: StoreUse['key'] = { pieces: [], names: [] },
  keyNode?: Parameters<typeof literalText>[0],
): StoreUse | undefined {
  const names = [...key.pieces, ...key.names];
  if (isPlain(node) || isDeprecated(node) || [...names, node.name].some(isOtherToken)) return undefined;
  const credential = guess(node, names);
  return {
    operation: 'write',
    store,
    storeName,
    key: names.length > 0 ? key : { pieces: [], names: [node.name] },
    types: node.type === undefined ? [] : [node.type.replace(/[?!]$/, '')],
    canThrow: false,
    ...(credential && { credential }),
    ...(keyNode && { keyText: { start: keyNode.start, end: keyNode.end } }),
    start: node.start,
    end: node.nameSpan.end,
  };
}

function isPlain(node: VariableNode): boolean {
  if (node.type !== undefined) return !CARRIES_SECRET.test(node.type);
  return node.value !== undefined && literalText(node.value) === undefined;
}

/** `@available(*, deprecated, message: "Use only for migration")`: what is left of it is on its way out. */
function isDeprecated(node: VariableNode): boolean {
  const available = node.attributes.filter((attribute) => attribute.name === 'available');
  return available.some(({ args }) =>
    args.some(
      ({ value, label }) => label === 'deprecated' || (value.kind === 'name' && value.name === 'deprecated'),
    ),
  );
}

function typeAround(node: VariableNode): TypeNode | undefined {
  return node.parent?.kind === 'type' ? node.parent : enclosing(node, 'type');
}

function guess(node: VariableNode, keys: readonly string[]): CredentialGuess | undefined {
  const holder = typeAround(node)?.name ?? '';
  const own = kindOfValueName(node.name);
  if (own && isOtherSession(holder, own)) return undefined;
  if (own) return { kind: own, name: node.name, source: 'property', ...node.nameSpan };
  for (const name of keys) {
    const kind = kindOfKeyName(name);
    if (kind) return { kind, name, source: 'key', ...node.nameSpan };
  }
  return undefined;
}

/** The database that a property of a model class is kept in. */
function modelStore(node: VariableNode): { readonly store: PlainStore; readonly name: string } | undefined {
  const type = typeAround(node);
  if (!type || node.accessors.some((accessor) => accessor.role === 'get')) return undefined;
  const attributes = new Set(node.attributes.map((attribute) => attribute.name));
  if (attributes.has('static') || attributes.has('Transient')) return undefined;
  if (attributes.has('NSManaged')) return { store: 'coreData', name: 'Core Data' };
  if (type.attributes.some((attribute) => attribute.name === 'Model'))
    return { store: 'swiftData', name: 'SwiftData' };
  const isRealm = type.inherits.some((name) => /^(Object|EmbeddedObject|RealmSwift\.Object)$/.test(name));
  const isKept = attributes.has('Persisted') || attributes.has('dynamic');
  return isRealm && isKept ? { store: 'realm', name: 'Realm' } : undefined;
}

/**
 * What keeps a property out of its database: `@Transient` for SwiftData, no `@Persisted` for Realm. Both need a
 * value to begin with.
 */
function leavingOut(node: VariableNode, store: PlainStore): readonly TextEdit[] | undefined {
  const hasValue = node.value !== undefined || (node.mutable && node.type?.endsWith('?'));
  if (!hasValue) return undefined;
  if (store === 'swiftData') {
    return [{ span: { start: node.start, end: node.start }, newText: '@Transient ' }];
  }
  const persisted =
    store === 'realm' && node.attributes.find(({ name, args }) => name === 'Persisted' && args.length === 0);
  if (!persisted) return undefined;
  return [{ span: { start: persisted.start, end: persisted.end + 1 }, newText: '' }];
}
