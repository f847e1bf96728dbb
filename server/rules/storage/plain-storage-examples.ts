import * as persisted from './typescript/persisted-examples.js';
import * as moves from './typescript/move-examples.js';
import { PLAIN_FIXED } from './typescript/examples.js';
import { PLAIN_BAD } from './typescript/plain-bad-examples.js';
import { PLAIN_GOOD } from './typescript/plain-good-examples.js';
import { swift, type Example, type FixExample } from '../rule.js';

export const plainStorageBad: readonly Example[] = [
  ...PLAIN_BAD,
  ...moves.MOVES_BAD,
  ...persisted.PERSISTED_BAD,
  swift`
      struct StoredSession: Codable {
          let accessToken: String
          let userID: String
      }

      final class SessionFile {
          private var session: StoredSession

          func save() throws {
              let data = try JSONEncoder().encode(session)
              try «data.write(to: fileURL, options: .atomic)»
          }
      }
    `,
  swift`
      final class TokenFile {
          private let fileURL: URL

          func save(_ refreshToken: String) {
              try? «Data(refreshToken.utf8).write(to: fileURL)»
          }

          func load() -> Data? {
              try? Data(contentsOf: fileURL)
          }

          func clear() {
              try? FileManager.default.removeItem(at: fileURL)
          }
      }
    `,
  swift`
      func export(_ refreshToken: String) throws {
          try «refreshToken.write(toFile: path, atomically: true, encoding: .utf8)»
      }
    `,
  swift`
      final class AccountEntity: NSManagedObject {
          «@NSManaged var accessToken»: String?
          @NSManaged var name: String?
      }
    `,
  swift`
      @Model
      final class Account {
          «var refreshToken»: String
          var expiresAt: Date

          init(refreshToken: String, expiresAt: Date) {
              self.refreshToken = refreshToken
              self.expiresAt = expiresAt
          }
      }
    `,
  swift`
      final class StoredUser: Object {
          @Persisted var name: String = ""
          «@Persisted var password»: String = ""
      }
    `,
  swift`
      «NSKeyedArchiver.archiveRootObject(credentials, toFile: path)»
    `,
  swift`
      FileManager.default.createFile(atPath: log, contents: nil)
      «FileManager.default.createFile(atPath: path, contents: Data(sessionToken.utf8))»
    `,
];

export const plainStorageGood: readonly Example[] = [
  ...PLAIN_GOOD,
  swift`
      try data.write(to: url)
      try image.pngData()?.write(to: url)
    `,
  swift`
      try Data(accessToken.utf8).write(to: url, options: [.atomic, .completeFileProtection])
    `,
  swift`
      final class AccountEntity: NSManagedObject {
          @NSManaged var pushToken: String?
          @NSManaged var tokenExpiry: Date?
          @NSManaged var hasPassword: Bool
      }
    `,
  swift`
      @Model
      final class Account {
          var name: String
          @Transient var accessToken: String = ""
          static var sharedToken: String = ""
      }
    `,
  swift`
      struct Token: Codable { let symbol: String; let balance: Int }

      func cache(_ tokens: [Token]) throws {
          try JSONEncoder().encode(tokens.map(\.symbol)).write(to: url)
      }
    `,
  swift`
      struct Account: Codable {
          let accessToken: String
      }

      final class Log: Object {
          @Persisted var message: String = ""
      }
    `,
  swift`
      try encrypted(refreshToken).write(to: url)
    `,
  // The session of an upload.
  swift`
      final class UploadSession: Object {
          @Persisted var token: String = ""
          @Persisted var sessionIdentifier: String?
      }
    `,
  // What a shop's product is shown under.
  swift`
      final class Product: NSManagedObject {
          @NSManaged public var password: String?
      }
    `,
  // An encrypted Realm.
  swift`
      final class Receiver: Object {
          @Persisted var password: String = ""
      }

      func open(with key: Data) throws -> Realm {
          try Realm(configuration: Realm.Configuration(encryptionKey: key))
      }
    `,
  // Goes out by a stream and is kept nowhere.
  swift`
      func send(_ credentials: Credentials) {
          credentials.write(to: outputStream)
      }
    `,
  // Not an object of a database.
  swift`
      final class Session: NSObject {
          @objc dynamic var accessToken: String = ""
      }
    `,
  // A token that is traded.
  swift`
    import RealmSwift

    class EventActivity: Object {
        @objc dynamic var tokenContract = ""
    }
  `,
  // How far a history of changes has been read.
  swift`
    func writeHistoryToken(token: NSPersistentHistoryToken) throws {
        let data = try NSKeyedArchiver.archivedData(withRootObject: token, requiringSecureCoding: true)
        try data.write(to: historyTokenURL)
    }
  `,
];

export const plainStorageFixed: readonly FixExample[] = [
  {
    language: 'swift',
    title: 'Move to the Keychain with Keychain.save',
    before: `import Foundation

final class TokenFile {
    private let tokenURL: URL

    func save(_ refreshToken: String) throws {
        try refreshToken.write(to: tokenURL, atomically: true, encoding: .utf8)
    }

    func load() -> String? {
        try? String(contentsOf: tokenURL, encoding: .utf8)
    }

    func clear() throws {
        try FileManager.default.removeItem(at: tokenURL)
    }
}

enum Keychain {
    static func save(_ value: String, account: String) throws {
        let query: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: account]
        let changes: [CFString: Any] = [
            kSecValueData: Data(value.utf8),
            kSecAttrAccessible: kSecAttrAccessibleWhenUnlockedThisDeviceOnly,
        ]
        guard SecItemAdd(query.merging(changes) { $1 } as CFDictionary, nil) == errSecSuccess else { throw Failure() }
    }

    static func read(account: String) throws -> String? {
        let query: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: account]
        var item: CFTypeRef?
        guard SecItemCopyMatching(query as CFDictionary, &item) == errSecSuccess else { return nil }
        return (item as? Data).flatMap { String(data: $0, encoding: .utf8) }
    }

    static func delete(account: String) throws {
        let query: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: account]
        guard SecItemDelete(query as CFDictionary) == errSecSuccess else { throw Failure() }
    }
}
`,
    after: `import Foundation

final class TokenFile {
    private let tokenURL: URL

    func save(_ refreshToken: String) throws {
        try Keychain.save(refreshToken, account: "token")
    }

    func load() -> String? {
        try? Keychain.read(account: "token")
    }

    func clear() throws {
        try Keychain.delete(account: "token")
    }
}

enum Keychain {
    static func save(_ value: String, account: String) throws {
        let query: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: account]
        let changes: [CFString: Any] = [
            kSecValueData: Data(value.utf8),
            kSecAttrAccessible: kSecAttrAccessibleWhenUnlockedThisDeviceOnly,
        ]
        guard SecItemAdd(query.merging(changes) { $1 } as CFDictionary, nil) == errSecSuccess else { throw Failure() }
    }

    static func read(account: String) throws -> String? {
        let query: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: account]
        var item: CFTypeRef?
        guard SecItemCopyMatching(query as CFDictionary, &item) == errSecSuccess else { return nil }
        return (item as? Data).flatMap { String(data: $0, encoding: .utf8) }
    }

    static func delete(account: String) throws {
        let query: [CFString: Any] = [kSecClass: kSecClassGenericPassword, kSecAttrAccount: account]
        guard SecItemDelete(query as CFDictionary) == errSecSuccess else { throw Failure() }
    }
}
`,
  },
  {
    language: 'swift',
    title: 'Write with complete file protection',
    before: `func save(_ refreshToken: String) throws {
    try Data(refreshToken.utf8).write(to: url, options: .atomic)
}
`,
    after: `func save(_ refreshToken: String) throws {
    try Data(refreshToken.utf8).write(to: url, options: [.atomic, .completeFileProtection])
}
`,
  },
  {
    language: 'swift',
    title: 'Keep it out of the database',
    before: `@Model
final class Account {
    var name: String
    var accessToken: String?
}
`,
    after: `@Model
final class Account {
    var name: String
    @Transient var accessToken: String?
}
`,
  },
  ...PLAIN_FIXED,
  ...moves.MOVES_FIXED,
  ...persisted.PERSISTED_FIXED,
];
