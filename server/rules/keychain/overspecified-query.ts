import type { KeychainQuery, QueryAttribute } from '../../facts/model.js';
import type { Fix } from '../../finding.js';
import { isAlways } from '../../knowledge/levels.js';
import { defineRule, swift } from '../rule.js';

export const overspecifiedQuery = defineRule({
  id: 'keychain/overspecified-query',
  title: 'Keychain query that is narrower than the item’s key',
  severity: 'warning',
  why: `
A generic password is identified by its service and account (and access group and synchronizability). Its level and its
value are not part of that key. A query that deletes, updates or looks up with \`kSecAttrAccessible\` or
\`kSecValueData\` in it matches only an item that was stored with that very level or value.

The familiar helper that hands one dictionary first to \`SecItemDelete\` and then to \`SecItemAdd\` works until the
value or the level changes: then the delete finds nothing, the add fails with \`errSecDuplicateItem\` (-25299), and the
old token stays. At logout, such a delete leaves the credential behind. Looking up or updating with the level works
as long as the code never changes it, and is reported for information.

The libraries for TypeScript make their queries themselves, so that the rule speaks of Swift alone.`,
  remedy: `
Delete, update and look up by the primary key alone: class, service, account and, where used, access group. Better than
deleting first is to update, and to add when the update answers \`errSecItemNotFound\`.`,
  fixSafety: `
The query then matches every item with that key, which is what the code means; since it does match more, the repair is
offered for review.`,
  references: [
    {
      title: 'Apple: Updating and deleting keychain items',
      url: 'https://developer.apple.com/documentation/security/updating-and-deleting-keychain-items',
    },
    {
      title: 'Apple: errSecDuplicateItem',
      url: 'https://developer.apple.com/documentation/security/errsecduplicateitem',
    },
    {
      title: 'Apple TN3137: On Mac keychain APIs and implementations',
      url: 'https://developer.apple.com/documentation/technotes/tn3137-on-mac-keychains',
    },
  ],
  *check(facts) {
    for (const query of facts.queries) {
      const extra = query.attributes.filter(narrows);
      const [first] = extra;
      if (!query.argument || !first || query.operation === 'add' || !isOnePassword(query)) continue;
      yield {
        severity: isHarmlessToday(query, extra) ? 'information' : 'warning',
        span: query.argument,
        message: messageFor(query, extra),
        related: extra.map((attribute) => ({
          span: { start: attribute.start, end: attribute.end },
          message: `${attribute.name} narrows the query.`,
        })),
        fixes: fixesFor(query, extra),
      };
    }
  },
  bad: [
    swift`
      func save(_ data: Data, account: String) throws {
          let query: [String: Any] = [
              kSecClass as String: kSecClassGenericPassword,
              kSecAttrAccount as String: account,
              kSecAttrAccessible as String: kSecAttrAccessibleAfterFirstUnlock,
              kSecValueData as String: data,
          ]
          SecItemDelete(«query as CFDictionary»)
          let status = SecItemAdd(query as CFDictionary, nil)
          guard status == errSecSuccess else { throw KeychainError.status(status) }
      }
    `,
    swift`
      func remove(_ account: String) -> OSStatus {
          SecItemDelete(«[
              kSecClass: kSecClassGenericPassword,
              kSecAttrAccount: account,
              kSecAttrAccessible: kSecAttrAccessibleWhenUnlocked,
          ] as CFDictionary»)
      }
    `,
    swift`
      func read(_ account: String) -> Data? {
          var query = base(account)
          query[kSecReturnData] = true
          var result: CFTypeRef?
          let status = SecItemCopyMatching(«query as CFDictionary», &result)
          return status == errSecSuccess ? result as? Data : nil
      }

      private func base(_ account: String) -> [CFString: Any] {
          [kSecClass: kSecClassGenericPassword, kSecAttrAccount: account, kSecAttrAccessible: kSecAttrAccessibleAfterFirstUnlock]
      }
    `,
    swift`
      let status = SecItemUpdate(«[kSecClass: kSecClassGenericPassword, kSecAttrAccount: "token", kSecValueData: old] as CFDictionary», changes)
    `,
  ],
  good: [
    swift`
      func save(_ data: Data, account: String) -> OSStatus {
          var query: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: account]
          SecItemDelete(query as CFDictionary)
          query[kSecValueData] = data
          query[kSecAttrAccessible] = kSecAttrAccessibleAfterFirstUnlock
          return SecItemAdd(query as CFDictionary, nil)
      }
    `,
    swift`
      let key: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrService: service, kSecAttrAccount: account]
      let status = SecItemUpdate(key as CFDictionary, [kSecValueData: data, kSecAttrAccessible: level] as CFDictionary)
    `,
    swift`
      let query: [CFString: Any] = [
          kSecClass: kSecClassGenericPassword,
          kSecAttrAccount: account,
          kSecReturnData: true,
          kSecMatchLimit: kSecMatchLimitOne,
      ]
      let status = SecItemCopyMatching(query as CFDictionary, &result)
    `,
    // Only items of the level that is being left.
    swift`
      SecItemDelete([kSecClass: kSecClassGenericPassword, kSecAttrAccessible: kSecAttrAccessibleAlways] as CFDictionary)
    `,
    // Set only on some paths.
    swift`
      func find(_ account: String, value: Data?) -> OSStatus {
          var query: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: account]
          if let value { query[kSecValueData] = value }
          return SecItemDelete(query as CFDictionary)
      }
    `,
    // Looks for all items of a level, to move them to another.
    swift`
      let query: [CFString: Any] = [
          kSecClass: kSecClassGenericPassword,
          kSecAttrAccessible: kSecAttrAccessibleWhenUnlocked,
          kSecReturnAttributes: true,
          kSecMatchLimit: kSecMatchLimitAll,
      ]
      let status = SecItemCopyMatching(query as CFDictionary, &result)
    `,
    // Keys have another primary key.
    swift`
      let status = SecItemCopyMatching([
          kSecClass: kSecClassKey,
          kSecAttrKeyType: kSecAttrKeyTypeRSA,
          kSecAttrAccessible: kSecAttrAccessibleAfterFirstUnlock,
          kSecReturnRef: true,
      ] as CFDictionary, &key)
    `,
    // A key is found by reference.
    swift`
      let status = SecItemDelete([kSecClass: kSecClassKey, kSecValueRef: key] as CFDictionary)
    `,
  ],
  fixed: [
    {
      language: 'swift',
      title: 'Query by the primary key only',
      before: `func save(_ data: Data, account: String) {
    let query: [String: Any] = [
        kSecClass as String: kSecClassGenericPassword,
        kSecAttrAccount as String: account,
        kSecValueData as String: data,
    ]
    SecItemDelete(query as CFDictionary)
    SecItemAdd(query as CFDictionary, nil)
}
`,
      after: `func save(_ data: Data, account: String) {
    let query: [String: Any] = [
        kSecClass as String: kSecClassGenericPassword,
        kSecAttrAccount as String: account,
        kSecValueData as String: data,
    ]
    SecItemDelete([
        kSecClass as String: kSecClassGenericPassword,
        kSecAttrAccount as String: account,
    ] as CFDictionary)
    SecItemAdd(query as CFDictionary, nil)
}
`,
    },
    {
      language: 'swift',
      title: 'Query by the primary key only',
      before: `SecItemDelete([
    kSecClass: kSecClassGenericPassword,
    kSecAttrAccessible: kSecAttrAccessibleWhenUnlocked,
    kSecAttrAccount: "token", // the only one
] as CFDictionary)
`,
      after: `SecItemDelete([
    kSecClass: kSecClassGenericPassword,
    kSecAttrAccount: "token", // the only one
] as CFDictionary)
`,
    },
  ],
});

/** Only passwords have a primary key of this kind, and only a query for one item means that item. */
function isOnePassword(query: KeychainQuery): boolean {
  const isPassword = query.itemClass === 'genericPassword' || query.itemClass === 'internetPassword';
  return isPassword && query.namesItem;
}

/** A lookup or update with the level that the code stores with finds its items until that level changes. */
function isHarmlessToday(query: KeychainQuery, extra: readonly QueryAttribute[]): boolean {
  return query.operation !== 'delete' && extra.every((attribute) => attribute.name === 'kSecAttrAccessible');
}

/** Attributes that an item can differ in while it is still the same item. */
function narrows(attribute: QueryAttribute): boolean {
  if (!attribute.certain) return false;
  if (attribute.name === 'kSecValueData') return true;
  // Looking for items of a level that is being left behind is a migration.
  return attribute.name === 'kSecAttrAccessible' && !(attribute.level && isAlways(attribute.level.level));
}

const VERBS = { copy: 'looks up', update: 'updates', delete: 'deletes', add: 'adds' } as const;
const CONSEQUENCES = {
  copy: 'an item stored otherwise is reported as missing',
  update: 'an item stored otherwise is never updated',
  delete: 'an item stored otherwise stays, and adding it again fails with errSecDuplicateItem (-25299)',
  add: '',
} as const;

function messageFor(query: KeychainQuery, extra: readonly QueryAttribute[]): string {
  const operation = query.operation ?? 'copy';
  const names = extra.map((attribute) => attribute.name).join(' and ');
  const what = extra.length > 1 ? 'exactly these' : 'exactly this';
  return `This query ${VERBS[operation]} only an item with ${what} ${names}: ${CONSEQUENCES[operation]}.`;
}

function fixesFor(query: KeychainQuery, extra: readonly QueryAttribute[]): readonly Fix[] {
  const title = 'Query by the primary key only';
  const removals = extra.flatMap((attribute) => attribute.removal ?? []);
  if (!query.isShared && removals.length === extra.length) {
    const edits = removals.map((span) => ({ span, newText: '' }));
    return [{ title, safety: 'review', preferred: true, edits }];
  }
  if (!query.argument || query.identityText === undefined) return [];
  return [
    {
      title,
      safety: 'review',
      preferred: true,
      edits: [{ span: query.argument, newText: query.identityText }],
    },
  ];
}
