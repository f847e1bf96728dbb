import { describe, expect, it } from 'vitest';
import { judge } from '../../server/analysis.js';
import type { Finding, Fix } from '../../server/finding.js';
import { DEFAULT_POLICY } from '../../server/policy/policy.js';
import { Program } from '../../server/workspace/program.js';
import { analyzer, applyEdits, errorsIn } from './analyzer.js';

type Files = Readonly<Record<string, string>>;

function findingsOf(files: Files, path: string): readonly Finding[] {
  const facts = Object.entries(files).flatMap(([each, text]) => analyzer.facts(each, text) ?? []);
  const own = facts.find((each) => each.path === path);
  return own ? judge(own, DEFAULT_POLICY, new Program(facts)) : [];
}

const isMove = ({ title }: Fix): boolean => title.startsWith('Move to the Keychain');

/** The moves that are offered for a file, each once. */
function movesOf(files: Files, path: string): readonly Fix[] {
  const found = findingsOf(files, path).filter(({ rule }) => rule === 'storage/token-in-user-defaults');
  expect(found.length).toBeGreaterThan(0);
  return found.flatMap(({ fixes }) => fixes.filter(isMove));
}

function moved(files: Files, path: string): string {
  const [first] = movesOf(files, path);
  expect(first, 'a fix').toBeDefined();
  return applyEdits(files[path]!, first!.edits);
}

const WRITE = `import Foundation

final class Session {
    func signedIn(accessToken: String) throws {
        UserDefaults.standard.set(accessToken, forKey: "accessToken")
    }
}
`;

const HELPER = `import Security

enum Vault {
    static func store(_ value: String, named name: String, retries: Int = 3) throws {
        let query: [String: Any] = [kSecClass as String: kSecClassGenericPassword, kSecAttrAccount as String: name]
        let changes: [String: Any] = [
            kSecValueData as String: Data(value.utf8),
            kSecAttrAccessible as String: kSecAttrAccessibleAfterFirstUnlock,
        ]
        let status = SecItemUpdate(query as CFDictionary, changes as CFDictionary)
        guard status == errSecSuccess else { throw VaultError.failed(status) }
    }
}
`;

describe('the project’s own helper', () => {
  it('is called from another file, with its labels and without what has a default', () => {
    const files = { 'App/Session.swift': WRITE, 'App/Vault.swift': HELPER };
    const [move, ...others] = movesOf(files, 'App/Session.swift');
    expect(others).toEqual([]);
    expect(move!.title).toBe('Move to the Keychain with Vault.store');
    expect(applyEdits(WRITE, move!.edits)).toBe(
      WRITE.replace(
        'UserDefaults.standard.set(accessToken, forKey: "accessToken")',
        'try Vault.store(accessToken, named: "accessToken")',
      ),
    );
  });

  it.each([
    [
      'in another target of a package',
      { 'Sources/App/Session.swift': WRITE, 'Sources/Kit/Vault.swift': HELPER },
    ],
    ['private', { 'Session.swift': WRITE, 'Vault.swift': HELPER.replace('enum', 'private enum') }],
    ['asynchronous', { 'Session.swift': WRITE, 'Vault.swift': HELPER.replace('throws', 'async throws') }],
    ['of an actor', { 'Session.swift': WRITE, 'Vault.swift': HELPER.replace('enum', 'actor') }],
    ['of instances', { 'Session.swift': WRITE, 'Vault.swift': HELPER.replace('static ', '') }],
    ['with more to say', { 'Session.swift': WRITE, 'Vault.swift': HELPER.replace(' = 3', '') }],
    ['in a test', { 'Session.swift': WRITE, 'AppTests/VaultTests.swift': HELPER }],
  ] as const)('is left alone when it is %s', (_, files: Files) => {
    const path = Object.keys(files).find((each) => each.endsWith('Session.swift'))!;
    expect(movesOf(files, path).map(({ title }) => title)).toEqual(['Move to the Keychain']);
  });

  it('is not made to call itself', () => {
    const mirror = '        UserDefaults.standard.set(value, forKey: "accessToken")\n';
    const text = HELPER.replace('        let status', `${mirror}        let status`);
    expect(movesOf({ 'Vault.swift': text }, 'Vault.swift').map(({ title }) => title)).not.toContain(
      'Move to the Keychain with Vault.store',
    );
  });
});

describe('the helper that is added', () => {
  it('has the line ends and the indentation of its file', () => {
    const text = WRITE.replaceAll('    ', '\t').replaceAll('\n', '\r\n');
    const after = moved({ 'Session.swift': text }, 'Session.swift');
    expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(after).not.toContain('    ');
    expect(after).toContain('import Foundation\r\nimport Security\r\n');
    expect(errorsIn(after)).toBe(0);
  });

  it('is added once, and called by the next fix', () => {
    const more = WRITE.replace(
      '\n}\n',
      '\n\n    func renewed(refreshToken: String) throws {\n' +
        '        UserDefaults.standard.set(refreshToken, forKey: "refreshToken")\n    }\n}\n',
    );
    const once = moved({ 'Session.swift': more }, 'Session.swift');
    const twice = moved({ 'Session.swift': once }, 'Session.swift');
    expect(twice.match(/enum SessionKeychain/g)).toHaveLength(1);
    expect(twice).not.toContain('UserDefaults');
    expect(twice).toContain('kSecAttrAccessibleAfterFirstUnlock)');
    expect(twice).toContain('kSecAttrAccessibleWhenUnlockedThisDeviceOnly)');
    expect(findingsOf({ 'Session.swift': twice }, 'Session.swift')).toEqual([]);
  });

  it('brings no import that is there', () => {
    const text = WRITE.replace('import Foundation', 'import Security\nimport UIKit');
    expect(moved({ 'Session.swift': text }, 'Session.swift').match(/^import .*/gm)).toEqual([
      'import Security',
      'import UIKit',
    ]);
  });

  it.each([
    ['', 'import Foundation\nimport Security\n\nfunc'],
    ['/// Documented.\n', 'import Foundation\nimport Security\n\n/// Documented.\nfunc'],
    [
      '// Session.swift\n// App\n\n',
      '// Session.swift\n// App\n\nimport Foundation\nimport Security\n\nfunc',
    ],
  ])('gets its imports below the header of a file that has none: %j', (head, expected) => {
    const text = `${head}func keep(_ jwt: String) throws {\n    UserDefaults.standard.set(jwt, forKey: "jwt")\n}\n`;
    expect(moved({ 'Session.swift': text }, 'Session.swift').startsWith(expected)).toBe(true);
  });
});

describe('a write is rewritten', () => {
  const inside = (line: string): string =>
    `import Foundation\n\nfunc keep(_ token: String?, user: User) {\n    ${line}\n}\n`;

  it('with an else for nothing', () => {
    const after = moved(
      { 'A.swift': inside('UserDefaults.standard.set(token, forKey: "token") // mirrored') },
      'A.swift',
    );
    expect(after).toContain(`    do {
        if let token {
            try SessionKeychain.save(token, account: "token", accessibility: kSecAttrAccessibleAfterFirstUnlock)
        } else {
            try SessionKeychain.delete(account: "token")
        }
    } catch {
        assertionFailure("The token could not be stored in the Keychain: \\(error)")
    } // mirrored`);
  });

  it('by the type of a field in another file', () => {
    const user = 'struct User {\n    let token: String\n}\n';
    const text = inside('UserDefaults.standard.set(user.token, forKey: "token")');
    const after = moved({ 'A.swift': text, 'User.swift': user }, 'A.swift');
    expect(after).toContain('try SessionKeychain.save(user.token, account: "token"');
  });

  it('in a block on one line, which is opened up', () => {
    const text =
      'import Foundation\n\nfunc keep(_ jwt: String) { UserDefaults.standard.set(jwt, forKey: "jwt") }\n';
    expect(moved({ 'A.swift': text }, 'A.swift')).toContain(
      'func keep(_ jwt: String) {\n    do {\n        try SessionKeychain.save(jwt,',
    );
  });
});

describe('a store for other systems', () => {
  const choice = `import Foundation

func store() -> any TokenStore {
    #if os(iOS) || os(tvOS)
    KeychainStore()
    #else
    Session()
    #endif
}
`;
  const found = (files: Files): readonly string[] =>
    findingsOf(files, 'Session.swift').map(({ rule }) => rule);

  it('is no fault', () => {
    expect(found({ 'Session.swift': WRITE, 'Token.swift': choice })).toEqual([]);
  });

  it('is one once iOS uses it, too', () => {
    const more = 'let session = Session() // token\n';
    expect(found({ 'Session.swift': WRITE, 'Token.swift': choice, 'B.swift': more })).toContain(
      'storage/token-in-user-defaults',
    );
    expect(found({ 'Session.swift': WRITE, 'Token.swift': choice + more })).toContain(
      'storage/token-in-user-defaults',
    );
  });
});

describe('nothing is offered', () => {
  const read = 'let token = UserDefaults.standard.string(forKey: "accessToken")\n';
  const wipe = 'UserDefaults.standard.removePersistentDomain(forName: "app") // token\n';
  it.each<readonly [string, Files]>([
    ['where another file reads the item', { 'A.swift': WRITE, 'B.swift': read }],
    ['where the whole store is cleared', { 'A.swift': WRITE, 'B.swift': wipe }],
    [
      'where the type is not known',
      { 'A.swift': WRITE.replace('accessToken: String', 'accessToken: Token') },
    ],
    [
      'where a read wants something else',
      { 'A.swift': `${WRITE}let known = UserDefaults.standard.bool(forKey: "accessToken")\n` },
    ],
    [
      'where the value belongs to the App Group',
      { 'A.swift': WRITE.replace('UserDefaults.standard', 'UserDefaults(suiteName: "group.app")!') },
    ],
    [
      'where a view keeps it',
      { 'A.swift': `${WRITE}struct V { @AppStorage("accessToken") var token: String? }\n` },
    ],
    [
      'where there is no room',
      {
        'A.swift': WRITE.replace(
          'UserDefaults.standard.set(',
          'queue.async { [weak self] in UserDefaults.standard.set(',
        ).replace('"accessToken")', '"accessToken") }'),
      },
    ],
    ['where the key is not a text', { 'A.swift': WRITE.replace('"accessToken")', '.accessToken)') }],
  ])('%s', (_, files) => {
    expect(movesOf(files, 'A.swift')).toEqual([]);
  });
});
