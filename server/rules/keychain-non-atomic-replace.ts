import type { Replacement, ReplacementRepair } from '../facts/replace-model.js';
import type { Fix } from '../finding.js';
import { KIND_NAMES } from '../knowledge/credentials.js';
import { defineRule, swift } from './rule.js';

export const nonAtomicReplace = defineRule({
  id: 'keychain/non-atomic-replace',
  title: 'Keychain item that is deleted before it is added anew',
  severity: 'information',
  why: `
\`SecItemDelete\` followed by \`SecItemAdd\` leaves a moment without an item, and no item at all when the add fails: the
device has just been locked (\`errSecInteractionNotAllowed\`, -25308), the query has an attribute that does not go with
another (\`errSecParam\`), the process is killed in between. The old token was valid; now there is none, and the user is
signed out. With a rotating refresh token there is no way back.

Keys, certificates and items behind an access control, which an update cannot replace without more ado, are left
alone.`,
  remedy: `
Update first, and add when the update answers \`errSecItemNotFound\`. The update takes the query that names the item and
a second dictionary with the new value and level; it replaces the level of an old item as well.`,
  fixSafety: `
The old item stays until the new one is stored. An update keeps the attributes that it does not name, where deleting
took them away, so the fix is offered for review.`,
  references: [
    {
      title: 'Apple: Updating and deleting keychain items',
      url: 'https://developer.apple.com/documentation/security/updating-and-deleting-keychain-items',
    },
    {
      title: 'Apple: SecItemUpdate(_:_:)',
      url: 'https://developer.apple.com/documentation/security/secitemupdate(_:_:)',
    },
  ],
  *check(facts) {
    for (const replacement of facts.keychain.replacements) {
      yield {
        span: { start: replacement.start, end: replacement.end },
        message: messageFor(replacement),
        related: [
          { span: replacement.add, message: 'When this add fails, nothing brings the old item back.' },
        ],
        fixes: replacement.repair ? [updateFirst(replacement.repair)] : [],
      };
    }
  },
  bad: [
    swift`
      func save(_ token: String, account: String) throws {
          let query: [String: Any] = [
              kSecClass as String: kSecClassGenericPassword,
              kSecAttrAccount as String: account,
          ]
          «SecItemDelete»(query as CFDictionary)
          var item = query
          item[kSecValueData as String] = Data(token.utf8)
          item[kSecAttrAccessible as String] = kSecAttrAccessibleAfterFirstUnlock
          let status = SecItemAdd(item as CFDictionary, nil)
          guard status == errSecSuccess else { throw KeychainError.status(status) }
      }
    `,
    swift`
      func store(sessionID: Data) -> OSStatus {
          var query = base("sessionID")
          _ = «SecItemDelete»(query as CFDictionary)
          query[kSecValueData] = sessionID
          query[kSecAttrAccessible] = kSecAttrAccessibleAfterFirstUnlock
          return SecItemAdd(query as CFDictionary, nil)
      }

      private func base(_ account: String) -> [CFString: Any] {
          [kSecClass: kSecClassGenericPassword, kSecAttrService: service, kSecAttrAccount: account]
      }
    `,
    // The statuses are checked, and the item is gone all the same.
    swift`
      func replace(refreshToken: String) throws {
          let key = base("refreshToken")
          let deleted = «SecItemDelete»(key as CFDictionary)
          guard deleted == errSecSuccess || deleted == errSecItemNotFound else { throw KeychainError.status(deleted) }
          var item = key
          item[kSecValueData as String] = Data(refreshToken.utf8)
          item[kSecAttrAccessible as String] = kSecAttrAccessibleWhenUnlockedThisDeviceOnly
          try check(SecItemAdd(item as CFDictionary, nil))
      }
    `,
    // Only where there is one already.
    swift`
      func save(_ credentials: Data, query: [String: Any], item: [String: Any]) throws {
          let found = SecItemCopyMatching(query as CFDictionary, nil)
          if found == errSecSuccess {
              let deleted = «SecItemDelete»(item as CFDictionary)
              print(deleted)
          }
          let status = SecItemAdd(item as CFDictionary, nil)
          guard status == errSecSuccess else { throw KeychainError.status(status) }
      }
    `,
    swift`
      func write(_ data: Data) {
          let query = [kSecClass: kSecClassInternetPassword, kSecAttrServer: server, kSecValueData: data] as CFDictionary
          «SecItemDelete»(query)
          if SecItemAdd(query, nil) != errSecSuccess { log.error("not stored") }
      }
    `,
  ],
  good: [
    swift`
      func save(_ data: Data, account: String) -> OSStatus {
          let query: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: account]
          let status = SecItemUpdate(query as CFDictionary, [kSecValueData: data] as CFDictionary)
          guard status == errSecItemNotFound else { return status }
          return SecItemAdd(query.merging([kSecValueData: data]) { $1 } as CFDictionary, nil)
      }
    `,
    // Nil deletes, anything else adds.
    swift`
      func save(_ value: String?, query: [String: Any]) -> Bool {
          guard let value else {
              let status = SecItemDelete(query as CFDictionary)
              return status == errSecSuccess
          }
          var item = query
          item[kSecValueData as String] = Data(value.utf8)
          return SecItemAdd(query as CFDictionary, nil) == errSecSuccess
      }
    `,
    swift`
      func set(_ value: Data?, query: [CFString: Any]) -> OSStatus {
          if let value {
              return SecItemAdd(query as CFDictionary, nil)
          } else {
              return SecItemDelete(query as CFDictionary)
          }
      }
    `,
    // A key has no other way.
    swift`
      func store(_ keyData: Data) -> OSStatus {
          let query: [CFString: Any] = [kSecClass: kSecClassKey, kSecAttrApplicationTag: tag, kSecValueData: keyData]
          SecItemDelete(query as CFDictionary)
          return SecItemAdd(query as CFDictionary, nil)
      }
    `,
    // Updating would ask for Face ID.
    swift`
      func store(_ token: Data, access: SecAccessControl) -> OSStatus {
          var query: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: "refreshToken"]
          SecItemDelete(query as CFDictionary)
          query[kSecAttrAccessControl] = access
          query[kSecValueData] = token
          return SecItemAdd(query as CFDictionary, nil)
      }
    `,
    // The old format goes, under another key.
    swift`
      func migrate(_ data: Data, account: String) throws {
          let legacy: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: "v1.\(account)"]
          let current: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: account, kSecValueData: data]
          SecItemDelete(legacy as CFDictionary)
          let status = SecItemAdd(current as CFDictionary, nil)
          guard status == errSecSuccess else { throw KeychainError.status(status) }
      }
    `,
    // The old item is put back.
    swift`
      func replace(_ item: CFDictionary, old: CFDictionary) -> OSStatus {
          SecItemDelete(item)
          let status = SecItemAdd(item, nil)
          if status != errSecSuccess { _ = SecItemAdd(old, nil) == errSecSuccess }
          return status
      }
    `,
    // Added, then taken away again.
    swift`
      func canUseKeychain(_ canary: CFDictionary) -> Bool {
          defer { SecItemDelete(canary) }
          return SecItemAdd(canary, nil) == errSecSuccess
      }
    `,
  ],
  fixed: [
    {
      language: 'swift',
      title: 'Update the item, and add it when there is none',
      before: `func save(_ token: String, account: String) throws {
    let query: [String: Any] = [
        kSecClass as String: kSecClassGenericPassword,
        kSecAttrAccount as String: account,
        kSecValueData as String: Data(token.utf8),
        kSecAttrAccessible as String: kSecAttrAccessibleAfterFirstUnlock,
    ]
    SecItemDelete(query as CFDictionary)
    let status = SecItemAdd(query as CFDictionary, nil)
    guard status == errSecSuccess else { throw KeychainError.status(status) }
}
`,
      after: `func save(_ token: String, account: String) throws {
    let query: [String: Any] = [
        kSecClass as String: kSecClassGenericPassword,
        kSecAttrAccount as String: account,
        kSecValueData as String: Data(token.utf8),
        kSecAttrAccessible as String: kSecAttrAccessibleAfterFirstUnlock,
    ]
    var status = SecItemUpdate([
        kSecClass as String: kSecClassGenericPassword,
        kSecAttrAccount as String: account,
    ] as CFDictionary, [kSecValueData as String: Data(token.utf8), kSecAttrAccessible as String: kSecAttrAccessibleAfterFirstUnlock] as CFDictionary)
    if status == errSecItemNotFound {
        status = SecItemAdd(query as CFDictionary, nil)
    }
    guard status == errSecSuccess else { throw KeychainError.status(status) }
}
`,
    },
    {
      language: 'swift',
      title: 'Update the item, and add it when there is none',
      before: `func save(_ token: Data) -> OSStatus {
    let query: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: "token"]
    SecItemDelete(query as CFDictionary)
    let item = query.merging([kSecValueData: token]) { $1 }
    return SecItemAdd(item as CFDictionary, nil)
}
`,
      after: `func save(_ token: Data) -> OSStatus {
    let query: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: "token"]
    let item = query.merging([kSecValueData: token]) { $1 }
    let status = SecItemUpdate(query as CFDictionary, [kSecValueData: token] as CFDictionary)
    guard status == errSecItemNotFound else { return status }
    return SecItemAdd(item as CFDictionary, nil)
}
`,
    },
  ],
});

function messageFor({ credential }: Replacement): string {
  const what = credential ? `the ${KIND_NAMES[credential.kind]}` : 'the item';
  return (
    `This deletes ${what} before the new one is stored: when SecItemAdd fails (a locked device, say), ` +
    `neither is left and the user is signed out.`
  );
}

function updateFirst(repair: ReplacementRepair): Fix {
  return {
    title: 'Update the item, and add it when there is none',
    safety: 'review',
    preferred: true,
    edits: [{ span: repair.removal, newText: '' }, ...addingEdits(repair)],
  };
}

function addingEdits({
  form,
  name,
  query,
  changes,
  prefix,
  call,
  indent,
  step,
  lineBreak,
}: ReplacementRepair) {
  const update = `SecItemUpdate(${query}, ${changes})`;
  const lines = (...texts: readonly string[]): string => texts.join(`${lineBreak}${indent}`);
  const behind = { start: call.end, end: call.end };
  switch (form) {
    case 'returned':
      return [
        {
          span: { start: prefix.start, end: prefix.start },
          newText: lines(
            `let ${name} = ${update}`,
            `guard ${name} == errSecItemNotFound else { return ${name} }`,
            '',
          ),
        },
      ];
    case 'bound':
      return [
        {
          span: prefix,
          newText: lines(
            `var ${name} = ${update}`,
            `if ${name} == errSecItemNotFound {`,
            `${step}${name} = `,
          ),
        },
        { span: behind, newText: lines('', '}') },
      ];
    case 'bare':
      return [
        {
          span: { start: prefix.start, end: prefix.start },
          newText: lines(`if ${update} == errSecItemNotFound {`, step),
        },
        { span: behind, newText: lines('', '}') },
      ];
  }
}
