import {
  type Disposable,
  languages,
  type LanguageStatusItem,
  LanguageStatusSeverity,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { AnalysisReport } from '../server/lsp/protocol.js';
import { DOCUMENTS } from './documents.js';
import type { AnalysisServer, ServerState } from './node.js';

/**
 * The entry in the language status: is the server up, and what did it last find here. It is there once there is a
 * server, so not in projects that are none of its business.
 */
export class StatusItem implements Disposable {
  private shown: LanguageStatusItem | undefined;
  private readonly analyses = new Map<string, AnalysisReport>();
  private readonly subscriptions: readonly Disposable[];
  private state: ServerState = { kind: 'starting' };

  constructor(server: AnalysisServer) {
    this.subscriptions = [
      server.onDidChangeState((state) => this.showState(state)),
      server.onDidAnalyse((analysis) => this.record(analysis)),
      window.onDidChangeActiveTextEditor(() => this.shown && this.render()),
      workspace.onDidCloseTextDocument(({ uri }) => this.analyses.delete(uri.toString())),
    ];
  }

  dispose(): void {
    this.shown?.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private showState(state: ServerState): void {
    this.state = state;
    // A new server tells anew.
    if (state.kind === 'starting' || state.kind === 'stopped') this.analyses.clear();
    this.render();
  }

  private record(analysis: AnalysisReport): void {
    // The server's spelling of a URI may differ from the editor's in its escapes.
    this.analyses.set(Uri.parse(analysis.uri).toString(), analysis);
    this.render();
  }

  private get item(): LanguageStatusItem {
    return (this.shown ??= languages.createLanguageStatusItem('sessionlint.status', [...DOCUMENTS]));
  }

  private render(): void {
    const { item, state } = this;
    item.name = 'SessionLint';
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

function describe({ findings, milliseconds }: AnalysisReport): string {
  const count = findings === 0 ? 'no findings' : findings === 1 ? '1 finding' : `${findings} findings`;
  return `${count}, analysed in ${Math.max(1, Math.round(milliseconds))} ms`;
}
