import { afterEach, describe, expect, it } from 'vitest';
import type { ShownItem } from '../../server/lsp/protocol.js';
import type { TestClient } from './client.js';
import { Project } from './project.js';

const STORE = `import KeychainSwift

final class SessionStore {
    private let keychain = KeychainSwift()

    func save(accessToken: String, refreshToken: String) {
        keychain.set(accessToken, forKey: "accessToken", withAccess: .accessibleAfterFirstUnlock)
        keychain.set(refreshToken, forKey: "refreshToken")
    }

    func accessToken() -> String? { keychain.get("accessToken") }
}
`;

const SIGN_OUT = `import KeychainSwift

func signOut() {
    KeychainSwift().delete("accessToken")
}
`;

const STORED = 'Session/Store.swift';
const SIGNING_OUT = 'Session/SignOut.swift';
const FILES = { [STORED]: STORE, [SIGNING_OUT]: SIGN_OUT };

let client: TestClient;
let project: Project;

async function indexed(configuration?: (scope: string | undefined) => unknown): Promise<void> {
  project = await Project.make(FILES);
  client = await project.indexed(configuration ? { configuration } : {});
}

async function items(): Promise<Readonly<Record<string, ShownItem>>> {
  const [folder] = await client.inventory();
  return Object.fromEntries((folder?.items ?? []).map((item) => [item.name, item]));
}

afterEach(async () => {
  await project.remove();
});

describe('the inventory', () => {
  it('has each credential with where it is written, read and cleared', async () => {
    await indexed();
    const { accessToken, refreshToken } = await items();
    expect(accessToken).toMatchObject({
      kind: 'accessToken',
      storeName: 'the Keychain',
      key: 'accessToken',
      levels: ['AfterFirstUnlock'],
      clearing: 'atSignOut',
      unknown: [],
      writes: [{ where: `${STORED}:7`, within: 'SessionStore.save(accessToken:refreshToken:)' }],
      reads: [{ where: `${STORED}:11`, within: 'SessionStore.accessToken' }],
      clears: [{ where: `${SIGNING_OUT}:4`, within: 'signOut', atSignOut: true }],
    });
    expect(refreshToken).toMatchObject({
      levels: ['WhenUnlocked (default of KeychainSwift)'],
      clearing: 'never',
      clears: [],
    });
  });

  it('points at the calls themselves', async () => {
    await indexed();
    const { accessToken } = await items();
    expect(accessToken?.writes[0]?.location).toEqual({
      uri: project.uri(STORED),
      range: { start: { line: 6, character: 17 }, end: { line: 6, character: 20 } },
    });
  });

  it('follows what is typed, saved or not', async () => {
    await indexed();
    const uri = project.uri(SIGNING_OUT);
    client.open(uri, SIGN_OUT);
    await client.diagnostics(uri);
    await client.until(() => client.inventoryChanges > 0);
    const before = client.inventoryChanges;
    const more = SIGN_OUT.replace('delete("accessToken")', 'delete("refreshToken")');
    client.change(uri, { text: more });
    await client.diagnostics(uri);
    await client.until(() => client.inventoryChanges > before);
    const { accessToken, refreshToken } = await items();
    expect(accessToken?.clearing).toBe('never');
    expect(refreshToken?.clearing).toBe('atSignOut');
  });

  it('follows Objective-C as it is saved', async () => {
    await indexed();
    expect((await items())['refreshToken']?.clearing).toBe('never');
    await project.write(
      'Session/Legacy.m',
      '@implementation Legacy\n- (void)signOut { [SAMKeychain deletePasswordForService:@"a" account:@"refreshToken"]; }\n@end\n',
    );
    let seen = client.inventoryChanges;
    project.tell(client, { 'Session/Legacy.m': 'Created' });
    while ((await items())['refreshToken']?.clearing === 'never') {
      await client.until(() => client.inventoryChanges > seen);
      seen = client.inventoryChanges;
    }
    expect((await items())['refreshToken']).toMatchObject({
      clearing: 'atSignOut',
      clears: [{ where: 'Session/Legacy.m:2', within: 'Legacy.signOut', atSignOut: true }],
    });
  });

  it('points at Objective-C in which a way out of the session is not followed', async () => {
    const native = '@implementation Legacy\n- (void)signOut {\n    [self.credentialStore clear];\n}\n@end\n';
    project = await Project.make({ ...FILES, 'Session/Legacy.m': native });
    client = await project.indexed();
    const { refreshToken } = await items();
    expect(refreshToken).toMatchObject({
      clearing: 'maybe',
      unknown: [
        'The way out of the session goes on in code that is not analysed: clear (Session/Legacy.m:2). What that deletes is not known.',
      ],
      beyond: [
        {
          where: 'Session/Legacy.m:2',
          within: 'Legacy.signOut',
          location: { uri: project.uri('Session/Legacy.m'), range: { start: { line: 1, character: 8 } } },
        },
      ],
    });
    expect(await client.inventoryText()).toContain('goes on in code that is not analysed');
  });

  it('is written out as Markdown', async () => {
    await indexed();
    const text = await client.inventoryText();
    expect(text).toContain('2 credentials; no sign-out is known to clear 1 of them.');
    expect(text).toContain('## Access token');
    expect(text).toMatch(/\| refreshToken \| the Keychain \| `refreshToken` \|.*\| never cleared \|/);
    expect(text).toContain(`\`${STORED}:8\``);
  });

  it('is one document with a section for each folder', async () => {
    project = await Project.make({
      ...Object.fromEntries(Object.entries(FILES).map(([path, text]) => [`app/${path}`, text])),
      'other/Empty.swift': 'import Foundation\n',
    });
    client = await project.indexed({ folders: [project.uri('app'), project.uri('other')] });
    let seen = client.inventoryChanges;
    while ((await client.inventory()).some(({ ready }) => !ready)) {
      await client.until(() => client.inventoryChanges > seen);
      seen = client.inventoryChanges;
    }
    const text = await client.inventoryText();
    expect(text.split('\n').filter((line) => /^#|credential/.test(line))).toEqual([
      '# Session inventory',
      '2 credentials; no sign-out is known to clear 1 of them.',
      '## app',
      '2 credentials; no sign-out is known to clear 1 of them.',
      '### Access token',
      '### Refresh token',
      '## other',
      'No credential is kept, as far as the code tells.',
    ]);
  });

  it('keeps the text of the workspace from becoming mark-up', async () => {
    project = await Project.make({
      'Odd.swift': STORE.replace('"accessToken", withAccess', '"access|Token`</td>", withAccess'),
    });
    client = await project.indexed();
    const row = (await client.inventoryText()).split('\n').find((line) => line.includes("Token'"));
    expect(row).toContain("`access\\|Token'</td>`");
  });
});

describe('the inventory of an app in Swift and TypeScript', () => {
  const WRITER = 'mobile/src/session.ts';
  const CLEANER = 'ios/SignOut.swift';
  const MIXED = {
    'mobile/package.json': '{ "dependencies": { "react-native": "0.86.3" } }',
    [WRITER]: `import { Settings } from 'react-native';

export function publish(accessToken: string) {
  Settings.set({ 'widget.accessToken': accessToken });
}

export function logout() {
  Settings.set({ 'widget.theme': 'light' });
}
`,
    [CLEANER]: `import Foundation

func signOut() {
    UserDefaults.standard.removeObject(forKey: "widget.accessToken")
}
`,
  };

  it('has a token of one cleared by the other, each function in the spelling of its language', async () => {
    project = await Project.make(MIXED);
    client = await project.indexed();
    const [item] = Object.values(await items());
    expect(item).toMatchObject({
      key: 'widget.accessToken',
      clearing: 'atSignOut',
      writes: [{ where: `${WRITER}:4`, within: 'publish' }],
      clears: [{ where: `${CLEANER}:4`, within: 'signOut' }],
    });
  });

  it('knows at once that the other no longer clears it', async () => {
    project = await Project.make(MIXED);
    client = await project.indexed();
    const uri = project.uri(CLEANER);
    client.open(uri, MIXED[CLEANER]);
    await client.diagnostics(uri);
    const before = client.inventoryChanges;
    client.change(uri, { text: MIXED[CLEANER].replace('widget.accessToken', 'widget.theme') });
    await client.diagnostics(uri);
    await client.until(() => client.inventoryChanges > before);
    const [item] = Object.values(await items());
    expect(item).toMatchObject({ clearing: 'never', clears: [] });
  });
});

describe('a code lens', () => {
  it('stands on each write and says what becomes of it', async () => {
    await indexed();
    const uri = project.uri(STORED);
    client.open(uri, STORE);
    const lenses = await client.lenses(uri);
    expect(lenses.map(({ range, command }) => [range.start.line, command?.title])).toEqual([
      [6, 'access token · Keychain · AfterFirstUnlock · cleared in 1 place'],
      [7, 'refresh token · Keychain · WhenUnlocked (default of KeychainSwift) · never cleared'],
    ]);
    expect(lenses[0]?.command?.arguments?.[2]).toEqual([
      expect.objectContaining({ uri: project.uri(SIGNING_OUT) }),
    ]);
  });

  it('can be turned off', async () => {
    await indexed(() => ({ codeLens: false }));
    const uri = project.uri(STORED);
    client.open(uri, STORE);
    expect(await client.lenses(uri)).toEqual([]);
  });
});
