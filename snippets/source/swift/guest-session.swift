//- prefixes: guest-session, anonymous-session, guest-conversion
//- title: Guest session and its conversion
//- about: Starts without an account and keeps what the guest did when one is registered.
//- needs: keychain-helper, refresh-single-flight

import Foundation
import Observation

/// What a guest’s session asks of the server.
protocol GuestService: Sendable {
    func startGuestSession() async throws -> TokenResponse
    /// Makes the guest a registered user, with everything that is theirs.
    func register(email: String, password: String, guestToken: String) async throws -> TokenResponse
}

@MainActor
@Observable
final class GuestSession {
    private(set) var isGuest = false

    @ObservationIgnored private let service: any GuestService
    @ObservationIgnored private let keychain = KeychainHelper.session

    init(service: any GuestService) {
        self.service = service
    }

    /// Goes on as the guest of the last launch, or as a new one.
    func start() async throws {
        if try keychain.read(account: "«1:guest».accessToken") == nil {
            let tokens = try await service.startGuestSession()
            try keychain.save(
                tokens.accessToken,
                account: "«1».accessToken",
                accessibility: «2=level accessToken»
            )
        }
        isGuest = true
    }

    /// The guest’s token goes last: when anything fails before, the guest is still there.
    func convert(email: String, password: String) async throws {
        guard let guestToken = try keychain.read(account: "«1».accessToken") else {
            throw RefreshError.sessionEnded
        }
        let tokens = try await service.register(email: email, password: password, guestToken: guestToken)
        if let refreshToken = tokens.refreshToken {
            try keychain.save(
                refreshToken,
                account: "refreshToken",
                accessibility: «3=level refreshToken»
            )
        }
        try keychain.save(
            tokens.accessToken,
            account: "accessToken",
            accessibility: «2»
        )
        isGuest = false
        try keychain.delete(account: "«1».accessToken")
    }
}
