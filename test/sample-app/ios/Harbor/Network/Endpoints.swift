import Foundation

/// Where the servers are, and how Harbor introduces itself to them.
enum Endpoints {
    static let base = URL(string: "https://api.harborferries.example/v3")!

    static let token = base.appending(path: "oauth/token")
    static let revocation = base.appending(path: "oauth/revoke")
    static let profile = base.appending(path: "me")
    static let pushDevices = base.appending(path: "devices")
    static let liveDepartures = URL(string: "wss://live.harborferries.example/departures")!

    /// Public by design: the client id of a native app is no secret (RFC 8252, section 8.5).
    static let clientID = "harbor-ios-7c41d09e"

    /// Read from the xcconfig of the build, which is not in git.
    static let mapsKey = Bundle.main.infoDictionary?["MAPS_API_KEY"] as? String ?? ""

    static let clientSecret = "hbr_live_9f3c71d2a8e64b05b6c1e7f2d9430a5c"

    /// The public key of the crash reporter. It can only send.
    static let crashReporterKey = "pub_harbor_crash"

    static func ticket(_ ticketID: String) -> URL {
        base.appending(path: "tickets/\(ticketID)")
    }

    static func ticketPDF(_ ticketID: String) -> URL {
        ticket(ticketID).appending(path: "pdf")
    }

    static func authorize(challenge: String, state: String) -> URL {
        base.appending(path: "oauth/authorize").appending(queryItems: [
            URLQueryItem(name: "response_type", value: "code"),
            URLQueryItem(name: "client_id", value: clientID),
            URLQueryItem(name: "redirect_uri", value: "harbor://signed-in"),
            URLQueryItem(name: "code_challenge", value: challenge),
            URLQueryItem(name: "code_challenge_method", value: "S256"),
            URLQueryItem(name: "state", value: state),
        ])
    }

    /// The timetable is open to everyone, but its server wants a bearer token.
    static func timetable(of harbour: String) -> URLRequest {
        var request = URLRequest(url: base.appending(path: "timetables/\(harbour)"))
        request.setValue(
            "Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ0aW1ldGFibGUiLCJpc3MiOiJoYXJib3IifQ.aW52ZW50ZWQtZm9yLXRoZS1zYW1wbGUtYXBw",
            forHTTPHeaderField: "Authorization"
        )
        return request
    }
}

/// Names of the headers and error codes that the API documents.
enum APIName {
    static let sessionIdHeader = "X-Harbor-Session-Id"
    static let accessTokenParameter = "access_token_for_embedded_map"
    static let invalidToken = "ERR_INVALID_REFRESH_TOKEN_4010"
}
