import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Analyzer } from '../analysis.js';
import type { Reading } from '../facts/reading.js';
import type { FileFacts } from '../facts/model.js';
import { seal, type EntryKey } from './fact-cache.js';

/** A text whose facts are wanted. */
export interface Task {
  readonly path: string;
  readonly text: string;
  /** Where the facts are to be kept, if they are. */
  readonly key?: EntryKey;
  readonly reading?: Reading;
}

/** The facts of a text without the text itself, as JSON, and the same ready to be kept. */
export interface Extracted {
  readonly facts: string | undefined;
  readonly sealed?: Uint8Array;
}

/** Reads the facts out of a text. Called in whatever thread there is. */
export function extract(analyzer: Analyzer, { path, text, key, reading }: Task): Extracted {
  const facts = analyzer.facts(path, text, reading);
  if (!facts) return { facts: undefined };
  const json = JSON.stringify({ ...facts, text: undefined });
  return { facts: json, ...(key && { sealed: seal(json, key) }) };
}

/** Facts that were written down, with their text. */
export function revive(json: string, text: string): FileFacts {
  return { ...(JSON.parse(json) as Omit<FileFacts, 'text'>), text };
}

/** No facts can be had of any text: a thread has ended, say. */
export class BrokenExtractor extends Error {}

/** No facts can be had of texts in one language. */
export class MissingGrammar extends Error {
  constructor(reason: string) {
    super(`not analysed, as the grammar could not be loaded: ${reason}`);
  }
}

/** Somebody who reads facts out of texts. */
export interface Extractor {
  /**
   * @throws when the analysis of this text fails
   * @throws {MissingGrammar} when that of every text in its language would
   * @throws {BrokenExtractor} when that of every text would
   */
  extract(task: Task): Promise<Extracted>;
  close(): Promise<void>;
}

/** Works in this thread. */
export class OwnThread implements Extractor {
  private analyzer: Promise<Analyzer> | undefined;

  constructor(private readonly load: () => Promise<Analyzer>) {}

  async extract(task: Task): Promise<Extracted> {
    this.analyzer ??= this.load().catch((error: unknown) => {
      throw new BrokenExtractor(error instanceof Error ? error.message : String(error));
    });
    const analyzer = await this.analyzer;
    await analyzer.prepare(task.path).catch((error: unknown) => {
      throw new MissingGrammar(error instanceof Error ? error.message : String(error));
    });
    return extract(analyzer, task);
  }

  async close(): Promise<void> {}
}

/** What goes to a worker and comes back. */
export interface Order extends Task {
  readonly id: number;
}
export type Answer = { readonly id: number } & (Extracted | Failed);

/** Why there are no facts: the grammar’s fault, where that is told. */
export interface Failed {
  readonly failed: true;
  readonly grammar?: string;
}

/** Trees are large and short-lived; with room for some of them nothing of them has to be moved about (MB). */
const YOUNG = { maxYoungGenerationSizeMb: 64 };

/** So many orders wait in a worker, so that it need not wait for the next. */
const AHEAD = 4;

interface Waiting {
  readonly task: Task;
  readonly done: (extracted: Extracted) => void;
  readonly failed: (error: Error) => void;
}

/** Divides the work among threads of their own. */
export class Workers implements Extractor {
  private readonly workers: readonly Worker[];
  private readonly load = new Map<Worker, number>();
  private readonly queue: Waiting[] = [];
  private readonly underway = new Map<number, Waiting>();
  private count = 0;
  private broken: BrokenExtractor | undefined;

  /** @param program the script that a worker runs; it answers orders */
  constructor(program: URL, threads: number) {
    this.workers = Array.from({ length: threads }, () => this.start(program));
  }

  extract(task: Task): Promise<Extracted> {
    return new Promise((done, failed) => {
      if (this.broken) return failed(this.broken);
      this.queue.push({ task, done, failed });
      for (const worker of this.workers) this.feed(worker);
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }

  private start(program: URL): Worker {
    const worker = new Worker(program, { name: 'SessionLint', resourceLimits: YOUNG });
    this.load.set(worker, 0);
    worker.on('message', (answer: Answer) => this.take(worker, answer));
    worker.on('error', (error: Error) => this.break(error));
    return worker;
  }

  private feed(worker: Worker): void {
    const load = this.load.get(worker) ?? 0;
    if (load >= AHEAD) return;
    const next = this.queue.shift();
    if (!next) return;
    const id = (this.count += 1);
    this.underway.set(id, next);
    this.load.set(worker, load + 1);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage({ ...next.task, id } satisfies Order);
    this.feed(worker);
  }

  private take(worker: Worker, answer: Answer): void {
    const waiting = this.underway.get(answer.id);
    this.underway.delete(answer.id);
    this.load.set(worker, (this.load.get(worker) ?? 1) - 1);
    if ('failed' in answer) waiting?.failed(failureOf(answer));
    else waiting?.done(answer);
    this.feed(worker);
  }

  /** A worker that stops takes what it was told with it. */
  private break({ message }: Error): void {
    const broken = (this.broken ??= new BrokenExtractor(message));
    for (const { failed } of [...this.underway.values(), ...this.queue.splice(0)]) failed(broken);
    this.underway.clear();
  }
}

function failureOf({ grammar }: Failed): Error {
  return grammar === undefined ? new Error('its analysis failed') : new MissingGrammar(grammar);
}

/** More than this many threads have nothing to do while the files are read. */
const MOST_THREADS = 4;

export function defaultThreads(): number {
  return Math.min(availableParallelism(), MOST_THREADS);
}
