import { describe, expect, it } from 'vitest';
import { ALONE } from '../../server/analysis.js';
import { policyOf } from '../../server/policy/effective.js';
import type { PolicyContent } from '../../server/policy/schema.js';
import { analyzer, applyEdits } from '../rules/analyzer.js';

const AHEAD: PolicyContent = { refresh: { strategy: 'proactive' } };

/** What one rule underlines in a text, and the text after its fixes. */
function judged(rule: string, text: string, path: string, content: PolicyContent) {
  const analysed = (each: string) =>
    analyzer
      .analyse(path, each, { ...ALONE, policy: policyOf(content) })
      .findings.filter((finding) => finding.rule === rule);
  const found = analysed(text);
  const fixed = applyEdits(
    text,
    found.flatMap(({ fixes }) => fixes[0]?.edits ?? []),
  );
  return {
    marked: found.map(({ span }) => text.slice(span.start, span.end)),
    messages: found.map(({ message }) => message),
    fixed,
    left: analysed(fixed).length,
  };
}

describe('a project that refreshes ahead', () => {
  const rule = 'refresh/on-every-request';
  const swift = (lead: string): string => `final class SessionManager {
    private let leeway: TimeInterval = 45

    func scheduleRefresh(expiresAt: Date, expiresIn: TimeInterval) {
        let due = ${lead}
        timer = Timer.scheduledTimer(withTimeInterval: due, repeats: false) { _ in
            Task { try await self.refreshTokens() }
        }
    }
}
`;
  const script = (lead: string): string => `const LEAD_MS = 30_000;

export function scheduleRefresh(expiresAt: number, expiresIn: number, exp: number) {
  const due = ${lead};
  timer = setTimeout(() => refreshTokens(), due);
}
`;

  it.each([
    ['expiresAt.addingTimeInterval(-30).timeIntervalSinceNow', '30', '-5 * 60)'],
    ['expiresAt.timeIntervalSinceNow - 10', '10', '- 5 * 60'],
    ['expiresIn - 2 * 60', '2 * 60', '- 5 * 60'],
    ['expiresIn - leeway', '45', 'TimeInterval = 5 * 60'],
  ])('asks for its lead in Swift: %s', (lead, number, repaired) => {
    const { marked, fixed, left } = judged(rule, swift(lead), 'Session.swift', AHEAD);
    expect(marked).toEqual([number]);
    expect(fixed).toContain(repaired);
    expect(left).toBe(0);
  });

  it.each([
    ['(expiresIn - 10) * 1000', '10', '(expiresIn - 5 * 60) * 1000'],
    ['expiresIn * 1000 - 60_000', '60_000', '- 5 * 60 * 1000'],
    ['expiresAt - Date.now() - 30 * 1000', '30 * 1000', '- 5 * 60 * 1000'],
    ['expiresAt - LEAD_MS - Date.now()', '30_000', 'LEAD_MS = 5 * 60 * 1000'],
    ['exp - 60 - Date.now() / 1000', '60', 'exp - 5 * 60 -'],
  ])('asks for its lead in TypeScript: %s', (lead, number, repaired) => {
    const { marked, fixed, left } = judged(rule, script(lead), 'session.ts', AHEAD);
    expect(marked).toEqual([number]);
    expect(fixed).toContain(repaired);
    expect(left).toBe(0);
  });

  it('asks where the code looks whether a refresh is due', () => {
    const looking = `final class Session {
    var needsRefresh: Bool { Date().addingTimeInterval(60) >= expiresAt }
    var isAlmostExpired: Bool { expiresAt.timeIntervalSinceNow < 30 }
    func refreshTokens() async throws {}
}
`;
    expect(judged(rule, looking, 'Session.swift', AHEAD).marked).toEqual(['60', '30']);
    const inScript = `export async function accessToken() {
  if (Date.now() + 30_000 > expiresAt) await refreshTokens();
  return token;
}
`;
    expect(judged(rule, inScript, 'session.ts', AHEAD).marked).toEqual(['30_000']);
  });

  it('says how long the lead is, and how long it is to be', () => {
    const { messages } = judged(rule, swift('expiresIn - 60'), 'Session.swift', {
      refresh: { strategy: 'proactive', leadMinutes: 10 },
    });
    expect(messages).toEqual([
      expect.stringContaining('refreshed 1 minute before it expires. The policy asks for 10 minutes'),
    ]);
  });

  it.each([
    ['Session.swift', swift('expiresIn - 300')],
    ['Session.swift', swift('expiresIn - 600')],
    ['Session.swift', swift('expiresIn - lead')],
    ['Session.swift', swift('width - 10')],
    ['session.ts', script('expiresIn * 1000 - 300_000')],
    // Seconds or milliseconds?
    ['session.ts', script('expiresAt - 30')],
    // A cache, no session.
    ['cache.ts', 'export const left = (expiresAt: number) => expiresAt - 30_000;\n'],
  ])('asks for nothing more in %s: %s', (path, text) => {
    expect(judged(rule, text, path, AHEAD).marked).toEqual([]);
  });

  it('is the only one to ask', () => {
    const text = swift('expiresIn - 10');
    expect(judged(rule, text, 'Session.swift', {}).marked).toEqual([]);
    expect(judged(rule, text, 'Session.swift', { refresh: { strategy: 'on401' } }).marked).toEqual([]);
  });
});

describe('a project that has said how often a refresh is tried', () => {
  const rule = 'refresh/unbounded-retry';
  const LIMIT: PolicyContent = { refresh: { maxTries: 3 } };
  const swiftLoop = (head: string): string => `actor Session {
    func restore() async throws {
        var attempt = 0
        ${head} {
            do { return try await api.refreshTokens() } catch { attempt += 1 }
        }
        throw SessionError.signedOut
    }
}
`;
  const scriptLoop = (head: string): string => `export async function restore() {
  let attempt = 0;
  ${head} {
    try { return await refreshTokens(); } catch { attempt += 1; }
  }
  throw new Error('signed out');
}
`;

  it.each([
    ['Session.swift', swiftLoop('for _ in 0..<10'), '10', '0..<3'],
    ['Session.swift', swiftLoop('for attempt in 1...5'), '5', '1...3'],
    ['Session.swift', swiftLoop('while attempt < 10'), '10', 'attempt < 3'],
    ['session.ts', scriptLoop('while (attempt < 10)'), '10', 'attempt < 3'],
    ['session.ts', scriptLoop('for (let attempt = 0; attempt < 8; attempt++)'), '8', 'attempt < 3'],
    [
      'Session.swift',
      'func load() -> AnyPublisher<Data, Error> {\n    auth.refreshToken().retry(10).flatMap { send($0) }.eraseToAnyPublisher()\n}\n',
      '10',
      '.retry(3)',
    ],
    [
      'Session.swift',
      `final class Auth {
    func refreshTokens(attempt: Int = 0) async throws -> Tokens {
        do {
            return try await api.exchange(refreshToken: store.refreshToken)
        } catch {
            guard attempt < 10 else { throw error }
            return try await refreshTokens(attempt: attempt + 1)
        }
    }
}
`,
      '10',
      'attempt < 3',
    ],
  ])('has a higher count reported in %s: %s', (path, text, number, repaired) => {
    const { marked, fixed, left } = judged(rule, text, path, LIMIT);
    expect(marked).toEqual([number]);
    expect(fixed).toContain(repaired);
    expect(left).toBe(0);
    expect(judged(rule, text, path, {}).marked).toEqual([]);
    expect(judged(rule, text, path, { refresh: { maxTries: 20 } }).marked).toEqual([]);
  });

  it.each([
    swiftLoop('for _ in 0..<3'),
    swiftLoop('for attempt in 1...3'),
    swiftLoop('while attempt < 4'),
    // Other numbers in a function that refreshes.
    'func refreshTokens() async throws {\n    if response.statusCode == 401 { throw E.out }\n    if retryAfter > 60 { throw E.out }\n}\n',
    // Another publisher.
    'func f() {\n    let images = download().retry(10)\n    auth.refreshToken().sink { _ in images.start() }\n}\n',
    // Another loop.
    'func f() async throws {\n    for page in 0..<10 { load(page) }\n    try await refreshTokens()\n}\n',
  ])('has no other number reported: %s', (text) => {
    expect(judged(rule, text, 'Session.swift', LIMIT).marked).toEqual([]);
  });
});
