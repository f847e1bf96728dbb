//- prefixes: retry-queue, offline-queue
//- title: Queue for requests made offline
//- about: Keeps requests while there is no network and sends them in their order once there is one.
//- needs: network-client

import Foundation
import Network

/// Requests that wait for a network. They are kept without the token: it is added when they are sent.
actor RetryQueue {
    private let client: APIClient
    private let monitor = NWPathMonitor()
    private var waiting: [URLRequest] = []
    private var sending: Task<Void, Never>?

    init(client: APIClient) {
        self.client = client
    }

    func start() {
        monitor.pathUpdateHandler = { [weak self] path in
            guard path.status == .satisfied else { return }
            Task { [weak self] in await self?.sendWaiting() }
        }
        monitor.start(queue: .global(qos: .utility))
    }

    func enqueue(_ request: URLRequest) {
        waiting.append(request)
        sendWaiting()
    }

    /// Part of signing out: what one user has queued is not sent by the next.
    func stop() {
        monitor.cancel()
        sending?.cancel()
        sending = nil
        waiting.removeAll()
    }

    private func sendWaiting() {
        guard sending == nil else { return }
        sending = Task {
            while let next = waiting.first, !Task.isCancelled {
                do {
                    _ = try await client.data(for: next)
                } catch is URLError {
                    break
                } catch {
                    // The server has answered: the same request would get the same answer.
                }
                if waiting.first == next { waiting.removeFirst() }
            }
            sending = nil
        }
    }
}
