import { readFile } from 'node:fs/promises';
import type { MessagePort } from 'node:worker_threads';
import { Analyzer } from '../analysis.js';
import { examine, look } from './examine.js';
import { Extractor } from './extractor.js';
import { take, tell, type Message, type Share, type Told } from './threads.js';

/** What runs in a thread beside the command line tool: it does its part of a share. */
export async function serveShare(port: MessagePort, share: Share, grammars: URL): Promise<void> {
  const extractor = new Extractor(() => Analyzer.load((name) => readFile(new URL(name, grammars)), []));
  for (let items = take(share); items.length > 0; items = take(share)) {
    const told: (readonly [number, Told])[] = [];
    for (const [index, item] of items) told.push([index, tell(await examine(item, look(item), extractor))]);
    send(port, told);
  }
  send(port, 'done');
}

function send(port: MessagePort, message: Message): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  port.postMessage(message);
}
