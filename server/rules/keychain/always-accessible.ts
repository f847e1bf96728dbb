import type { FileFacts, LevelMention } from '../../facts/model.js';
import { KIND_NAMES } from '../../knowledge/credentials.js';
import { isAlways, levelInfo, replacementOfAlways, type Level } from '../../knowledge/levels.js';
import { fit, recommendedLevel, type Policy } from '../../policy/policy.js';
import { kindsOf, switchFixes, writesWith } from './level-fixes.js';
import { defineRule, swift } from '../rule.js';
import * as script from './typescript/always-accessible.js';

export const alwaysAccessible = defineRule({
  id: 'keychain/always-accessible',
  title: 'Keychain item that can be read while the device is locked',
  severity: 'error',
  why: `
An item stored with \`kSecAttrAccessibleAlways\` or \`kSecAttrAccessibleAlwaysThisDeviceOnly\` is protected by a key
that is available from the moment the device starts, before anyone has entered the passcode. Whoever gets hold of a
locked device, and any code that runs on it in that state, can read the item. Apple deprecated both levels in iOS 12.

The rule knows the constants themselves and the way KeychainAccess, KeychainSwift, Valet, SwiftKeychainWrapper,
SimpleKeychain, Locksmith and UICKeyChainStore spell them. Tables that translate between levels, comparisons, and
queries that only look up or delete old items are left alone.

In TypeScript it knows the constants of expo-secure-store, react-native-keychain, RNSecureKeyStore and rn-secure-storage,
the strings of react-native-sensitive-info, and Apple's own constants where NativeScript's secure storage takes them.`,
  remedy: `
Use \`kSecAttrAccessibleAfterFirstUnlock\` where background work has to read the item, and
\`kSecAttrAccessibleWhenUnlockedThisDeviceOnly\` for what only the app in the foreground needs.
An item that is bound to the device stays so: \`…AlwaysThisDeviceOnly\` becomes \`…AfterFirstUnlockThisDeviceOnly\`.`,
  fixSafety: `
Switching to the \`AfterFirstUnlock\` level of the same device binding is safe: an app can run before the first unlock
only in rare cases (a VoIP push after a restart), and nothing else changes. Every other level, and every switch in a
library that does not rewrite items already stored, changes when or where the item can be read and is offered for
review.`,
  references: [
    {
      title: 'Apple: kSecAttrAccessibleAlways',
      url: 'https://developer.apple.com/documentation/security/ksecattraccessiblealways',
    },
    {
      title: 'Apple: Restricting keychain item accessibility',
      url: 'https://developer.apple.com/documentation/security/restricting-keychain-item-accessibility',
    },
    {
      title: 'OWASP MASVS-STORAGE-1',
      url: 'https://mas.owasp.org/MASVS/controls/MASVS-STORAGE-1/',
    },
    {
      title: 'CWE-522: Insufficiently Protected Credentials',
      url: 'https://cwe.mitre.org/data/definitions/522.html',
    },
  ],
  *check(facts, policy) {
    for (const mention of facts.levels) {
      if (mention.role !== 'sets' || !isAlways(mention.level)) continue;
      yield {
        span: { start: mention.start, end: mention.end },
        message: messageFor(mention, facts),
        deprecated: true,
        fixes: switchFixes(mention, facts, policy, preferredLevel(mention, facts, policy)),
      };
    }
    for (const { level, start, end, call, credential } of facts.writes) {
      if (level.state !== 'default' || !level.level || !isAlways(level.level)) continue;
      const what = credential ? `the ${KIND_NAMES[credential.kind]}` : 'this item';
      yield {
        span: { start, end },
        message:
          `${call} gives no level, and its library then takes ${levelInfo(level.level).constant}: ${what} can be ` +
          'read while the device is locked, by anyone who holds it. Give a level where the store is made.',
      };
    }
  },
  bad: [
    swift`
      let query: [String: Any] = [
          kSecClass as String: kSecClassGenericPassword,
          kSecAttrAccount as String: "accessToken",
          kSecValueData as String: data,
          kSecAttrAccessible as String: «kSecAttrAccessibleAlways»,
      ]
      let status = SecItemAdd(query as CFDictionary, nil)
      guard status == errSecSuccess else { throw KeychainError.status(status) }
    `,
    swift`
      var attributes = NSMutableDictionary()
      attributes[kSecAttrAccessible] = «kSecAttrAccessibleAlwaysThisDeviceOnly»
    `,
    swift`
      func save(_ data: Data, account: String, accessible: CFString = «kSecAttrAccessibleAlways») throws {
          try store(data, account: account, accessible: accessible)
      }
    `,
    swift`
      let access = SecAccessControlCreateWithFlags(nil, «kSecAttrAccessibleAlwaysThisDeviceOnly», .userPresence, nil)
    `,
    swift`
      import KeychainAccess

      let keychain = Keychain(service: "com.example.app").accessibility(.«always»)
    `,
    swift`
      import KeychainAccess

      final class TokenStore {
          private let keychain = Keychain(service: "com.example.app")

          func save(_ sessionID: String, shared: Bool) throws {
              try keychain
                  .accessibility(shared ? .«alwaysThisDeviceOnly» : .whenUnlocked)
                  .set(sessionID, key: "sessionID")
          }
      }
    `,
    swift`
      import SwiftKeychainWrapper

      KeychainWrapper.standard.set(token, forKey: "token", withAccessibility: .«always»)
    `,
    swift`
      import KeychainSwift

      let keychain = KeychainSwift()
      keychain.set(token, forKey: "auth_token", withAccess: .«accessibleAlways»)
    `,
    swift`
      import Valet

      let valet = Valet.valet(with: Identifier(nonEmpty: "session")!, accessibility: .«always»)
    `,
    swift`
      struct Account: CreateableSecureStorable, GenericPasswordSecureStorable {
          let service = "Example"
          var accessible: LocksmithAccessibleOption? { return .«always» }
      }
    `,
    swift`
      SAMKeychain.setAccessibilityType(«kSecAttrAccessibleAlways»)
    `,
    swift`
      let keychain = UICKeyChainStore(service: "com.example.app")
      keychain.accessibility = .«always»
    `,
    ...script.BAD,
  ],
  good: [
    swift`
      let query: [String: Any] = [
          kSecClass as String: kSecClassGenericPassword,
          kSecAttrAccount as String: "accessToken",
          kSecValueData as String: data,
          kSecAttrAccessible as String: kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly,
      ]
    `,
    // SwiftUI has a method of the same name.
    swift`
      Image("logo").accessibility(label: Text("Always")).accessibility(.always)
    `,
    // A wrapper's own table of levels.
    swift`
      enum Accessibility {
          case always, afterFirstUnlock, whenUnlocked

          var rawValue: CFString {
              switch self {
              case .always: return kSecAttrAccessibleAlways
              case .afterFirstUnlock: return kSecAttrAccessibleAfterFirstUnlock
              case .whenUnlocked: return kSecAttrAccessibleWhenUnlocked
              }
          }
      }
    `,
    swift`
      extension Level {
          init?(rawValue: String) {
              switch rawValue {
              case String(kSecAttrAccessibleAlways): self = .always
              default: return nil
              }
          }
      }
    `,
    // Moving old items away from the level.
    swift`
      let old: [CFString: Any] = [
          kSecClass: kSecClassGenericPassword,
          kSecAttrAccessible: kSecAttrAccessibleAlways,
      ]
      SecItemDelete(old as CFDictionary)
    `,
    swift`
      if attributes[kSecAttrAccessible as String] as? String == kSecAttrAccessibleAlways as String {
          try migrate()
      }
    `,
    swift`
      try valet.migrateObjectsFromAlwaysAccessibleValet(removeOnCompletion: true)
    `,
    swift`
      let names: [CFString: String] = [
          kSecAttrAccessibleAlways: "always",
          kSecAttrAccessibleWhenUnlocked: "when unlocked",
      ]
    `,
    // A public key is no secret.
    swift`
      let publicAccessControl = AccessControl(protection: kSecAttrAccessibleAlwaysThisDeviceOnly, flags: [.privateKeyUsage])
    `,
    // Another library's enumeration.
    swift`
      let mode: RenderingMode = .always
      view.scrollIndicators(.always)
    `,
    ...script.GOOD,
  ],
  fixed: [
    {
      language: 'swift',
      title:
        'Switch to kSecAttrAccessibleAfterFirstUnlock: readable in the background after the first unlock, migrates in encrypted backups',
      before: `query[kSecAttrAccessible as String] = kSecAttrAccessibleAlways // legacy\n`,
      after: `query[kSecAttrAccessible as String] = kSecAttrAccessibleAfterFirstUnlock // legacy\n`,
    },
    {
      language: 'swift',
      title:
        'Switch to .afterFirstUnlockThisDeviceOnly: readable in the background after the first unlock, never leaves this device',
      before: `import KeychainAccess\n\nlet keychain = Keychain().accessibility(.alwaysThisDeviceOnly)\n`,
      after: `import KeychainAccess\n\nlet keychain = Keychain().accessibility(.afterFirstUnlockThisDeviceOnly)\n`,
    },
    ...script.FIXED,
  ],
});

function messageFor(mention: LevelMention, facts: FileFacts): string {
  const [kind] = kindsOf(writesWith(mention, facts));
  const what = kind ? `the ${KIND_NAMES[kind]}` : 'this item';
  return (
    `${mention.spelled} leaves ${what} readable while the device is locked, to anyone who holds it. ` +
    `Apple deprecated this level in iOS 12.`
  );
}

/** What the policy asks for the credential at hand, else the level nearest in reach. */
function preferredLevel(mention: LevelMention, facts: FileFacts, policy: Policy): Level {
  const kinds = kindsOf(writesWith(mention, facts));
  const nearest = replacementOfAlways(mention.level);
  const misfit = kinds.find((kind) => !fit(nearest, kind, policy).fits);
  if (!misfit) return nearest;
  const wanted = recommendedLevel(misfit, policy);
  return levelInfo(wanted).thisDeviceOnly || !levelInfo(mention.level).thisDeviceOnly ? wanted : nearest;
}
