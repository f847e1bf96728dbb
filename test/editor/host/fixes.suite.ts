import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  applyAction,
  closeAll,
  codeActions,
  eventually,
  findingsWhen,
  openFile,
  openUntitled,
  replaceText,
} from './editor.js';
import { ALWAYS_ACCESSIBLE, BETTER, tokenStore, WEAK } from './samples.js';

describe('Code actions', () => {
  afterEach(closeAll);

  it('prefer the recommended level, and applying it settles the finding', async () => {
    const document = await openUntitled(tokenStore());
    const [finding] = await findingsWhen(document, 1);
    const actions = await codeActions(document, finding!.range);
    const preferred = actions.filter(({ isPreferred }) => isPreferred);
    assert.equal(preferred.length, 1, actions.map(({ title }) => title).join('\n'));

    await applyAction(preferred[0]!);
    assert.equal(document.getText(), tokenStore(BETTER));
    await findingsWhen(document, 0);
  });

  it('keep CRLF, tabs and emoji as they were', async () => {
    const options = { comment: '\t/* 🔑 */ ' };
    const crlf = (text: string) => text.replaceAll('\n', '\r\n');
    const document = await openFile('FixedCrlf.swift', crlf(tokenStore(WEAK, options)));
    const [finding] = await findingsWhen(document, 1);
    const actions = await codeActions(document, finding!.range);
    await applyAction(actions.find(({ isPreferred }) => isPreferred)!);
    assert.equal(document.getText(), crlf(tokenStore(BETTER, options)));
  });

  it('answer for the text as it is now, right after an edit', async () => {
    const document = await openUntitled(tokenStore());
    await findingsWhen(document, 1);
    await replaceText(document, 'import Foundation\n', 'import Foundation\n// one more line\n');
    const line = document.positionAt(document.getText().indexOf(WEAK)).line;
    const actions = await codeActions(document, document.lineAt(line).range);
    await applyAction(actions.find(({ isPreferred }) => isPreferred)!);
    assert.ok(document.getText().includes(`kSecAttrAccessible as String: ${BETTER},`), document.getText());
  });

  it('fix everything in the file on save when the user asks for it', async () => {
    const editor = vscode.workspace.getConfiguration('editor', { languageId: 'swift' });
    const save = (value: unknown) =>
      editor.update('codeActionsOnSave', value, vscode.ConfigurationTarget.Workspace, true);
    const both = (level: string) =>
      tokenStore(level, { name: 'First' }) + tokenStore(level, { name: 'Second' });
    await save({ 'source.fixAll.sessionlint': 'explicit' });
    try {
      const document = await openFile('FixAll.swift', both(WEAK));
      await findingsWhen(document, 2);
      await replaceText(document, 'import Foundation\n', 'import Foundation \n');
      await document.save();
      await eventually(
        () => document.getText(),
        (text) => !new RegExp(`${WEAK}\\b`).test(text),
        'no weak level after saving',
      );
      assert.equal(document.getText(), both(BETTER).replace('Foundation\n', 'Foundation \n'));
      await findingsWhen(document, 0);
    } finally {
      await save(undefined);
    }
  });

  it('explain the rule on its own page', async () => {
    const document = await openUntitled(tokenStore());
    const [finding] = await findingsWhen(document, 1);
    const actions = await codeActions(document, finding!.range);
    const explain = actions.find(({ title }) => title.startsWith('Explain'));
    assert.ok(explain, actions.map(({ title }) => title).join('\n'));
    await applyAction(explain);
    await eventually(
      openTabs,
      (tabs) => tabs.some((label) => label.includes('always-accessible')),
      'a preview of the page about the rule',
    );
  });
});

describe('The command sessionlint.explainRule', () => {
  afterEach(closeAll);

  it('opens the page of a rule', async () => {
    await vscode.commands.executeCommand('sessionlint.explainRule', ALWAYS_ACCESSIBLE);
    await eventually(
      openTabs,
      (tabs) => tabs.some((label) => label.includes('always-accessible')),
      'a preview',
    );
  });

  for (const id of ['keychain/no-such-rule', '../../package', 'keychain/../../../package', '']) {
    it(`opens nothing for “${id}”`, async () => {
      const before = openTabs();
      // The message about it stays open, so the command must not wait for the user to dismiss it.
      await vscode.commands.executeCommand('sessionlint.explainRule', id);
      assert.deepEqual(openTabs(), before);
    });
  }
});

function openTabs(): readonly string[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
}
