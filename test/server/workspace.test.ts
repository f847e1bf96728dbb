import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { discoverSources } from '../../server/workspace/discover.js';
import type { JsonReport } from '../../server/report/json.js';
import { Folder } from '../cli/folder.js';
import { PUSHED, TestClient } from './client.js';
import { CALLER, CROSS_FILE_RULE, SAFE_WRAPPER, WRAPPER } from './project.js';
import { projectOf } from './projects.js';

async function rulesIn(client: TestClient, uri: string): Promise<readonly unknown[]> {
  return (await client.diagnostics(uri)).map(({ code }) => code);
}

/** Asks, as often as the server wants the client to, until what comes is something else. */
async function after(
  client: TestClient,
  uri: string,
  before: readonly string[],
): Promise<readonly unknown[]> {
  const { refreshes } = client;
  const rules = await rulesIn(client, uri);
  if (JSON.stringify(rules) !== JSON.stringify(before)) return rules;
  await client.until(() => client.refreshes > refreshes);
  return after(client, uri, before);
}

const APP = { 'Sources/Prefs.swift': WRAPPER, 'Sources/Login.swift': CALLER };

describe('what one file does through another', () => {
  it('is found, and lost when the other changes on disk', async () => {
    const project = await projectOf(APP);
    const client = await project.indexed();
    const uri = project.uri('Sources/Login.swift');
    client.open(uri, CALLER);
    expect(await rulesIn(client, uri)).toEqual([CROSS_FILE_RULE]);

    await project.write('Sources/Prefs.swift', SAFE_WRAPPER);
    project.tell(client, { 'Sources/Prefs.swift': 'Changed' });
    expect(await after(client, uri, [CROSS_FILE_RULE])).toEqual([]);
    await project.write('Sources/Prefs.swift', WRAPPER);
    project.tell(client, { 'Sources/Prefs.swift': 'Changed' });
    expect(await after(client, uri, [])).toEqual([CROSS_FILE_RULE]);
  });

  it('follows the other while it is edited, whatever is on disk, until it is closed', async () => {
    const project = await projectOf(APP);
    const client = await project.indexed();
    const [login, prefs] = [project.uri('Sources/Login.swift'), project.uri('Sources/Prefs.swift')];
    client.open(login, CALLER);
    client.open(prefs, WRAPPER);
    expect(await rulesIn(client, login)).toEqual([CROSS_FILE_RULE]);
    client.change(prefs, { text: SAFE_WRAPPER });
    expect(await after(client, login, [CROSS_FILE_RULE])).toEqual([]);
    // Telling of the file on disk does not change what counts.
    project.tell(client, { 'Sources/Prefs.swift': 'Changed' });
    client.change(login, { text: `${CALLER}\n` });
    expect(await rulesIn(client, login)).toEqual([]);
    client.close(prefs);
    expect(await after(client, login, [])).toEqual([CROSS_FILE_RULE]);
  });

  it('ends with the deletion of the other, or of its folder, and comes back with it', async () => {
    const project = await projectOf({ 'Kit/Deep/Prefs.swift': WRAPPER, 'App/Login.swift': CALLER });
    const client = await project.indexed();
    const uri = project.uri('App/Login.swift');
    client.open(uri, CALLER);
    expect(await rulesIn(client, uri)).toEqual([CROSS_FILE_RULE]);
    await project.remove('Kit/Deep/Prefs.swift');
    project.tell(client, { 'Kit/Deep/Prefs.swift': 'Deleted' });
    expect(await after(client, uri, [CROSS_FILE_RULE])).toEqual([]);
    await project.write('Kit/Deep/Prefs.swift', WRAPPER);
    project.tell(client, { 'Kit/Deep/Prefs.swift': 'Created' });
    expect(await after(client, uri, [])).toEqual([CROSS_FILE_RULE]);
    // Of a folder, the editor tells one event.
    await project.move('Kit', 'Outside');
    project.tell(client, { Kit: 'Deleted', Outside: 'Created' });
    await project.remove('Outside');
    project.tell(client, { Outside: 'Deleted' });
    expect(await after(client, uri, [CROSS_FILE_RULE])).toEqual([]);
    await project.write('Moved/In/Prefs.swift', WRAPPER);
    project.tell(client, { Moved: 'Created' });
    expect(await after(client, uri, [])).toEqual([CROSS_FILE_RULE]);
  });

  it('survives a rename', async () => {
    const project = await projectOf(APP);
    const client = await project.indexed();
    const uri = project.uri('Sources/Login.swift');
    client.open(uri, CALLER);
    await project.move('Sources/Prefs.swift', 'Sources/PrefsTests.swift');
    project.tell(client, { 'Sources/Prefs.swift': 'Deleted', 'Sources/PrefsTests.swift': 'Created' });
    // What tests declare is made up.
    expect(await after(client, uri, [CROSS_FILE_RULE])).toEqual([]);
    await project.move('Sources/PrefsTests.swift', 'Sources/Preferences.swift');
    project.tell(client, { 'Sources/PrefsTests.swift': 'Deleted', 'Sources/Preferences.swift': 'Created' });
    expect(await after(client, uri, [])).toEqual([CROSS_FILE_RULE]);
  });

  it('is sent to a client that does not ask, to the documents that it concerns', async () => {
    const project = await projectOf({ ...APP, 'Sources/Other.swift': 'let session = 1\n' });
    const client = await TestClient.inMemory({ folders: [project.uri()], capabilities: PUSHED });
    const [login, other] = [project.uri('Sources/Login.swift'), project.uri('Sources/Other.swift')];
    client.open(other, 'let session = 1\n');
    client.open(login, CALLER);
    const last = (): number | undefined =>
      client.published.findLast(({ uri }) => uri === login)?.diagnostics.length;
    await client.until(() => last() === 1);
    client.open(project.uri('Sources/Prefs.swift'), SAFE_WRAPPER);
    await client.until(() => last() === 0);
    expect(client.published.filter(({ uri }) => uri === other)).toHaveLength(1);
  });

  it('does not make the client ask again when nothing is different', async () => {
    const project = await projectOf({ ...APP, 'Sources/Other.swift': 'let session = 1\n' });
    const client = await project.indexed();
    const [login, other] = [project.uri('Sources/Login.swift'), project.uri('Sources/Other.swift')];
    client.open(login, CALLER);
    client.open(other, 'let session = 1\n');
    await rulesIn(client, login);
    await rulesIn(client, other);
    client.change(other, { text: 'let session = 2\n' });
    await rulesIn(client, other);
    await project.write('Sources/Prefs.swift', `// Moved down\n${WRAPPER}`);
    project.tell(client, { 'Sources/Prefs.swift': 'Changed' });
    const { refreshes } = client;
    await project.write('Sources/Prefs.swift', SAFE_WRAPPER);
    project.tell(client, { 'Sources/Prefs.swift': 'Changed' });
    expect(await after(client, login, [CROSS_FILE_RULE])).toEqual([]);
    expect(client.refreshes - refreshes).toBeLessThanOrEqual(1);
    expect(client.analysed.filter(({ uri }) => uri === other)).toHaveLength(2);
  });

  it('keeps up with a switch of branches', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`Sources/Part${index}.swift`, `let token${index} = ""\n`]),
    );
    const project = await projectOf({ ...APP, ...files });
    const client = await project.indexed();
    const uri = project.uri('Sources/Login.swift');
    client.open(uri, CALLER);
    expect(await rulesIn(client, uri)).toEqual([CROSS_FILE_RULE]);
    const paths = Object.keys(files);
    for (const [index, path] of paths.entries()) {
      if (index % 2 === 0) await project.remove(path);
      else await project.write(path, `let token = ${index}\n`);
      project.tell(client, { [path]: index % 2 === 0 ? 'Deleted' : 'Changed' });
    }
    await project.write('Sources/Prefs.swift', SAFE_WRAPPER);
    project.tell(client, { 'Sources/Prefs.swift': 'Changed' });
    expect(await after(client, uri, [CROSS_FILE_RULE])).toEqual([]);
    expect(client.logged).toEqual([]);
  });
});

describe('the files of a workspace', () => {
  it('are those that the command line looks at', async () => {
    const project = await projectOf({
      'Pods/Prefs.swift': WRAPPER,
      '.build/Prefs.swift': WRAPPER,
      'Ignored/Prefs.swift': WRAPPER,
      '.gitignore': 'Ignored/\n',
      'Login.swift': CALLER,
    });
    const client = await project.indexed();
    const uri = project.uri('Login.swift');
    client.open(uri, CALLER);
    expect(await rulesIn(client, uri)).toEqual([]);
    // Open in the editor, they still declare nothing.
    client.open(project.uri('Pods/Prefs.swift'), WRAPPER);
    await rulesIn(client, project.uri('Pods/Prefs.swift'));
    expect(await rulesIn(client, uri)).toEqual([]);
    await project.write('.gitignore', '');
    project.tell(client, { '.gitignore': 'Changed' });
    expect(await after(client, uri, [])).toEqual([CROSS_FILE_RULE]);
  });

  it('that cannot be read are named once and left out', async () => {
    const project = await projectOf({ ...APP, 'Big.swift': `// ${'x'.repeat(2 * 1024 * 1024)}\n` });
    const client = await project.indexed();
    const uri = project.uri('Sources/Login.swift');
    client.open(uri, CALLER);
    expect(await rulesIn(client, uri)).toEqual([CROSS_FILE_RULE]);
    await project.write('Sources/Prefs.swift', SAFE_WRAPPER);
    await project.write('Sources/New.swift', 'let token = 1\n');
    project.tell(client, {
      'Big.swift': 'Changed',
      'Sources/New.swift': 'Created',
      'Sources/Prefs.swift': 'Changed',
    });
    expect(await after(client, uri, [CROSS_FILE_RULE])).toEqual([]);
    expect(client.logged).toEqual(['Big.swift is left out: larger than 2 MB']);
  });

  it('of each workspace folder are a program of their own', async () => {
    const [app, kit] = [await projectOf(APP), await projectOf({ 'Sources/Login.swift': CALLER })];
    const client = await app.indexed({ folders: [app.uri(), kit.uri()] });
    await client.until(() => client.progress.filter(({ value }) => value.kind === 'end').length === 2);
    const [own, other] = [app.uri('Sources/Login.swift'), kit.uri('Sources/Login.swift')];
    client.open(own, CALLER);
    client.open(other, CALLER);
    expect(await rulesIn(client, own)).toEqual([CROSS_FILE_RULE]);
    expect(await rulesIn(client, other)).toEqual([]);
    await kit.write('Sources/Prefs.swift', WRAPPER);
    kit.tell(client, { 'Sources/Prefs.swift': 'Created' });
    expect(await after(client, other, [])).toEqual([CROSS_FILE_RULE]);
  });

  it('of a folder in another folder are the inner one’s', async () => {
    const outer = await projectOf({
      'Kit/Prefs.swift': WRAPPER,
      'Kit/Login.swift': CALLER,
      'Login.swift': CALLER,
    });
    const client = await outer.indexed({ folders: [outer.uri(), outer.uri('Kit')] });
    await client.until(() => client.progress.filter(({ value }) => value.kind === 'end').length === 2);
    client.open(outer.uri('Login.swift'), CALLER);
    client.open(outer.uri('Kit/Login.swift'), CALLER);
    expect(await rulesIn(client, outer.uri('Login.swift'))).toEqual([]);
    expect(await rulesIn(client, outer.uri('Kit/Login.swift'))).toEqual([CROSS_FILE_RULE]);
  });
});

describe('the sample app', () => {
  it('has the same findings in the editor as on the command line', async () => {
    const root = fileURLToPath(new URL('../sample-app/', import.meta.url));
    const folder = await Folder.make();
    const { stdout } = await folder.runWith({ cwd: root }, 'check', '--format', 'json', '.');
    await folder.remove();
    const client = await TestClient.inMemory({ folders: [pathToFileURL(root).toString()] });
    await client.until(() => client.progress.some(({ value }) => value.kind === 'end'));
    const shown: object[] = [];
    for (const { file, path } of (await discoverSources(root)).sources) {
      const uri = pathToFileURL(file).toString();
      client.open(uri, await readFile(join(root, path), 'utf8'));
      for (const { code, message, range } of await client.diagnostics(uri)) {
        shown.push({ path, rule: code, message, range });
      }
    }
    const { findings }: JsonReport = JSON.parse(stdout);
    expect(findings.length).toBeGreaterThan(0);
    expect(shown).toEqual(findings.map(({ path, rule, message, range }) => ({ path, rule, message, range })));
  });
});
