import { PassThrough } from 'node:stream';
import {
  type ClientCapabilities,
  type CodeAction,
  type CodeLens,
  CodeLensRefreshRequest,
  CodeLensRequest,
  CodeActionRequest,
  type CodeActionContext,
  type CompletionList,
  CompletionRequest,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type DocumentDiagnosticReport,
  DocumentDiagnosticRequest,
  type Hover,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  LogMessageNotification,
  type Position,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  type Range,
  RegistrationRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
  ConfigurationRequest,
  DiagnosticRefreshRequest,
  type ProgressToken,
  WorkDoneProgressCreateRequest,
} from 'vscode-languageserver/node';
import type { TextAnalyzer } from '../../server/lsp/openDocument.js';
import type { AnalysisReport, EngineStatus, ShownFolder } from '../../server/lsp/protocol.js';
import { createServer } from '../../server/lsp/server.js';
import { analyzer } from '../rules/analyzer.js';

/** What VS Code says of itself, as far as it matters here. */
export const PULLING: ClientCapabilities = {
  textDocument: { diagnostic: {} },
  window: { workDoneProgress: true },
  workspace: {
    configuration: true,
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    didChangeConfiguration: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true },
    workspaceFolders: true,
    codeLens: { refreshSupport: true },
  },
};

/** A client that waits for diagnostics to be sent. */
export const PUSHED: ClientCapabilities = {
  textDocument: { publishDiagnostics: { versionSupport: true } },
  workspace: { workspaceEdit: { documentChanges: true } },
};

export interface ClientOptions {
  readonly capabilities?: ClientCapabilities;
  readonly load?: () => Promise<TextAnalyzer>;
  readonly folders?: readonly string[];
  readonly initializationOptions?: unknown;
  /** Answers `workspace/configuration` for one document. */
  readonly configuration?: (scope: string | undefined) => unknown;
}

/** A step of work that the server reports. */
export interface ProgressStep {
  readonly token: ProgressToken;
  readonly value: {
    readonly kind: 'begin' | 'report' | 'end';
    readonly title?: string;
    readonly message?: string;
    readonly percentage?: number;
    readonly cancellable?: boolean;
  };
}

/** A language client that writes down what the server tells it. */
export class TestClient {
  readonly published: PublishDiagnosticsParams[] = [];
  readonly analysed: AnalysisReport[] = [];
  readonly statuses: EngineStatus[] = [];
  readonly logged: string[] = [];
  readonly registered: string[] = [];
  readonly progress: ProgressStep[] = [];
  refreshes = 0;
  inventoryChanges = 0;
  private readonly listeners = new Set<() => void>();
  private readonly versions = new Map<string, number>();

  private constructor(
    readonly connection: ProtocolConnection,
    readonly initialized: InitializeResult,
  ) {}

  /** A server in this process, on the other end of two streams. */
  static async inMemory(options: ClientOptions = {}): Promise<TestClient> {
    const [up, down] = [new PassThrough(), new PassThrough()];
    const server = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
    createServer(server, { load: options.load ?? (() => Promise.resolve(analyzer)) });
    server.listen();
    return TestClient.on(
      createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up)),
      options,
    );
  }

  static async on(connection: ProtocolConnection, options: ClientOptions = {}): Promise<TestClient> {
    connection.onRequest(ConfigurationRequest.type, ({ items }) =>
      items.map(({ scopeUri }) => options.configuration?.(scopeUri) ?? {}),
    );
    connection.listen();
    const initialized = await connection.sendRequest(InitializeRequest.type, {
      processId: null,
      rootUri: null,
      capabilities: options.capabilities ?? PULLING,
      initializationOptions: options.initializationOptions,
      workspaceFolders: (options.folders ?? []).map((uri) => ({ uri, name: uri })),
    });
    const client = new TestClient(connection, initialized);
    client.takeNotes();
    await connection.sendNotification(InitializedNotification.type, {});
    return client;
  }

  open(uri: string, text: string, version = 1, languageId = 'swift'): void {
    this.versions.set(uri, version);
    this.tell(DidOpenTextDocumentNotification.method, { textDocument: { uri, languageId, version, text } });
  }

  change(uri: string, ...contentChanges: TextDocumentContentChangeEvent[]): number {
    const version = (this.versions.get(uri) ?? 0) + 1;
    this.versions.set(uri, version);
    this.tell(DidChangeTextDocumentNotification.method, { textDocument: { uri, version }, contentChanges });
    return version;
  }

  close(uri: string): void {
    this.tell(DidCloseTextDocumentNotification.method, { textDocument: { uri } });
  }

  tell(method: string, params: object): void {
    void this.connection.sendNotification(method, params);
  }

  report(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri },
      ...(previousResultId !== undefined && { previousResultId }),
    });
  }

  async diagnostics(uri: string): Promise<readonly Diagnostic[]> {
    const report = await this.report(uri);
    if (report.kind !== 'full') throw new Error('Unchanged since nothing');
    return report.items;
  }

  async actions(
    uri: string,
    range: Range,
    context: Partial<CodeActionContext> = {},
  ): Promise<readonly CodeAction[]> {
    const params = { textDocument: { uri }, range, context: { diagnostics: [], ...context } };
    return ((await this.connection.sendRequest(CodeActionRequest.type, params)) ?? []) as CodeAction[];
  }

  lenses(uri: string): Promise<readonly CodeLens[]> {
    return this.connection
      .sendRequest(CodeLensRequest.type, { textDocument: { uri } })
      .then((all) => all ?? []);
  }

  inventory(): Promise<readonly ShownFolder[]> {
    return this.connection.sendRequest('sessionlint/inventory');
  }

  inventoryText(): Promise<string> {
    return this.connection.sendRequest('sessionlint/inventoryText');
  }

  hover(uri: string, position: Position): Promise<Hover | null> {
    return this.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
  }

  complete(uri: string, position: Position): Promise<CompletionList | null> {
    const params = { textDocument: { uri }, position };
    return this.connection.sendRequest(CompletionRequest.type, params) as Promise<CompletionList | null>;
  }

  /** Waits until something the server tells makes a condition true. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.listeners.add(resolve));
  }

  /** What was published last about a document, once it is about this version. */
  async publishedOf(uri: string, version: number): Promise<PublishDiagnosticsParams> {
    const find = (): PublishDiagnosticsParams | undefined =>
      this.published.findLast((params) => params.uri === uri && params.version === version);
    await this.until(() => find() !== undefined);
    return find()!;
  }

  private takeNotes(): void {
    const { connection } = this;
    const note = <T>(list: T[]): ((item: T) => void) => {
      return (item) => {
        list.push(item);
        this.woken();
      };
    };
    connection.onNotification(PublishDiagnosticsNotification.type, note(this.published));
    connection.onNotification('sessionlint/analysed', note(this.analysed));
    connection.onNotification('sessionlint/status', note(this.statuses));
    const log = note(this.logged);
    connection.onNotification(LogMessageNotification.type, ({ message }) => log(message));
    const register = note(this.registered);
    connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      for (const { method } of registrations) register(method);
    });
    connection.onRequest(WorkDoneProgressCreateRequest.type, () => undefined);
    connection.onNotification('$/progress', note(this.progress));
    connection.onNotification('sessionlint/inventoryChanged', () => {
      this.inventoryChanges += 1;
      this.woken();
    });
    connection.onRequest(CodeLensRefreshRequest.type, () => undefined);
    connection.onRequest(DiagnosticRefreshRequest.type, () => {
      this.refreshes += 1;
      this.woken();
    });
  }

  private woken(): void {
    const listeners = [...this.listeners];
    this.listeners.clear();
    for (const wake of listeners) wake();
  }
}
