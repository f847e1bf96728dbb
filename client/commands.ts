import { commands, type Disposable, Location, Position, Range, Uri, window } from 'vscode';
import type { Position as ShownPosition } from 'vscode-languageclient';
import type { ShownPlace } from '../server/lsp/protocol.js';
import type { AnalysisServer } from './node.js';
import type { RulePages } from './rulePages.js';

/** The commands a user can run; `sessionlint.explainRule` is also what the code action "Explain this rule" runs. */
export function registerCommands(server: AnalysisServer, pages: RulePages): readonly Disposable[] {
  return [
    commands.registerCommand('sessionlint.restart', () => server.restart()),
    commands.registerCommand('sessionlint.showOutput', () => server.output.show()),
    commands.registerCommand('sessionlint.openRules', () => pickRule(pages)),
    commands.registerCommand('sessionlint.showPlaces', showPlaces),
    commands.registerCommand('sessionlint.explainRule', (ruleId: unknown) => explain(pages, ruleId)),
  ];
}

async function pickRule(pages: RulePages): Promise<void> {
  const rules = await pages.list();
  const picked = await window.showQuickPick(
    rules.map(({ id, title }) => ({ label: id, detail: title })),
    { title: 'SessionLint rules', placeHolder: 'A rule to read about', matchOnDetail: true },
  );
  if (picked) await pages.open(picked.label);
}

async function explain(pages: RulePages, ruleId: unknown): Promise<void> {
  if (typeof ruleId !== 'string') return pickRule(pages);
  if (await pages.open(ruleId)) return;
  void window.showInformationMessage(`SessionLint has no page about “${ruleId}”.`);
}

/** What a code lens runs: shows places in a peek, at the place of the lens. */
async function showPlaces(
  uri: string,
  { line, character }: ShownPosition,
  places: readonly ShownPlace['location'][],
): Promise<void> {
  const locations = places.map(({ uri: file, range: { start, end } }) => {
    const range = new Range(start.line, start.character, end.line, end.character);
    return new Location(Uri.parse(file), range);
  });
  const position = new Position(line, character);
  await commands.executeCommand('editor.action.showReferences', Uri.parse(uri), position, locations);
}
