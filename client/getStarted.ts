import { commands, type Disposable, type ExtensionContext, FileType, Uri, window, workspace } from 'vscode';
import type { AnalysisServer } from './node.js';
import { changePolicy } from './policyFile.js';

const SAMPLE = 'SessionLint Sample';

/** Where a policy begins: the levels that the product recommends, written down to be changed. */
const FIRST_DECISIONS = [
  { path: ['credentials', 'accessToken', 'level'], value: 'afterFirstUnlock' },
  { path: ['credentials', 'refreshToken', 'level'], value: 'whenUnlockedThisDeviceOnly' },
];

/** The commands of the walkthrough that have no place of their own. */
export function registerGetStarted(context: ExtensionContext, server: AnalysisServer): readonly Disposable[] {
  return [
    commands.registerCommand('sessionlint.openSample', (target: unknown) =>
      openSample(context, target instanceof Uri ? target : undefined),
    ),
    commands.registerCommand('sessionlint.openPolicy', () => openPolicy(server)),
  ];
}

/**
 * Copies the sample into a folder and opens that.
 * @param parent where the copy goes; the user is asked when it is not given
 */
async function openSample(context: ExtensionContext, parent: Uri | undefined): Promise<void> {
  const place = parent ?? (await askForPlace(context.globalStorageUri));
  if (!place) return;
  const folder = await freeName(place);
  await workspace.fs.createDirectory(place);
  await workspace.fs.copy(Uri.joinPath(context.extensionUri, 'walkthrough', 'sample'), folder);
  const forceNewWindow = workspace.workspaceFolders !== undefined;
  await commands.executeCommand('vscode.openFolder', folder, { forceNewWindow });
}

async function askForPlace(storage: Uri): Promise<Uri | undefined> {
  const throwaway = { label: 'In the editor’s own storage', detail: 'A copy to play with and forget.' };
  const chosen = { label: 'In a folder of yours…', detail: 'A copy to keep.' };
  const picked = await window.showQuickPick([throwaway, chosen], {
    title: 'Open the sample app',
    placeHolder: 'Where is the copy to go?',
  });
  if (picked === throwaway) return storage;
  if (picked !== chosen) return undefined;
  const folders = await window.showOpenDialog({
    canSelectFolders: true,
    canSelectFiles: false,
    openLabel: 'Copy the Sample Here',
  });
  return folders?.[0];
}

/** A name in a folder that nothing has yet: a copy that was worked on stays as it is. */
async function freeName(parent: Uri): Promise<Uri> {
  for (let count = 1; ; count += 1) {
    const uri = Uri.joinPath(parent, count === 1 ? SAMPLE : `${SAMPLE} ${count}`);
    if (!(await exists(uri, FileType.Directory))) return uri;
  }
}

/** Shows the policy of the folder at hand; writes one where there is none. */
async function openPolicy(server: AnalysisServer): Promise<void> {
  const open = window.activeTextEditor?.document.uri;
  const folder = (open && workspace.getWorkspaceFolder(open)) ?? workspace.workspaceFolders?.[0];
  if (!folder) return void window.showInformationMessage('Open a folder: the policy is kept in it.');
  const file = Uri.joinPath(folder.uri, 'sessionlint.json');
  const isThere = await exists(file, FileType.File);
  if (isThere || (await changePolicy(server, folder.uri.toString(), FIRST_DECISIONS)))
    await window.showTextDocument(file);
}

async function exists(uri: Uri, type: FileType): Promise<boolean> {
  try {
    return ((await workspace.fs.stat(uri)).type & type) !== 0;
  } catch {
    return false;
  }
}
