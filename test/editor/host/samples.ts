export const WEAK = 'kSecAttrAccessibleAlways';
export const BETTER = 'kSecAttrAccessibleAfterFirstUnlock';
export const ALWAYS_ACCESSIBLE = 'keychain/always-accessible';

/** A store for an access token, with one level for the item. */
export function tokenStore(level = WEAK, { name = 'KeychainStore', comment = '' } = {}): string {
  return `import Foundation
import Security

struct ${name} {
    func save(accessToken: String) -> OSStatus {
        let query: [String: Any] = [
            kSecClass as String: kSecClassGenericPassword,
            kSecAttrAccount as String: "accessToken",
            kSecValueData as String: Data(accessToken.utf8),
            ${comment}kSecAttrAccessible as String: ${level},
        ]
        return SecItemAdd(query as CFDictionary, nil)
    }
}
`;
}

/** Swift that has nothing to do with sessions. */
export const INNOCENT = `struct Point {
    var x = 0
}
`;
