import { type Disposable, EventEmitter, LogLevel, type LogOutputChannel, workspace } from 'vscode';

/**
 * Where the messages between editor and server are logged. The language client logs them only on a channel at level
 * "trace"; here the setting `sessionlint.trace.server` alone decides, and the lines show at the channel's usual level.
 */
export class TraceChannel implements Disposable {
  readonly channel: LogOutputChannel;
  private readonly levelChanged = new EventEmitter<LogLevel>();
  private readonly settings: Disposable;

  constructor(output: LogOutputChannel) {
    this.channel = Object.create(output, {
      logLevel: { get: level },
      onDidChangeLogLevel: { value: this.levelChanged.event },
      trace: { value: (message: string) => output.info(message) },
    });
    this.settings = workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('sessionlint.trace.server')) this.levelChanged.fire(level());
    });
  }

  dispose(): void {
    this.settings.dispose();
    this.levelChanged.dispose();
  }
}

function level(): LogLevel {
  const trace = workspace.getConfiguration('sessionlint').get<string>('trace.server', 'off');
  return trace === 'off' ? LogLevel.Info : LogLevel.Trace;
}
