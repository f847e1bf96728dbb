@_exported import Foundation

@MainActor
open class UIApplication: NSObject {
    public static let shared = UIApplication()
    public var isProtectedDataAvailable: Bool { true }
    public nonisolated static let protectedDataDidBecomeAvailableNotification = Notification.Name("available")
    public nonisolated static let didEnterBackgroundNotification = Notification.Name("background")
    public nonisolated static let willEnterForegroundNotification = Notification.Name("foreground")
}

@MainActor
open class UIResponder: NSObject {}

@MainActor
open class UIViewController: UIResponder {
    open func viewDidLoad() {}
}

@MainActor
open class UIWindow: UIResponder {}
