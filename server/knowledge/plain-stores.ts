import { type CredentialKind, isOtherToken } from './credentials.js';

/**
 * Where Apple's frameworks keep values in plain sight: property lists in the app's container that are part of
 * every backup.
 * https://developer.apple.com/documentation/foundation/userdefaults
 * https://developer.apple.com/documentation/foundation/nsubiquitouskeyvaluestore
 */
export interface DefaultsLike {
  readonly store: 'userDefaults' | 'ubiquitousStore' | 'preferences';
  readonly name: string;
  /** Types whose instances are such stores. */
  readonly types: readonly string[];
  /** Expressions that are one, as `Type.member`. */
  readonly shared: readonly string[];
}

export const DEFAULTS_LIKE: readonly DefaultsLike[] = [
  {
    store: 'userDefaults',
    name: 'UserDefaults',
    types: ['UserDefaults', 'NSUserDefaults'],
    shared: ['standard', 'standardUserDefaults'],
  },
  {
    store: 'ubiquitousStore',
    name: 'iCloud’s key-value store',
    types: ['NSUbiquitousKeyValueStore'],
    shared: ['default', 'defaultStore'],
  },
];

/** Names that a variable of this kind has in files that do not say its type. */
export const DEFAULTS_NAMES =
  /^(_?(user|standard|shared|app|group|suite)?(user)?defaults|ud|_?(user|app)?prefe?r?e?n?c?e?s?)$/i;

/** Property wrappers and libraries over UserDefaults, by the name of the attribute. */
export const DEFAULTS_WRAPPERS =
  /^(AppStorage|SceneStorage|UserDefaults?|UserDefaultsBacked|UserDefaultsStorage|UserDefault\w*|Default|DefaultsStorage|StoredDefault|PublishedUserDefault|CodableAppStorage)$/;

/** Types whose tokens and sessions belong to one transfer or talk, and whose authorization codes to one payment. */
const TRANSFERS = /upload|download|transfer|chunk/i;
const TALKS =
  /conversation|chat|message|meeting|call$|game|workout|lesson|quiz|suggestion|exercise|breath|meditation|practice|therapy|training|study|course|class$|booking|appointment|track|stat(istic)?s?$|progress|history|journal|record|event|recommendation/i;
/** What people publish under a password of its own, which is no account's: a product of a shop, a shared link. */
const PUBLISHED = /product|post|page|article|album|document|file|link|share|room|meeting|archive/i;
const PAYMENTS = /charge|payment|transaction|receipt|card|refund|order/i;

/** Whether a field of a type is no credential of a session, whatever it is called. */
export function isOtherSession(type: string, kind: CredentialKind): boolean {
  if (kind === 'sessionId' && TALKS.test(type)) return true;
  if (kind === 'token' && isOtherToken(type)) return true;
  if (kind === 'token' || kind === 'sessionId') return TRANSFERS.test(type);
  if (kind === 'password') return PUBLISHED.test(type) && !/profile/i.test(type);
  return kind === 'authCode' && PAYMENTS.test(type);
}

/** Where bytes go that are written and not kept: a stream, a socket, a buffer. */
export const PASSING_DESTINATIONS = /(stream|socket|pipe|buffer|writer|handle|stdout|stderr)$/i;

/** Methods of UserDefaults that give a value back; everything else with a key writes one. */
export const DEFAULTS_READS =
  /^(string|object|data|bool|integer|float|double|array|dictionary|stringArray|url|value|stringForKey|objectForKey|dataForKey|boolForKey|valueForKey|longLong|decode|get|load|read|fetch|contains|register|codable|dictionaryRepresentation|observe|publisher|addObserver|removeObserver|synchronize)$/;

/** Methods that write all entries of a dictionary. */
export const DEFAULTS_BULK_WRITES = /^(setValuesForKeys|setPersistentDomain)$/;

export const DEFAULTS_REMOVALS =
  /^(removeObject|removeObjectForKey|removeValue|remove|delete|setNilValueForKey)$/;
export const DEFAULTS_WIPES =
  /^(removePersistentDomain|removeSuite|reset|removeAll|clear|resetAll|clearAll)$/;
