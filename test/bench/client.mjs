import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';

const CAPABILITIES = { workspace: { configuration: true }, textDocument: { diagnostic: {} } };

/** A server in a process of its own, and a client that asks for diagnostics as VS Code does. */
export class Server {
  static async start(program) {
    const child = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const server = new Server(child, connection);
    connection.onRequest('workspace/configuration', ({ items }) => items.map(() => ({ typescript: 'on' })));
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

  constructor(child, connection) {
    this.child = child;
    this.connection = connection;
  }

  /** Resolves with the diagnostics of a document that has just been opened. */
  async open(uri, text, languageId = 'swift') {
    const textDocument = { uri, languageId, version: 1, text };
    await this.connection.sendNotification('textDocument/didOpen', { textDocument });
    return this.diagnostics(uri);
  }

  /** Resolves with the diagnostics of the text that a change makes. */
  async change(uri, version, range, text) {
    const change = { textDocument: { uri, version }, contentChanges: [{ range, text }] };
    await this.connection.sendNotification('textDocument/didChange', change);
    return this.diagnostics(uri);
  }

  diagnostics(uri) {
    return this.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
  }

  close(uri) {
    return this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  /** What the thread that answers has taken of a processor so far, in ms; undefined where the system does not tell. */
  processorTime() {
    const file = `/proc/${this.child.pid}/schedstat`;
    return existsSync(file) ? Number(readFileSync(file, 'utf8').split(' ')[0]) / 1e6 : undefined;
  }

  stop() {
    this.connection.dispose();
    this.child.kill();
  }
}
