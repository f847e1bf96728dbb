import Foundation
import SwiftData

struct User: Codable, Identifiable, Hashable, Sendable {
    let id: String
    var name: String
    var email: String
    var homeHarbour: String?
    var hasToken: Bool
}

struct Sailing: Codable, Identifiable, Hashable, Sendable {
    let id: String
    let harbour: String
    let departsAt: Date
    let freeSeats: Int
}

struct Ticket: Codable, Identifiable, Hashable, Sendable {
    let id: String
    let sailingId: String
    let seat: String?
    /// Shown as a QR code at the gate; the gate accepts it once.
    let boardingCode: String
}

/// The rows of the account switcher, kept so that it can be shown before the network answers.
@Model
final class CachedAccount {
    @Attribute(.unique) var id: String
    var displayName: String
    var homeHarbour: String?
    var refreshToken: String?
    var lastUsedAt: Date

    init(user: User, refreshToken: String?, lastUsedAt: Date = .now) {
        self.id = user.id
        self.displayName = user.name
        self.homeHarbour = user.homeHarbour
        self.refreshToken = refreshToken
        self.lastUsedAt = lastUsedAt
    }
}
