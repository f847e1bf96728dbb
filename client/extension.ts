import type { ExtensionContext } from 'vscode';
import { registerCommands } from './commands.js';
import { registerGetStarted } from './getStarted.js';
import { InventoryView } from './inventory/view.js';
import { GuideView } from './guide/view.js';
import { AnalysisServer } from './node.js';
import { Presence } from './presence.js';
import { RulePages } from './rulePages.js';
import { registerSnippets } from './snippets.js';
import { whenRelevant } from './relevance.js';
import { StatusItem } from './status.js';

/** Shows the views and starts the analysis server, when there is something to analyse, and wires what it reports to what the user sees. */
export function activate(context: ExtensionContext): void {
  const server = new AnalysisServer(context.asAbsolutePath('dist/server.cjs'));
  const pages = new RulePages(context.extensionUri);
  const presence = new Presence(context.workspaceState);

  context.subscriptions.push(
    server,
    new InventoryView(server),
    new StatusItem(server),
    ...registerCommands(server, pages),
    registerSnippets(server),
    ...registerGetStarted(context, server),
    new GuideView(context.extensionUri, server, presence),
    whenRelevant(async () => {
      await presence.show();
      await server.startOnce();
    }),
  );
}
