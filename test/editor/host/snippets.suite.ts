import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import javascript from '../../../snippets/javascript.json' with { type: 'json' };
import swift from '../../../snippets/swift.json' with { type: 'json' };
import typescript from '../../../snippets/typescript.json' with { type: 'json' };
import { closeAll, completions, eventually } from './editor.js';

interface Entry {
  readonly id: string;
  readonly prefix: readonly string[];
  readonly body: readonly string[];
}

const LANGUAGES: Readonly<Record<string, Readonly<Record<string, Entry>>>> = {
  swift,
  typescript,
  typescriptreact: typescript,
  javascript,
  javascriptreact: javascript,
};

/** A new, empty document of a language, shown in an editor. */
async function openEmpty(language: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ language, content: '' });
  return vscode.window.showTextDocument(document);
}

async function insert(language: string, id: string): Promise<string> {
  const { document } = await openEmpty(language);
  await vscode.commands.executeCommand('sessionlint.insertSnippet', id);
  return eventually(
    () => document.getText(),
    (text) => text !== '',
    `the snippet ${id}`,
  );
}

for (const [language, snippets] of Object.entries(LANGUAGES)) {
  describe(`Snippets for ${language}`, () => {
    afterEach(closeAll);

    for (const id of new Set(Object.values(snippets).map((snippet) => snippet.id))) {
      it(`${id} is inserted as code`, async () => {
        const text = await insert(language, id);
        assert.doesNotMatch(text, /\$\{\d|\t|[«»]|\\[}$]/);
        assert.ok(text.split('\n').length >= 3, text);
      });
    }

    it('are offered by their prefixes', async () => {
      const editor = await openEmpty(language);
      const labels = new Set(await completions(editor.document, editor.selection.active));
      const prefixes = new Set(Object.values(snippets).flatMap(({ prefix }) => prefix));
      assert.deepEqual(
        [...prefixes].filter((prefix) => !labels.has(prefix)),
        [],
      );
    });
  });
}

describe('A choice of levels in a snippet', () => {
  afterEach(closeAll);

  it('has the recommended level first, and the next key goes on behind it', async () => {
    const text = await insert('swift', 'save-refresh-token');
    assert.match(text, /accessibility: kSecAttrAccessibleWhenUnlockedThisDeviceOnly\n/);
  });

  it('comes after the value and the account', async () => {
    await insert('swift', 'save-access-token');
    const editor = vscode.window.activeTextEditor!;
    const seen = [editor.document.getText(editor.selection)];
    for (let stop = 0; stop < 2; stop += 1) {
      await vscode.commands.executeCommand('jumpToNextSnippetPlaceholder');
      seen.push(editor.document.getText(editor.selection));
    }
    assert.deepEqual(seen, ['accessToken', 'accessToken', 'kSecAttrAccessibleAfterFirstUnlock']);
  });
});

describe('A snippet that nobody has', () => {
  afterEach(closeAll);

  it('leaves the text as it is', async () => {
    const { document } = await openEmpty('swift');
    await vscode.commands.executeCommand('sessionlint.insertSnippet', 'no-such-snippet');
    assert.equal(document.getText(), '');
  });
});
