import { describe, expect, it } from 'vitest';
import { PUSHED, PULLING, TestClient } from './client.js';
import { rangeOf, textAt } from './texts.js';

const URI = 'file:///app/Store.swift';

const STORE = `import Security

func save(accessToken: String) {
    let query: [String: Any] = [
        kSecClass as String: kSecClassGenericPassword,
        kSecAttrAccount as String: "accessToken",
        kSecValueData as String: Data(accessToken.utf8),
        kSecAttrAccessible as String: kSecAttrAccessibleAlways,
    ]
    SecItemAdd(query as CFDictionary, nil)
}
`;
const ALWAYS = 'kSecAttrAccessibleAlways';
const MENDED = { range: rangeOf(STORE, ALWAYS), text: 'kSecAttrAccessibleAfterFirstUnlock' };

describe('diagnostics that the client asks for', () => {
  it('tell rule, source, severity, place, deprecation and version', async () => {
    const client = await TestClient.inMemory();
    client.open(URI, STORE, 7);
    expect(await client.diagnostics(URI)).toEqual([
      {
        code: 'keychain/always-accessible',
        source: 'sessionlint',
        severity: 1,
        range: rangeOf(STORE, ALWAYS),
        message: expect.stringContaining('locked'),
        tags: [2],
        data: { version: 7 },
      },
    ]);
  });
});
