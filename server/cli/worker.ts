import { readFile } from 'node:fs/promises';
import type { MessagePort } from 'node:worker_threads';
import { Analyzer } from '../analysis.js';
import { extract, type Answer, type Order } from './extractor.js';

/** What runs in a thread beside the command line tool: it answers orders, one after another. */
export async function serveOrders(port: MessagePort, grammars: URL): Promise<void> {
  const analyzer = Analyzer.load((name) => readFile(new URL(name, grammars)), []);
  port.on('message', (order: Order) => {
    void analyzer
      .then(async (loaded) => port.postMessage(await answerTo(order, loaded)))
      .catch((error: unknown) => {
        throw error;
      });
  });
  await analyzer;
}

async function answerTo(order: Order, analyzer: Analyzer): Promise<Answer> {
  try {
    await analyzer.prepare(order.path);
  } catch (error) {
    const grammar = error instanceof Error ? error.message : String(error);
    return { id: order.id, failed: true, grammar };
  }
  try {
    return { id: order.id, ...extract(analyzer, order) };
  } catch {
    // Told without the error, which might quote source text.
    return { id: order.id, failed: true };
  }
}
