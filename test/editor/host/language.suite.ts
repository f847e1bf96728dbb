import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, findingsWhen, openUntitled, positionIn } from './editor.js';
import { BETTER, tokenStore, WEAK } from './samples.js';

describe('Hover', () => {
  afterEach(closeAll);

  it('tells when an item at the level is readable', async () => {
    const document = await openUntitled(tokenStore());
    await findingsWhen(document, 1);
    assert.match(await hoverText(document, WEAK), /locked/i);
  });

  it('says nothing about other words', async () => {
    const document = await openUntitled(tokenStore());
    await findingsWhen(document, 1);
    assert.doesNotMatch(await hoverText(document, 'KeychainStore'), /readable|SessionLint/i);
  });
});

describe('Completion', () => {
  afterEach(closeAll);

  it('offers the levels after the accessibility key, the recommended one first', async () => {
    const document = await openUntitled(tokenStore('kSec'));
    const labels = await completions(document, positionIn(document, 'kSec,').translate(0, 3));
    const level = labels.find((label) => label.startsWith('kSecAttrAccessible'));
    assert.equal(level, BETTER, labels.join('\n'));
  });
});

async function hoverText(document: vscode.TextDocument, word: string): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    positionIn(document, word),
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n');
}

/** The labels of the completions, in the order in which the editor sorts them. */
async function completions(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<readonly string[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    position,
  );
  return list.items
    .map((item) => ({ ...item, text: typeof item.label === 'string' ? item.label : item.label.label }))
    .sort((a, b) => (a.sortText ?? a.text).localeCompare(b.sortText ?? b.text))
    .map(({ text }) => text);
}
