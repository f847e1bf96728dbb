@_exported import Foundation

open class LAContext: NSObject {
    public var localizedReason = ""
    public var interactionNotAllowed = false
}
