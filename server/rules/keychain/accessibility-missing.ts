import type { FileFacts, KeychainWrite, LevelInsertion } from '../../facts/model.js';
import { KIND_NAMES } from '../../knowledge/credentials.js';
import { apiName } from '../../knowledge/libraries/index.js';
import { isAlways, levelInfo, type Level } from '../../knowledge/levels.js';
import { fit, recommendedLevel, type Policy } from '../../policy/policy.js';
import { aKind, addsSynchronized, insertionFixes } from './level-fixes.js';
import { defineRule, swift } from '../rule.js';
import * as script from './typescript/accessibility-missing.js';

export const accessibilityMissing = defineRule({
  id: 'keychain/accessibility-missing',
  title: 'Keychain write without an accessibility level',
  severity: 'information',
  why: `
A write that names no level gets one all the same: the system's default, or the library's. \`SecItemAdd\`,
KeychainSwift, SwiftKeychainWrapper, Locksmith and SAMKeychain end up at \`WhenUnlocked\`; KeychainAccess,
SimpleKeychain and UICKeyChainStore at \`AfterFirstUnlock\`. Both migrate in encrypted backups. Nobody who reads the
code can tell whether that was meant: with \`WhenUnlocked\`, reading the token in the background fails while the
device is locked; with \`AfterFirstUnlock\`, a long-lived refresh token can be read from a locked device.

In TypeScript, expo-secure-store and react-native-encrypted-storage end up at \`WhenUnlocked\`, react-native-keychain
and RNSecureKeyStore at \`AfterFirstUnlock\`.

Writes through \`SecItemAdd\` are reported when they store a credential, or whatever a caller hands them, and the
default is not just what the policy asks for; writes through a library where it is known what they store and its
default does not suit it. Keys and certificates are left alone, and
so is every write whose attributes come from where this file does not tell.`,
  remedy: `
Say the level in the write. For an access token or session id that is \`kSecAttrAccessibleAfterFirstUnlock\`, for a
refresh token \`kSecAttrAccessibleWhenUnlockedThisDeviceOnly\`.`,
  fixSafety: `
A level that differs from the default changes when or where new items can be read, so all of these are offered for
review. An item already stored keeps its level until it is deleted or updated with the new one.`,
  references: [
    {
      title: 'Apple: kSecAttrAccessible',
      url: 'https://developer.apple.com/documentation/security/ksecattraccessible',
    },
    {
      title: 'Apple: Restricting keychain item accessibility',
      url: 'https://developer.apple.com/documentation/security/restricting-keychain-item-accessibility',
    },
    { title: 'OWASP MASVS-STORAGE-1', url: 'https://mas.owasp.org/MASVS/controls/MASVS-STORAGE-1/' },
  ],
  *check(facts, policy) {
    for (const write of facts.writes) {
      if (
        write.level.state !== 'default' ||
        !write.level.level ||
        isAlways(write.level.level) ||
        !matters(write, write.level.level, policy)
      ) {
        continue;
      }
      const { level, insertion } = write.level;
      yield {
        span: { start: write.start, end: write.end },
        message: messageFor(write, level, policy),
        fixes: insertion ? fixesFor(write, insertion, policy, facts) : [],
      };
    }
  },
  bad: [
    swift`
      let query: [String: Any] = [
          kSecClass as String: kSecClassGenericPassword,
          kSecAttrAccount as String: "accessToken",
          kSecValueData as String: data,
      ]
      let status = «SecItemAdd»(query as CFDictionary, nil)
    `,
    swift`
      func save(_ value: Data, for key: String) throws {
          let query: NSDictionary = [
              kSecClass: kSecClassGenericPassword,
              kSecAttrService: service,
              kSecAttrAccount: key,
              kSecValueData: value
          ]
          let status = «SecItemAdd»(query, nil)
          guard status == errSecSuccess else { throw KeychainError.status(status) }
      }
    `,
    swift`
      func save(refreshToken: String) -> OSStatus {
          var query = identity(of: "refresh")
          query[kSecValueData as String] = Data(refreshToken.utf8)
          return «SecItemAdd»(query as CFDictionary, nil)
      }

      func identity(of account: String) -> [String: Any] {
          return [kSecClass as String: kSecClassGenericPassword, kSecAttrAccount as String: account]
      }
    `,
    swift`
      import KeychainSwift

      let keychain = KeychainSwift()
      keychain.«set»(accessToken, forKey: Keys.accessToken)
    `,
    swift`
      import KeychainAccess

      final class SessionStore {
          private let keychain = Keychain(service: "com.example.app")

          var refreshToken: String? {
              get { try? keychain.get("refreshToken") }
              set { «keychain["refreshToken"]» = newValue }
          }
      }
    `,
    swift`
      import SwiftKeychainWrapper

      let saved = KeychainWrapper.standard.«set»(session.token, forKey: "sessionToken")
    `,
    swift`
      SAMKeychain.«setPassword»(accessToken, forService: "com.example.app", account: "accessToken")
    `,
    ...script.BAD,
  ],
  good: [
    swift`
      let query: [String: Any] = [
          kSecClass as String: kSecClassGenericPassword,
          kSecAttrAccount as String: "accessToken",
          kSecValueData as String: data,
          kSecAttrAccessible as String: kSecAttrAccessibleAfterFirstUnlock,
      ]
      let status = SecItemAdd(query as CFDictionary, nil)
    `,
    // The library's default is what the policy asks for.
    swift`
      import KeychainAccess

      try Keychain(service: "com.example.app").set(accessToken, key: "accessToken")
    `,
    // The level is inside the access control.
    swift`
      let access = SecAccessControlCreateWithFlags(nil, kSecAttrAccessibleWhenUnlockedThisDeviceOnly, [], nil)!
      let status = SecItemAdd([
          kSecClass: kSecClassGenericPassword,
          kSecAttrAccount: "refreshToken",
          kSecValueData: data,
          kSecAttrAccessControl: access,
      ] as CFDictionary, nil)
    `,
    // The attributes come from elsewhere.
    swift`
      func add(_ attributes: [String: Any]) -> OSStatus {
          SecItemAdd(attributes as CFDictionary, nil)
      }
    `,
    swift`
      var query = Self.attributes(for: item)
      query[kSecValueData as String] = data
      let status = SecItemAdd(query as CFDictionary, nil)
    `,
    // No credential, by all its names.
    swift`
      func saveAttempts(_ info: AttemptInfo, for key: String) throws {
          var item: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: key]
          item[kSecValueData] = try JSONEncoder().encode(info)
          let status = SecItemAdd(item as CFDictionary, nil)
      }
    `,
    // Keys have protections of their own.
    swift`
      let status = SecItemAdd([kSecClass: kSecClassKey, kSecValueRef: key] as CFDictionary, nil)
    `,
    // An update keeps the level that the item has.
    swift`
      let status = SecItemUpdate(query as CFDictionary, [kSecValueData: data] as CFDictionary)
    `,
    // A preference, and a push token.
    swift`
      import KeychainSwift

      let keychain = KeychainSwift()
      keychain.set(true, forKey: "hasToken")
      keychain.set(deviceToken, forKey: "apnsToken")
      keychain.set(installID, forKey: "installation")
    `,
    ...script.GOOD,
  ],
  fixed: [
    {
      language: 'swift',
      title:
        'Store with kSecAttrAccessibleAfterFirstUnlock: readable in the background after the first unlock, migrates in encrypted backups',
      before: `let query: [String: Any] = [
    kSecClass as String: kSecClassGenericPassword,
    kSecAttrAccount as String: "accessToken",
    kSecValueData as String: data, // UTF-8
]
let status = SecItemAdd(query as CFDictionary, nil)
`,
      after: `let query: [String: Any] = [
    kSecClass as String: kSecClassGenericPassword,
    kSecAttrAccount as String: "accessToken",
    kSecAttrAccessible as String: kSecAttrAccessibleAfterFirstUnlock,
    kSecValueData as String: data, // UTF-8
]
let status = SecItemAdd(query as CFDictionary, nil)
`,
    },
    {
      language: 'swift',
      title:
        'Store with kSecAttrAccessibleWhenUnlockedThisDeviceOnly: readable only while unlocked, never leaves this device',
      before: `func save(refreshToken: Data) -> OSStatus {
    var query = identity
    query[kSecValueData] = refreshToken
    return SecItemAdd(query as CFDictionary, nil)
}

var identity: [CFString: Any] { [kSecClass: kSecClassGenericPassword, kSecAttrAccount: "refreshToken"] }
`,
      after: `func save(refreshToken: Data) -> OSStatus {
    var query = identity
    query[kSecAttrAccessible] = kSecAttrAccessibleWhenUnlockedThisDeviceOnly
    query[kSecValueData] = refreshToken
    return SecItemAdd(query as CFDictionary, nil)
}

var identity: [CFString: Any] { [kSecClass: kSecClassGenericPassword, kSecAttrAccount: "refreshToken"] }
`,
    },
    {
      language: 'swift',
      title:
        'Store with .accessibleAfterFirstUnlock: readable in the background after the first unlock, migrates in encrypted backups',
      before: `KeychainSwift().set(accessToken, forKey: "accessToken")\n`,
      after: `KeychainSwift().set(accessToken, forKey: "accessToken", withAccess: .accessibleAfterFirstUnlock)\n`,
    },
    {
      language: 'swift',
      title: 'Store with .whenUnlockedThisDeviceOnly: readable only while unlocked, never leaves this device',
      before: `import KeychainAccess\n\ntry? Keychain().set(refreshToken, key: "refreshToken")\n`,
      after: `import KeychainAccess\n\ntry? Keychain().accessibility(.whenUnlockedThisDeviceOnly).set(refreshToken, key: "refreshToken")\n`,
    },
    ...script.FIXED,
  ],
});

function matters(write: KeychainWrite, level: Level, policy: Policy): boolean {
  const { credential } = write;
  if (credential && policy.levels[credential.kind]) return !fit(level, credential.kind, policy).fits;
  const isPassword = write.itemClass === 'genericPassword' || write.itemClass === 'internetPassword';
  return write.api === 'secItem' && isPassword && (credential !== undefined || write.isGeneric);
}

function messageFor(write: KeychainWrite, level: Level, policy: Policy): string {
  const { credential } = write;
  const what = credential ? `the ${KIND_NAMES[credential.kind]} “${credential.name}”` : 'this item';
  const info = levelInfo(level);
  const whose = write.api === 'secItem' ? `the system's default` : `${apiName(write.api)}'s default`;
  const wanted = credential && policy.levels[credential.kind];
  const asked = wanted ? ` The policy keeps ${aKind(credential.kind)} at ${levelInfo(wanted).name}.` : '';
  return `${write.call} stores ${what} without a level, so ${whose} ${info.name} applies: ${info.brief}.${asked}`;
}

function fixesFor(
  write: KeychainWrite,
  insertion: LevelInsertion,
  policy: Policy,
  facts: FileFacts,
): ReturnType<typeof insertionFixes> {
  const synchronized = addsSynchronized(write, facts);
  const preferred = recommendedLevel(write.credential?.kind, policy);
  if (synchronized && levelInfo(preferred).thisDeviceOnly) return [];
  return insertionFixes(write, insertion, facts, policy, preferred, !synchronized);
}
