import {
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { DEFAULT_POLICY } from '../policy/policy.js';
import { ACTION_KINDS } from './actions.js';
import { COMPLETION_TRIGGERS } from './completion.js';
import { Engine, type EngineStatus } from './engine.js';
import { describeFailure } from './failure.js';
import { type ClientFeatures, featuresOf } from './features.js';
import { GuideService } from './guide.js';
import type { AnalysisReport, TextAnalyzer } from './openDocument.js';
import { beginProgress } from './progress.js';
import { InventoryService } from './inventory.js';
import { Publisher } from './publisher.js';
import { Questions } from './questions.js';
import { Refresher } from './refresher.js';
import { Reports } from './reports.js';
import { Session } from './session.js';
import { Settings } from './settings.js';
import { serveSnippets } from './snippets.js';
import { watchFiles } from './watching.js';
import { Workspace } from './workspace.js';

export interface ServerOptions {
  /** Loads the analysis core; asked again, at the next document, after it was rejected. */
  readonly load: () => Promise<TextAnalyzer>;
}

/** Serves one client over a connection; the caller starts listening. */
export function createServer(connection: Connection, { load }: ServerOptions): void {
  connection.onInitialize((params): InitializeResult => {
    const features = featuresOf(params.capabilities, params.initializationOptions);
    const server = new LanguageServer(connection, features, load);
    server.listen(params);
    return { serverInfo: { name: 'SessionLint' }, capabilities: capabilities(features) };
  });
}

function capabilities({ pullDiagnostics }: ClientFeatures): InitializeResult['capabilities'] {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    codeActionProvider: { codeActionKinds: [...ACTION_KINDS] },
    hoverProvider: true,
    codeLensProvider: {},
    completionProvider: { triggerCharacters: [...COMPLETION_TRIGGERS] },
    ...(pullDiagnostics && {
      diagnosticProvider: {
        identifier: 'sessionlint',
        interFileDependencies: true,
        workspaceDiagnostics: false,
      },
    }),
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}

/** One client's documents, settings and questions. */
class LanguageServer {
  private readonly engine: Engine;
  private readonly settings: Settings;
  private readonly workspace: Workspace;
  private readonly session: Session;
  private readonly reports = new Reports();
  /** Only for a client that does not ask for diagnostics itself. */
  private readonly publisher: Publisher | undefined;
  private readonly refresher: Refresher;
  private readonly questions: Questions;
  private readonly inventory: InventoryService;
  private readonly guide: GuideService;

  constructor(
    private readonly connection: Connection,
    private readonly features: ClientFeatures,
    load: () => Promise<TextAnalyzer>,
  ) {
    this.engine = new Engine(load, (status) => this.reportStatus(status));
    this.settings = new Settings(connection, features.configuration);
    this.workspace = new Workspace({
      analyzer: () => this.engine.analyzer(),
      wanted: (folder) => this.settings.indexed(folder),
      typescript: (folder) => this.settings.typescript(folder),
      progress: () => beginProgress(connection),
      changed: () => this.otherFilesChanged(),
      log: (message) => connection.console.warn(message),
    });
    this.session = new Session(this.engine, this.settings, this.workspace, {
      analysed: (report) => this.notify('sessionlint/analysed', report),
      gaveUp: (message) => connection.console.warn(message),
    });
    if (!features.pullDiagnostics) {
      this.publisher = new Publisher(connection, this.session, (error) => this.failed('publishing', error));
    }
    this.refresher = new Refresher(
      this.session,
      this.publisher ?? this.reports,
      (uris) => this.renew(uris),
      (error) => this.failed('judging documents again', error),
    );
    this.questions = new Questions(this.session, this.settings, this.reports, features, (what, error) =>
      this.failed(what, error),
    );
    this.inventory = new InventoryService(
      connection,
      this.session,
      this.workspace,
      this.settings,
      features.refreshLenses,
      (what, error) => this.failed(what, error),
    );
    this.guide = new GuideService(
      connection,
      this.workspace,
      () => ({ policy: DEFAULT_POLICY, written: undefined, broken: false }),
      (what, error) => this.failed(what, error),
    );
  }

  /** Facts of some file are new. */
  private otherFilesChanged(): void {
    this.refresher.schedule();
    this.inventory.changed();
    this.guide.changed();
  }

  listen({ workspaceFolders }: InitializeParams): void {
    this.session.setFolders((workspaceFolders ?? []).map(({ uri }) => uri));
    this.connection.onInitialized(() => this.start());
    this.connection.onShutdown(() => this.stop());
    this.followDocuments();
    this.followSettings();
    this.questions.listen(this.connection);
    this.inventory.listen();
    this.guide.listen();
    serveSnippets(this.connection, {
      policy: () => DEFAULT_POLICY,
      text: (uri) => this.session.snapshot(uri)?.getText(),
    });
  }

  private start(): void {
    void this.engine.analyzer();
    if (this.features.registerConfiguration) {
      this.connection.client
        .register(DidChangeConfigurationNotification.type, { section: 'sessionlint' })
        .catch((error: unknown) => this.failed('registering for settings', error));
    }
    if (this.features.watchFiles) {
      watchFiles(this.connection).catch((error: unknown) => this.failed('registering for files', error));
    }
    if (this.features.workspaceFolders) this.followFolders();
    this.workspace.configure();
  }

  private stop(): void {
    this.workspace.dispose();
    this.refresher.dispose();
    this.inventory.dispose();
    this.guide.dispose();
    this.publisher?.dispose();
    this.session.dispose();
  }

  private followDocuments(): void {
    this.connection.onDidOpenTextDocument(({ textDocument }) => {
      if (!this.session.open(textDocument)) return;
      this.publisher?.schedule(textDocument.uri, 'now');
      this.considerOthers();
      void this.engine.retry().then((mended) => mended && this.checkAgain());
    });
    this.connection.onDidChangeTextDocument((params) => {
      if (!this.session.change(params)) return;
      this.publisher?.schedule(params.textDocument.uri, 'afterPause');
      this.considerOthers();
    });
    this.connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
      if (!this.session.close(uri)) return;
      this.reports.forget(uri);
      this.publisher?.clear(uri);
      this.considerOthers();
    });
    this.connection.onDidChangeWatchedFiles(({ changes }) => {
      if (this.workspace.filesChanged(changes)) this.renew(this.session.uris);
    });
  }

  private followSettings(): void {
    this.connection.onDidChangeConfiguration(({ settings }) => {
      this.settings.changed(settings);
      this.checkAgain();
    });
  }

  private followFolders(): void {
    this.connection.workspace.onDidChangeWorkspaceFolders(() => {
      this.connection.workspace
        .getWorkspaceFolders()
        .then((folders) => this.session.setFolders((folders ?? []).map(({ uri }) => uri)))
        .then(() => this.checkAgain())
        .catch((error: unknown) => this.failed('reading the workspace folders', error));
    });
  }

  /** A document that changes may say something else of the others. */
  private considerOthers(): void {
    if (!this.workspace.ready) return;
    this.refresher.schedule();
    this.guide.changed();
  }

  /** Has everything made anew: the findings of all open documents, and the index. */
  private checkAgain(): void {
    this.workspace.configure();
    this.renew(this.session.uris);
    this.guide.changed();
  }

  /** Has the findings of documents sent, or asked for, again. */
  private renew(uris: readonly string[]): void {
    for (const uri of uris) this.publisher?.schedule(uri, 'now');
    if (!this.features.pullDiagnostics || !this.features.refreshDiagnostics) return;
    this.connection.languages.diagnostics
      .refresh()
      .catch((error: unknown) => this.failed('refreshing diagnostics', error));
  }

  private reportStatus(status: EngineStatus): void {
    if (status.state === 'degraded') this.connection.console.error(status.message);
    this.notify('sessionlint/status', status);
  }

  /** Nobody needs to know of a notification that a closing connection did not take. */
  private notify(method: string, params: AnalysisReport | EngineStatus): void {
    this.connection.sendNotification(method, params).catch(() => undefined);
  }

  private failed(what: string, error: unknown): void {
    this.connection.console.error(`SessionLint, ${what}: ${describeFailure(error)}`);
  }
}
