import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, findings, findingsWhen, openFile, ruleOf, writeWorkspaceFile } from './editor.js';

const LEAK = "export const show = (accessToken) => {\n  console.log('token', accessToken);\n};\n";
const packages = (name: string): string => JSON.stringify({ dependencies: { [name]: '1.0.0' } });

describe('TypeScript and JavaScript', () => {
  afterEach(async () => {
    await closeAll();
    // The workspace of the other suites has no package.json.
    await vscode.workspace.fs.delete(
      vscode.Uri.file(await writeWorkspaceFile('package.json', packages('react'))),
    );
  });

  for (const [name, language] of [
    ['Shown.ts', 'typescript'],
    ['Shown.tsx', 'typescriptreact'],
    ['Shown.js', 'javascript'],
    ['Shown.jsx', 'javascriptreact'],
  ] as const)
    it(`of an app for phones is analysed: ${language}`, async () => {
      await writeWorkspaceFile('package.json', packages('react-native'));
      const document = await openFile(name, LEAK);
      assert.equal(document.languageId, language);
      const [finding] = await findingsWhen(document, 1);
      assert.equal(ruleOf(finding!), 'logging/credential-logged');
      assert.equal(document.getText(finding!.range), 'accessToken');
    });

  it('of a web site is left alone until the project becomes an app for phones', async () => {
    // A folder of its own: what the manifest of the others said a moment ago may still be in force.
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(folder!.uri, 'site'));
    await writeWorkspaceFile('site/package.json', packages('react'));
    const document = await openFile('site/Site.ts', LEAK);
    // The server has had the document when it answers for it.
    const place = document.positionAt(LEAK.lastIndexOf('accessToken'));
    await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, place);
    assert.deepEqual(findings(document), []);
    await writeWorkspaceFile('site/package.json', packages('expo'));
    await findingsWhen(document, 1);
  });
});
