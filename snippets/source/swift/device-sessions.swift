//- prefixes: device-sessions, session-registry, remote-logout
//- title: Sessions of an account on its devices
//- about: Registers this device with the server, lists the account’s sessions and ends one of them.
//- needs: network-client

import Foundation

/// One device on which an account is signed in, as the server knows it.
struct DeviceSession: Codable, Identifiable, Sendable {
    let id: String
    let deviceName: String
    let lastActive: Date
    let isCurrent: Bool
}

/// The server keeps the list of sessions; the app shows it and asks for changes.
struct DeviceSessions: Sendable {
    let baseURL: URL
    let client: APIClient

    /// Tells the server about this device, after the sign-in.
    func register(deviceName: String) async throws {
        var request = URLRequest(url: baseURL.appending(path: "«1:sessions»"))
        request.httpMethod = "POST"
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.httpBody = try JSONEncoder().encode(["deviceName": deviceName])
        _ = try await client.data(for: request)
    }

    func all() async throws -> [DeviceSession] {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        let data = try await client.data(for: URLRequest(url: baseURL.appending(path: "«1»")))
        return try decoder.decode([DeviceSession].self, from: data)
    }

    /// Signs another device out. Its next request gets a 401, and its refresh is refused.
    func end(_ session: DeviceSession) async throws {
        var request = URLRequest(url: baseURL.appending(path: "«1»/\(session.id)"))
        request.httpMethod = "DELETE"
        _ = try await client.data(for: request)
    }
}
