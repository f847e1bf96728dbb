//- prefixes: network-client, api-client, refresh-on-401, retry-401
//- title: Network client with refresh on 401
//- about: Adds the bearer token; on a 401 it refreshes and repeats the request once.
//- needs: keychain-helper, refresh-single-flight

import Foundation

actor APIClient {
    enum Failure: Error {
        case notSignedIn
        case status(Int)
    }

    private let baseURL: URL
    private let refresher: TokenRefresher
    private let keychain = KeychainHelper.session
    private let urlSession = URLSession(configuration: .default)

    init(baseURL: URL, refresher: TokenRefresher) {
        self.baseURL = baseURL
        self.refresher = refresher
    }

    func get<Body: Decodable & Sendable>(_ path: String, as type: Body.Type = Body.self) async throws -> Body {
        let body = try await data(for: URLRequest(url: baseURL.appending(path: path)))
        return try JSONDecoder().decode(type, from: body)
    }

    /// Sends a request as the user who is signed in.
    func data(for request: URLRequest) async throws -> Data {
        guard let accessToken = try keychain.read(account: "«1:accessToken»") else { throw Failure.notSignedIn }
        let first = try await send(request, accessToken: accessToken)
        guard first.status == 401 else { return try first.checked() }

        // Once: a second 401 is an answer like any other.
        let renewed = try await refresher.refresh(replacing: accessToken)
        return try await send(request, accessToken: renewed).checked()
    }

    /// Part of signing out.
    func cancelPendingRequests() async {
        for task in await urlSession.allTasks { task.cancel() }
    }

    private func send(_ request: URLRequest, accessToken: String) async throws -> Answer {
        var request = request
        request.setValue("Bearer \(accessToken)", forHTTPHeaderField: "Authorization")
        let (data, response) = try await urlSession.data(for: request)
        return Answer(data: data, status: (response as? HTTPURLResponse)?.statusCode ?? 0)
    }

    private struct Answer {
        let data: Data
        let status: Int

        func checked() throws -> Data {
            guard (200..<300).contains(status) else { throw Failure.status(status) }
            return data
        }
    }
}
