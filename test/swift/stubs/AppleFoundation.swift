// What Foundation has on Apple's systems, and lacks on others.
@_exported import Foundation
@_exported import FoundationNetworking
@_exported import Security

extension URLSession {
    public var allTasks: [URLSessionTask] { get async { [] } }
}

extension URL {
    public static var cachesDirectory: URL { temporaryDirectory }
}
