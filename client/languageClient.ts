import type { LogOutputChannel } from 'vscode';
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import type { AnalysisReport, EngineStatus } from '../server/lsp/protocol.js';
import { DOCUMENTS, POLICY_DOCUMENTS } from './documents.js';
import { openFirst } from './openFirst.js';

export type { LanguageClient };

/** What is to become of a server whose process has ended. */
export interface AfterCrash {
  readonly restart: boolean;
  readonly message: string;
}

/** Who wants to know what becomes of a server. */
export interface ClientListener {
  starting(): void;
  running(): void;
  /** Its process has ended. */
  crashed(): AfterCrash;
  analysed(report: AnalysisReport): void;
  inventoryChanged(): void;
  guideChanged(): void;
  status(status: EngineStatus): void;
}

/** Logs its troubles without showing them: what the user has to know is said by its listener, once and in plain words. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/**
 * A client of the analysis server, which is not started yet. This module is nine tenths of the extension's code, so it
 * is loaded when there is something to analyse.
 * @param modulePath the bundled server
 * @param trace where messages are logged
 */
export function createClient(
  modulePath: string,
  outputChannel: LogOutputChannel,
  trace: LogOutputChannel,
  listener: ClientListener,
): LanguageClient {
  const options: LanguageClientOptions = {
    documentSelector: [...DOCUMENTS, ...POLICY_DOCUMENTS],
    outputChannel,
    initializationFailedHandler: () => false,
    traceOutputChannel: trace,
    middleware: openFirst(),
    initializationOptions: { commandLinks: true },
    markdown: { isTrusted: { enabledCommands: ['sessionlint.openGuide'] }, supportHtml: false },
    diagnosticPullOptions: { onChange: true, onFocus: true },
    errorHandler: {
      error: () => ({ action: ErrorAction.Continue }),
      closed: () => {
        const { restart, message } = listener.crashed();
        return { action: restart ? CloseAction.Restart : CloseAction.DoNotRestart, handled: true, message };
      },
    },
  };
  const module = { module: modulePath, transport: TransportKind.ipc };
  const client = new QuietClient('sessionlint', 'SessionLint', { run: module, debug: module }, options);
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Starting) listener.starting();
    if (newState === State.Running) listener.running();
  });
  client.onNotification('sessionlint/analysed', (report: AnalysisReport) => listener.analysed(report));
  client.onNotification('sessionlint/inventoryChanged', () => listener.inventoryChanged());
  client.onNotification('sessionlint/guideChanged', () => listener.guideChanged());
  client.onNotification('sessionlint/status', (status: EngineStatus) => listener.status(status));
  return client;
}
