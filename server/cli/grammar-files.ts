import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Analyzer } from '../analysis.js';
import { GRAMMAR_FILES } from '../syntax/parser.js';

/** The grammars of the product as they are on disk. */
export class GrammarFiles {
  private constructor(private readonly files: ReadonlyMap<string, Uint8Array | Error>) {}

  /**
   * Reads them. One that is missing is no error before a text asks for it.
   * @throws when not one can be read; the message names the first.
   */
  static async read(folder: URL): Promise<GrammarFiles> {
    const files = new Map<string, Uint8Array | Error>();
    for (const name of GRAMMAR_FILES)
      files.set(name, await readFile(new URL(name, folder)).catch((error: Error) => error));
    const [first] = files.values();
    if (first instanceof Error && [...files.values()].every((file) => file instanceof Error)) throw first;
    return new GrammarFiles(files);
  }

  /** A text that is another one when a grammar is another one. */
  get identity(): string {
    const hash = createHash('sha256');
    for (const file of this.files.values()) hash.update(file instanceof Error ? '' : file);
    return hash.digest('hex');
  }

  /** An analyzer that loads what each text asks for. */
  load(): Promise<Analyzer> {
    return Analyzer.load(async (name) => {
      const file = this.files.get(name);
      if (file instanceof Error) throw file;
      if (!file) throw new Error(`There is no grammar ${name}.`);
      return file;
    }, []);
  }
}
