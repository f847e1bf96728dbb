import { type Language, languageOf } from '../language.js';
import type { TextAnalyzer } from './openDocument.js';
import type { EngineStatus } from './protocol.js';

/** A grammar that could not be loaded. */
interface Failure {
  readonly cause: string;
  /** A text that needs it. */
  readonly path: string;
}

const NAMES: Readonly<Record<Language, string>> = { swift: 'Swift', typescript: 'TypeScript' };

/**
 * The analysis core, and the grammars that texts are read with: each is loaded when the first text of its language is
 * there, so that a project in one language does without the other.
 */
export class Engine {
  private loading: Promise<TextAnalyzer | undefined> | undefined;
  private failure: string | undefined;
  private readonly failures = new Map<Language, Failure>();
  private busy = false;

  /**
   * @param load rejects when the core cannot be had
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
    return analyzer && (await this.prepare(analyzer, path)) ? analyzer : undefined;
  }

  /** Tries what failed again. Returns whether something is there now that was not before. */
  async retry(): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    try {
      if (this.failure !== undefined) {
        this.loading = this.start();
        return (await this.loading) !== undefined;
      }
      const analyzer = await this.analyzer();
      if (!analyzer) return false;
      const failed = [...this.failures.values()];
      const mended = await Promise.all(failed.map(({ path }) => this.prepare(analyzer, path)));
      return mended.includes(true);
    } finally {
      this.busy = false;
    }
  }

  private async start(): Promise<TextAnalyzer | undefined> {
    try {
      const analyzer = await this.load();
      this.failure = undefined;
      this.report({ state: 'ok', message: 'Ready.' });
      return analyzer;
    } catch (error) {
      const cause = messageOf(error);
      if (cause !== this.failure) {
        const message = `The analysis could not be loaded, so nothing is analysed: ${cause}`;
        this.report({ state: 'degraded', message });
      }
      this.failure = cause;
      return undefined;
    }
  }

  /** Loads the grammar of a text unless it is there. Returns whether it is there now. */
  private async prepare(analyzer: TextAnalyzer, path: string): Promise<boolean> {
    const language = languageOf(path);
    try {
      await analyzer.prepare(path);
    } catch (error) {
      const cause = messageOf(error);
      const isNew = this.failures.get(language)?.cause !== cause;
      this.failures.set(language, { cause, path });
      if (isNew) this.report({ state: 'degraded', message: without(language, cause) });
      return false;
    }
    if (this.failures.delete(language))
      this.report(this.stillFailing() ?? { state: 'ok', message: 'Ready.' });
    return true;
  }

  private stillFailing(): EngineStatus | undefined {
    const [other] = this.failures;
    return other && { state: 'degraded', message: without(other[0], other[1].cause) };
  }
}

function without(language: Language, cause: string): string {
  const name = NAMES[language];
  return `The ${name} grammar could not be loaded, so ${name} is not analysed: ${cause}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
