import type { MissedDelete } from '../../facts/keychain/counterpart-model.js';
import type { Fix } from '../../finding.js';
import { KIND_NAMES } from '../../knowledge/credentials.js';
import { defineRule, swift } from '../rule.js';
import * as script from './typescript/asymmetric-delete.js';

export const asymmetricDelete = defineRule({
  id: 'keychain/asymmetric-delete',
  title: 'Delete that misses the item that was written',
  severity: 'warning',
  why: `
An item that is written as synchronizable is another item than one of the same service and account that is not. A
\`SecItemDelete\` whose query says nothing about \`kSecAttrSynchronizable\` matches only items that are not synchronized:
it answers \`errSecItemNotFound\`, which most code rightly takes for success, and the credential stays, on every device
of the iCloud account. SwiftKeychainWrapper's \`isSynchronizable:\` and \`withAccessibility:\` and Locksmith's
\`inService:\` narrow a delete in the same way.

In TypeScript the options do: expo-secure-store's \`keychainService\`, react-native-keychain's \`service\` and
\`cloudSync\`, the storage name and level of forks of react-native-encrypted-storage. The rule speaks only where the
same file has no delete that reaches what it writes.`,
  remedy: `
Delete with the options of the write. \`kSecAttrSynchronizableAny\` matches items of both kinds.`,
  fixSafety: `
The delete then reaches items that it used to leave alone, on other devices too, so the fix is offered for review.`,
  references: [
    {
      title: 'Apple: kSecAttrSynchronizable',
      url: 'https://developer.apple.com/documentation/security/ksecattrsynchronizable',
    },
    {
      title: 'Apple: kSecAttrSynchronizableAny',
      url: 'https://developer.apple.com/documentation/security/ksecattrsynchronizableany',
    },
  ],
  *check(facts) {
    for (const missed of facts.keychain.missedDeletes) {
      yield {
        span: { start: missed.start, end: missed.end },
        message: messageFor(missed),
        related: [{ span: missed.write, message: `Written here with ${missed.differs}: ${missed.written}.` }],
        fixes: fixesFor(missed),
      };
    }
  },
  bad: [
    swift`
      func store(_ sessionID: String, account: String) throws {
          let item: [String: Any] = [
              kSecClass as String: kSecClassGenericPassword,
              kSecAttrService as String: service,
              kSecAttrAccount as String: "\(account).sessionID",
              kSecAttrSynchronizable as String: true,
              kSecAttrAccessible as String: kSecAttrAccessibleAfterFirstUnlock,
              kSecValueData as String: Data(sessionID.utf8),
          ]
          try check(SecItemAdd(item as CFDictionary, nil))
      }

      func remove(account: String) throws {
          let query: [String: Any] = [
              kSecClass as String: kSecClassGenericPassword,
              kSecAttrService as String: service,
              kSecAttrAccount as String: "\(account).sessionID",
          ]
          try check(«SecItemDelete»(query as CFDictionary))
      }
    `,
    swift`
      func save(_ token: Data) -> OSStatus {
          SecItemAdd(
              [
                  kSecClass: kSecClassGenericPassword,
                  kSecAttrAccount: "token",
                  kSecAttrSynchronizable: kCFBooleanTrue!,
                  kSecAttrAccessible: kSecAttrAccessibleAfterFirstUnlock,
                  kSecValueData: token,
              ] as CFDictionary, nil)
      }

      func delete() -> OSStatus {
          return «SecItemDelete»([kSecClass: kSecClassGenericPassword, kSecAttrAccount: "token", kSecAttrSynchronizable: kCFBooleanFalse!] as CFDictionary)
      }
    `,
    swift`
      import SwiftKeychainWrapper

      let wrapper = KeychainWrapper.standard

      func save(_ accessToken: String) -> Bool {
          wrapper.set(accessToken, forKey: "accessToken", withAccessibility: .afterFirstUnlock, isSynchronizable: true)
      }

      func signOut() {
          wrapper.«removeObject»(forKey: "accessToken")
      }
    `,
    swift`
      import SwiftKeychainWrapper

      func save(_ accessToken: String) -> Bool {
          KeychainWrapper.standard.set(accessToken, forKey: "accessToken", withAccessibility: .afterFirstUnlock)
      }

      func signOut() {
          KeychainWrapper.standard.«removeObject»(forKey: "accessToken", withAccessibility: .whenUnlocked)
      }
    `,
    swift`
      import Locksmith

      func save(_ token: String) throws {
          try Locksmith.saveData(data: ["token": token], forUserAccount: "main", inService: "com.example.app")
      }

      func signOut() throws {
          try Locksmith.«deleteDataForUserAccount»(userAccount: "main")
      }
    `,
    ...script.BAD,
  ],
  good: [
    swift`
      func save(_ token: Data) -> OSStatus {
          SecItemAdd([kSecClass: kSecClassGenericPassword, kSecAttrAccount: "token", kSecAttrSynchronizable: true, kSecValueData: token] as CFDictionary, nil)
      }
      func delete() -> OSStatus {
          SecItemDelete([kSecClass: kSecClassGenericPassword, kSecAttrAccount: "token", kSecAttrSynchronizable: kSecAttrSynchronizableAny] as CFDictionary)
      }
    `,
    swift`
      func save(_ token: Data) -> OSStatus {
          SecItemAdd([kSecClass: kSecClassGenericPassword, kSecAttrAccount: "token", kSecAttrSynchronizable: false, kSecValueData: token] as CFDictionary, nil)
      }
      func delete() -> OSStatus {
          SecItemDelete([kSecClass: kSecClassGenericPassword, kSecAttrAccount: "token"] as CFDictionary)
      }
    `,
    // Another item.
    swift`
      func save(_ token: Data) -> OSStatus {
          SecItemAdd([kSecClass: kSecClassGenericPassword, kSecAttrAccount: "shared", kSecAttrSynchronizable: true, kSecValueData: token] as CFDictionary, nil)
      }
      func delete() -> OSStatus {
          SecItemDelete([kSecClass: kSecClassGenericPassword, kSecAttrAccount: "local"] as CFDictionary)
      }
    `,
    // One delete for each kind.
    swift`
      func save(_ token: Data) -> OSStatus {
          SecItemAdd([kSecClass: kSecClassGenericPassword, kSecAttrAccount: "token", kSecAttrSynchronizable: true, kSecValueData: token] as CFDictionary, nil)
      }
      func deleteLocal() -> OSStatus {
          SecItemDelete([kSecClass: kSecClassGenericPassword, kSecAttrAccount: "token"] as CFDictionary)
      }
      func deleteShared() -> OSStatus {
          SecItemDelete([kSecClass: kSecClassGenericPassword, kSecAttrAccount: "token", kSecAttrSynchronizable: true] as CFDictionary)
      }
    `,
    // Whoever calls says how it is stored.
    swift`
      func save(_ token: Data, synchronizable: Bool) -> OSStatus {
          SecItemAdd([kSecClass: kSecClassGenericPassword, kSecAttrAccount: "token", kSecAttrSynchronizable: synchronizable, kSecValueData: token] as CFDictionary, nil)
      }
      func delete() -> OSStatus {
          SecItemDelete([kSecClass: kSecClassGenericPassword, kSecAttrAccount: "token"] as CFDictionary)
      }
    `,
    swift`
      import SwiftKeychainWrapper

      let wrapper = KeychainWrapper.standard
      let stored = wrapper.set(accessToken, forKey: "accessToken", withAccessibility: .afterFirstUnlock)
      wrapper.removeObject(forKey: "accessToken")
    `,
    // KeychainAccess deletes items of both kinds.
    swift`
      import KeychainAccess

      let keychain = Keychain(service: "com.example.app").accessibility(.afterFirstUnlock)
      try keychain.synchronizable(true).set(accessToken, key: "accessToken")
      try keychain.remove("accessToken")
    `,
    swift`
      import Locksmith

      try Locksmith.saveData(data: ["token": token], forUserAccount: "main", inService: service)
      try Locksmith.deleteDataForUserAccount(userAccount: "main", inService: service)
    `,
    ...script.GOOD,
  ],
  fixed: [
    {
      language: 'swift',
      title: 'Delete synchronized items as well',
      before: `let added = SecItemAdd([
    kSecClass: kSecClassGenericPassword,
    kSecAttrAccount: "token",
    kSecAttrSynchronizable: true,
    kSecValueData: token,
] as CFDictionary, nil)
let deleted = SecItemDelete([
    kSecClass: kSecClassGenericPassword,
    kSecAttrAccount: "token",
] as CFDictionary)
`,
      after: `let added = SecItemAdd([
    kSecClass: kSecClassGenericPassword,
    kSecAttrAccount: "token",
    kSecAttrSynchronizable: true,
    kSecValueData: token,
] as CFDictionary, nil)
let deleted = SecItemDelete([
    kSecClass: kSecClassGenericPassword,
    kSecAttrSynchronizable: kSecAttrSynchronizableAny,
    kSecAttrAccount: "token",
] as CFDictionary)
`,
    },
    {
      language: 'swift',
      title: 'Delete with isSynchronizable: true, as it was written',
      before: `import SwiftKeychainWrapper

let wrapper = KeychainWrapper.standard
let stored = wrapper.set(pin, forKey: "pin", withAccessibility: .whenUnlocked, isSynchronizable: true)
wrapper.removeObject(forKey: "pin")
`,
      after: `import SwiftKeychainWrapper

let wrapper = KeychainWrapper.standard
let stored = wrapper.set(pin, forKey: "pin", withAccessibility: .whenUnlocked, isSynchronizable: true)
wrapper.removeObject(forKey: "pin", isSynchronizable: true)
`,
    },
    ...script.FIXED,
  ],
});

function messageFor({ call, differs, written, deleted, credential }: MissedDelete): string {
  const what = credential ? `the ${KIND_NAMES[credential.kind]}` : 'the item';
  const here = deleted === undefined ? `without ${differs}` : `with ${differs}: ${deleted}`;
  return `${call} ${here} does not match ${what}, which is written with ${differs}: ${written}. It stays in the Keychain.`;
}

function fixesFor({ differs, written, repair }: MissedDelete): readonly Fix[] {
  if (!repair) return [];
  const title =
    differs === 'kSecAttrSynchronizable'
      ? 'Delete synchronized items as well'
      : `Delete with ${differs}: ${written}, as it was written`;
  const edits = [{ span: { start: repair.start, end: repair.end }, newText: repair.newText }];
  return [{ title, safety: 'review', preferred: true, edits }];
}
