import { describe, expect, it } from 'vitest';
import { entryById, ENTRIES, entryFor, GUIDE, LEAVES } from '../../server/knowledge/guide/index.js';
import { snippetsFor } from '../../server/knowledge/snippets.js';
import { changedPolicy } from '../../server/policy/edit.js';
import { DEFAULT_POLICY } from '../../server/policy/policy.js';
import { readPolicy } from '../../server/policy/read.js';
import { RULES } from '../../server/rules/index.js';

const tree = (id: string) => GUIDE.trees.find((one) => one.id === id)!;
const answers = (id: string) =>
  tree(id).branches.flatMap(({ leaves }) =>
    leaves.map(({ situation, answer }) => `${situation} → ${answer}`),
  );
const table = (id: string) => GUIDE.tables.find((one) => one.id === id)!;
const everyText = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(everyText) : [];
};

describe('The decision trees', () => {
  it('say where each credential is stored', () => {
    expect(tree('storage').question).toBe('Where should you store authentication tokens?');
    expect(answers('storage')).toEqual([
      'Access token (short-lived, under 1 hour) → Keychain · AfterFirstUnlock',
      'Refresh token (long-lived) → Keychain · WhenUnlockedThisDeviceOnly',
      'Session ID (server-side session) → Keychain · AfterFirstUnlock',
      'Temporary authorization code (OAuth flow) → Memory only, never stored',
      '“Remember me” preference → UserDefaults',
    ]);
  });

  it('say how tokens are refreshed', () => {
    expect(answers('refresh')).toEqual([
      'Simple app, few API calls → Refresh on a 401',
      'Frequent API calls → Proactive refresh before expiry',
      'Real-time features (WebSocket) → Background refresh and reconnect',
      'Offline-first app → Longer token lifetime and a retry queue',
      'High-security app → Short tokens, frequent refresh',
    ]);
  });

  it('say how several sessions are kept apart', () => {
    expect(answers('sessions')).toEqual([
      'One device, one account → A plain SessionManager singleton',
      'One device, several accounts (switching) → Keychain items keyed by account',
      'Several devices, one account → Server-side session management',
      'Several devices, several accounts → Full session registry',
    ]);
  });

  it('list what a sign-out clears and keeps', () => {
    const items = tree('logout').branches.map(({ title, leaves }) => [
      title,
      leaves.map(({ situation }) => situation),
    ]);
    expect(items).toEqual([
      [
        'Always clear',
        [
          'Tokens in the Keychain',
          'User object in memory',
          'Authenticated state',
          'Timers, refresh tasks and connections',
        ],
      ],
      [
        'Usually clear',
        [
          'URL cache (cached API responses)',
          'HTTP cookies',
          'Data of web views',
          'Preferences tied to the account',
        ],
      ],
      [
        'Consider clearing',
        [
          'Downloaded files, if user-specific',
          'Core Data, if user-specific',
          'Image cache, if it holds private content',
        ],
      ],
      ['Usually keep', ['App preferences (theme, language)', 'Onboarding completion', 'Device registration']],
    ]);
  });

  it.each(GUIDE.trees)('tell the trap of $id, and lead to what to do instead', ({ trap }) => {
    expect(trap.title).toMatch(/^The trap: /);
    expect(entryById(trap.entry)).toBeDefined();
  });

  it.each(LEAVES)('tell of $id what, why, how and what follows', (leaf) => {
    for (const text of [leaf.what, leaf.why]) expect(text).toMatch(/[.!]$/);
    expect(leaf.how.length).toBeGreaterThan(0);
    expect(leaf.follows.length).toBeGreaterThan(0);
  });

  it('name the level as Apple, Expo and react-native-keychain spell it', () => {
    const leaf = LEAVES.find(({ id }) => id === 'storage/refresh-token')!;
    expect(leaf.spellings.map(({ code }) => code)).toEqual([
      'kSecAttrAccessibleWhenUnlockedThisDeviceOnly',
      'SecureStore.WHEN_UNLOCKED_THIS_DEVICE_ONLY',
      'Keychain.ACCESSIBLE.WHEN_UNLOCKED_THIS_DEVICE_ONLY',
    ]);
  });
});

describe('What must never be done', () => {
  it('has all that people do', () => {
    expect(GUIDE.never.map(({ title }) => title)).toEqual([
      'Store tokens in UserDefaults',
      'Log or print tokens',
      'Hardcode secrets',
      'Retry a refresh without end',
      'Refresh on every request',
      'Forget data on logout',
      'Leave background work running after logout',
      'Use the wrong accessibility level',
      'Ignore Keychain errors',
      'Hide a finding without a reason',
      'Leave a mistake in sessionlint.json',
    ]);
  });

  it.each(GUIDE.never)('shows the wrong and the right of $id', ({ wrong, right, why, rules }) => {
    expect([wrong, right, why].every((text) => text.length > 20)).toBe(true);
    expect(rules.length).toBeGreaterThan(0);
  });
});

describe('The tables', () => {
  it('have every level', () => {
    const names = table('levels').rows.map(({ cells }) => cells[0]);
    expect(names).toEqual(
      expect.arrayContaining(
        [
          'WhenUnlocked',
          'AfterFirstUnlock',
          'WhenUnlockedThisDeviceOnly',
          'WhenPasscodeSetThisDeviceOnly',
        ].map((name) => `\`${name}\``),
      ),
    );
  });

  it('have all data with its store', () => {
    expect(table('data').rows.map(({ cells }) => cells.join(' · '))).toEqual([
      'Access token · Keychain · Always',
      'Refresh token · Keychain · Always',
      'User profile · Memory · Always',
      'API cache · `URLCache` · Usually',
      'Cookies · `HTTPCookieStorage` · Usually',
      'User preferences · UserDefaults · Maybe',
      'Downloaded files · `FileManager` · If user-specific',
      'App settings · UserDefaults · Usually keep',
    ]);
  });

  it('have the refresh strategies', () => {
    expect(table('strategies').rows.map(({ cells }) => cells.join(' · '))).toEqual([
      'On 401 · Simple apps · Retry after the refresh',
      'Proactive · Frequent calls · Timer before expiry',
      'Background · Real-time features · `BGAppRefreshTask`',
    ]);
  });

  it('have the red flags', () => {
    expect(table('red-flags').rows.map(({ cells }) => `${cells[0]} → ${cells[2]}`)).toEqual([
      'Tokens in UserDefaults → Keychain',
      'Logged token values → Metadata only',
      'Infinite refresh retry → Limited retries, then logout',
      'Refresh on every request → Check the expiry first',
      'Partial logout cleanup → Clear all sensitive data',
      'Ignored Keychain errors → Handle the status',
      '`kSecAttrAccessibleAlways` → AfterFirstUnlock',
      'Background tasks after logout → Cancel on logout',
    ]);
  });

  it.each(GUIDE.tables)('fill every cell of $id, and lead to entries that are there', ({ columns, rows }) => {
    for (const { cells, entry } of rows) {
      expect(cells).toHaveLength(columns.length);
      expect(cells.every((cell) => cell.trim() !== '')).toBe(true);
      expect(entry === undefined || entryById(entry) !== undefined).toBe(true);
    }
  });
});

describe('The guide and the rules', () => {
  const ids = RULES.map(({ id }) => id);

  it('name only rules that there are', () => {
    const unknown = ENTRIES.flatMap(({ rules }) => rules).filter((rule) => !ids.includes(rule));
    expect(unknown).toEqual([]);
  });

  // A mistake in a policy is about no decision.
  it.each(ids.filter((id) => id !== 'policy/invalid'))('say what decides about %s', (rule) => {
    expect(entryFor(rule)?.rules).toContain(rule);
  });

  it('prefer the answer about the kind of credential at hand', () => {
    expect(entryFor('storage/token-in-user-defaults', 'refreshToken')?.id).toBe('storage/refresh-token');
    expect(entryFor('storage/token-in-user-defaults')?.id).toBe('never/user-defaults');
    expect(entryFor('logging/credential-logged', 'refreshToken')?.id).toBe('never/log-tokens');
    expect(entryFor('session/key-not-per-account')?.id).toBe('sessions/multi-account');
    expect(entryFor('no/such-rule')).toBeUndefined();
  });
});

describe('The guide and the snippets', () => {
  const ids = ['swift', 'typescript'].flatMap((language) =>
    snippetsFor(language, DEFAULT_POLICY).map(({ id }) => id),
  );

  it('offer each other, all of them', () => {
    const offered = ENTRIES.flatMap(({ snippets }) => snippets);
    expect([...new Set(offered)].toSorted()).toEqual([...new Set(ids)].toSorted());
  });
});

describe('The guide and the policy', () => {
  it.each(LEAVES)('agree on what $id writes', ({ policy, options }) => {
    const written = [
      policy,
      ...(options?.values ?? []).map(({ value }) => [
        { path: options!.path, value: /^\d+$/.test(value) ? Number(value) : value },
      ]),
    ];
    for (const entries of written) {
      const { problems } = readPolicy(changedPolicy('', entries));
      expect(problems.map(({ message }) => message)).toEqual([]);
    }
  });
});

describe('The texts of the guide', () => {
  it('have ids that are unique, and sources on the web', () => {
    const ids = [...ENTRIES, ...GUIDE.tables.flatMap(({ rows }) => rows)].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const urls = ENTRIES.flatMap(({ sources }) => sources.map(({ url }) => url));
    expect(urls.every((url) => new URL(url).protocol === 'https:')).toBe(true);
  });

  it('close every backtick', () => {
    const prose = everyText(GUIDE).filter((text) => !text.includes('${'));
    expect(prose.filter((text) => (text.match(/`/g)?.length ?? 0) % 2 === 1)).toEqual([]);
  });
});
