import { Range, TextEdit, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import type { PolicyEditAnswer, PolicyEditParams } from '../server/lsp/protocol.js';
import type { AnalysisServer } from './node.js';

/**
 * Writes decisions to the `sessionlint.json` that holds for a document or folder, or to a new one, and saves it.
 * What cannot be done is shown to the user.
 * @returns whether it was written
 */
export async function changePolicy(
  server: AnalysisServer,
  uri: string,
  changes: PolicyEditParams['changes'],
): Promise<boolean> {
  try {
    const answer = await server.request<PolicyEditAnswer>('sessionlint/policyEdit', { uri, changes });
    await write(answer);
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(`sessionlint.json was not changed. ${reason}`);
    return false;
  }
}

async function write({ uri, exists, edits = [], text = '' }: PolicyEditAnswer): Promise<void> {
  const file = Uri.parse(uri);
  if (!exists) return workspace.fs.writeFile(file, new TextEncoder().encode(text));
  const document = await workspace.openTextDocument(file);
  const edit = new WorkspaceEdit();
  edit.set(
    file,
    edits.map(({ range: { start, end }, newText }) =>
      TextEdit.replace(new Range(start.line, start.character, end.line, end.character), newText),
    ),
  );
  if (!(await workspace.applyEdit(edit))) throw new Error('The editor refused the change.');
  if (!(await document.save())) throw new Error('The file could not be saved.');
}
