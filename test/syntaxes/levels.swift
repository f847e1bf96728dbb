// SYNTAX TEST "source.swift" "Keychain levels and calls"

    kSecAttrAccessible as String: kSecAttrAccessibleAlways,
//                                ^^^^^^^^^^^^^^^^^^^^^^^^ invalid.deprecated.level.insecure.sessionlint
//  ^^^^^^^^^^^^^^^^^^ - invalid
    kSecAttrAccessible as String: kSecAttrAccessibleAlwaysThisDeviceOnly,
//                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ invalid.deprecated.level.insecure.sessionlint
    kSecAttrAccessible as String: kSecAttrAccessibleAfterFirstUnlock,
//                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ markup.changed.level.weak.sessionlint
    kSecAttrAccessible as String: kSecAttrAccessibleWhenUnlocked,
//                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ markup.changed.level.weak.sessionlint
    kSecAttrAccessible as String: kSecAttrAccessibleWhenUnlockedThisDeviceOnly,
//                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ markup.inserted.level.strong.sessionlint
    kSecAttrAccessible as String: kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly,
//                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ markup.inserted.level.strong.sessionlint

let status = SecItemAdd(item as CFDictionary, nil)
//           ^^^^^^^^^^ support.function.keychain.sessionlint
let found = SecItemCopyMatching(query as CFDictionary, &item)
//          ^^^^^^^^^^^^^^^^^^^ support.function.keychain.sessionlint
switch SecItemUpdate(query as CFDictionary, changes as CFDictionary) {}
//     ^^^^^^^^^^^^^ support.function.keychain.sessionlint
SecItemDelete(query as CFDictionary)
// <------------- support.function.keychain.sessionlint

let keychain = Keychain(service: "s").accessibility(.always)
//                                                   ^^^^^^ invalid.deprecated.level.insecure.sessionlint
let other = Keychain(service: "s").accessibility(.afterFirstUnlock)
//                                                ^^^^^^^^^^^^^^^^ markup.changed.level.weak.sessionlint
swift.set(token, forKey: "k", withAccess: .accessibleWhenUnlockedThisDeviceOnly)
//                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ markup.inserted.level.strong.sessionlint
Valet.valet(with: identifier, accessibility: .whenUnlocked)
//                                            ^^^^^^^^^^^^ markup.changed.level.weak.sessionlint

List {}.listRowSeparator(.always)
//                        ^^^^^^ - invalid
let kSecAttrAccessibleAlwaysOpen = true
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ - invalid

let text = "kSecAttrAccessibleAlways"
//          ^^^^^^^^^^^^^^^^^^^^^^^^ - invalid
// Not kSecAttrAccessibleAlways any more, nor SecItemAdd(item).
//     ^^^^^^^^^^^^^^^^^^^^^^^^ - invalid
//                                            ^^^^^^^^^^ - support
