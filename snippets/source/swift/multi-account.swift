//- prefixes: multi-account, account-manager, account-switcher
//- title: Several accounts on one device
//- about: Adds, switches and removes accounts; Keychain items are keyed by account, a pointer names the active one.
//- needs: keychain-helper

import Foundation
import Observation

/// What is shown of an account: nothing in it is secret.
struct SessionAccount: Codable, Identifiable, Hashable, Sendable {
    let id: String
    let displayName: String
}

@MainActor
@Observable
final class AccountManager {
    private(set) var accounts: [SessionAccount]
    private(set) var activeID: SessionAccount.ID?

    @ObservationIgnored private let keychain = KeychainHelper.session
    @ObservationIgnored private let defaults: UserDefaults

    init(defaults: UserDefaults = .standard) {
        self.defaults = defaults
        accounts = defaults.data(forKey: "«1:accounts»").flatMap {
            try? JSONDecoder().decode([SessionAccount].self, from: $0)
        } ?? []
        activeID = defaults.string(forKey: "«2:activeAccountID»")
    }

    var active: SessionAccount? {
        accounts.first { $0.id == activeID }
    }

    /// Adds an account that has just signed in, or renews its tokens, and makes it the active one.
    func add(_ account: SessionAccount, accessToken: String, refreshToken: String) throws {
        try keychain.save(
            refreshToken,
            account: "\(account.id).refreshToken",
            accessibility: «3=level refreshToken»
        )
        try keychain.save(
            accessToken,
            account: "\(account.id).accessToken",
            accessibility: «4=level accessToken»
        )
        accounts.removeAll { $0.id == account.id }
        accounts.append(account)
        activeID = account.id
        try remember()
    }

    func switchTo(_ id: SessionAccount.ID) throws {
        guard accounts.contains(where: { $0.id == id }) else { return }
        activeID = id
        try remember()
    }

    /// Signs one account out. The items of the others stay.
    func remove(_ id: SessionAccount.ID) throws {
        try keychain.delete(account: "\(id).accessToken")
        try keychain.delete(account: "\(id).refreshToken")
        accounts.removeAll { $0.id == id }
        if activeID == id { activeID = accounts.first?.id }
        try remember()
    }

    func accessToken() throws -> String? {
        guard let activeID else { return nil }
        return try keychain.read(account: "\(activeID).accessToken")
    }

    private func remember() throws {
        defaults.set(try JSONEncoder().encode(accounts), forKey: "«1»")
        defaults.set(activeID, forKey: "«2»")
    }
}
