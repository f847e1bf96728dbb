import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Analyzer } from '../analysis.js';
import { GRAMMAR_FILES } from '../syntax/parser.js';

/** The grammars of the product as they are on disk. */
export class GrammarFiles {
  private constructor(private readonly files: ReadonlyMap<string, Uint8Array>) {}

  /** @throws when one is missing; the message names it. */
  static async read(folder: URL): Promise<GrammarFiles> {
    const files = new Map<string, Uint8Array>();
    for (const name of GRAMMAR_FILES) files.set(name, await readFile(new URL(name, folder)));
    return new GrammarFiles(files);
  }

  /** A text that is another one when a grammar is another one. */
  get identity(): string {
    const hash = createHash('sha256');
    for (const bytes of this.files.values()) hash.update(bytes);
    return hash.digest('hex');
  }

  /** @throws when a grammar is broken. */
  load(): Promise<Analyzer> {
    return Analyzer.load(async (name) => {
      const bytes = this.files.get(name);
      if (!bytes) throw new Error(`There is no grammar ${name}.`);
      return bytes;
    });
  }
}
