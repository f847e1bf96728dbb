import { setImmediate } from 'node:timers/promises';
import { type Reading, readingKey } from '../facts/reading.js';
import type { FileFacts } from '../facts/model.js';
import type { Source } from '../workspace/discover.js';
import { examine, look, type Examined, type Failure, type Item, type Text } from './examine.js';
import { revive, type Extractor } from './extractor.js';
import type { KeptFacts } from './kept-facts.js';
import { shareOf, take, type Share, type Threads } from './threads.js';

/** Every so many files whoever waits has a turn: an interrupt, what other threads tell. */
const FILES_AT_ONCE = 32;

/** As much text as this (UTF-16 units) is worth the start of threads. */
const WORTH_THREADS = 400_000;

/** Starts threads that take from a share, and tell what came of each of its items by its index. */
export type StartThreads = (
  share: Share,
  took: (index: number, outcome: Examined | Failure) => void,
) => Threads;

/** What reading needs and whom it tells. */
export interface Scanning {
  /** Where facts are kept, if they are. */
  readonly kept: KeptFacts | undefined;
  /** What of the project of a file its facts depend on. */
  readonly readingOf: (file: string) => Reading;
  readonly ownThread: Extractor;
  /** Where there are to be any. Called at most once. */
  readonly startThreads: StartThreads | undefined;
  /** A text that takes the place of a file's. */
  readonly instead: { readonly file: string; readonly text: string } | undefined;
  readonly signal: AbortSignal | undefined;
  readonly progress: (done: number, of: number) => void;
  readonly skipped: (source: Source, reason: string) => void;
  readonly failed: (source: Source, reason: string) => void;
}

/** The facts of all files in which there are any, by file, and how they were come by. */
export interface Scan {
  readonly facts: ReadonlyMap<string, FileFacts>;
  /** The files that could be read. */
  readonly read: ReadonlySet<string>;
  readonly counts: ScanCounts;
}

export interface ScanCounts {
  /** Files that were read. */
  readonly files: number;
  /** UTF-16 units. */
  readonly length: number;
  /** Files that hold a word that some rule cares about. */
  readonly concerned: number;
  readonly fromCache: number;
  readonly threads: boolean;
}

/**
 * Reads files and their facts. This thread looks through the files for what the cache knows until there is enough
 * that it does not; from then on all threads take from what is left, this one among them, and each reads the files
 * that it takes.
 * @throws {BrokenExtractor} when no facts can be had at all
 */
export function scan(sources: readonly Source[], scanning: Scanning): Promise<Scan> {
  return new Scanner(sources, scanning).run();
}

class Scanner {
  private readonly items: readonly Item[];
  /** What came of the files, in their order; nothing yet of some of them. */
  private readonly outcomes: (Examined | Failure | undefined)[];
  /** What was looked at and is not known, by its index. */
  private readonly looked = new Map<number, Text>();
  private waiting = 0;
  private fromCache = 0;
  private done = 0;
  private readonly told = new Set<string>();

  constructor(
    private readonly sources: readonly Source[],
    private readonly scanning: Scanning,
  ) {
    this.items = sources.map((source) => this.itemOf(source));
    this.outcomes = sources.map(() => undefined);
  }

  async run(): Promise<Scan> {
    await this.lookThrough();
    const left = [...this.items.keys()].filter((index) => !this.outcomes[index]);
    const threads = await this.examineAll(left);
    return this.inOrder(threads !== undefined);
  }

  private itemOf({ file, path }: Source): Item {
    const { kept, readingOf, instead } = this.scanning;
    const reading = readingOf(file);
    return {
      file,
      path,
      reading,
      version: kept && `${kept.version}\0${readingKey(reading)}`,
      instead: instead?.file === file ? instead.text : undefined,
    };
  }

  private async lookThrough(): Promise<void> {
    for (const [index, item] of this.items.entries()) {
      if (index % FILES_AT_ONCE === 0) await setImmediate();
      if (this.scanning.signal?.aborted) return;
      const looked = look(item);
      const outcome = this.known(looked);
      if (outcome) {
        this.settle(index, outcome);
      } else if (looked.kind === 'text') {
        this.looked.set(index, looked);
        this.waiting += looked.text.length;
        // Where most is known, the rest may be too.
        if (this.isWorthThreads() && this.fromCache < this.looked.size) return;
      }
    }
  }

  private isWorthThreads(): boolean {
    return this.waiting >= WORTH_THREADS && this.scanning.startThreads !== undefined;
  }

  /** What came of a file, where its text need not be parsed to know that. */
  private known(looked: Text | Failure): Examined | Failure | undefined {
    if (looked.kind !== 'text') return looked;
    const { text, concerns, key } = looked;
    const examined = { kind: 'examined', length: text.length, concerns } as const;
    if (!concerns) return examined;
    const json = key && this.scanning.kept?.cache.get(key);
    if (json === undefined) return undefined;
    this.fromCache += 1;
    return { ...examined, facts: revive(json, text) };
  }

  /** Returns the threads that had a part in it. */
  private async examineAll(left: readonly number[]): Promise<Threads | undefined> {
    const { signal, startThreads } = this.scanning;
    const share = shareOf(left.flatMap((index) => this.items[index] ?? []));
    const settle = (at: number, outcome: Examined | Failure): void => this.settle(left[at], outcome);
    const threads = this.isWorthThreads() ? startThreads?.(share, settle) : undefined;
    try {
      await this.examineOwn(share, left);
      await orAborted(threads?.finished, signal);
    } finally {
      threads?.close();
    }
    return threads;
  }

  /** This thread's part of a share. Whoever waits has a turn after each file. */
  private async examineOwn(share: Share, left: readonly number[]): Promise<void> {
    for (let items = take(share); items.length > 0; items = take(share)) {
      for (const [at, item] of items) {
        if (this.scanning.signal?.aborted) return;
        const looked = this.looked.get(left[at] ?? -1) ?? look(item);
        this.settle(left[at], await examine(item, looked, this.scanning.ownThread));
        await setImmediate();
      }
    }
  }

  private settle(index: number | undefined, outcome: Examined | Failure): void {
    if (index === undefined) return;
    this.outcomes[index] = outcome;
    this.done += 1;
    this.scanning.progress(this.done, this.sources.length);
  }

  /** Puts together what came of the files, in their order, whoever was first. */
  private inOrder(threads: boolean): Scan {
    const { kept } = this.scanning;
    const facts = new Map<string, FileFacts>();
    const read = new Set<string>();
    let [length, concerned] = [0, 0];
    for (const [index, source] of this.sources.entries()) {
      const outcome = this.outcomes[index];
      if (outcome?.kind !== 'examined') {
        this.tell(source, outcome);
        continue;
      }
      read.add(source.file);
      length += outcome.length;
      if (outcome.concerns) concerned += 1;
      if (outcome.facts) facts.set(source.file, outcome.facts);
      if (outcome.kept) kept?.cache.put(outcome.kept.key, outcome.kept.sealed);
      this.tell(source, outcome.failure);
    }
    const { fromCache } = this;
    return { facts, read, counts: { files: read.size, length, concerned, fromCache, threads } };
  }

  private tell(source: Source, failure: Failure | undefined): void {
    if (!failure) return;
    const { kind, reason } = failure;
    if (kind === 'skipped') return this.scanning.skipped(source, reason);
    // Of what keeps all files of a language from being analysed, the first tells.
    if (kind === 'noGrammar') {
      if (this.told.has(reason)) return;
      this.told.add(reason);
    }
    this.scanning.failed(source, reason);
  }
}

async function orAborted(work: Promise<unknown> | undefined, signal: AbortSignal | undefined): Promise<void> {
  const aborted = new Promise<void>((resolve) => {
    if (signal?.aborted) resolve();
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
  // What is given up must not be heard of again.
  work?.catch(() => undefined);
  await Promise.race([work, aborted]);
}
