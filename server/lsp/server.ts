import {
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
  type InitializeResult,
  type TextDocumentItem,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { ACTION_KINDS } from './actions.js';
import { COMPLETION_TRIGGERS } from './completion.js';
import { Engine } from './engine.js';
import { describeFailure } from './failure.js';
import { type ClientFeatures, featuresOf } from './features.js';
import type { IndexHost } from './indexedFolder.js';
import { GuideService } from './guide.js';
import type { TextAnalyzer } from './openDocument.js';
import { PolicyService } from './policyService.js';
import { beginProgress } from './progress.js';
import { ProjectPolicies } from './projectPolicies.js';
import type { AnalysisReport, EngineStatus, PolicyChanged } from './protocol.js';
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
  private readonly policies: ProjectPolicies;
  private readonly policyService: PolicyService;
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
    this.policies = new ProjectPolicies((message) => connection.console.warn(message));
    this.policyService = new PolicyService(this.policies);
    const host: IndexHost = {
      analyzer: () => this.engine.analyzer(),
      analyzerFor: (path) => this.engine.analyzerFor(path),
      wanted: (folder) => this.settings.indexed(folder),
      typescript: (folder) => this.settings.typescript(folder),
      progress: () => beginProgress(connection),
      changed: () => this.otherFilesChanged(),
      log: (message) => connection.console.warn(message),
    };
    this.workspace = new Workspace(host, this.policies);
    this.session = new Session(this.engine, this.settings, this.workspace, {
      analysed: (report) => this.notify('sessionlint/analysed', report),
      gaveUp: (message) => connection.console.warn(message),
    });
    if (!features.pullDiagnostics) {
      const source = { session: this.session, policies: this.policies, files: this.policyService };
      this.publisher = new Publisher(connection, source, (error) => this.failed('publishing', error));
    }
    this.refresher = new Refresher(
      this.session,
      this.publisher ?? this.reports,
      (uris) => this.renew(uris),
      (error) => this.failed('judging documents again', error),
    );
    this.questions = new Questions(
      this.session,
      this.settings,
      this.reports,
      features,
      { files: this.policyService, policies: this.policies },
      (what, error) => this.failed(what, error),
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
      (uri) => this.policies.at(uri),
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
    this.setFolders((workspaceFolders ?? []).map(({ uri }) => uri));
    this.connection.onInitialized(() => this.start());
    this.connection.onShutdown(() => this.stop());
    this.followDocuments();
    this.followSettings();
    this.questions.listen(this.connection);
    this.inventory.listen();
    this.guide.listen();
    this.policyService.listen(this.connection);
    serveSnippets(this.connection, {
      policy: (uri) => this.policies.for(uri).policy,
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
      if (this.policies.isPolicy(textDocument.uri)) return this.policyOpened(textDocument);
      if (!this.session.open(textDocument)) return;
      this.publisher?.schedule(textDocument.uri, 'now');
      this.considerOthers();
      void this.engine.retry().then((mended) => mended && this.startedAtLast());
    });
    this.connection.onDidChangeTextDocument((params) => {
      const { uri, version } = params.textDocument;
      if (this.policies.document(uri)) {
        const isNew = this.policies.edited(uri, params.contentChanges, version);
        return this.policiesChanged(isNew ? [uri] : []);
      }
      if (!this.session.change(params)) return;
      this.publisher?.schedule(params.textDocument.uri, 'afterPause');
      this.considerOthers();
    });
    this.connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
      if (this.policies.document(uri)) return this.policyClosed(uri);
      if (!this.session.close(uri)) return;
      this.reports.forget(uri);
      this.publisher?.clear(uri);
      this.considerOthers();
    });
    this.connection.onDidChangeWatchedFiles(({ changes }) => {
      this.policiesChanged(changes.flatMap(({ uri }) => this.policies.changed(uri)));
      if (this.workspace.filesChanged(changes)) this.renew(this.session.uris);
    });
  }

  private policyOpened({ uri, languageId, version, text }: TextDocumentItem): void {
    const isNew = this.policies.opened(TextDocument.create(uri, languageId, version, text));
    this.publisher?.schedule(uri, 'now');
    this.policiesChanged(isNew ? [uri] : []);
  }

  private policyClosed(uri: string): void {
    const isNew = this.policies.closed(uri);
    this.reports.forget(uri);
    this.publisher?.clear(uri);
    this.policiesChanged(isNew ? [uri] : []);
  }

  /** Policies say something else, so everything is judged anew at once. */
  private policiesChanged(uris: readonly string[]): void {
    // A file that cannot be read any more decides nothing else, but the guide says so.
    this.guide.changed();
    if (uris.length === 0) return;
    this.workspace.policiesChanged();
    this.guide.policiesChanged();
    this.notify('sessionlint/policyChanged', { uris });
    this.renew([...this.session.uris, ...this.policies.open]);
  }

  private setFolders(uris: readonly string[]): void {
    this.policies.setFolders(uris);
    this.session.setFolders(uris);
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
        .then((folders) => this.setFolders((folders ?? []).map(({ uri }) => uri)))
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

  /** What could not be read before, the index reads now. */
  private startedAtLast(): void {
    this.checkAgain();
    this.workspace.policiesChanged();
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
  private notify(method: string, params: AnalysisReport | EngineStatus | PolicyChanged): void {
    this.connection.sendNotification(method, params).catch(() => undefined);
  }

  private failed(what: string, error: unknown): void {
    this.connection.console.error(`SessionLint, ${what}: ${describeFailure(error)}`);
  }
}
