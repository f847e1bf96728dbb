import { setImmediate } from 'node:timers/promises';
import type { FileFacts } from '../facts/model.js';
import type { Source } from './discover.js';
import type { IndexedFile } from './index-folder.js';
import { reasonOf } from './read-error.js';
import { readSource } from './source.js';

/** What reading needs and whom it tells. */
export interface Reading {
  readonly factsOf: (path: string, text: string) => Promise<FileFacts | undefined>;
  /** Asked before each file. */
  readonly isOver: () => boolean;
  readonly progress: (done: number) => void;
  /** A file is left out. The reason never holds source text. */
  readonly leftOut: (source: Source, reason: string) => void;
}

/**
 * Reads the facts of files, one after another; between two of them whoever waits has a turn. Files that cannot
 * be read are left out.
 */
export async function readFacts(sources: readonly Source[], reading: Reading): Promise<IndexedFile[]> {
  const files: IndexedFile[] = [];
  for (const [index, source] of sources.entries()) {
    if (reading.isOver()) break;
    const file = await readOne(source, reading);
    if (file) files.push(file);
    reading.progress(index + 1);
    await setImmediate();
  }
  return files;
}

async function readOne({ file, path }: Source, reading: Reading): Promise<IndexedFile | undefined> {
  let reason = 'its analysis failed';
  try {
    const source = await readSource(file).catch((error: unknown) => ({ skipped: reasonOf(error) }));
    if ('text' in source) return { path, facts: await reading.factsOf(path, source.text) };
    reason = source.skipped;
  } catch {
    // Told without the error, which might quote source text.
  }
  reading.leftOut({ file, path }, reason);
  return undefined;
}
