import { type Disposable, EventEmitter, type LogOutputChannel, window } from 'vscode';
import type { AnalysisReport, EngineStatus, ShownFolder } from '../server/lsp/protocol.js';
import type { AfterCrash, ClientListener, LanguageClient } from './languageClient.js';
import { RestartBudget } from './restartBudget.js';
import { TraceChannel } from './trace.js';

const CRASHES_ALLOWED = 4;
const CRASH_WINDOW_MS = 3 * 60 * 1000;
const NEVER_STARTED = 'The SessionLint server did not start.';
const STOPPED_TOO_OFTEN = `The SessionLint server stopped ${CRASHES_ALLOWED + 1} times within three minutes.`;

/** What the user is told about the server. */
export type ServerState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'running' }
  | { readonly kind: 'degraded'; readonly message: string }
  | { readonly kind: 'stopped' };

/** The analysis server as a process of its own: started, restarted after a crash, stopped with the editor. */
export class AnalysisServer implements Disposable {
  readonly output: LogOutputChannel = window.createOutputChannel('SessionLint', { log: true });

  private readonly trace = new TraceChannel(this.output);
  private readonly stateChanged = new EventEmitter<ServerState>();
  private readonly analysed = new EventEmitter<AnalysisReport>();
  private readonly inventoryChanged = new EventEmitter<void>();
  private readonly guideChanged = new EventEmitter<void>();
  private readonly budget = new RestartBudget(CRASHES_ALLOWED, CRASH_WINDOW_MS);
  private client: LanguageClient | undefined;
  /** Comes to the client once its code is loaded; undefined when none is wanted any more. */
  private creating: Promise<LanguageClient | undefined> | undefined;
  private wasStarted = false;
  private everRan = false;
  private down = false;
  private crashAnnounced = false;

  readonly onDidChangeState = this.stateChanged.event;
  readonly onDidAnalyse = this.analysed.event;
  readonly onDidChangeInventory = this.inventoryChanged.event;
  /** What the decision guide shows may be different now. */
  readonly onDidChangeGuide = this.guideChanged.event;

  /** @param modulePath the bundled server */
  constructor(private readonly modulePath: string) {}

  /** Starts the server. A failure is shown to the user, not thrown: the editor goes on without findings. */
  async start(): Promise<void> {
    this.wasStarted = true;
    this.everRan = false;
    this.down = false;
    const creating = import('./languageClient.js').then(({ createClient }) => {
      // It was stopped or started anew meanwhile.
      if (this.creating !== creating) return undefined;
      const listener = this.listener(() => client === this.client);
      const client = createClient(this.modulePath, this.output, this.trace.channel, listener);
      this.client = client;
      return client;
    });
    this.creating = creating;
    try {
      const client = await creating;
      await client?.start();
    } catch (error) {
      this.output.error('The server did not start.', error instanceof Error ? error : String(error));
      if (this.creating === creating) this.giveUp(NEVER_STARTED);
    }
  }

  /** Starts the server unless it was started before. */
  async startOnce(): Promise<void> {
    if (!this.wasStarted) await this.start();
  }

  /**
   * Asks the server something of SessionLint's own.
   * @throws when the server is not running, or refuses
   */
  async request<Answer>(method: string, params: object): Promise<Answer> {
    await this.startOnce();
    await this.creating;
    if (!this.client) throw new Error('The SessionLint server is not running.');
    return this.client.sendRequest<Answer>(method, params);
  }

  /** Stops the server, whatever state it is in, and starts a new one with a clean record. */
  async restart(): Promise<void> {
    await this.stop();
    this.budget.clear();
    this.crashAnnounced = false;
    await this.start();
  }

  /** The credentials that each workspace folder keeps; nothing while the server is not there. */
  inventory(): Promise<readonly ShownFolder[]> {
    return this.ask('sessionlint/inventory', []);
  }

  /** The same as a Markdown document. */
  inventoryText(): Promise<string> {
    return this.ask('sessionlint/inventoryText', '');
  }

  private async ask<T>(method: string, otherwise: T): Promise<T> {
    const { client } = this;
    if (!client?.isRunning()) return otherwise;
    try {
      return await client.sendRequest<T>(method);
    } catch (error) {
      // It may have gone away while it was asked.
      this.output.warn(`${method} was not answered.`, String(error));
      return otherwise;
    }
  }

  async dispose(): Promise<void> {
    await this.stop();
    this.stateChanged.dispose();
    this.analysed.dispose();
    this.inventoryChanged.dispose();
    this.guideChanged.dispose();
    this.trace.dispose();
    this.output.dispose();
  }

  private async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.creating = undefined;
    try {
      await client?.dispose();
    } catch (error) {
      // A client that never came up, or whose server hangs, refuses to stop; nobody listens to it any more.
      this.output.warn('The server did not stop in an orderly way.', String(error));
    }
  }

  /** @param isCurrent whether the client that is listened to is the one in use */
  private listener(isCurrent: () => boolean): ClientListener {
    return {
      starting: () => {
        if (isCurrent()) this.stateChanged.fire({ kind: 'starting' });
      },
      running: () => {
        if (!isCurrent()) return;
        this.everRan = true;
        this.stateChanged.fire({ kind: 'running' });
      },
      crashed: () => this.afterCrash(),
      analysed: (report) => this.analysed.fire(report),
      inventoryChanged: () => this.inventoryChanged.fire(),
      guideChanged: () => this.guideChanged.fire(),
      status: (status) => this.report(status),
    };
  }

  private report({ state, message }: EngineStatus): void {
    if (state === 'ok') return this.stateChanged.fire({ kind: 'running' });
    this.stateChanged.fire({ kind: 'degraded', message });
  }

  private afterCrash(): AfterCrash {
    // What never came up would not come up the next time either.
    if (!this.everRan) return this.giveUp(NEVER_STARTED);
    if (!this.budget.spend(Date.now())) return this.giveUp(STOPPED_TOO_OFTEN);
    const message = 'The SessionLint server stopped unexpectedly and was started again.';
    if (!this.crashAnnounced) void this.offer(window.showWarningMessage(message, 'Show Output'));
    this.crashAnnounced = true;
    return { restart: true, message };
  }

  private giveUp(message: string): AfterCrash {
    if (!this.down) {
      this.stateChanged.fire({ kind: 'stopped' });
      void this.offer(window.showErrorMessage(message, 'Restart', 'Show Output'));
    }
    this.down = true;
    return { restart: false, message };
  }

  private async offer(choice: Thenable<'Restart' | 'Show Output' | undefined>): Promise<void> {
    const chosen = await choice;
    if (chosen === 'Restart') await this.restart();
    if (chosen === 'Show Output') this.output.show();
  }
}
