/** One finding with a safe fix: `keychain/always-accessible`. */
export const STORE = `import Security

func save(accessToken: String) throws {
    let query: [String: Any] = [
        kSecClass as String: kSecClassGenericPassword,
        kSecAttrAccount as String: "accessToken",
        kSecValueData as String: Data(accessToken.utf8),
        kSecAttrAccessible as String: kSecAttrAccessibleAlways,
    ]
    let status = SecItemAdd(query as CFDictionary, nil)
    guard status == errSecSuccess else { throw KeychainError(status) }
}
`;

export const ALWAYS = 'kSecAttrAccessibleAlways';
export const AFTER_FIRST_UNLOCK = 'kSecAttrAccessibleAfterFirstUnlock';
export const RULE = 'keychain/always-accessible';

/** A whole function that stores a credential at a level. */
export function saving(name: string, level: string): string {
  return `
func save_${name}(${name}: String) throws {
    var item = base()
    item[kSecAttrAccount as String] = "${name}"
    item[kSecValueData as String] = Data(${name}.utf8)
    item[kSecAttrAccessible as String] = ${level}
    let status = SecItemAdd(item as CFDictionary, nil)
    guard status == errSecSuccess else { throw KeychainError(status) }
}
`;
}
