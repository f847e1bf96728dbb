import { DidChangeConfigurationNotification } from 'vscode-languageserver/node';
import { describe, expect, it } from 'vitest';
import { TestClient } from './client.js';
import { projectOf } from './projects.js';

const APP = JSON.stringify({ dependencies: { expo: '55.0.0' } });
const WEB = JSON.stringify({ dependencies: { react: '19.0.0' } });
const LEAK = "export function show(accessToken: string) {\n  console.log('token', accessToken);\n}\n";
const RULE = 'logging/credential-logged';

const codes = async (client: TestClient, uri: string): Promise<unknown[]> =>
  (await client.diagnostics(uri)).map(({ code }) => code);

describe('a document in TypeScript or JavaScript', () => {
  it.each([
    ['src/a.ts', 'typescript'],
    ['src/a.tsx', 'typescriptreact'],
    ['src/a.js', 'javascript'],
    ['src/a.jsx', 'javascriptreact'],
  ])('of an app for phones is analysed: %s', async (path, languageId) => {
    const text = languageId.startsWith('type') ? LEAK : LEAK.replace(': string', '');
    const project = await projectOf({ 'package.json': APP, [path]: text });
    const client = await TestClient.inMemory({ folders: [project.uri()] });
    client.open(project.uri(path), text, 1, languageId);
    const [found] = await client.diagnostics(project.uri(path));
    expect(found).toMatchObject({
      code: RULE,
      range: { start: { line: 1, character: 23 }, end: { line: 1, character: 34 } },
    });
  });

  it('of a web site is left alone, until the setting says otherwise', async () => {
    let typescript = 'auto';
    const project = await projectOf({ 'package.json': WEB, 'a.ts': LEAK });
    const client = await TestClient.inMemory({
      folders: [project.uri()],
      configuration: () => ({ typescript }),
    });
    client.open(project.uri('a.ts'), LEAK, 1, 'typescript');
    expect(await codes(client, project.uri('a.ts'))).toEqual([]);
    typescript = 'on';
    client.tell(DidChangeConfigurationNotification.method, { settings: null });
    await client.until(() => client.refreshes > 0);
    expect(await codes(client, project.uri('a.ts'))).toEqual([RULE]);
  });

  it('of an app is left alone where the setting is off', async () => {
    const project = await projectOf({ 'package.json': APP, 'a.ts': LEAK });
    const client = await TestClient.inMemory({
      folders: [project.uri()],
      configuration: () => ({ typescript: 'off' }),
    });
    client.open(project.uri('a.ts'), LEAK, 1, 'typescript');
    expect(await codes(client, project.uri('a.ts'))).toEqual([]);
  });

  it('is judged anew when its package.json changes', async () => {
    const project = await projectOf({ 'package.json': WEB, 'a.ts': LEAK });
    const client = await project.indexed();
    client.open(project.uri('a.ts'), LEAK, 1, 'typescript');
    expect(await codes(client, project.uri('a.ts'))).toEqual([]);
    await project.write('package.json', APP);
    project.tell(client, { 'package.json': 'Changed' });
    await client.until(() => client.refreshes > 0);
    expect(await codes(client, project.uri('a.ts'))).toEqual([RULE]);
  });

  it('that a tool has packed is left alone', async () => {
    const packed = `${LEAK.replaceAll('\n', ' ')}${'var a=1;'.repeat(1_000)}`;
    const project = await projectOf({ 'package.json': APP, 'a.js': packed });
    const client = await TestClient.inMemory({ folders: [project.uri()] });
    client.open(project.uri('a.js'), packed, 1, 'javascript');
    expect(await codes(client, project.uri('a.js'))).toEqual([]);
  });

  it('hides a finding in JSX by a comment between braces', async () => {
    const text = [
      'export const Token = ({ accessToken }: { accessToken: string }) => (',
      '  <View>',
      `    {/* sessionlint-disable-next-line ${RULE} -- shown in the workshop only */}`,
      '    <Button onPress={() => console.log(accessToken)} />',
      '  </View>',
      ');',
    ].join('\n');
    const project = await projectOf({ 'package.json': APP, 'a.tsx': text });
    const client = await TestClient.inMemory({ folders: [project.uri()] });
    client.open(project.uri('a.tsx'), text, 1, 'typescriptreact');
    expect(await codes(client, project.uri('a.tsx'))).toEqual([]);
  });
});
