import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildSwiftGrammar } from '../../scripts/grammar.mjs';

const grammar = await readFile(new URL('../../dist/grammars/tree-sitter-swift.wasm', import.meta.url));

const typescript = await readFile(
  fileURLToPath(import.meta.resolve('tree-sitter-typescript/tree-sitter-typescript.wasm')),
);

let folder: string;
let compiled: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grammar-'));
  compiled = 0;
});

afterEach(() => rm(folder, { recursive: true }));

const output = (): string => join(folder, 'output');
const store = (): string => join(folder, 'store');

/** Whether a file is the grammar. Comparing the two with a matcher takes seconds. */
async function holdsGrammar(path: string): Promise<boolean> {
  return grammar.equals(await readFile(path));
}

const inPlace = (): Promise<boolean> => holdsGrammar(join(output(), 'tree-sitter-swift.wasm'));

/** Builds with a compiler that gives `result` at once. */
async function build(result: Uint8Array = grammar): Promise<readonly string[]> {
  const messages: string[] = [];
  await buildSwiftGrammar({
    log: (message: string) => messages.push(message),
    output: output(),
    store: store(),
    compile: async () => {
      compiled += 1;
      return result;
    },
  });
  return messages;
}

async function storedFile(): Promise<string> {
  const files = await readdir(store());
  return join(
    store(),
    files.find((file) => file.endsWith('.wasm'))!,
  );
}

function withOneBitChanged(content: Buffer): Buffer {
  const changed = Buffer.from(content);
  const middle = changed.length >> 1;
  changed[middle] = changed[middle]! ^ 1;
  return changed;
}

describe('Building the Swift grammar', () => {
  it('puts the grammar and the runtime in place, and nothing else', async () => {
    await build();
    expect(await readdir(output())).toEqual(['tree-sitter-swift.wasm', 'web-tree-sitter.wasm']);
    expect(await inPlace()).toBe(true);
  });

  it('says what it does and how long it usually takes', async () => {
    expect((await build())[0]).toMatch(/Compiling the Swift grammar \(usually \d+ s, once\)/);
  });

  it('compiles once for the same sources', async () => {
    await build();
    const messages = await build();
    expect(compiled).toBe(1);
    expect(messages).toEqual(['The Swift grammar was built before from the same sources.']);
  });

  it('puts a grammar in place again that was deleted', async () => {
    await build();
    await rm(output(), { recursive: true });
    await build();
    expect(compiled).toBe(1);
    expect(await inPlace()).toBe(true);
  });

  it.each([
    ['cut short', (content: Buffer) => content.subarray(0, content.length / 2)],
    ['empty', () => Buffer.alloc(0)],
    ['wrong by one bit of a table', (content: Buffer) => withOneBitChanged(content)],
  ])('compiles again when the stored one is %s', async (_, damage) => {
    await build();
    const stored = await storedFile();
    await writeFile(stored, damage(await readFile(stored)));
    await build();
    expect(compiled).toBe(2);
    expect(await holdsGrammar(stored)).toBe(true);
    expect(await inPlace()).toBe(true);
  });

  it('compiles again when the digest of the stored one is gone', async () => {
    await build();
    await rm(`${await storedFile()}.sha256`);
    await build();
    expect(compiled).toBe(2);
  });

  it.each([
    ['does not load', new TextEncoder().encode('no grammar'), 'The built Swift grammar does not load.'],
    ['is of another language', typescript, /The built Swift grammar misreads a line/],
  ])('keeps the grammar in place when the new one %s', async (_, result, message) => {
    await build();
    const stored = await storedFile();
    await writeFile(stored, 'damaged');
    await expect(build(result)).rejects.toThrow(message);
    expect(await inPlace()).toBe(true);
    expect(await readFile(stored, 'utf8')).toBe('damaged');
  });
});
