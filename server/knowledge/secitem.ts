import type { ItemClass, SecItemOperation } from '../facts/model.js';

/**
 * The Security framework's item functions (SecItem.h) and what their queries mean.
 * https://developer.apple.com/documentation/security/keychain-items
 */
export const SEC_ITEM_CALLS: Readonly<Record<string, SecItemOperation>> = {
  SecItemAdd: 'add',
  SecItemCopyMatching: 'copy',
  SecItemUpdate: 'update',
  SecItemDelete: 'delete',
};

export const ITEM_CLASSES: Readonly<Record<string, ItemClass>> = {
  kSecClassGenericPassword: 'genericPassword',
  kSecClassInternetPassword: 'internetPassword',
  kSecClassKey: 'key',
  kSecClassCertificate: 'certificate',
  kSecClassIdentity: 'identity',
};

/** Attributes that can name an item, the most telling first. */
export const NAMING_ATTRIBUTES: readonly string[] = [
  'kSecAttrAccount',
  'kSecAttrApplicationTag',
  'kSecAttrGeneric',
  'kSecAttrLabel',
  'kSecAttrService',
];

/**
 * What an item is found by: its class, its primary key (TN3137 and the errSecDuplicateItem page), and what
 * chooses the keychain. A query that deletes or looks up needs nothing beyond it.
 */
export const IDENTIFYING_ATTRIBUTES: ReadonlySet<string> = new Set([
  'kSecClass',
  'kSecAttrService',
  'kSecAttrAccount',
  'kSecAttrGeneric',
  'kSecAttrServer',
  'kSecAttrPort',
  'kSecAttrPath',
  'kSecAttrProtocol',
  'kSecAttrAuthenticationType',
  'kSecAttrSecurityDomain',
  'kSecAttrAccessGroup',
  'kSecAttrSynchronizable',
  'kSecAttrApplicationTag',
  'kSecAttrApplicationLabel',
  'kSecAttrKeyType',
  'kSecAttrKeyClass',
  'kSecUseDataProtectionKeychain',
  'kSecUseUserIndependentKeychain',
]);

/** Flags of `SecAccessControlCreateFlags` that ask the person at the device to prove their presence. */
export const PRESENCE_FLAGS: ReadonlySet<string> = new Set([
  'userPresence',
  'biometryAny',
  'biometryCurrentSet',
  'touchIDAny',
  'touchIDCurrentSet',
  'devicePasscode',
  'watch',
  'companion',
]);
