import { commands, type Disposable, SnippetString, type TextEditor, window } from 'vscode';
import type { AnalysisServer } from './node.js';
import type { Snippet } from '../server/lsp/protocol.js';

/** The command `sessionlint.insertSnippet`: of the id given, or of the one that is picked. */
export function registerSnippets(server: AnalysisServer): Disposable {
  return commands.registerCommand('sessionlint.insertSnippet', async (id: unknown) => {
    const editor = window.activeTextEditor;
    if (!editor) return void window.showInformationMessage('Open a file to insert a snippet into.');
    if (typeof id === 'string') return insertById(server, editor, id);
    const picked = await pick(server, editor);
    if (picked) await insert(editor, picked);
  });
}

/** Inserts the snippet at the cursor, in the language of the editor and with what its policy asks for. */
async function insertById(server: AnalysisServer, editor: TextEditor, id: string): Promise<void> {
  const snippet = await server.request<Snippet | null>('sessionlint/snippet', { id, ...placeOf(editor) });
  if (snippet) return insert(editor, snippet);
  void window.showInformationMessage(
    `SessionLint has no snippet “${id}” for ${editor.document.languageId} files.`,
  );
}

async function pick(server: AnalysisServer, editor: TextEditor): Promise<Snippet | undefined> {
  const snippets = await server.request<readonly Snippet[]>('sessionlint/snippets', placeOf(editor));
  const items = snippets.map((snippet) => ({
    label: snippet.title,
    description: snippet.prefix[0] ?? '',
    detail: snippet.description,
    snippet,
  }));
  const options = { title: 'SessionLint snippets', placeHolder: 'A snippet to insert at the cursor' };
  const picked = await window.showQuickPick(items, {
    ...options,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.snippet;
}

async function insert(editor: TextEditor, { body }: Snippet): Promise<void> {
  await window.showTextDocument(editor.document, editor.viewColumn);
  await editor.insertSnippet(new SnippetString(body));
}

function placeOf({ document }: TextEditor): { readonly languageId: string; readonly uri: string } {
  return { languageId: document.languageId, uri: document.uri.toString() };
}
