import { type Disposable, languages, LanguageStatusSeverity, Uri, window, workspace } from 'vscode';
import { type Analysis, DOCUMENTS, type ServerState } from './protocol.js';

/** The entry in the language status of Swift files: is the server up, and what did it last find here. */
export class StatusItem implements Disposable {
  private readonly item = languages.createLanguageStatusItem('sessionlint.status', [...DOCUMENTS]);
  private readonly analyses = new Map<string, Analysis>();
  private readonly subscriptions: readonly Disposable[];
  private state: ServerState = { kind: 'starting' };

  constructor() {
    this.item.name = 'SessionLint';
    this.subscriptions = [
      this.item,
      window.onDidChangeActiveTextEditor(() => this.render()),
      workspace.onDidCloseTextDocument(({ uri }) => this.analyses.delete(uri.toString())),
    ];
    this.render();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  showState(state: ServerState): void {
    this.state = state;
    // A new server tells anew.
    if (state.kind === 'starting' || state.kind === 'stopped') this.analyses.clear();
    this.render();
  }

  record(analysis: Analysis): void {
    // The server's spelling of a URI may differ from the editor's in its escapes.
    this.analyses.set(Uri.parse(analysis.uri).toString(), analysis);
    this.render();
  }

  private render(): void {
    const { item, state } = this;
    item.busy = state.kind === 'starting';
    item.severity = severity(state);
    item.text = 'SessionLint';
    item.detail = this.detail();
    item.command =
      state.kind === 'stopped'
        ? { title: 'Restart', command: 'sessionlint.restart' }
        : { title: 'Show Output', command: 'sessionlint.showOutput' };
  }

  private detail(): string {
    const { state } = this;
    if (state.kind === 'degraded') return firstClause(state.message);
    if (state.kind !== 'running') return state.kind;
    const open = window.activeTextEditor?.document.uri.toString();
    const analysis = open === undefined ? undefined : this.analyses.get(open);
    return analysis ? describe(analysis) : 'ready';
  }
}

function severity(state: ServerState): LanguageStatusSeverity {
  if (state.kind === 'stopped') return LanguageStatusSeverity.Error;
  if (state.kind === 'degraded') return LanguageStatusSeverity.Warning;
  return LanguageStatusSeverity.Information;
}

/** The editor cuts a long detail off, and the button behind it; the output has the whole message. */
function firstClause(message: string): string {
  return message.split(/[,.:;]/, 1)[0] ?? message;
}

function describe({ findings, milliseconds }: Analysis): string {
  const count = findings === 0 ? 'no findings' : findings === 1 ? '1 finding' : `${findings} findings`;
  return `${count}, analysed in ${Math.max(1, Math.round(milliseconds))} ms`;
}
