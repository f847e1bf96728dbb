import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * SHA-256 of several parts, each kept apart from the next.
 * @param {Iterable<string | Uint8Array>} parts
 */
export function hashOf(parts) {
  const hash = createHash('sha256');
  for (const part of parts) {
    const bytes = Buffer.from(part);
    hash.update(`${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}

/**
 * The content of a stored file, or `undefined` when there is none or it is not what was written.
 * @param {string} path
 * @returns {Promise<Buffer | undefined>}
 */
export async function readIntact(path) {
  const [content, digest] = await Promise.all([readIfPresent(path), readIfPresent(digestPath(path))]);
  if (!content || digest?.toString() !== hashOf([content])) return undefined;
  return content;
}

/**
 * Stores a file so that {@link readIntact} can tell whether it is whole.
 * @param {string} path
 * @param {Uint8Array} content
 */
export async function writeWithDigest(path, content) {
  await writeAtomically(path, content);
  await writeAtomically(digestPath(path), hashOf([content]));
}

/**
 * Puts a file in place in one step, so that nobody ever reads half of it. Leaves one alone that has this content.
 * @param {string} path
 * @param {string | Uint8Array} content
 */
export async function writeAtomically(path, content) {
  const present = await readIfPresent(path);
  if (present?.equals(Buffer.from(content))) return;
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, content);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

function digestPath(path) {
  return `${path}.sha256`;
}

async function readIfPresent(path) {
  return readFile(path).catch((error) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}
