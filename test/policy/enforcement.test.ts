import { describe, expect, it } from 'vitest';
import { type Analysis, ALONE } from '../../server/analysis.js';
import type { Level } from '../../server/knowledge/levels.js';
import { changedPolicy } from '../../server/policy/edit.js';
import { policyOf } from '../../server/policy/effective.js';
import { readPolicy } from '../../server/policy/read.js';
import type { PolicyContent } from '../../server/policy/schema.js';
import { analyzer } from '../rules/analyzer.js';

function analysed(text: string, content: PolicyContent, path = 'Store.swift', included = false): Analysis {
  return analyzer.analyse(path, text, { ...ALONE, policy: policyOf(content), included });
}

function rulesIn(text: string, content: PolicyContent, path?: string): readonly string[] {
  return analysed(text, content, path).findings.map(({ rule }) => rule);
}

function itemAt(level: string, name = 'refreshToken'): string {
  return `import Security
func save(${name}: Data) -> OSStatus {
    let query: [String: Any] = [
        kSecClass as String: kSecClassGenericPassword,
        kSecAttrAccount as String: "${name}",
        kSecValueData as String: ${name},
        kSecAttrAccessible as String: ${level},
    ]
    return SecItemAdd(query as CFDictionary, nil)
}
`;
}

describe('the level of a kind', () => {
  const text = itemAt('kSecAttrAccessibleAfterFirstUnlock');
  const mismatch = 'keychain/accessibility-mismatch';

  it('is what the policy says', () => {
    expect(rulesIn(text, {})).toEqual([mismatch]);
    expect(rulesIn(text, { credentials: { refreshToken: { level: 'afterFirstUnlock' } } })).toEqual([]);
    const password = itemAt('kSecAttrAccessibleAfterFirstUnlock', 'password');
    expect(rulesIn(password, {})).toEqual([]);
    const wanted: PolicyContent = { credentials: { password: { level: 'whenUnlockedThisDeviceOnly' } } };
    expect(rulesIn(password, wanted)).toEqual([mismatch]);
  });

  it('is not asked for where the kind lives elsewhere', () => {
    expect(rulesIn(text, { credentials: { refreshToken: { store: 'memory' } } })).not.toContain(mismatch);
  });

  it('is written down by a fix, which makes the finding go', () => {
    const [finding] = analysed(text, {}).findings;
    const fix = finding!.fixes.find(({ policy }) => policy !== undefined)!;
    expect(fix).toMatchObject({
      title: 'Record in sessionlint.json that this project wants AfterFirstUnlock for refresh tokens',
      safety: 'review',
      edits: [],
      policy: [{ path: ['credentials', 'refreshToken', 'level'], value: 'afterFirstUnlock' }],
    });
    const written = changedPolicy('{\n  // ours\n}\n', fix.policy!);
    expect(written).toContain('// ours');
    const { content, problems } = readPolicy(written);
    expect(problems).toEqual([]);
    expect(rulesIn(text, content)).toEqual([]);
  });

  it('is never written down as one that always lets the item be read', () => {
    const { findings } = analysed(itemAt('kSecAttrAccessibleAlways'), {});
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.flatMap(({ fixes }) => fixes.filter(({ policy }) => policy))).toEqual([]);
  });

  it('is what a fix for a missing level puts in', () => {
    const missing = `import KeychainSwift
func save(accessToken: String) { _ = KeychainSwift().set(accessToken, forKey: "accessToken") }
`;
    const policy: PolicyContent = {
      credentials: { accessToken: { level: 'afterFirstUnlockThisDeviceOnly' } },
    };
    const fixes = analysed(missing, policy).findings.flatMap((finding) => finding.fixes);
    expect(fixes.find(({ preferred }) => preferred)?.edits[0]?.newText).toContain(
      'accessibleAfterFirstUnlockThisDeviceOnly',
    );
  });
});

describe('the session model', () => {
  const text = `import KeychainAccess
final class SessionStore {
    func save(_ accessToken: String) throws {
        try Keychain(service: "com.example").set(accessToken, key: "accessToken")
    }
}
`;
  const switching = text.replace(
    '{\n    func',
    '{\n    var accounts: [Account] = []\n    var activeAccount: Account?\n\n    func',
  );
  const rule = 'session/key-not-per-account';

  it('turns keys per account on without other evidence, and off in spite of it', () => {
    expect(rulesIn(text, {})).not.toContain(rule);
    expect(rulesIn(text, { sessions: { model: 'multiAccount' } })).toContain(rule);
    expect(rulesIn(text, { sessions: { model: 'registry' } })).toContain(rule);
    expect(rulesIn(switching, {})).toContain(rule);
    expect(rulesIn(switching, { sessions: { model: 'single' } })).not.toContain(rule);
    expect(rulesIn(switching, { sessions: { model: 'multiDevice' } })).not.toContain(rule);
  });

  it('does the same for wipes', () => {
    const wipe = `import KeychainSwift
final class SessionStore {
    private let keychain = KeychainSwift()
    func signOut() { _ = keychain.clear() }
}
`;
    const wipes = 'logout/clears-other-accounts';
    expect(rulesIn(wipe, {})).not.toContain(wipes);
    expect(rulesIn(wipe, { sessions: { model: 'multiAccount' } })).toContain(wipes);
  });
});

describe('what the policy says of refreshes', () => {
  it('is in the fix of an endless one', () => {
    const text = `final class AuthManager {
    func refreshTokens() async throws -> Tokens {
        do {
            return try await api.exchange(refreshToken: store.refreshToken)
        } catch {
            return try await refreshTokens()
        }
    }
}
`;
    const titles = (maxTries: number): readonly string[] =>
      analysed(text, { refresh: { maxTries } })
        .findings.filter(({ rule }) => rule === 'refresh/unbounded-retry')
        .flatMap(({ message, fixes }) => [
          message,
          ...fixes.flatMap(({ title, edits }) => [title, ...edits.map(({ newText }) => newText)]),
        ]);
    expect(titles(5).join('\n')).toContain('Try at most five times');
    expect(titles(5).join('\n')).toContain('attempt < 5');
    expect(titles(5).join('\n')).toContain('The policy allows 5 tries.');
    expect(titles(3).join('\n')).not.toContain('The policy');
  });

  it('is a lead, where it refreshes ahead', () => {
    const text = `final class APIClient {
    private let auth: AuthService

    func makeRequest(_ request: URLRequest) async throws -> Data {
        try await auth.refreshToken()
        let (data, _) = try await URLSession.shared.data(for: request)
        return data
    }
}
`;
    const message = (content: PolicyContent): string =>
      analysed(text, content).findings.find(({ rule }) => rule === 'refresh/on-every-request')!.message;
    const ahead = 'The policy refreshes 10 minutes before the token expires.';
    expect(message({ refresh: { strategy: 'proactive', leadMinutes: 10 } })).toContain(ahead);
    expect(message({ refresh: { strategy: 'on401', leadMinutes: 10 } })).not.toContain(ahead);
  });
});

describe('what the policy says of signing out', () => {
  const text = `final class Session {
    let cache = URLCache(memoryCapacity: 4_000_000, diskCapacity: 50_000_000)
    var currentUser: User?

    func save(refreshToken: String) { UserDefaults.standard.set(refreshToken, forKey: "refreshToken") }
    func logout() { print("bye") }
}
`;

  it('keeps rules from asking for what is to be kept', () => {
    expect(rulesIn(text, {})).toEqual(
      expect.arrayContaining(['logout/caches-kept', 'logout/incomplete-cleanup']),
    );
    expect(rulesIn(text, { logout: { urlCache: 'keep' } })).not.toContain('logout/caches-kept');
    expect(rulesIn(text, { logout: { tokens: 'keep' } })).not.toContain('logout/incomplete-cleanup');
  });

  it('has what is to be cleared asked for', () => {
    const content: PolicyContent = { logout: { tokens: 'keep', user: 'clear', imageCache: 'clear' } };
    const finding = analysed(text, content).findings.find(({ rule }) => rule === 'logout/incomplete-cleanup');
    expect(finding?.message).toContain('also clears user (');
    expect(finding?.message).toContain('imageCache (');
    expect(text.slice(finding!.span.start, finding!.span.end)).toBe('logout');
    const clears = text.replace('print("bye")', 'currentUser = nil; imageCache.removeAll()');
    expect(rulesIn(clears, content)).not.toContain('logout/incomplete-cleanup');
  });
});

describe('where a kind lives', () => {
  it('may be in UserDefaults, when the project says so', () => {
    const text = 'func f(apiKey: String) { UserDefaults.standard.set(apiKey, forKey: "apiKey") }\n';
    const rule = 'storage/token-in-user-defaults';
    expect(rulesIn(text, {})).toContain(rule);
    expect(rulesIn(text, { credentials: { apiKey: { store: 'userDefaults' } } })).not.toContain(rule);
    expect(rulesIn(text, { credentials: { password: { store: 'userDefaults' } } })).toContain(rule);
  });

  it('may be the Keychain for a code that serves one sign-in', () => {
    const text = `import KeychainSwift
func begin(codeVerifier: String) { _ = KeychainSwift().set(codeVerifier, forKey: "codeVerifier") }
`;
    const rule = 'storage/auth-code-persisted';
    expect(rulesIn(text, {})).toContain(rule);
    expect(rulesIn(text, { credentials: { authCode: { store: 'keychain' } } })).not.toContain(rule);
  });
});

describe('a project’s own names', () => {
  it('make credentials and loggers of what looks like none', () => {
    const text = 'func f(ticket: String) { Trace.write(ticket) }\n';
    const logged = 'logging/credential-logged';
    expect(rulesIn(text, {})).toEqual([]);
    expect(rulesIn(text, { names: { credentials: { accessToken: ['ticket'] } } })).toEqual([]);
    const names = { credentials: { accessToken: ['ticket'] }, loggers: ['Trace'] };
    expect(rulesIn(text, { names })).toEqual([logged]);
    expect(rulesIn(text, { names: { credentials: { accessToken: ['tick'] }, loggers: ['Trace'] } })).toEqual(
      [],
    );
  });

  it('make none of what looks like a credential', () => {
    const text = 'func f(tileToken: String) { print(tileToken) }\n';
    expect(rulesIn(text, {})).toEqual(['logging/credential-logged']);
    expect(rulesIn(text, { names: { notCredentials: ['tileToken'] } })).toEqual([]);
    expect(rulesIn(text, { names: { notCredentials: ['tile_token'] } })).toEqual([]);
  });

  it('make writes of a wrapper’s calls, judged by its level', () => {
    const text = `func save(refreshToken: String) throws {
    try Vault.shared.put(refreshToken, "refreshToken")
}
`;
    const wrapper = { type: 'Vault', write: ['put'] };
    expect(analysed(text, {}).facts.writes).toEqual([]);
    const { facts } = analysed(text, {
      names: { keychainWrappers: [{ ...wrapper, level: 'afterFirstUnlock' }] },
    });
    expect(facts.writes).toMatchObject([
      {
        call: 'Vault.put',
        level: { state: 'default', level: 'afterFirstUnlock' },
        credential: { kind: 'refreshToken' },
      },
    ]);
    const missing = 'keychain/accessibility-missing';
    expect(
      rulesIn(text, { names: { keychainWrappers: [{ ...wrapper, level: 'afterFirstUnlock' }] } }),
    ).toEqual([missing]);
    expect(
      rulesIn(text, { names: { keychainWrappers: [{ ...wrapper, level: 'whenUnlockedThisDeviceOnly' }] } }),
    ).toEqual([]);
  });
});

describe('a project’s own names in TypeScript', () => {
  const PATH = 'src/session.ts';
  const ticket: PolicyContent = { names: { credentials: { accessToken: ['ticket'] }, loggers: ['Trace'] } };

  it('make credentials and loggers of what looks like none', () => {
    const logged = 'logging/credential-logged';
    const own =
      "import { Trace } from './trace';\nexport const f = (ticket: string) => Trace.write(`got ${ticket}`);\n";
    expect(rulesIn(own, {}, PATH)).toEqual([]);
    expect(rulesIn(own, ticket, PATH)).toEqual([logged]);
    const known = 'export const f = (ticket: string) => console.log(ticket);\n';
    expect(rulesIn(known, {}, PATH)).toEqual([]);
    expect(rulesIn(known, ticket, PATH)).toEqual([logged]);
    const member = `class Client {
  constructor(private readonly audit: Audit) {}
  signIn(accessToken: string) { this.audit.add(accessToken); }
}
`;
    expect(rulesIn(member, {}, PATH)).toEqual([]);
    expect(rulesIn(member, { names: { loggers: ['audit'] } }, PATH)).toEqual([logged]);
    const fn =
      "import { audit } from './audit';\nexport const f = (accessToken: string) => audit(accessToken);\n";
    expect(rulesIn(fn, {}, PATH)).toEqual([]);
    expect(rulesIn(fn, { names: { loggers: ['audit'] } }, PATH)).toEqual([logged]);
  });

  it('make credentials of what is stored', () => {
    const stored = `import AsyncStorage from '@react-native-async-storage/async-storage';
export const save = (ticket: string) => AsyncStorage.setItem('ticket', ticket);
`;
    expect(rulesIn(stored, {}, PATH)).toEqual([]);
    expect(rulesIn(stored, ticket, PATH)).toEqual(['storage/token-in-plain-storage']);
    const token = stored.replaceAll('ticket', 'tileToken');
    expect(rulesIn(token, {}, PATH)).toEqual(['storage/token-in-plain-storage']);
    expect(rulesIn(token, { names: { notCredentials: ['tileToken'] } }, PATH)).toEqual([]);
  });

  it.each([
    ['of the type', "await Vault.put(refreshToken, 'refreshToken')"],
    ['of its shared instance', "await Vault.shared.put(refreshToken, 'refreshToken')"],
    ['of a new instance', "await new Vault().put(refreshToken, 'refreshToken')"],
    ['of an instance in a constant', "await vault.put(refreshToken, 'refreshToken')"],
    ['of an instance that is handed in', "await handed.put(refreshToken, 'refreshToken')"],
    ['of an instance that the class was given', "await this.given.put(refreshToken, 'refreshToken')"],
  ])('make writes of a wrapper’s calls, judged by its level: %s', (_, call) => {
    const text = `import { Vault } from './vault';
const vault = new Vault();
class Session {
  constructor(private readonly given: Vault) {}
  async save(refreshToken: string, handed: Vault) {
    ${call};
  }
}
`;
    const judged = (level: Level): readonly string[] =>
      rulesIn(text, { names: { keychainWrappers: [{ type: 'Vault', write: ['put'], level }] } }, PATH);
    expect(rulesIn(text, {}, PATH)).toEqual([]);
    expect(judged('afterFirstUnlock')).toEqual(['keychain/accessibility-missing']);
    expect(judged('always')).toEqual(['keychain/always-accessible']);
    expect(judged('whenUnlockedThisDeviceOnly')).toEqual([]);
  });
});

describe('a test', () => {
  it('is looked at when the project wants it to', () => {
    const text = 'import XCTest\nfunc f(accessToken: String) { print(accessToken) }\n';
    expect(analysed(text, {}, 'Tests/A.swift').findings).toEqual([]);
    expect(analysed(text, {}, 'Tests/A.swift', true).findings).toHaveLength(1);
  });
});
