import Foundation

/// The accounts on this device and which one is active. Holds no credentials; those are Keychain items whose
/// names begin with the account's id.
final class AccountStore {
    private static let accountsKey = "accounts"
    private static let activeAccountKey = "activeAccountID"

    static let snapshotURL = URL.cachesDirectory.appending(path: "handover.json")

    private let defaults: UserDefaults
    private(set) var accounts: [User]

    init(defaults: UserDefaults = .standard) {
        self.defaults = defaults
        accounts = defaults.data(forKey: Self.accountsKey)
            .flatMap { try? JSONDecoder().decode([User].self, from: $0) } ?? []
    }

    var activeUser: User? {
        let activeID = defaults.string(forKey: Self.activeAccountKey)
        return accounts.first { $0.id == activeID }
    }

    func add(_ user: User) {
        accounts.removeAll { $0.id == user.id }
        accounts.append(user)
        saveAccounts()
        defaults.set(user.id, forKey: Self.activeAccountKey)
    }

    func activate(_ accountID: String) -> User? {
        guard let user = accounts.first(where: { $0.id == accountID }) else { return nil }
        defaults.set(accountID, forKey: Self.activeAccountKey)
        return user
    }

    func remove(_ accountID: String) {
        accounts.removeAll { $0.id == accountID }
        saveAccounts()
        if defaults.string(forKey: Self.activeAccountKey) == accountID {
            defaults.removeObject(forKey: Self.activeAccountKey)
        }
    }

    private func saveAccounts() {
        defaults.set(try? JSONEncoder().encode(accounts), forKey: Self.accountsKey)
    }
}

// MARK: - Handover to the web checkout

extension AccountStore {
    /// The checkout process reads the session from here when it starts.
    func writeSnapshot(of tokens: SessionTokens) throws {
        let snapshot = try JSONEncoder().encode(tokens)
        try snapshot.write(to: Self.snapshotURL, options: .atomic)
    }

    func writeReceipt(_ receipt: Data, named name: String) throws {
        let url = URL.documentsDirectory.appending(path: "\(name).pdf")
        try receipt.write(to: url, options: [.atomic, .completeFileProtection])
    }
}
