import { commands } from 'vscode';

/** The condition that the contributions for the user to see have in package.json. */
const SHOWN = 'sessionlint.shown';

/** Shows the views and commands, which a project that is none of SessionLint's business does without. */
export async function show(): Promise<void> {
  await commands.executeCommand('setContext', SHOWN, true);
}
