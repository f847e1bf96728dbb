import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { Analyzer } from './analysis.js';
import { createServer } from './lsp/server.js';

/**
 * Serves the client that started this process. Bundled as CommonJS beside its grammars; the transport (--node-ipc,
 * --stdio) is read from the command line.
 */
export function serve(): void {
  const grammars = join(__dirname, 'grammars');
  const connection = createConnection(ProposedFeatures.all);
  createServer(connection, {
    load: () => Analyzer.load((fileName) => readFile(join(grammars, fileName)), []),
  });
  connection.listen();
}
