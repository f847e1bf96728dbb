import { commands, type Disposable, window } from 'vscode';
import type { AnalysisServer } from './node.js';
import type { RulePages } from './rulePages.js';

/** The commands a user can run; `sessionlint.explainRule` is also what the code action "Explain this rule" runs. */
export function registerCommands(server: AnalysisServer, pages: RulePages): readonly Disposable[] {
  return [
    commands.registerCommand('sessionlint.restart', () => server.restart()),
    commands.registerCommand('sessionlint.showOutput', () => server.output.show()),
    commands.registerCommand('sessionlint.openRules', () => pickRule(pages)),
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
