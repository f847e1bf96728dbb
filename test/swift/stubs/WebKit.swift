@_exported import Foundation

@MainActor
open class WKWebsiteDataStore: NSObject {
    public class func `default`() -> WKWebsiteDataStore { WKWebsiteDataStore() }
    public class func allWebsiteDataTypes() -> Set<String> { [] }
    public func removeData(ofTypes types: Set<String>, modifiedSince date: Date) async {}
}
