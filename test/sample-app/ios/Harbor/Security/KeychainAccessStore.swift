import Foundation
import KeychainAccess

/// The tokens of the crew module, which came with its own Keychain library.
final class KeychainAccessStore {
    private static let service = "com.harborferries.crew"

    private let background = Keychain(service: service)
        .accessibility(.afterFirstUnlock)
    private let deviceBound = Keychain(service: "\(service).bound")
        .accessibility(.whenUnlockedThisDeviceOnly)
    private let turnstile = Keychain(service: "\(service).turnstile").accessibility(.always)
    private let roster = Keychain(service: "\(service).roster")

    // MARK: Crew member

    func save(sessionId: String, crewID: String) throws {
        try background.set(sessionId, key: "\(crewID).sessionId")
    }

    func save(refreshToken: String, crewID: String) throws {
        try deviceBound.set(refreshToken, key: "\(crewID).refreshToken")
    }

    func save(accessToken: String, crewID: String) throws {
        try Keychain(service: Self.service)
            .accessibility(.whenUnlocked)
            .set(accessToken, key: "\(crewID).accessToken")
    }

    func refreshToken(crewID: String) throws -> String? {
        try deviceBound.get("\(crewID).refreshToken")
    }

    // MARK: Turnstiles

    func openTurnstile(accessToken: String, crewID: String) throws {
        try turnstile.set(accessToken, key: "\(crewID).turnstile.accessToken")
    }

    /// The roster server has accounts of its own.
    func saveRoster(refreshToken: String, crewID: String) throws {
        try roster.set(refreshToken, key: "\(crewID).roster.refreshToken")
    }

    func rotate(refreshToken: String, crewID: String) {
        deviceBound["\(crewID).refreshToken"] = refreshToken
    }

    func removeTokens(crewID: String) throws {
        try background.remove("\(crewID).sessionId")
        try background.remove("\(crewID).accessToken")
        try deviceBound.remove("\(crewID).refreshToken")
        try turnstile.remove("\(crewID).turnstile.accessToken")
        try roster.remove("\(crewID).roster.refreshToken")
    }
}
