import type { StoreOperation } from '../../facts/storage/storage-model.js';
import type { Store } from '../stores.js';

/** A place that Objective-C keeps things in, known by the class, or by the name of what holds an instance. */
export interface ObjectiveCStore {
  readonly store: Store;
  readonly storeName: string;
}

const STORES: readonly (readonly [RegExp, ObjectiveCStore])[] = [
  [/ubiquitouskeyvaluestore/i, { store: 'ubiquitousStore', storeName: 'iCloud’s key-value store' }],
  // SAMKeychain, SSKeychain, UICKeyChainStore, FXKeychain, A0SimpleKeychain, KeychainItemWrapper, VALValet, Lockbox.
  [/keychain|valet|lockbox/i, { store: 'keychain', storeName: 'the Keychain' }],
  [/defaults$/i, { store: 'userDefaults', storeName: 'UserDefaults' }],
];

/** The store that a class or a variable stands for by its name. */
export function objectiveCStore(name: string): ObjectiveCStore | undefined {
  return STORES.find(([names]) => names.test(name))?.[1];
}

/** The function of a selector’s first part. */
const OPERATIONS: readonly (readonly [RegExp, StoreOperation])[] = [
  [/^(remove|delete|clear|reset|erase|purge|wipe)/, 'remove'],
  [/^(set|store|save|add|archive|update|write|put)(?!ting)/, 'write'],
  [/^(get|object|string|data|value|array|dictionary|password|unarchive|load|read|fetch|item)/, 'read'],
];

/** Selectors on stores that say nothing about what is kept. */
const OTHER = /^(registerDefaults|synchronize|addSuite|removeSuite|setAccess|setDelegate|setService)/;

/** What a message to a store does with what it keeps, by its selector’s first part. */
export function objectiveCOperation(selector: string): StoreOperation | undefined {
  if (OTHER.test(selector)) return undefined;
  return OPERATIONS.find(([names]) => names.test(selector))?.[1];
}

/** Removals that take everything: `removePersistentDomainForName:`, `removeAllItems`, `clearAll`. */
export function isObjectiveCWipe(selector: string): boolean {
  return /^(removePersistentDomain|deleteAllKeys|(remove|delete|clear|reset|erase|purge|wipe)(All\w*)?(Items?)?$)/.test(
    selector,
  );
}

/** The parts of a selector that name the item, the telling ones first. */
const KEY_LABELS: readonly RegExp[] = [/account|username/i, /key$/i, /identifier|name$/i, /service/i];

/** The place of the part that names the item: in `setPassword:forService:account:` the third. */
export function keyPart(labels: readonly string[]): number | undefined {
  for (const label of KEY_LABELS) {
    const at = labels.findIndex((one) => label.test(one));
    if (at !== -1) return at;
  }
  return undefined;
}

/** The place of the part that hands over what is kept. */
export function valuePart(labels: readonly string[], key: number | undefined): number | undefined {
  const at = labels.findIndex(
    (one, index) => index !== key && !/service|group|access|error|update/i.test(one),
  );
  return at === -1 ? undefined : at;
}
