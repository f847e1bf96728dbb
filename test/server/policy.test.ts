import { afterEach, describe, expect, it } from 'vitest';
import type { PolicyAnswer, PolicyEditAnswer } from '../../server/lsp/protocol.js';
import { PULLING, type TestClient } from './client.js';
import { Project } from './project.js';

const MISMATCH = 'keychain/accessibility-mismatch';

/** A refresh token at a level that the defaults do not want for it. */
const STORE = `import Security

func save(refreshToken: Data) -> OSStatus {
    let query: [String: Any] = [
        kSecClass as String: kSecClassGenericPassword,
        kSecAttrAccount as String: "refreshToken",
        kSecValueData as String: refreshToken,
        kSecAttrAccessible as String: kSecAttrAccessibleAfterFirstUnlock,
    ]
    return SecItemAdd(query as CFDictionary, nil)
}
`;
const LEVEL = { line: 7, character: 45 };

const WANTS_AFTER_FIRST_UNLOCK = `{
  // The widget reads it.
  "credentials": { "refreshToken": { "level": "afterFirstUnlock" } }
}
`;

let project: Project;

afterEach(() => project.remove());

async function rules(client: TestClient, path = 'Store.swift'): Promise<readonly unknown[]> {
  return (await client.diagnostics(project.uri(path))).map(({ code }) => code);
}

async function opened(files: Readonly<Record<string, string>>): Promise<TestClient> {
  project = await Project.make({ 'Store.swift': STORE, ...files });
  const client = await project.indexed();
  client.open(project.uri('Store.swift'), STORE);
  return client;
}

async function tellPolicy(client: TestClient, path: string, text: string): Promise<void> {
  await project.write(path, text);
  project.tell(client, { [path]: 'Changed' });
}

async function hover(client: TestClient): Promise<string> {
  const found = await client.hover(project.uri('Store.swift'), LEVEL);
  return (found!.contents as { readonly value: string }).value;
}

describe('a policy', () => {
  it('decides about diagnostics, fixes, hover and completion at once when it changes', async () => {
    const client = await opened({});
    expect(await rules(client)).toEqual([MISMATCH]);
    expect(await hover(client)).toContain('The policy asks for **WhenUnlockedThisDeviceOnly**');

    await tellPolicy(client, 'sessionlint.json', WANTS_AFTER_FIRST_UNLOCK);
    expect(await rules(client)).toEqual([]);
    expect(await hover(client)).toContain('The policy asks for this level.');
    const at = { line: 7, character: 72 };
    const list = await client.complete(project.uri('Store.swift'), at);
    expect(list?.items.find(({ preselect }) => preselect)?.label).toBe('kSecAttrAccessibleAfterFirstUnlock');

    const other = WANTS_AFTER_FIRST_UNLOCK.replace('afterFirstUnlock', 'whenPasscodeSetThisDeviceOnly');
    await tellPolicy(client, 'sessionlint.json', other);
    const [diagnostic] = await client.diagnostics(project.uri('Store.swift'));
    expect(diagnostic?.message).toContain('WhenPasscodeSetThisDeviceOnly');
    const actions = await client.actions(project.uri('Store.swift'), diagnostic!.range);
    expect(actions.find(({ isPreferred }) => isPreferred)?.title).toContain('WhenPasscodeSetThisDeviceOnly');
    await project.remove('sessionlint.json');
    project.tell(client, { 'sessionlint.json': 'Deleted' });
    expect((await client.diagnostics(project.uri('Store.swift')))[0]?.message).toContain(
      'WhenUnlockedThisDeviceOnly',
    );
  });

  it('counts as it is in the editor, before it is saved', async () => {
    const client = await opened({});
    const uri = project.uri('sessionlint.json');
    client.open(uri, WANTS_AFTER_FIRST_UNLOCK, 1, 'jsonc');
    expect(await rules(client)).toEqual([]);
    client.change(uri, { text: '{}' });
    expect(await rules(client)).toEqual([MISMATCH]);
    client.change(uri, { text: WANTS_AFTER_FIRST_UNLOCK });
    client.close(uri);
    expect(await rules(client)).toEqual([MISMATCH]);
  });

  it('goes on to hold while it is broken, and says so', async () => {
    const client = await opened({ 'sessionlint.json': WANTS_AFTER_FIRST_UNLOCK });
    const uri = project.uri('sessionlint.json');
    client.open(uri, WANTS_AFTER_FIRST_UNLOCK, 1, 'jsonc');
    expect(await rules(client)).toEqual([]);
    client.change(uri, { text: WANTS_AFTER_FIRST_UNLOCK.slice(0, -3) });
    expect(await rules(client)).toEqual([]);
    const [problem] = await client.diagnostics(uri);
    expect(problem).toMatchObject({ code: 'policy/invalid', severity: 1, source: 'sessionlint' });
    expect(problem?.message).toContain('the last policy that could be read holds');
    await client.until(() => client.logged.some((line) => line.includes('sessionlint.json cannot be read')));
    client.change(uri, { text: '{}' });
    expect(await rules(client)).toEqual([MISMATCH]);
    expect(await client.diagnostics(uri)).toEqual([]);
  });

  it('is the nearest one', async () => {
    const client = await opened({
      'Apps/One/Store.swift': STORE,
      'Apps/One/sessionlint.json': '{}',
      'Apps/Two/Store.swift': STORE,
      'Apps/sessionlint.json': WANTS_AFTER_FIRST_UNLOCK,
    });
    for (const path of ['Apps/One/Store.swift', 'Apps/Two/Store.swift'])
      client.open(project.uri(path), STORE);
    expect(await rules(client)).toEqual([MISMATCH]);
    expect(await rules(client, 'Apps/One/Store.swift')).toEqual([MISMATCH]);
    expect(await rules(client, 'Apps/Two/Store.swift')).toEqual([]);
    await project.move('Apps/One/sessionlint.json', 'Apps/One/other.json');
    project.tell(client, { 'Apps/One/sessionlint.json': 'Deleted', 'Apps/One/other.json': 'Created' });
    expect(await rules(client, 'Apps/One/Store.swift')).toEqual([]);
  });

  it('sets how loud a rule is, and turns it off', async () => {
    const client = await opened({});
    await tellPolicy(client, 'sessionlint.json', `{ "rules": { "${MISMATCH}": "error" } }`);
    expect(await client.diagnostics(project.uri('Store.swift'))).toMatchObject([{ severity: 1 }]);
    await tellPolicy(client, 'sessionlint.json', `{ "rules": { "${MISMATCH}": "off" } }`);
    expect(await rules(client)).toEqual([]);
  });
});

describe('what a policy says of files and names', () => {
  it('leaves excluded documents alone, and takes them in again', async () => {
    const client = await opened({});
    await tellPolicy(client, 'sessionlint.json', '{ "exclude": ["*.swift"] }');
    expect(await rules(client)).toEqual([]);
    await tellPolicy(client, 'sessionlint.json', '{ "exclude": ["*.swift"], "include": ["Store.swift"] }');
    expect(await rules(client)).toEqual([MISMATCH]);
  });

  it('gives names their meaning at once', async () => {
    const text = 'func f(ticket: String) { print(ticket) }\n';
    const client = await opened({ 'Log.swift': text });
    client.open(project.uri('Log.swift'), text);
    expect(await rules(client, 'Log.swift')).toEqual([]);
    await tellPolicy(
      client,
      'sessionlint.json',
      '{ "names": { "credentials": { "accessToken": ["ticket"] } } }',
    );
    expect(await rules(client, 'Log.swift')).toEqual(['logging/credential-logged']);
  });
});

describe('the fix that writes a level down', () => {
  const title = 'Record in sessionlint.json that this project wants AfterFirstUnlock for refresh tokens';

  it('edits the file that holds, also while it is being edited', async () => {
    const client = await opened({ 'sessionlint.json': '{\n  // ours\n}\n' });
    const [diagnostic] = await client.diagnostics(project.uri('Store.swift'));
    const uri = project.uri('sessionlint.json');
    const find = async () =>
      (await client.actions(project.uri('Store.swift'), diagnostic!.range)).find(
        (each) => each.title === title,
      );
    expect((await find())?.edit?.documentChanges).toMatchObject([{ textDocument: { uri, version: null } }]);
    client.open(uri, '{\n  // ours\n}\n', 4, 'jsonc');
    expect((await find())?.edit?.documentChanges).toMatchObject([{ textDocument: { uri, version: 4 } }]);
    client.change(uri, { text: '{' });
    expect(await find()).toBeUndefined();
  });

  it('creates the file for a client that can', async () => {
    project = await Project.make({ 'Store.swift': STORE });
    const workspaceEdit = { documentChanges: true, resourceOperations: ['create' as const] };
    const capabilities = { ...PULLING, workspace: { ...PULLING.workspace, workspaceEdit } };
    const client = await project.indexed({ capabilities });
    client.open(project.uri('Store.swift'), STORE);
    const [diagnostic] = await client.diagnostics(project.uri('Store.swift'));
    const actions = await client.actions(project.uri('Store.swift'), diagnostic!.range);
    expect(actions.find((each) => each.title === title)?.edit?.documentChanges).toMatchObject([
      { kind: 'create', uri: project.uri('sessionlint.json') },
      { edits: [{ newText: expect.stringContaining('"level": "afterFirstUnlock"') }] },
    ]);
  });
});

describe('mistakes in a policy', () => {
  it('are findings with fixes, and fixing one is applied at once', async () => {
    const client = await opened({});
    const uri = project.uri('sessionlint.json');
    const text = '{\n  "credentials": { "refreshToken": { "level": "afterFirstUnlok" } }\n}\n';
    client.open(uri, text, 3, 'jsonc');
    const [problem] = await client.diagnostics(uri);
    expect(problem).toMatchObject({
      code: 'policy/invalid',
      range: { start: { line: 1, character: 46 }, end: { line: 1, character: 63 } },
    });
    const actions = await client.actions(uri, problem!.range, { diagnostics: [problem!] });
    expect(actions.map(({ title }) => title)).toEqual(['Change to “afterFirstUnlock”', 'Remove “level”']);
    expect(actions[0]).toMatchObject({
      isPreferred: true,
      diagnostics: [problem],
      edit: {
        documentChanges: [
          {
            textDocument: { uri, version: 3 },
            edits: [{ range: problem!.range, newText: '"afterFirstUnlock"' }],
          },
        ],
      },
    });
  });
});

describe('what the client asks of policies', () => {
  const ask = (client: TestClient, path: string): Promise<PolicyAnswer> =>
    client.connection.sendRequest('sessionlint/policy', { uri: project.uri(path) });
  const edit = (client: TestClient, path: string, ...changes: object[]): Promise<PolicyEditAnswer> =>
    client.connection.sendRequest('sessionlint/policyEdit', { uri: project.uri(path), changes });

  it('is what holds and what is written', async () => {
    const client = await opened({ 'sessionlint.json': WANTS_AFTER_FIRST_UNLOCK });
    for (const path of ['Store.swift', '']) {
      const answer = await ask(client, path);
      expect(answer).toMatchObject({
        uri: project.uri('sessionlint.json'),
        broken: false,
        problems: [],
        written: { credentials: { refreshToken: { level: 'afterFirstUnlock' } } },
        policy: {
          credentials: {
            accessToken: { store: 'keychain', level: 'afterFirstUnlock' },
            refreshToken: { store: 'keychain', level: 'afterFirstUnlock' },
            authCode: { store: 'memory' },
          },
          refresh: { leadMinutes: 5, maxTries: 3 },
        },
      });
    }
  });

  it('is how to change it: a new file, one on disk, one being edited', async () => {
    const client = await opened({});
    const change = { path: ['sessions', 'model'], value: 'multiAccount' };
    const uri = project.uri('sessionlint.json');
    expect(await edit(client, 'Store.swift', change)).toEqual({
      uri,
      exists: false,
      text: '{\n  "sessions": {\n    "model": "multiAccount"\n  }\n}\n',
    });
    await project.write('sessionlint.json', WANTS_AFTER_FIRST_UNLOCK);
    project.tell(client, { 'sessionlint.json': 'Created' });
    expect(await edit(client, '', change)).toMatchObject({ uri, exists: true, version: null });
    client.open(uri, WANTS_AFTER_FIRST_UNLOCK, 7, 'jsonc');
    const answer = await edit(client, 'Store.swift', change);
    expect(answer).toMatchObject({ uri, exists: true, version: 7 });
    expect(answer.edits).toHaveLength(1);
    client.change(uri, { text: '{' });
    await expect(edit(client, 'Store.swift', change)).rejects.toThrow('not JSON');
  });

  it('is told when it has changed', async () => {
    const client = await opened({});
    const told: unknown[] = [];
    client.connection.onNotification('sessionlint/policyChanged', (params) => void told.push(params));
    await tellPolicy(client, 'sessionlint.json', '{}');
    expect(await rules(client)).toEqual([MISMATCH]);
    expect(told).toEqual([{ uris: [project.uri('sessionlint.json')] }]);
  });
});
