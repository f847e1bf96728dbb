import { setImmediate } from 'node:timers/promises';
import { type Reading, readingKey } from '../facts/reading.js';
import type { FileFacts } from '../facts/model.js';
import { mayHoldFacts } from '../facts/triggers.js';
import type { Source } from '../workspace/discover.js';
import { reasonOf } from '../workspace/read-error.js';
import { readSourceNow, type SourceText } from '../workspace/source.js';
import { BrokenExtractor, MissingGrammar, revive, type Extractor } from './extractor.js';
import { entryKey, type EntryKey, type FactCache } from './fact-cache.js';

/** Every so many files whoever waits has a turn: an interrupt, the workers' answers. */
const FILES_AT_ONCE = 32;

/** As much text as this (UTF-16 units) is worth the start of threads. */
const WORTH_THREADS = 400_000;

/** What reading needs and whom it tells. */
export interface Scanning {
  /** What facts depend on besides the text and its path. */
  readonly version: string;
  readonly cache: FactCache | undefined;
  /** What of the project of a file its facts depend on. */
  readonly readingOf: (file: string) => Reading;
  readonly ownThread: Extractor;
  /** Threads of their own, where there are to be any. Called at most once. */
  readonly startThreads: (() => Extractor) | undefined;
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

interface Missing {
  readonly source: Source;
  readonly text: string;
  readonly key: EntryKey | undefined;
  readonly reading: Reading;
}

/**
 * Reads files and their facts. Files are read one after another; what the cache does not know is left to threads
 * while the reading goes on, once there is enough of it.
 * @throws {BrokenExtractor} when no facts can be had at all
 */
export function scan(sources: readonly Source[], scanning: Scanning): Promise<Scan> {
  return new Scanner(sources, scanning).run();
}

class Scanner {
  private readonly facts = new Map<string, FileFacts>();
  private readonly files = new Set<string>();
  private readonly counts = { files: 0, length: 0, concerned: 0, fromCache: 0, threads: false };
  /** Texts that are kept until it shows whether there are enough of them for threads. */
  private readonly missing: Missing[] = [];
  private waiting = 0;
  private threads: Extractor | undefined;
  private readonly underway: Promise<void>[] = [];
  private done = 0;
  private readonly told = new Set<string>();

  constructor(
    private readonly sources: readonly Source[],
    private readonly scanning: Scanning,
  ) {}

  async run(): Promise<Scan> {
    const { signal } = this.scanning;
    try {
      for (const [index, source] of this.sources.entries()) {
        if (index % FILES_AT_ONCE === 0) await setImmediate();
        if (signal?.aborted) break;
        this.read(source);
      }
      for (const each of this.missing) {
        if (signal?.aborted) break;
        await this.extract(each, this.threads ?? this.scanning.ownThread);
        await setImmediate();
      }
      await orAborted(Promise.all(this.underway), signal);
    } finally {
      await this.threads?.close();
    }
    return {
      facts: this.facts,
      read: this.files,
      counts: { ...this.counts, threads: this.threads !== undefined },
    };
  }

  private read(source: Source): void {
    const { cache, version, readingOf } = this.scanning;
    const text = this.textOf(source);
    if (text === undefined) return this.step();
    this.files.add(source.file);
    this.counts.files += 1;
    this.counts.length += text.length;
    const reading = readingOf(source.file);
    if (!mayHoldFacts(text, reading.names)) return this.step();
    this.counts.concerned += 1;
    const key = cache && entryKey(`${version}\0${readingKey(reading)}`, source.path, text);
    const known = key && cache.get(key);
    if (known === undefined) return this.leave({ source, text, key, reading });
    this.facts.set(source.file, revive(known, text));
    this.counts.fromCache += 1;
    this.step();
  }

  /** undefined: there is no text, which has been told. */
  private textOf(source: Source): string | undefined {
    const { instead, skipped, failed } = this.scanning;
    if (instead?.file === source.file) return instead.text;
    let read: SourceText;
    try {
      read = readSourceNow(source.file);
    } catch (error) {
      failed(source, reasonOf(error));
      return undefined;
    }
    if ('text' in read) return read.text;
    skipped(source, read.skipped);
    return undefined;
  }

  /** Leaves a text for later or, when there are enough of them, to threads. */
  private leave(missing: Missing): void {
    this.missing.push(missing);
    this.waiting += missing.text.length;
    if (this.waiting < WORTH_THREADS || !this.scanning.startThreads) return;
    const threads = (this.threads ??= this.scanning.startThreads());
    this.underway.push(...this.missing.splice(0).map((each) => this.extract(each, threads)));
  }

  private async extract({ source, text, key, reading }: Missing, by: Extractor): Promise<void> {
    try {
      const extracted = await by.extract({ path: source.path, text, reading, ...(key && { key }) });
      if (extracted.facts !== undefined) this.facts.set(source.file, revive(extracted.facts, text));
      if (key && extracted.sealed) this.scanning.cache?.put(key, extracted.sealed);
    } catch (error) {
      if (error instanceof BrokenExtractor) throw error;
      if (error instanceof MissingGrammar) this.tellOnce(source, error.message);
      // Told without the error, which might quote source text.
      else this.scanning.failed(source, 'its analysis failed');
    }
    this.step();
  }

  /** Of what keeps all files of a language from being analysed, the first tells. */
  private tellOnce(source: Source, reason: string): void {
    if (this.told.has(reason)) return;
    this.told.add(reason);
    this.scanning.failed(source, reason);
  }

  private step(): void {
    this.done += 1;
    this.scanning.progress(this.done, this.sources.length);
  }
}

async function orAborted(work: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  const aborted = new Promise<void>((resolve) => {
    if (signal?.aborted) resolve();
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
  // What is given up must not be heard of again.
  work.catch(() => undefined);
  await Promise.race([work, aborted]);
}
