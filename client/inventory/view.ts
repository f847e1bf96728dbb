import {
  commands,
  type Disposable,
  env,
  EventEmitter,
  type TreeDataProvider,
  type TreeView,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { AnalysisServer } from '../node.js';
import type { ShownFolder } from '../../server/lsp/protocol.js';
import { EVERYTHING, filtered, type InventoryFilter, isOpen } from './model.js';
import { type InventoryNode, nodesOf } from './nodes.js';

/** The view that lists every credential of the workspace, kept up to date while it is visible. */
export class InventoryView implements TreeDataProvider<InventoryNode>, Disposable {
  private readonly changed = new EventEmitter<void>();
  private readonly view: TreeView<InventoryNode>;
  private readonly subscriptions: readonly Disposable[];
  private folders: readonly ShownFolder[] = [];
  private filter: InventoryFilter = EVERYTHING;
  private isStale = true;

  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly server: AnalysisServer) {
    this.view = window.createTreeView('sessionlint.inventory', {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.subscriptions = [
      this.view,
      this.changed,
      this.view.onDidChangeVisibility(() => this.refresh()),
      server.onDidChangeInventory(() => this.outdated()),
      server.onDidChangeState(({ kind }) => kind === 'running' && this.outdated()),
      commands.registerCommand('sessionlint.inventory.showOpen', () => this.setFilter({ openOnly: true })),
      commands.registerCommand('sessionlint.inventory.showAll', () => this.setFilter(EVERYTHING)),
      commands.registerCommand('sessionlint.inventory.filter', () => this.askForWords()),
      commands.registerCommand('sessionlint.inventory.copy', () => this.copy()),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  getTreeItem(node: InventoryNode): InventoryNode {
    return node;
  }

  async getChildren(node?: InventoryNode): Promise<InventoryNode[]> {
    if (node) return [...node.children];
    if (this.isStale) await this.fetch();
    const shown = filtered(this.folders, this.filter);
    this.describe(shown);
    return [...nodesOf(shown, ({ uri }) => folderName(uri))];
  }

  private async fetch(): Promise<void> {
    this.isStale = false;
    this.folders = await this.server.inventory();
  }

  private outdated(): void {
    this.isStale = true;
    this.refresh();
  }

  private refresh(): void {
    if (this.view.visible && this.isStale) this.changed.fire();
  }

  private describe(shown: readonly ShownFolder[]): void {
    const all = this.folders.flatMap(({ items }) => items);
    const open = all.filter(isOpen).length;
    const isFiltered = this.filter.openOnly || this.filter.words !== '';
    const count = shown.reduce((sum, { items }) => sum + items.length, 0);
    this.view.description = isFiltered ? `${count} of ${all.length}` : '';
    this.view.message = this.message(all.length, open, count);
    void commands.executeCommand('setContext', 'sessionlint.inventory.filtered', isFiltered);
  }

  private message(all: number, open: number, shown: number): string {
    if (this.folders.some(({ ready }) => !ready)) return 'The files of the workspace are being read …';
    if (all === 0) return '';
    if (shown === 0) return 'No credential fits the filter.';
    return open === 0
      ? 'Every credential is cleared at sign-out.'
      : `${open} of ${all} credentials: no sign-out is known to clear them.`;
  }

  private setFilter(filter: Partial<InventoryFilter>): void {
    this.filter = { ...this.filter, ...filter };
    this.changed.fire();
  }

  private async askForWords(): Promise<void> {
    const words = await window.showInputBox({
      title: 'Filter the session inventory',
      prompt: 'Words of a name, kind, store, key or level. Nothing shows everything.',
      value: this.filter.words,
    });
    if (words !== undefined) this.setFilter({ words });
  }

  private async copy(): Promise<void> {
    await env.clipboard.writeText(await this.server.inventoryText());
    window.setStatusBarMessage('The session inventory was copied as Markdown.', 4000);
  }
}

function folderName(uri: string): string {
  const parsed = Uri.parse(uri);
  return workspace.getWorkspaceFolder(parsed)?.name ?? parsed.path;
}
