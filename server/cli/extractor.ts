import type { Analyzer } from '../analysis.js';
import type { Reading } from '../facts/reading.js';
import type { FileFacts } from '../facts/model.js';
import { seal, type EntryKey } from './fact-cache.js';

/** A text whose facts are wanted. */
export interface Task {
  readonly path: string;
  readonly text: string;
  /** Where the facts are to be kept, if they are. */
  readonly key?: EntryKey | undefined;
  readonly reading?: Reading;
}

/** The facts of a text, and the same ready to be kept. */
export interface Extracted {
  readonly facts: FileFacts | undefined;
  readonly sealed?: Uint8Array;
}

/** Facts without their text, as JSON: what goes from thread to thread and into the cache. */
export function written(facts: FileFacts): string {
  return JSON.stringify({ ...facts, text: undefined });
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

/** Reads the facts out of texts, in whatever thread it is made. */
export class Extractor {
  private analyzer: Promise<Analyzer> | undefined;

  constructor(private readonly load: () => Promise<Analyzer>) {}

  /**
   * @throws when the analysis of this text fails
   * @throws {MissingGrammar} when that of every text in its language would
   * @throws {BrokenExtractor} when that of every text would
   */
  async extract({ path, text, key, reading }: Task): Promise<Extracted> {
    this.analyzer ??= this.load().catch((error: unknown) => {
      throw new BrokenExtractor(error instanceof Error ? error.message : String(error));
    });
    const analyzer = await this.analyzer;
    await analyzer.prepare(path).catch((error: unknown) => {
      throw new MissingGrammar(error instanceof Error ? error.message : String(error));
    });
    const facts = analyzer.facts(path, text, reading);
    return { facts, ...(facts && key && { sealed: seal(written(facts), key) }) };
  }
}
