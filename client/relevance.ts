import { type Disposable, RelativePattern, type TextDocument, Uri, workspace } from 'vscode';
import { LANGUAGES } from './documents.js';

/** A dependency that apps for phones have, roughly: the server looks closer, and at the nearest package.json only. */
export const MOBILE_DEPENDENCY = /"@?[\w-]*\/?(react-native|expo|capacitor|ionic|nativescript)[\w/.-]*"\s*:/;

/**
 * Calls back once there is something to analyse: Swift, or TypeScript of an app for phones. In a web or server project
 * this never happens, so no server is started for it.
 */
export function whenRelevant(act: () => Promise<void>): Disposable {
  let isDone = false;
  const consider = async (relevant: Promise<boolean>): Promise<void> => {
    if (isDone || !(await relevant)) return;
    if (isDone) return;
    isDone = true;
    await act();
  };
  const subscriptions = [
    workspace.onDidOpenTextDocument((document) => void consider(isRelevant(document))),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('sessionlint')) void consider(isAnyRelevant());
    }),
  ];
  void consider(isAnyRelevant());
  void consider(holdsSwift());
  void consider(isMobileProject());
  return { dispose: () => subscriptions.forEach((subscription) => subscription.dispose()) };
}

async function isAnyRelevant(): Promise<boolean> {
  const answers = await Promise.all(workspace.textDocuments.map(isRelevant));
  return answers.includes(true);
}

async function isRelevant({ languageId, uri }: TextDocument): Promise<boolean> {
  if (uri.scheme !== 'file' && uri.scheme !== 'untitled') return false;
  if (languageId === 'swift') return true;
  if (!(LANGUAGES as readonly string[]).includes(languageId)) return false;
  const mode = workspace.getConfiguration('sessionlint', uri).get<string>('typescript');
  if (mode !== 'auto') return mode === 'on';
  return uri.scheme === 'file' && isBelowMobilePackage(uri);
}

/** Whether any package.json around a file depends on something for phones. */
async function isBelowMobilePackage(file: Uri): Promise<boolean> {
  for (let folder = Uri.joinPath(file, '..'); ; folder = Uri.joinPath(folder, '..')) {
    if (MOBILE_DEPENDENCY.test(await contentOf(Uri.joinPath(folder, 'package.json')))) return true;
    if (Uri.joinPath(folder, '..').path === folder.path) return false;
  }
}

async function contentOf(file: Uri): Promise<string> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(file));
  } catch {
    return '';
  }
}

/** Whether a workspace folder is an app for phones, before a file of it is opened. */
async function isMobileProject(): Promise<boolean> {
  const answers = await Promise.all((workspace.workspaceFolders ?? []).map(({ uri }) => isMobileFolder(uri)));
  return answers.includes(true);
}

async function isMobileFolder(folder: Uri): Promise<boolean> {
  const mode = workspace.getConfiguration('sessionlint', folder).get<string>('typescript');
  if (mode === 'off' || folder.scheme !== 'file') return false;
  return MOBILE_DEPENDENCY.test(await contentOf(Uri.joinPath(folder, 'package.json')));
}

async function holdsSwift(): Promise<boolean> {
  const onDisk = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const found = await Promise.all(
    onDisk.map((folder) =>
      workspace.findFiles(new RelativePattern(folder, '**/*.swift'), '**/node_modules/**', 1),
    ),
  );
  return found.flat().length > 0;
}
