import { readFile, stat } from 'node:fs/promises';

/** Larger files are generated or data; the analysis of one would hold up all others. */
export const LARGEST_SOURCE = 2 * 1024 * 1024;

const BINARY_PROBE = 8192;

/** The text of a file as an editor shows it, or why there is none. */
export type SourceText = { readonly text: string } | { readonly skipped: string };

/**
 * Reads a source file: UTF-8, or UTF-16 with a byte order mark. The mark is no part of the text, so positions
 * are those of an editor; bytes that are no UTF-8 become U+FFFD.
 * @throws the file system's error when the file cannot be read.
 */
export async function readSource(file: string): Promise<SourceText> {
  const bytes = await readAtMost(file, LARGEST_SOURCE);
  if (!bytes) return { skipped: 'larger than 2 MB' };
  const encoding = utf16Of(bytes) ?? 'utf-8';
  if (encoding === 'utf-8' && bytes.subarray(0, BINARY_PROBE).includes(0))
    return { skipped: 'a binary file' };
  return { text: new TextDecoder(encoding).decode(bytes) };
}

async function readAtMost(file: string, most: number): Promise<Uint8Array | undefined> {
  const status = await stat(file);
  // Reading a pipe or a device may never end.
  if (!status.isFile()) throw new Error('not a regular file');
  return status.size > most ? undefined : readFile(file);
}

function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}
