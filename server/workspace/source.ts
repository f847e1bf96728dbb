import { readFileSync, statSync, type Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';

/** Larger files are generated or data; the analysis of one would hold up all others. */
export const LARGEST_SOURCE = 2 * 1024 * 1024;

const BINARY_PROBE = 8192;

/** The text of a file as an editor shows it, or why there is none. */
export type SourceText = { readonly text: string } | { readonly skipped: string };

const TOO_LARGE: SourceText = { skipped: 'larger than 2 MB' };

/**
 * Reads a source file: UTF-8, or UTF-16 with a byte order mark. The mark is no part of the text, so positions
 * are those of an editor; bytes that are no UTF-8 become U+FFFD.
 * @throws the file system's error when the file cannot be read.
 */
export async function readSource(file: string): Promise<SourceText> {
  return isTooLarge(await stat(file)) ? TOO_LARGE : decodeSource(await readFile(file));
}

/** The same at once: for many small files in a row waiting costs more than reading. */
export function readSourceNow(file: string): SourceText {
  return isTooLarge(statSync(file)) ? TOO_LARGE : decodeSource(readFileSync(file));
}

function isTooLarge(status: Stats): boolean {
  // Reading a pipe or a device may never end.
  if (!status.isFile()) throw new Error('not a regular file');
  return status.size > LARGEST_SOURCE;
}

export function decodeSource(bytes: Uint8Array): SourceText {
  const encoding = encodingOf(bytes);
  if (encoding === 'utf-8' && bytes.subarray(0, BINARY_PROBE).includes(0))
    return { skipped: 'a binary file' };
  return { text: new TextDecoder(encoding).decode(bytes) };
}

/**
 * A text as the bytes of a file that was read, with its encoding and its byte order mark.
 * @param before the bytes of the file as it was
 * @returns undefined when the file holds bytes that reading lost, so that they cannot be written back
 */
export function encodeSource(text: string, before: Uint8Array): Uint8Array | undefined {
  const read = decodeSource(before);
  const isWhole = 'text' in read && encodeAs(before, read.text).equals(before);
  return isWhole ? encodeAs(before, text) : undefined;
}

function encodeAs(before: Uint8Array, text: string): Buffer {
  const encoding = encodingOf(before);
  const hasMark = encoding !== 'utf-8' || (before[0] === 0xef && before[1] === 0xbb && before[2] === 0xbf);
  const marked = hasMark ? `\ufeff${text}` : text;
  if (encoding === 'utf-8') return Buffer.from(marked, 'utf8');
  const bytes = Buffer.from(marked, 'utf16le');
  return encoding === 'utf-16le' ? bytes : bytes.swap16();
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}
