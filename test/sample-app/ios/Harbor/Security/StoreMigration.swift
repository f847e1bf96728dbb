import Foundation
import Security
import SwiftKeychainWrapper

/// What an update from 2.x has to put right in the items that 2.x wrote with SwiftKeychainWrapper.
struct StoreMigration {
    private let wrapper = KeychainWrapper(serviceName: "com.harborferries.app.v2")

    /// 3.0 binds refresh tokens to the device. 2.x wrote them with `.afterFirstUnlock`.
    func bindRefreshToken(accountID: String) throws {
        let key = "\(accountID).v2.refreshToken"
        guard let refreshToken = wrapper.string(forKey: key) else { return }
        guard wrapper.set(refreshToken, forKey: key, withAccessibility: .whenUnlockedThisDeviceOnly) else {
            throw KeychainError.unhandled(errSecDuplicateItem)
        }
    }

    /// 3.0 reads session ids in the background. 2.x wrote them with `.whenUnlocked`.
    func openSessionIdToBackground(accountID: String) throws {
        let key = "\(accountID).v2.sessionId"
        guard let sessionId = wrapper.string(forKey: key) else { return }
        guard wrapper.removeObject(forKey: key) else { throw KeychainError.unreadableData }
        guard wrapper.set(sessionId, forKey: key, withAccessibility: .afterFirstUnlock) else {
            throw KeychainError.unhandled(errSecIO)
        }
    }

    /// 2.x kept the token in the defaults of the app for a while.
    func moveTokenOutOfDefaults(accountID: String) throws {
        let defaults = UserDefaults.standard
        guard let accessToken = defaults.string(forKey: "v2.accessToken") else { return }
        try KeychainHelper.session.save(
            accessToken,
            account: "\(accountID).accessToken",
            accessibility: kSecAttrAccessibleAfterFirstUnlock
        )
        defaults.removeObject(forKey: "v2.accessToken")
    }

    func removeTokens(accountID: String) throws {
        for name in ["refreshToken", "sessionId"] where wrapper.hasValue(forKey: "\(accountID).v2.\(name)") {
            guard wrapper.removeObject(forKey: "\(accountID).v2.\(name)") else {
                throw KeychainError.unreadableData
            }
        }
    }
}
