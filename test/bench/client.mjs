import { spawn } from 'node:child_process';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

const CAPABILITIES = { textDocument: { publishDiagnostics: { versionSupport: true } } };

/** A server in a process of its own, and a client that waits for diagnostics. */
export class Server {
  static async start(program) {
    const child = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const server = new Server(child, connection);
    connection.onNotification('textDocument/publishDiagnostics', (params) => server.take(params));
    connection.onRequest('workspace/configuration', ({ items }) => items.map(() => ({})));
    connection.listen();
    await connection.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      workspaceFolders: [],
      capabilities: CAPABILITIES,
    });
    await connection.sendNotification('initialized', {});
    return server;
  }

  waiting = [];

  constructor(child, connection) {
    this.child = child;
    this.connection = connection;
  }

  take(params) {
    for (const one of this.waiting.filter(
      ({ uri, version }) => uri === params.uri && version === params.version,
    ))
      one.done(params.diagnostics);
    this.waiting = this.waiting.filter(
      ({ uri, version }) => uri !== params.uri || version !== params.version,
    );
  }

  /** Sends what makes a version of a document; resolves with its diagnostics. */
  async diagnosed(method, uri, version, params) {
    const answer = new Promise((done) => this.waiting.push({ uri, version, done }));
    await this.connection.sendNotification(method, params);
    return answer;
  }

  open(uri, text) {
    return this.diagnosed('textDocument/didOpen', uri, 1, {
      textDocument: { uri, languageId: 'swift', version: 1, text },
    });
  }

  change(uri, version, range, text) {
    return this.diagnosed('textDocument/didChange', uri, version, {
      textDocument: { uri, version },
      contentChanges: [{ range, text }],
    });
  }

  close(uri) {
    return this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  stop() {
    this.connection.dispose();
    this.child.kill();
  }
}
