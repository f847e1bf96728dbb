// The editor as the suites use it: documents, what is reported about them, and patience.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { serverPids as serverPidsOf } from '../processes.js';

const PATIENCE_MS = 30_000;
const PAUSE_MS = 50;

/** Asks again and again until the answer satisfies; fails with the last answer. */
export async function eventually<Answer>(
  ask: () => Answer | Thenable<Answer>,
  satisfies: (answer: Answer) => boolean,
  expectation: string,
): Promise<Answer> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (satisfies(answer)) return answer;
    if (Date.now() > deadline) {
      throw new Error(`Expected ${expectation}; the last answer was ${JSON.stringify(answer)}`);
    }
    await delay(PAUSE_MS);
  }
}

let untitled = 0;

/**
 * Shows a new document that is not saved anywhere. It gets a name of its own: the editor gives the name of a closed
 * one to the next, and for a moment shows the old text under it.
 */
export async function openUntitled(content: string): Promise<vscode.TextDocument> {
  const uri = vscode.Uri.parse(`untitled:New-${(untitled += 1)}.swift`);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(uri, new vscode.Position(0, 0), content);
  await vscode.workspace.applyEdit(edit);
  return document;
}

/** Writes a file into the workspace and shows it. */
export async function openFile(name: string, content: string | Uint8Array): Promise<vscode.TextDocument> {
  const path = await writeWorkspaceFile(name, content);
  const document = await vscode.workspace.openTextDocument(path);
  await vscode.window.showTextDocument(document);
  return document;
}

export async function writeWorkspaceFile(name: string, content: string | Uint8Array): Promise<string> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('The suites need an open folder.');
  const path = join(folder.uri.fsPath, name);
  await writeFile(path, content);
  return path;
}

/** SessionLint's diagnostics, in the order of the text. */
export function findings(document: vscode.TextDocument): readonly vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ source }) => source === 'sessionlint')
    .sort((a, b) => a.range.start.compareTo(b.range.start));
}

/** The findings once there are as many as expected. */
export function findingsWhen(
  document: vscode.TextDocument,
  count: number,
): Promise<readonly vscode.Diagnostic[]> {
  return eventually(
    () => findings(document),
    (found) => found.length === count,
    `${count} finding(s)`,
  );
}

/** The id of the rule that a diagnostic comes from. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

export async function codeActions(
  document: vscode.TextDocument,
  range: vscode.Range,
  kind = vscode.CodeActionKind.QuickFix,
): Promise<readonly vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    kind.value,
  );
}

export async function applyAction({ edit, command }: vscode.CodeAction): Promise<void> {
  if (edit) await vscode.workspace.applyEdit(edit);
  if (command) await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
}

export async function replaceText(
  document: vscode.TextDocument,
  before: string,
  after: string,
): Promise<void> {
  const at = document.getText().indexOf(before);
  if (at < 0) throw new Error(`“${before}” is not in the document`);
  const range = new vscode.Range(document.positionAt(at), document.positionAt(at + before.length));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, after);
  await vscode.workspace.applyEdit(edit);
}

/** The place of a piece of text, as a cursor just inside it. */
export function positionIn(document: vscode.TextDocument, text: string): vscode.Position {
  const at = document.getText().indexOf(text);
  if (at < 0) throw new Error(`“${text}” is not in the document`);
  return document.positionAt(at + 1);
}

/** Closes every editor and throws away what was not saved. */
export async function closeAll(): Promise<void> {
  while (vscode.window.activeTextEditor) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** The analysis servers that this extension host started and that are alive. */
export function serverPids(): Promise<readonly number[]> {
  return serverPidsOf(({ parent }) => parent === process.pid);
}

/** What the editor shows over a place, as Markdown. */
export async function hoverText(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n');
}

/** The labels of the completions, in the order in which the editor sorts them. */
export async function completions(
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
