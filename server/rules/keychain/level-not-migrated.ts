import type { KeptLevel } from '../../facts/keychain/counterpart-model.js';
import type { Fix } from '../../finding.js';
import { KIND_NAMES } from '../../knowledge/credentials.js';
import { levelInfo } from '../../knowledge/levels.js';
import { defineRule, swift } from '../rule.js';
import * as script from './typescript/level-not-migrated.js';

export const levelNotMigrated = defineRule({
  id: 'keychain/level-not-migrated',
  title: 'Level that does not reach the item already stored',
  severity: 'information',
  why: `
Three libraries do not change the level of an item that exists. SimpleKeychain updates an existing item with its data
only, so that it keeps the level it was first stored with. SwiftKeychainWrapper puts the level into the query that
looks for the item: with another level it finds nothing, \`set\` returns false, and value and level stay as they were.
expo-secure-store updates an existing item with its value only. A migration that reads a value and writes it back with a better level then does nothing for the users who have one.`,
  remedy: `
Delete the item, then write it with the new level, once. Keep the value in memory until the write has succeeded.`,
  fixSafety: `
Between the delete and the write there is no item, and a write that fails loses the value; look at what happens then.`,
  references: [
    {
      title: 'Apple: kSecAttrAccessible',
      url: 'https://developer.apple.com/documentation/security/ksecattraccessible',
    },
    {
      title: 'SimpleKeychain: SimpleKeychain.swift',
      url: 'https://github.com/auth0/SimpleKeychain/blob/1.3.0/SimpleKeychain/SimpleKeychain.swift#L157-L170',
    },
    {
      title: 'SwiftKeychainWrapper: KeychainWrapper.swift',
      url: 'https://github.com/jrendel/SwiftKeychainWrapper/blob/4.0.1/SwiftKeychainWrapper/KeychainWrapper.swift#L309-L330',
    },
    {
      title: 'expo-secure-store: SecureStoreModule.swift',
      url: 'https://github.com/expo/expo/blob/main/packages/expo-secure-store/ios/SecureStoreModule.swift',
    },
  ],
  *check(facts) {
    for (const kept of facts.keychain.keptLevels) {
      yield {
        span: { start: kept.start, end: kept.end },
        message: messageFor(kept),
        related: [{ span: kept.read, message: 'The value comes from the item that is already stored.' }],
        fixes: fixesFor(kept),
      };
    }
  },
  bad: [
    swift`
      import SwiftKeychainWrapper

      func bindToDevice(_ wrapper: KeychainWrapper) throws {
          guard let refreshToken = wrapper.string(forKey: "refreshToken") else { return }
          guard wrapper.«set»(refreshToken, forKey: "refreshToken", withAccessibility: .whenUnlockedThisDeviceOnly) else {
              throw MigrationError.failed
          }
      }
    `,
    swift`
      import SwiftKeychainWrapper

      func migrate() {
          if let sessionID = KeychainWrapper.standard.string(forKey: Key.sessionID) {
              let stored = KeychainWrapper.standard.«set»(sessionID, forKey: Key.sessionID, withAccessibility: .afterFirstUnlock)
              assert(stored)
          }
      }
    `,
    swift`
      import SimpleKeychain

      func migrate() throws {
          let old = SimpleKeychain(service: "session")
          let new = SimpleKeychain(service: "session", accessibility: .whenUnlockedThisDeviceOnly)
          let refreshToken = try old.string(forKey: "refreshToken")
          try new.«set»(refreshToken, forKey: "refreshToken")
      }
    `,
    ...script.BAD,
  ],
  good: [
    swift`
      import SwiftKeychainWrapper

      func migrate(_ wrapper: KeychainWrapper) throws {
          guard let sessionID = wrapper.string(forKey: "sessionID") else { return }
          guard wrapper.removeObject(forKey: "sessionID") else { throw MigrationError.failed }
          guard wrapper.set(sessionID, forKey: "sessionID", withAccessibility: .afterFirstUnlock) else {
              throw MigrationError.failed
          }
      }
    `,
    // Created when there is none.
    swift`
      import SwiftKeychainWrapper

      func salt(_ wrapper: KeychainWrapper) -> String {
          if let salt = wrapper.string(forKey: "salt") { return salt }
          let salt = UUID().uuidString
          let stored = wrapper.set(salt, forKey: "salt", withAccessibility: .afterFirstUnlock)
          return stored ? salt : ""
      }
    `,
    // Under another key.
    swift`
      import SwiftKeychainWrapper

      func rename(_ wrapper: KeychainWrapper) -> Bool {
          guard let token = wrapper.string(forKey: "token") else { return false }
          return wrapper.set(token, forKey: "accessToken", withAccessibility: .afterFirstUnlock)
      }
    `,
    // KeychainAccess updates the level as well.
    swift`
      import KeychainAccess

      func migrate() throws {
          guard let token = try keychain.get("refreshToken") else { return }
          try keychain.accessibility(.whenUnlockedThisDeviceOnly).set(token, key: "refreshToken")
      }
    `,
    swift`
      import SimpleKeychain

      func move() throws {
          let old = SimpleKeychain(service: "v1")
          let new = SimpleKeychain(service: "v2", accessibility: .whenUnlockedThisDeviceOnly)
          try new.set(try old.string(forKey: "refreshToken"), forKey: "refreshToken")
      }
    `,
    swift`
      import SwiftKeychainWrapper

      func save(_ token: String) -> Bool {
          KeychainWrapper.standard.set(token, forKey: "token", withAccessibility: .afterFirstUnlock)
      }
    `,
    swift`
      import SimpleKeychain

      let keychain = SimpleKeychain(accessibility: .afterFirstUnlock)
      let token = try keychain.string(forKey: "token")
      try keychain.set(token, forKey: "token")
    `,
    swift`
      import SwiftKeychainWrapper

      func reset(_ wrapper: KeychainWrapper) -> Bool {
          let token = wrapper.string(forKey: "token") ?? ""
          wrapper.removeAllKeys()
          return wrapper.set(token, forKey: "token", withAccessibility: .whenUnlockedThisDeviceOnly)
      }
    `,
    ...script.GOOD,
  ],
  fixed: [
    {
      language: 'swift',
      title: 'Delete the old item first',
      before: `import SwiftKeychainWrapper

func migrate(_ wrapper: KeychainWrapper) -> Bool {
    guard let token = wrapper.string(forKey: "refreshToken") else { return true }
    return wrapper.set(token, forKey: "refreshToken", withAccessibility: .whenUnlockedThisDeviceOnly)
}
`,
      after: `import SwiftKeychainWrapper

func migrate(_ wrapper: KeychainWrapper) -> Bool {
    guard let token = wrapper.string(forKey: "refreshToken") else { return true }
    wrapper.removeObject(forKey: "refreshToken")
    return wrapper.set(token, forKey: "refreshToken", withAccessibility: .whenUnlockedThisDeviceOnly)
}
`,
    },
    ...script.FIXED,
  ],
});

function messageFor({ call, level, effect, credential }: KeptLevel): string {
  const what = credential ? `the ${KIND_NAMES[credential.kind]}` : 'the item';
  const outcome =
    effect === 'fails'
      ? 'fails for an item that exists with another level'
      : 'keeps the level of an item that exists';
  return `${call} ${outcome}: ${what} does not become ${levelInfo(level).name} for people who have one already.`;
}

function fixesFor({ repair }: KeptLevel): readonly Fix[] {
  if (!repair) return [];
  const edits = [{ span: { start: repair.at, end: repair.at }, newText: repair.newText }];
  return [{ title: 'Delete the old item first', safety: 'review', preferred: true, edits }];
}
