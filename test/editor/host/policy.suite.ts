import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import * as vscode from 'vscode';
import { closeAll, completions, eventually, hoverText, openFile } from './editor.js';

const TEXT = `{
  // The widget reads it.
  "credentials": { "refreshToken": { "level": "afterFirstUnlok" } },
  "rules": { "keychain/always-accessible": "error" }
}
`;

describe('A policy file', () => {
  let document: vscode.TextDocument;

  beforeEach(async () => {
    document = await openFile('sessionlint.json', TEXT);
  });

  afterEach(async () => {
    await closeAll();
    await rm(document.uri.fsPath, { force: true });
  });

  it('may hold comments, and each mistake is reported once', async () => {
    assert.equal(document.languageId, 'jsonc');
    const found = await eventually(
      () => vscode.languages.getDiagnostics(document.uri),
      (diagnostics) => diagnostics.length > 0,
      'a finding',
    );
    assert.deepEqual(
      found.map(({ code, source }) => [source, code]),
      [['sessionlint', 'policy/invalid']],
    );
    assert.equal(document.getText(found[0]?.range), '"afterFirstUnlok"');
  });

  it('has the words that are allowed completed', async () => {
    const position = document.positionAt(TEXT.indexOf('"afterFirstUnlok"') + 3);
    const labels = await eventually(
      () => completions(document, position),
      (each) => each.some((label) => label.includes('afterFirstUnlockThisDeviceOnly')),
      'the levels',
    );
    assert.ok(!labels.some((label) => label.includes('always')), labels.join('\n'));
  });

  it('tells what a member means', async () => {
    const position = document.positionAt(TEXT.indexOf('keychain/always') + 2);
    await eventually(
      () => hoverText(document, position),
      (text) => text.includes('Keychain item that can be read while the device is locked'),
      'what the rule finds',
    );
  });
});
