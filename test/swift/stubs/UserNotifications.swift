@_exported import Foundation

public final class UNUserNotificationCenter: NSObject, Sendable {
    public class func current() -> UNUserNotificationCenter { UNUserNotificationCenter() }
    public func removeAllDeliveredNotifications() {}
    public func removeAllPendingNotificationRequests() {}
}
