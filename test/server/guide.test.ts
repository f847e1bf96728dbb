import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EntryStates } from '../../server/guide/state.js';
import type { GuideStateAnswer, PlaceAnswer } from '../../server/lsp/protocol.js';
import type { Guide } from '../../server/knowledge/guide/model.js';
import type { TestClient } from './client.js';
import { Project } from './project.js';

const SESSION = `import Foundation
import Security

final class SessionManager {
    private var refreshTask: Task<Void, Never>?
    var currentUser: User?
    var isAuthenticated = false

    func start() { refreshTask = Task { await self.loop() } }

    func save(refreshToken: Data) throws {
        let query: [CFString: Any] = [
            kSecClass: kSecClassGenericPassword,
            kSecAttrAccount: "refreshToken",
            kSecAttrAccessible: kSecAttrAccessibleAlways,
            kSecValueData: refreshToken,
        ]
        guard SecItemAdd(query as CFDictionary, nil) == errSecSuccess else { throw Failure.status }
    }

    func logout() {
        SecItemDelete([kSecClass: kSecClassGenericPassword, kSecAttrAccount: "refreshToken"] as CFDictionary)
        currentUser = nil
        isAuthenticated = false
        URLCache.shared.removeAllCachedResponses()
    }
}
`;

const PREFERENCES = `import Foundation

struct Login {
    func finish(accessToken: String) {
        UserDefaults.standard.set(accessToken, forKey: "accessToken")
        HTTPCookieStorage.shared.setCookie(cookie)
    }
}
`;

describe('The guide over the protocol', () => {
  let project: Project;
  let client: TestClient;

  beforeEach(async () => {
    project = await Project.make({ 'App/Session.swift': SESSION, 'App/Login.swift': PREFERENCES });
  });
  afterEach(() => project.remove());

  const state = async (uri?: string): Promise<GuideStateAnswer> =>
    client.connection.sendRequest('sessionlint/guideState', { uri });
  const entries = async (): Promise<EntryStates> => (await state()).entries;
  const places = (id: string): Promise<readonly PlaceAnswer[]> =>
    client.connection.sendRequest('sessionlint/places', { id });

  it('is handed out as a whole', async () => {
    client = await project.indexed();
    const guide: Guide = await client.connection.sendRequest('sessionlint/guide');
    expect(guide.trees.map(({ id }) => id)).toEqual(['storage', 'refresh', 'sessions', 'logout']);
  });

  it('counts the findings and the facts of each answer', async () => {
    client = await project.indexed();
    const found = await entries();
    expect(found['storage/access-token']).toMatchObject({ findings: 1, worst: 'error' });
    expect(found['storage/refresh-token']).toMatchObject({ findings: 1, worst: 'error' });
    expect(found['storage/refresh-token']!.facts).toBeGreaterThan(0);
    expect(found['never/always-accessible']).toMatchObject({ findings: 0 });
    expect(found['storage/remember-me']).toMatchObject({ findings: 0, facts: 0 });
  });

  it('ticks what the ways out of the session clear', async () => {
    client = await project.indexed();
    const found = await entries();
    const items = Object.fromEntries(
      Object.entries(found).flatMap(([id, { item }]) => (item === undefined ? [] : [[id, item]])),
    );
    expect(items).toMatchObject({
      'logout/tokens': 'missed',
      'logout/user': 'cleared',
      'logout/auth-state': 'cleared',
      'logout/background-work': 'missed',
      'logout/url-cache': 'cleared',
      'logout/cookies': 'missed',
      'logout/web-data': 'unused',
      'logout/files': 'unknown',
    });
  });

  it('shows the places of an answer, the findings first', async () => {
    client = await project.indexed();
    const [finding, ...facts] = await places('storage/access-token');
    expect(finding).toMatchObject({
      uri: project.uri('App/Login.swift'),
      path: 'App/Login.swift',
      rule: 'storage/token-in-user-defaults',
      severity: 'error',
      range: { start: { line: 4 } },
    });
    expect(facts.every(({ rule }) => rule === undefined)).toBe(true);
    expect(await places('no/such-entry')).toEqual([]);
  });

  it('tells that something has changed, and what it shows then is new', async () => {
    client = await project.indexed();
    const told = new Promise<void>((resolve) => {
      client.connection.onNotification('sessionlint/guideChanged', () => {
        void entries().then((now) => now['logout/cookies']!.item === 'unused' && resolve());
      });
    });
    expect((await entries())['logout/cookies']!.item).toBe('missed');
    await project.write('App/Login.swift', PREFERENCES.replace(/.*setCookie.*\n/, ''));
    project.tell(client, { 'App/Login.swift': 'Changed' });
    await told;
  });

  it('shows what the policy says, and judges by it', async () => {
    client = await project.indexed();
    expect((await entries())['storage/refresh-token']!.standing).toEqual({ state: 'default' });
    const answered = (await client.connection.sendRequest('sessionlint/policyEdit', {
      uri: project.uri('App/Session.swift'),
      changes: [
        { path: ['credentials', 'refreshToken', 'level'], value: 'whenUnlocked' },
        { path: ['sessions', 'model'], value: 'multiAccount' },
        { path: ['logout', 'cookies'], value: 'keep' },
        { path: ['rules', 'keychain/always-accessible'], value: 'off' },
      ],
    })) as { uri: string; text: string };
    const told = new Promise<void>((resolve) => {
      client.connection.onNotification('sessionlint/policyChanged', () => resolve());
    });
    await project.write('sessionlint.json', answered.text);
    project.tell(client, { 'sessionlint.json': 'Created' });
    await told;
    const { policy, entries: found } = await state();
    expect(policy).toEqual({ state: 'ok', uri: answered.uri });
    expect(found['storage/refresh-token']).toMatchObject({
      standing: { state: 'other', value: 'whenUnlocked' },
      option: 'whenUnlocked',
    });
    expect(found['sessions/multi-account']!.standing).toEqual({ state: 'chosen', value: 'multiAccount' });
    expect(found['sessions/single']!.standing).toBeUndefined();
    expect(found['logout/cookies']!.standing).toEqual({ state: 'other', value: 'keep' });
    // Not the error any more, which is off, but a warning: the level is another than the policy's.
    expect(found['storage/refresh-token']).toMatchObject({ findings: 1, worst: 'warning' });
    expect(found['sessions/multi-account']!.findings).toBeGreaterThan(0);
  });

  it('says that the policy is broken, and what is wrong with it', async () => {
    await project.write('sessionlint.json', '{ "sessions": ');
    client = await project.indexed();
    const { policy } = await state();
    expect(policy).toMatchObject({ state: 'broken', uri: project.uri('sessionlint.json') });
    expect(policy.problem).toMatch(/\.$/);
  });

  it('says so when there is no folder', async () => {
    client = await project.indexed();
    const { TestClient: Client } = await import('./client.js');
    client = await Client.inMemory();
    expect(await state()).toMatchObject({ workspace: 'none', policy: { state: 'missing' } });
  });

  it('says of an app without a sign-out that there is none', async () => {
    await project.write('App/Session.swift', SESSION.replace('func logout()', 'func pause()'));
    client = await project.indexed();
    expect((await entries())['logout/user']!.item).toBe('noSignOut');
  });

  it('is opened at the answer that decides, from every finding', async () => {
    client = await project.indexed();
    const uri = project.uri('App/Login.swift');
    client.open(uri, PREFERENCES);
    const [finding] = await client.diagnostics(uri);
    const actions = await client.actions(uri, finding!.range);
    expect(actions.find(({ title }) => title.startsWith('Open in the guide'))).toMatchObject({
      title: 'Open in the guide: Access token (short-lived, under 1 hour)',
      command: { command: 'sessionlint.openGuide', arguments: ['storage/access-token'] },
    });
  });

  it('is linked from the hover, for a client that follows such links', async () => {
    const uri = project.uri('App/Session.swift');
    const position = { line: 14, character: 40 };
    const link = `(command:sessionlint.openGuide?${encodeURIComponent('["storage/refresh-token"]')})`;
    for (const [initializationOptions, linked] of [
      [{ commandLinks: true }, true] as const,
      [undefined, false] as const,
    ]) {
      client = await project.indexed({ initializationOptions });
      client.open(uri, SESSION);
      expect(JSON.stringify(await client.hover(uri, position)).includes(link)).toBe(linked);
    }
  });

  it('never repeats a secret', async () => {
    const secret = ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_');
    await project.write('App/Keys.swift', `let apiKey = "${secret}"\n`);
    client = await project.indexed();
    const shown = await places('never/hardcoded-secrets');
    expect(shown.length).toBeGreaterThan(0);
    expect(JSON.stringify(shown)).not.toContain(secret);
  });
});
