import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../workspace/replace-file.js';

const MAGIC = Buffer.from('SessionLint facts 1\n');
const ID_BYTES = 16;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const ENTRY_BYTES = ID_BYTES + 4;

/** So much is kept at most, in bytes; what was not used for longest goes first. */
const LARGEST = 64 * 1024 * 1024;

/** Files of other versions of the product are kept so long, since several may be in use (milliseconds). */
const KEPT_FOR = 14 * 24 * 60 * 60 * 1000;

const CIPHER = 'aes-256-gcm';

/** What an entry is found by, and what opens it. */
export interface EntryKey {
  readonly id: string;
  readonly secret: Uint8Array;
}

/**
 * The key of what is known of a text. Both halves come from the text itself: whoever does not have the text cannot
 * open the entry, so the cache gives away nothing that the sources do not. An entry of another text, path or version
 * of the product has another key.
 * @param version what the facts depend on besides the text and its path
 */
export function entryKey(version: string, path: string, text: string): EntryKey {
  const digest = createHash('sha512').update(`${version}\0${path}\0`).update(text).digest();
  return { id: digest.toString('latin1', 0, ID_BYTES), secret: digest.subarray(KEY_BYTES) };
}

/** Closes an entry, so that only its text opens it. */
export function seal(content: string, { secret }: EntryKey): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, secret, nonce);
  const sealed = [cipher.update(content, 'utf8'), cipher.final()];
  return Buffer.concat([nonce, cipher.getAuthTag(), ...sealed]);
}

/** Opens an entry; undefined when it is damaged. */
export function unseal(entry: Uint8Array, { secret }: EntryKey): string | undefined {
  const tagEnd = NONCE_BYTES + TAG_BYTES;
  if (entry.length < tagEnd) return undefined;
  const decipher = createDecipheriv(CIPHER, secret, entry.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(entry.subarray(NONCE_BYTES, tagEnd));
  try {
    return decipher.update(entry.subarray(tagEnd), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return undefined;
  }
}

/**
 * What earlier runs read, in one file of sealed entries. The file is replaced as a whole, so that runs at the same
 * time do not disturb each other: the last one's is kept. A file that is damaged counts as empty.
 */
export class FactCache {
  private readonly used = new Map<string, Uint8Array>();
  private changed = false;

  private constructor(
    private readonly folder: string,
    private readonly name: string,
    private readonly entries: ReadonlyMap<string, Uint8Array>,
  ) {}

  /** @param version what all entries depend on; each version has a file of its own */
  static open(folder: string, version: string): FactCache {
    const name = `facts-${createHash('sha256').update(version).digest('hex').slice(0, 16)}.bin`;
    return new FactCache(folder, name, readEntries(join(folder, name)));
  }

  get(key: EntryKey): string | undefined {
    const entry = this.entries.get(key.id);
    const content = entry && unseal(entry, key);
    if (entry && content !== undefined) this.used.set(key.id, entry);
    return content;
  }

  put(key: EntryKey, sealed: Uint8Array): void {
    this.used.set(key.id, sealed);
    this.changed = true;
  }

  /**
   * Keeps what was used, and of the rest as much as there is room for.
   * @throws the file system's error when it cannot be written
   */
  save(): void {
    if (!this.changed) return;
    const rest = [...this.entries].filter(([id]) => !this.used.has(id));
    const kept: (readonly [string, Uint8Array])[] = [];
    let size = MAGIC.length + 4;
    for (const each of [...this.used, ...rest]) {
      size += ENTRY_BYTES + each[1].length;
      if (size > LARGEST) break;
      kept.push(each);
    }
    mkdirSync(this.folder, { recursive: true });
    replaceFile(join(this.folder, this.name), written(kept));
    this.removeOthers();
  }

  /** What is left of versions that nobody has used for a while, and of runs that were cut off. */
  private removeOthers(): void {
    for (const name of readdirSync(this.folder)) {
      if (name === this.name || !/^\.?facts-[\da-f]{16}\.bin/.test(name)) continue;
      const file = join(this.folder, name);
      const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > KEPT_FOR) rmSync(file, { force: true });
    }
  }
}

function written(entries: readonly (readonly [string, Uint8Array])[]): Buffer {
  const table = Buffer.alloc(4 + entries.length * ENTRY_BYTES);
  table.writeUInt32LE(entries.length, 0);
  for (const [index, [id, entry]] of entries.entries()) {
    const at = 4 + index * ENTRY_BYTES;
    table.write(id, at, 'latin1');
    table.writeUInt32LE(entry.length, at + ID_BYTES);
  }
  return Buffer.concat([MAGIC, table, ...entries.map(([, entry]) => entry)]);
}

function readEntries(file: string): ReadonlyMap<string, Uint8Array> {
  const entries = new Map<string, Uint8Array>();
  const bytes = readIfThere(file);
  if (!bytes || bytes.length < MAGIC.length + 4 || !bytes.subarray(0, MAGIC.length).equals(MAGIC))
    return entries;
  const table = MAGIC.length + 4;
  const count = bytes.readUInt32LE(MAGIC.length);
  let at = table + count * ENTRY_BYTES;
  for (let index = 0; index < count; index += 1) {
    const row = table + index * ENTRY_BYTES;
    if (row + ENTRY_BYTES > bytes.length) break;
    const length = bytes.readUInt32LE(row + ID_BYTES);
    if (at + length > bytes.length) break;
    entries.set(bytes.toString('latin1', row, row + ID_BYTES), bytes.subarray(at, at + length));
    at += length;
  }
  return entries;
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined; // There is none yet, or it cannot be read, which is the same here.
  }
}
