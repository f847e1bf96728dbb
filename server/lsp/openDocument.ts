import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis, OpenText, Surroundings } from '../analysis.js';
import type { Reading } from '../facts/reading.js';
import type { FileFacts } from '../facts/model.js';
import { isPacked, languageOf } from '../language.js';
import { applyChanges } from './changes.js';
import { describeFailure } from './failure.js';
import type { AnalysisReport } from './protocol.js';
import type { DocumentSurroundings } from './workspace.js';

/** What the server needs of the analysis core. */
export interface TextAnalyzer {
  /** Loads the grammar that texts at a path are read with. */
  prepare(path: string): Promise<void>;
  open(path: string, text: string, surroundings: Surroundings): OpenText;
  /** undefined when the text concerns no rule. */
  facts(path: string, text: string, reading?: Reading): FileFacts | undefined;
}

/** What a document tells about its analysis. */
export interface AnalysisListener {
  analysed(report: AnalysisReport): void;
  /** A document is left alone, or its analysis failed. The message never holds source text. */
  gaveUp(message: string): void;
}

/** Longer texts (in UTF-16 units) are no source that a person wrote; they are left alone. */
export const LONGEST_TEXT = 2 * 1024 * 1024;

/** A document that the client has open, and the analysis of its latest version. */
export class OpenDocument {
  private text: OpenText | undefined;
  private known: { readonly analysis: Analysis | undefined } | undefined;
  private leftAlone: string | undefined;

  /** @param path where the text lives, with forward slashes */
  constructor(
    readonly document: TextDocument,
    private readonly path: string,
    private readonly listener: AnalysisListener,
    private readonly surroundings: DocumentSurroundings,
  ) {}

  get uri(): string {
    return this.document.uri;
  }

  /** Where the text lives, as the analysis knows it. */
  get place(): string {
    return this.path;
  }

  get version(): number {
    return this.document.version;
  }

  /** Whether the text is one that gets analysed at all. */
  get readable(): boolean {
    return whyNot(this.document.getText()) === undefined;
  }

  change(events: readonly TextDocumentContentChangeEvent[], version: number): void {
    applyChanges(this.document, events, version);
    this.known = undefined;
  }

  /**
   * The analysis of the text as it is now; made on demand, so that a burst of edits costs one. undefined when the
   * text is no source code or its analysis failed, which is said once.
   */
  analysis(analyzer: TextAnalyzer): Analysis | undefined {
    // Other files may give the same text another meaning, but do not make it readable.
    if (this.known && !this.known.analysis) return undefined;
    const analysis = this.analyse(analyzer);
    this.known = { analysis };
    return analysis;
  }

  /** Opens the text of this document a second time, to try edits out. */
  tryOut(analyzer: TextAnalyzer): OpenText {
    return analyzer.open(this.path, this.document.getText(), this.surroundings.trial);
  }

  /** Frees what the analysis holds; the next one starts afresh. */
  release(): void {
    this.text = undefined;
    this.known = undefined;
  }

  private analyse(analyzer: TextAnalyzer): Analysis | undefined {
    const text = this.document.getText();
    const reason =
      whyNot(text) ?? (languageOf(this.path) !== 'swift' && isPacked(text) ? 'is packed code' : undefined);
    if (reason !== undefined) return this.leaveAlone(reason);
    this.leftAlone = undefined;
    const started = performance.now();
    try {
      const analysis = this.bringUpToDate(analyzer, text);
      const milliseconds = performance.now() - started;
      const { uri, version } = this;
      const before = this.known?.analysis;
      if (analysis.facts !== before?.facts || analysis.findings.length !== before.findings.length)
        this.listener.analysed({ uri, version, milliseconds, findings: analysis.findings.length });
      return analysis;
    } catch (error) {
      // What an update has failed on may be half done.
      this.release();
      this.listener.gaveUp(
        `The analysis of ${this.path} (version ${this.version}) failed: ${describeFailure(error)}`,
      );
      return undefined;
    }
  }

  private bringUpToDate(analyzer: TextAnalyzer, text: string): Analysis {
    if (!this.text) {
      this.text = analyzer.open(this.path, text, this.surroundings.live);
      return this.text.analysis;
    }
    return this.known ? this.text.analysis : this.text.update(text);
  }

  private leaveAlone(reason: string): undefined {
    this.release();
    if (this.leftAlone !== reason) this.listener.gaveUp(`${this.path} ${reason}, so it is not analysed.`);
    this.leftAlone = reason;
  }
}

function whyNot(text: string): string | undefined {
  if (text.length > LONGEST_TEXT) return `is longer than ${LONGEST_TEXT / 1024 / 1024} MB`;
  if (text.includes('\0')) return 'holds binary data';
  return undefined;
}
