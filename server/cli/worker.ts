import { readFile } from 'node:fs/promises';
import type { MessagePort } from 'node:worker_threads';
import { Analyzer } from '../analysis.js';
import { extract, type Answer, type Order } from './extractor.js';

/** What runs in a thread beside the command line tool: it answers orders, one after another. */
export async function serveOrders(port: MessagePort, grammars: URL): Promise<void> {
  const analyzer = Analyzer.load((name) => readFile(new URL(name, grammars)));
  port.on('message', (order: Order) => {
    void analyzer
      .then(async (loaded) => {
        await loaded.prepare(order.path);
        port.postMessage(answerTo(order, loaded));
      })
      .catch((error: unknown) => {
        throw error;
      });
  });
  await analyzer;
}

function answerTo(order: Order, analyzer: Analyzer): Answer {
  try {
    return { id: order.id, ...extract(analyzer, order) };
  } catch {
    // Told without the error, which might quote source text.
    return { id: order.id, failed: true };
  }
}
