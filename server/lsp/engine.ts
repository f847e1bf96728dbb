import { grammarFor } from '../language.js';
import type { Grammar } from '../syntax/parser.js';
import type { TextAnalyzer } from './openDocument.js';
import type { EngineStatus } from './protocol.js';

/** A path of the language whose grammar is there from the start, since nearly every app has it. */
const SWIFT_PATH = 'App.swift';

/** The analysis core, which loads its grammars first. A language whose grammar cannot be loaded is not analysed. */
export class Engine {
  private loading: Promise<TextAnalyzer | undefined> | undefined;
  private failure: string | undefined;
  private readonly missing = new Map<Grammar, string>();
  private busy = false;

  /**
   * @param load rejects when not even the runtime of the grammars can be had
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
    const grammar = grammarFor(path);
    try {
      await analyzer.prepare(path);
      if (this.missing.delete(grammar)) this.reportReady();
      return analyzer;
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      // Of Swift the start has told, and tries again.
      if (grammar !== 'swift' && this.missing.get(grammar) !== cause) {
        const message = `The TypeScript grammar could not be loaded, so TypeScript is not analysed: ${cause}`;
        this.missing.set(grammar, cause);
        this.report({ state: 'degraded', message });
      }
      return undefined;
    }
  }

  /** Tries a failed start again. Returns whether all of it is there now and was not before. */
  async retry(): Promise<boolean> {
    if (this.failure === undefined || this.busy) return false;
    this.loading = this.start();
    await this.loading;
    return this.failure === undefined;
  }

  private async start(): Promise<TextAnalyzer | undefined> {
    this.busy = true;
    let analyzer: TextAnalyzer | undefined;
    try {
      analyzer = await this.load();
      await analyzer.prepare(SWIFT_PATH);
      this.failure = undefined;
      this.reportReady();
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      if (cause !== this.failure) {
        const lost = analyzer ? 'Swift is not' : 'nothing is';
        const message = `The Swift grammar could not be loaded, so ${lost} analysed: ${cause}`;
        this.report({ state: 'degraded', message });
      }
      this.failure = cause;
    } finally {
      this.busy = false;
    }
    return analyzer;
  }

  /** Says so once nothing is missing. */
  private reportReady(): void {
    if (this.failure === undefined && this.missing.size === 0)
      this.report({ state: 'ok', message: 'Ready.' });
  }
}
