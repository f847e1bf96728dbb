import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { FileFacts } from '../facts/model.js';
import type { Examined, Failure, Item } from './examine.js';
import { BrokenExtractor, revive, written } from './extractor.js';

/** Files that several threads examine, each taking the next ones when it has done with the last. */
export interface Share {
  readonly items: readonly Item[];
  /** One number: the index of the first item that nobody has taken. */
  readonly next: Int32Array;
}

/** So many files a thread takes at once: the fewer, the less the others wait for the last one. */
const AT_ONCE = 16;

export function shareOf(items: readonly Item[]): Share {
  return { items, next: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) };
}

/** Takes the next files of a share, by their indexes; none when all are taken. */
export function take({ items, next }: Share): readonly (readonly [number, Item])[] {
  const start = Atomics.add(next, 0, AT_ONCE);
  return items.slice(start, start + AT_ONCE).map((item, offset) => [start + offset, item]);
}

/** What came of a file, as one thread tells another: facts as JSON beside their text. */
export type Told = Failure | (Omit<Examined, 'facts'> & { readonly facts?: string; readonly text?: string });

/** What a thread sends: what came of files by their indexes, and in the end that there are no more. */
export type Message = readonly (readonly [number, Told])[] | 'done';

export function tell(outcome: Examined | Failure): Told {
  if (outcome.kind !== 'examined') return outcome;
  const { facts, ...rest } = outcome;
  return facts ? { ...rest, facts: written(facts), text: facts.text } : rest;
}

function hear(told: Told): Examined | Failure {
  if (told.kind !== 'examined') return told;
  const { facts: json, text, ...rest } = told;
  const facts: FileFacts | undefined = json === undefined ? undefined : revive(json, text ?? '');
  return facts ? { ...rest, facts } : rest;
}

/** Trees are large and short-lived; with room for some of them nothing of them has to be moved about (MB). */
const YOUNG = { maxYoungGenerationSizeMb: 64 };

/** Threads beside this one that take their part of a share. */
export class Threads {
  /**
   * Fulfilled when they have nothing left to do.
   * Rejected with a {@link BrokenExtractor} when one of them has stopped, and what it had taken is lost.
   */
  readonly finished: Promise<unknown>;
  private readonly workers: readonly Worker[];

  /**
   * @param program the script that a thread runs
   * @param took called for each file that a thread has done with
   */
  constructor(
    program: URL,
    count: number,
    share: Share,
    private readonly took: (index: number, outcome: Examined | Failure) => void,
  ) {
    this.workers = Array.from(
      { length: count },
      () => new Worker(program, { name: 'SessionLint', resourceLimits: YOUNG, workerData: share }),
    );
    this.finished = Promise.all(this.workers.map((worker) => this.listen(worker)));
    // Whoever has given up on them does not want to hear how they ended.
    this.finished.catch(() => undefined);
  }

  /** Ends them, whatever they are at. What they hold is freed while this thread goes on. */
  close(): void {
    for (const worker of this.workers) void worker.terminate();
  }

  private listen(worker: Worker): Promise<void> {
    return new Promise((resolve, reject) => {
      worker.on('message', (message: Message) => {
        if (message === 'done') return resolve();
        for (const [index, told] of message) this.took(index, hear(told));
      });
      worker.on('error', ({ message }: Error) => reject(new BrokenExtractor(message)));
      worker.on('exit', () => reject(new BrokenExtractor('a thread has ended')));
    });
  }
}

/** More than this many threads have nothing to do while the files are read. */
const MOST_THREADS = 4;

export function defaultThreads(): number {
  return Math.min(availableParallelism(), MOST_THREADS);
}
