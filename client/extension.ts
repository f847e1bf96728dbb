import type { ExtensionContext } from 'vscode';
import { registerCommands } from './commands.js';
import { registerGetStarted } from './getStarted.js';
import { InventoryView } from './inventory/view.js';
import { GuideView } from './guide/view.js';
import { AnalysisServer } from './node.js';
import { RulePages } from './rulePages.js';
import { registerSnippets } from './snippets.js';
import { StatusItem } from './status.js';

/** Starts the analysis server and wires what it reports to what the user sees. */
export async function activate(context: ExtensionContext): Promise<void> {
  const server = new AnalysisServer(context.asAbsolutePath('dist/server.cjs'));
  const status = new StatusItem();
  const pages = new RulePages(context.extensionUri);

  context.subscriptions.push(
    server,
    status,
    new InventoryView(server),
    server.onDidChangeState((state) => status.showState(state)),
    server.onDidAnalyse((analysis) => status.record(analysis)),
    ...registerCommands(server, pages),
    registerSnippets(server),
    ...registerGetStarted(context, server),
    new GuideView(context.extensionUri, server),
  );
  await server.start();
}
