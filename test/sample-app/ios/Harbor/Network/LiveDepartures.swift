import Foundation

/// The socket that moves the departures board while it is on screen.
actor LiveDepartures {
    private var socket: URLSessionWebSocketTask?
    private var listener: Task<Void, Never>?

    private(set) var sailings: [Sailing] = []

    func open(accessToken: String) {
        close()
        var request = URLRequest(url: Endpoints.liveDepartures)
        request.setValue("Bearer \(accessToken)", forHTTPHeaderField: "Authorization")
        let socket = URLSession.shared.webSocketTask(with: request)
        self.socket = socket
        listener = Task { [weak self] in
            while !Task.isCancelled {
                guard let message = try? await socket.receive() else { return }
                await self?.apply(message)
            }
        }
        socket.resume()
    }

    func close() {
        listener?.cancel()
        listener = nil
        socket?.cancel(with: .goingAway, reason: nil)
        socket = nil
        sailings = []
    }

    private func apply(_ message: URLSessionWebSocketTask.Message) {
        guard case .string(let text) = message else { return }
        do {
            let sailing = try JSONDecoder().decode(Sailing.self, from: Data(text.utf8))
            sailings.removeAll { $0.id == sailing.id }
            sailings.append(sailing)
        } catch {
            Log.network.debug("Unknown board message of \(text.count) characters")
        }
    }
}
