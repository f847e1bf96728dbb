import {
  commands,
  type Disposable,
  env,
  EventEmitter,
  Uri,
  type WebviewView,
  type WebviewViewProvider,
  window,
  workspace,
} from 'vscode';
import type { AnalysisServer } from '../node.js';
import type { Snippet } from '../../server/lsp/protocol.js';
import { changePolicy } from '../policyFile.js';
import type { Presence } from '../presence.js';
import { guideHtml } from './html.js';
import { type FromPage, messageFrom } from './messages.js';
import type { Guide, GuideState, Leaf, NeverRow, Place, PolicyEntry, ServerHealth, ToPage } from './model.js';
import { pickPlace } from './places.js';
import { snippetText } from './snippetText.js';

export const GUIDE_VIEW = 'sessionlint.guide';

/** The decision guide in the sidebar: shows what the server knows, and does what its buttons say. */
export class GuideView implements WebviewViewProvider, Disposable {
  private readonly shown = new EventEmitter<void>();
  private readonly subscriptions: Disposable[] = [this.shown];
  private view: WebviewView | undefined;
  private ready = false;
  private health: ServerHealth = 'starting';
  private guide: Guide | undefined;
  private state: GuideState | undefined;
  /** The entry to show once the page is there; the empty text stands for the guide as a whole. */
  private wanted: string | undefined;

  constructor(
    private readonly extension: Uri,
    private readonly server: AnalysisServer,
    private readonly presence: Presence,
  ) {
    this.subscriptions.push(
      server.onDidChangeState(({ kind }) => this.follow(kind === 'degraded' ? 'running' : kind)),
      server.onDidChangeGuide(() => this.refresh()),
      window.onDidChangeActiveTextEditor((editor) => editor && this.refresh()),
      window.registerWebviewViewProvider(GUIDE_VIEW, this),
      commands.registerCommand('sessionlint.openGuide', (entry: unknown) => this.open(entry)),
    );
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  resolveWebviewView(view: WebviewView): void {
    this.view = view;
    this.ready = false;
    view.webview.options = {
      enableScripts: true,
      enableForms: false,
      localResourceRoots: [Uri.joinPath(this.extension, 'dist')],
    };
    view.webview.onDidReceiveMessage((data: unknown) => {
      const message = messageFrom(data);
      if (message) void this.act(message);
    });
    this.presence.note(view.visible);
    view.onDidChangeVisibility(() => {
      this.presence.note(view.visible);
      this.refresh();
    });
    view.onDidDispose(() => {
      if (this.view === view) this.view = undefined;
    });
    view.webview.html = guideHtml(view.webview, this.extension);
    // Where there was nothing to analyse, nobody has started it yet, and the guide comes from it.
    void this.server.startOnce();
  }

  /** Shows the guide and, when an id is given, that entry of it. */
  private async open(entry: unknown): Promise<void> {
    this.wanted = typeof entry === 'string' ? entry : '';
    await this.presence.show();
    await commands.executeCommand(`${GUIDE_VIEW}.focus`);
    this.reveal();
  }

  private reveal(): void {
    if (!this.ready || !this.guide || this.wanted === undefined) return;
    this.post(this.wanted === '' ? { type: 'focus' } : { type: 'reveal', id: this.wanted });
    this.wanted = undefined;
  }

  private follow(health: ServerHealth): void {
    this.health = health;
    this.post({ type: 'server', health });
    this.refresh();
  }

  private refresh(): void {
    void this.bringUpToDate().catch((error: unknown) => {
      this.server.output.warn('The guide could not be brought up to date.', String(error));
    });
  }

  private async bringUpToDate(): Promise<void> {
    if (!this.view?.visible || !this.ready || this.health !== 'running') return;
    if (!this.guide) {
      this.guide = await this.server.request<Guide>('sessionlint/guide', {});
      this.post({ type: 'guide', guide: this.guide });
    }
    const state = await this.server.request<GuideState | null>('sessionlint/guideState', here());
    if (state) this.state = state;
    if (this.state) this.post({ type: 'state', state: this.state });
    this.reveal();
  }

  private post(message: ToPage): void {
    void this.view?.webview.postMessage(message);
  }

  private async act(message: FromPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.greet();
      case 'insert':
        await commands.executeCommand('sessionlint.insertSnippet', message.snippet);
        return;
      case 'copySnippet':
        return this.copySnippet(message.snippet);
      case 'copy':
        await env.clipboard.writeText(message.text);
        return this.post({ type: 'say', text: 'Copied.' });
      case 'show':
        return this.showPlaces(message.entry);
      case 'use':
        return this.use(message.entry, message.option);
      case 'rule':
        await commands.executeCommand('sessionlint.explainRule', message.rule);
        return;
      case 'openPolicy':
        return this.openPolicy();
      case 'restart':
        await commands.executeCommand('sessionlint.restart');
        return;
      case 'openFolder':
        await commands.executeCommand('workbench.action.files.openFolder');
    }
  }

  private greet(): void {
    this.ready = true;
    this.post({ type: 'server', health: this.health });
    if (this.guide) this.post({ type: 'guide', guide: this.guide });
    if (this.state) this.post({ type: 'state', state: this.state });
    this.refresh();
  }

  private async copySnippet(id: string): Promise<void> {
    const languageId = window.activeTextEditor?.document.languageId ?? 'swift';
    const asked = { id, languageId, uri: here().uri ?? '' };
    const snippet =
      (await this.server.request<Snippet | null>('sessionlint/snippet', asked)) ??
      (await this.server.request<Snippet | null>('sessionlint/snippet', { ...asked, languageId: 'swift' }));
    if (!snippet) return void window.showInformationMessage(`SessionLint has no snippet “${id}”.`);
    await env.clipboard.writeText(snippetText(snippet.body));
    this.post({ type: 'say', text: `${snippet.title} copied.` });
  }

  private async showPlaces(id: string): Promise<void> {
    const entry = this.entry(id);
    if (!entry) return;
    const places = await this.server.request<readonly Place[]>('sessionlint/places', { id, ...here() });
    const title = 'title' in entry ? entry.title : entry.situation;
    if (places.length > 0) return pickPlace(title, places);
    void window.showInformationMessage(`Nothing in your code has to do with “${title}”.`);
  }

  /** Writes the answer, or the option picked in its place, to `sessionlint.json`. */
  private async use(id: string, option: string | undefined): Promise<void> {
    const entry = this.entry(id);
    if (!entry || 'title' in entry) return;
    const changes = changesFor(entry, option);
    if (changes.length === 0) return;
    const written = await changePolicy(
      this.server,
      here().uri ?? workspace.workspaceFolders?.[0]?.uri.toString() ?? '',
      changes,
    );
    if (written) this.post({ type: 'say', text: `${entry.situation}: written to sessionlint.json.` });
  }

  private async openPolicy(): Promise<void> {
    const uri = this.state?.policy.uri;
    if (uri !== undefined) await window.showTextDocument(Uri.parse(uri));
  }

  private entry(id: string): Leaf | NeverRow | undefined {
    const leaves = this.guide?.trees.flatMap(({ branches }) => branches.flatMap((branch) => branch.leaves));
    return [...(leaves ?? []), ...(this.guide?.never ?? [])].find((entry) => entry.id === id);
  }
}

/** What to write for an answer: its own entries, and the option for the place that the options are about. */
function changesFor({ policy, options }: Leaf, option: string | undefined): readonly PolicyEntry[] {
  const picked = options?.values.find(({ value }) => value === option);
  if (!options || !picked) return policy;
  const path = options.path.join('.');
  const value = /^\d+$/.test(picked.value) ? Number(picked.value) : picked.value;
  return [...policy.filter((entry) => entry.path.join('.') !== path), { path: options.path, value }];
}

/** The document that the user is at, if it is part of the workspace; without one, the first folder counts. */
function here(): { readonly uri?: string } {
  const uri = window.activeTextEditor?.document.uri;
  return uri && workspace.getWorkspaceFolder(uri) ? { uri: uri.toString() } : {};
}
