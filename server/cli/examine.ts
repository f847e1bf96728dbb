import type { FileFacts } from '../facts/model.js';
import type { Reading } from '../facts/reading.js';
import { mayHoldFacts } from '../facts/triggers.js';
import { reasonOf } from '../workspace/read-error.js';
import { readSourceNow, type SourceText } from '../workspace/source.js';
import { BrokenExtractor, MissingGrammar, type Extractor } from './extractor.js';
import { entryKey, type EntryKey } from './fact-cache.js';

/** A file to examine. */
export interface Item {
  /** Absolute. */
  readonly file: string;
  /** What the analysis knows it as. */
  readonly path: string;
  /** What of the project its facts depend on. */
  readonly reading: Reading;
  /** What its facts depend on besides the text and the path; undefined: they are not to be kept. */
  readonly version: string | undefined;
  /** What takes the place of its text. */
  readonly instead: string | undefined;
}

/** Why there is nothing of a file; none of it quotes the file. */
export type Failure =
  | { readonly kind: 'skipped' | 'failed'; readonly reason: string }
  /** Every other file in the same language would fail in the same way. */
  | { readonly kind: 'noGrammar'; readonly reason: string };

/** A file that was read. */
export interface Text {
  readonly kind: 'text';
  readonly text: string;
  /** Whether it holds a word that some rule cares about. */
  readonly concerns: boolean;
  /** Where its facts are kept. */
  readonly key: EntryKey | undefined;
}

/** What came of a file; the text is only there where there are facts. */
export interface Examined {
  readonly kind: 'examined';
  /** UTF-16 units. */
  readonly length: number;
  readonly concerns: boolean;
  readonly facts?: FileFacts;
  readonly kept?: { readonly key: EntryKey; readonly sealed: Uint8Array };
  readonly failure?: Failure;
}

/** Reads a file, and tells whether it is worth more than that. */
export function look({ file, path, reading, version, instead }: Item): Text | Failure {
  let read: SourceText;
  try {
    read = instead === undefined ? readSourceNow(file) : { text: instead };
  } catch (error) {
    return { kind: 'failed', reason: reasonOf(error) };
  }
  if ('skipped' in read) return { kind: 'skipped', reason: read.skipped };
  const { text } = read;
  const concerns = mayHoldFacts(text, reading.names);
  const key = concerns && version !== undefined ? entryKey(version, path, text) : undefined;
  return { kind: 'text', text, concerns, key };
}

/**
 * Reads the facts out of a text that was looked at.
 * @throws {BrokenExtractor} when there would be none of any text
 */
export async function examine(
  { path, reading }: Item,
  looked: Text | Failure,
  extractor: Extractor,
): Promise<Examined | Failure> {
  if (looked.kind !== 'text') return looked;
  const { text, concerns, key } = looked;
  const examined = { kind: 'examined', length: text.length, concerns } as const;
  if (!concerns) return examined;
  try {
    const { facts, sealed } = await extractor.extract({ path, text, reading, key });
    return { ...examined, ...(facts && { facts }), ...(key && sealed && { kept: { key, sealed } }) };
  } catch (error) {
    if (error instanceof BrokenExtractor) throw error;
    return { ...examined, failure: failureOf(error) };
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof MissingGrammar) return { kind: 'noGrammar', reason: error.message };
  // Told without the error, which might quote source text.
  return { kind: 'failed', reason: 'its analysis failed' };
}
