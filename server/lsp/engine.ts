import type { TextAnalyzer } from './openDocument.js';
import type { EngineStatus } from './protocol.js';

/** The analysis core, which loads its grammars first. While they cannot be loaded there is none. */
export class Engine {
  private loading: Promise<TextAnalyzer | undefined> | undefined;
  private failure: string | undefined;
  private missing: string | undefined;
  private busy = false;

  /**
   * @param load rejects when a grammar is missing or broken
   * @param report told when the state changes, never twice the same
   */
  constructor(
    private readonly load: () => Promise<TextAnalyzer>,
    private readonly report: (status: EngineStatus) => void,
  ) {}

  /** The core once it is loaded; undefined when that failed. */
  analyzer(): Promise<TextAnalyzer | undefined> {
    this.loading ??= this.start();
    return this.loading;
  }

  /** The core with the grammar that a text at a path needs; undefined when there is none. */
  async analyzerFor(path: string): Promise<TextAnalyzer | undefined> {
    const analyzer = await this.analyzer();
    if (!analyzer) return undefined;
    try {
      await analyzer.prepare(path);
      return analyzer;
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      if (this.missing !== cause) {
        const message = `The TypeScript grammar could not be loaded, so TypeScript is not analysed: ${cause}`;
        this.report({ state: 'degraded', message });
      }
      this.missing = cause;
      return undefined;
    }
  }

  /** Tries a failed start again. Returns whether the core is there now and was not before. */
  async retry(): Promise<boolean> {
    if (this.failure === undefined || this.busy) return false;
    this.loading = this.start();
    return (await this.loading) !== undefined;
  }

  private async start(): Promise<TextAnalyzer | undefined> {
    this.busy = true;
    try {
      const analyzer = await this.load();
      this.failure = undefined;
      this.report({ state: 'ok', message: 'Ready.' });
      return analyzer;
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      if (cause !== this.failure) {
        const message = `The Swift grammar could not be loaded, so nothing is analysed: ${cause}`;
        this.report({ state: 'degraded', message });
      }
      this.failure = cause;
      return undefined;
    } finally {
      this.busy = false;
    }
  }
}
