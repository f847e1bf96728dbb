import { TextDocument } from 'vscode-languageserver-textdocument';
import { describe, expect, it } from 'vitest';
import type { TestClient } from './client.js';
import { appWith, IN_SECURE_STORE, PLAIN_TOKEN } from './plain-storage.js';
import type { Project } from './project.js';
import { projectOf } from './projects.js';

const WHOLE = { start: { line: 0, character: 0 }, end: { line: 4, character: 0 } };

async function opened(
  path: string,
  files: Readonly<Record<string, string>>,
): Promise<{ readonly project: Project; readonly client: TestClient; readonly uri: string }> {
  const project = await projectOf({ ...files, [path]: PLAIN_TOKEN });
  const client = await project.indexed();
  const uri = project.uri(path);
  client.open(uri, PLAIN_TOKEN, 1, 'typescript');
  return { project, client, uri };
}

/** The repairs that are offered to move the token, by their titles, and the text that each comes to. */
async function moves(client: TestClient, uri: string): Promise<Readonly<Record<string, string>>> {
  const document = TextDocument.create(uri, 'typescript', 1, PLAIN_TOKEN);
  const offered = (await client.actions(uri, WHOLE)).filter(({ title }) => title.startsWith('Move to '));
  return Object.fromEntries(
    offered.map(({ title, edit }) => {
      const change = edit?.documentChanges?.[0];
      const edits = change && 'edits' in change ? change.edits : [];
      return [
        title,
        TextDocument.applyEdits(document, edits as Parameters<typeof TextDocument.applyEdits>[1]),
      ];
    }),
  );
}

describe('a token in AsyncStorage', () => {
  it('is moved to what the package.json names, though no file imports it', async () => {
    const { client, uri } = await opened('src/session.ts', { 'package.json': appWith('expo-secure-store') });
    expect(await moves(client, uri)).toEqual({ 'Move to expo-secure-store': IN_SECURE_STORE });
  });

  it('is not moved to what the project does not depend on', async () => {
    const { client, uri } = await opened('src/session.ts', { 'package.json': appWith() });
    expect(await client.diagnostics(uri)).toMatchObject([{ code: 'storage/token-in-plain-storage' }]);
    expect(await moves(client, uri)).toEqual({});
  });

  it('is moved to what its own package of a monorepo names, not to what another imports', async () => {
    const { client, uri } = await opened('apps/one/session.ts', {
      'apps/one/package.json': appWith('react-native-keychain'),
      'apps/two/package.json': appWith('expo-secure-store'),
      'apps/two/ids.ts':
        "import * as SecureStore from 'expo-secure-store';\nexport const id = () => SecureStore.getItemAsync('idToken');\n",
    });
    const offered = await moves(client, uri);
    expect(Object.keys(offered)).toEqual(['Move to react-native-keychain']);
    expect(offered['Move to react-native-keychain']).toMatch(
      /^import \* as Keychain from 'react-native-keychain';\n/,
    );
  });

  it('can be moved as soon as the package.json says so', async () => {
    const { project, client, uri } = await opened('session.ts', { 'package.json': appWith() });
    expect(await moves(client, uri)).toEqual({});
    await project.write('package.json', appWith('expo-secure-store'));
    project.tell(client, { 'package.json': 'Changed' });
    await client.until(() => client.refreshes > 0);
    expect(await moves(client, uri)).toEqual({ 'Move to expo-secure-store': IN_SECURE_STORE });
  });
});
