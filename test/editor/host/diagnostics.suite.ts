import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  closeAll,
  eventually,
  findings,
  findingsWhen,
  openFile,
  openUntitled,
  replaceText,
  ruleOf,
} from './editor.js';
import { ALWAYS_ACCESSIBLE, BETTER, INNOCENT, tokenStore, WEAK } from './samples.js';

describe('Diagnostics of a Swift document', () => {
  afterEach(closeAll);

  it('are errors on the weak level when the file is opened', async () => {
    const document = await openFile('Opened.swift', tokenStore());
    const [finding] = await findingsWhen(document, 1);
    assert.ok(finding);
    assert.equal(ruleOf(finding), ALWAYS_ACCESSIBLE);
    assert.equal(finding.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(document.getText(finding.range), WEAK);
  });

  it('appear in a document that was never saved', async () => {
    const document = await openUntitled(tokenStore());
    assert.equal(document.getText((await findingsWhen(document, 1))[0]!.range), WEAK);
  });

  it('follow the text as it is edited', async () => {
    const document = await openUntitled(tokenStore(BETTER));
    await replaceText(document, BETTER, WEAK);
    const line = (await findingsWhen(document, 1))[0]!.range.start.line;

    await replaceText(document, 'import Foundation\n', 'import Foundation\n\n\n');
    await replaceText(document, 'accessToken: String', 'accessToken 😀: String');
    await replaceText(document, 'accessToken 😀: String', 'accessToken: String');
    const [moved] = await untilLine(document, line + 2);
    assert.equal(document.getText(moved!.range), WEAK);

    await replaceText(document, WEAK, BETTER);
    await findingsWhen(document, 0);
  });

  it('survive typing one character at a time', async () => {
    const document = await openUntitled(tokenStore(''));
    const editor = vscode.window.activeTextEditor!;
    const end = document.getText().indexOf('String: ,') + 'String: '.length;
    editor.selection = new vscode.Selection(document.positionAt(end), document.positionAt(end));
    for (const character of WEAK) await vscode.commands.executeCommand('type', { text: character });
    const [finding] = await findingsWhen(document, 1);
    assert.equal(document.getText(finding!.range), WEAK);
  });

  it('are where they belong behind emoji, tabs and CRLF', async () => {
    const text = tokenStore(WEAK, { comment: '\t/* 👩‍👩‍👧 é 🔑 */ ' }).replaceAll('\n', '\r\n');
    const document = await openFile('Positions.swift', text);
    assert.equal(document.eol, vscode.EndOfLine.CRLF);
    const [finding] = await findingsWhen(document, 1);
    assert.equal(document.getText(finding!.range), WEAK);
  });

  it('go when the document is closed', async () => {
    const document = await openUntitled(tokenStore());
    await findingsWhen(document, 1);
    await closeAll();
    await findingsWhen(document, 0);
  });

  it('stay away from Swift that has nothing to do with sessions', async () => {
    const innocent = await openUntitled(INNOCENT);
    const guilty = await openUntitled(tokenStore());
    await findingsWhen(guilty, 1);
    assert.deepEqual(findings(innocent), []);
  });

  it('stay away from other languages', async () => {
    const content = tokenStore();
    const other = await vscode.workspace.openTextDocument({ language: 'plaintext', content });
    await vscode.window.showTextDocument(other);
    const swift = await openUntitled(content);
    await findingsWhen(swift, 1);
    assert.deepEqual(findings(other), []);
  });
});

describe('The setting sessionlint.enable', () => {
  const setting = vscode.workspace.getConfiguration('sessionlint');
  const enable = (value: boolean | undefined) =>
    setting.update('enable', value, vscode.ConfigurationTarget.Workspace);

  afterEach(async () => {
    await enable(undefined);
    await closeAll();
  });

  it('takes the diagnostics away and brings them back', async () => {
    const document = await openFile('Disabled.swift', tokenStore());
    await findingsWhen(document, 1);
    await enable(false);
    await findingsWhen(document, 0);
    await enable(true);
    await findingsWhen(document, 1);
  });
});

function untilLine(document: vscode.TextDocument, line: number): Promise<readonly vscode.Diagnostic[]> {
  return eventually(
    () => findings(document),
    ([first]) => first?.range.start.line === line,
    `a finding on line ${line}`,
  );
}
