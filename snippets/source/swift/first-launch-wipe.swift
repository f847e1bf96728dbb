//- prefixes: first-launch-wipe, reinstall-wipe, keychain-wipe
//- title: Wipe the Keychain at the first launch
//- about: Keychain items outlive the app; a new installation starts signed out.
//- needs: keychain-helper

import UIKit

/// UserDefaults go with the app, Keychain items do not: where the mark is missing, the app was installed anew.
@MainActor
enum FirstLaunch {
    private static let mark = "«1:hasLaunchedBefore»"

    /// Call before the session is restored.
    static func wipeKeychainAfterReinstall() throws {
        // Started before the first unlock, the app sees no UserDefaults at all and would take itself for new.
        guard UIApplication.shared.isProtectedDataAvailable else { return }
        guard !UserDefaults.standard.bool(forKey: mark) else { return }
        try KeychainHelper.session.deleteAll()
        UserDefaults.standard.set(true, forKey: mark)
    }
}
