import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { decodeSource, encodeSource } from './source.js';

/**
 * Replaces the text of a source file, wholly or not at all: the new text is written beside the file and then takes
 * its name, in one go that no signal can part. Encoding, byte order mark and mode stay; of a symbolic link the file
 * that it leads to is replaced.
 * @param before the text that the file is expected to hold
 * @returns why the file was left alone, if it was
 * @throws the file system's error when it cannot be read or written; the file is then as it was
 */
export function replaceSource(file: string, before: string, after: string): string | undefined {
  const target = realpathSync(file);
  const bytes = readFileSync(target);
  const read = decodeSource(bytes);
  if (!('text' in read) || read.text !== before) return 'it has changed in the meantime';
  const replacement = encodeSource(after, bytes);
  if (!replacement) return 'it holds bytes that are no UTF-8';
  accessSync(target, constants.W_OK);
  replaceFile(target, replacement, statSync(target).mode);
  return undefined;
}

/**
 * Puts bytes in the place of a file, or makes it, so that whoever reads it sees all of the old or all of the new.
 * @throws the file system's error; nothing is left behind then
 */
export function replaceFile(file: string, bytes: string | Uint8Array, mode?: number): void {
  // A number of its own: what a run that was killed has left behind must not be in the way of one with its id.
  const run = randomBytes(6).toString('hex');
  const temporary = join(dirname(file), `.${basename(file)}.${run}.tmp`);
  const handle = openSync(temporary, 'wx', mode);
  try {
    try {
      writeFileSync(handle, bytes);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    // What the process masks was taken from the mode.
    if (mode !== undefined) chmodSync(temporary, mode);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
