//- prefixes: remember-me
//- title: “Remember me” preference
//- about: A yes or no in UserDefaults: a preference, not a credential.

import Foundation

/// Whether the name of the user is filled in at the next sign-in. It opens nothing, so UserDefaults will do.
enum RememberMe {
    private static let key = "«1:rememberMe»"

    static var isOn: Bool {
        get { UserDefaults.standard.bool(forKey: key) }
        set { UserDefaults.standard.set(newValue, forKey: key) }
    }
}
