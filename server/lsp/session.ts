import type { DidChangeTextDocumentParams, TextDocumentItem } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis.js';
import { URI } from 'vscode-uri';
import { isForeignName, isSourceName, languageOf } from '../language.js';
import type { Policy } from '../policy/policy.js';
import type { Program } from '../workspace/program.js';
import type { Engine } from './engine.js';
import { type AnalysisListener, OpenDocument, type TextAnalyzer } from './openDocument.js';
import { pathOf } from './paths.js';
import type { Settings } from './settings.js';
import type { Elsewhere, Workspace } from './workspace.js';

/** Languages of the protocol, with the ending of a file in each; what has none is taken for Swift. */
const LANGUAGES: ReadonlyMap<string, string> = new Map([
  ['swift', ''],
  ['typescript', '.ts'],
  ['typescriptreact', '.tsx'],
  ['javascript', '.js'],
  ['javascriptreact', '.jsx'],
]);

/** The language of a document that was never saved is known by what the client says only. */
function withEnding(path: string, languageId: string): string {
  return isSourceName(path) ? path : path + (LANGUAGES.get(languageId.toLowerCase()) ?? '');
}

/** An analysis and the document, at the version, that it is of. */
export interface Analysed {
  readonly open: OpenDocument;
  readonly document: TextDocument;
  readonly analysis: Analysis;
  readonly analyzer: TextAnalyzer;
  readonly elsewhere: Elsewhere;
  /** What the document is part of. */
  readonly program: Program;
  /** What it was judged by. */
  readonly policy: Policy;
}

/** The documents that the client has open and their analyses. */
export class Session {
  private readonly documents = new Map<string, OpenDocument>();
  private folders: readonly string[] = [];

  constructor(
    private readonly engine: Engine,
    private readonly settings: Settings,
    private readonly workspace: Workspace,
    private readonly listener: AnalysisListener,
  ) {}

  get uris(): readonly string[] {
    return [...this.documents.keys()];
  }

  setFolders(uris: readonly string[]): void {
    this.folders = uris;
    this.workspace.setFolders(uris);
    // Paths are part of what is analysed.
    for (const { document } of this.documents.values()) this.hold(document);
  }

  /** @returns whether it is a document that gets analysed */
  open({ uri, languageId, version, text }: TextDocumentItem): boolean {
    if (!LANGUAGES.has(languageId.toLowerCase())) return false;
    this.hold(TextDocument.create(uri, languageId, version, text));
    return true;
  }

  /** @returns whether it is a document that gets analysed */
  change({ textDocument, contentChanges }: DidChangeTextDocumentParams): boolean {
    const open = this.documents.get(textDocument.uri);
    open?.change(contentChanges, textDocument.version);
    return open !== undefined;
  }

  /** @returns whether it was a document that gets analysed */
  close(uri: string): boolean {
    this.documents.get(uri)?.release();
    this.settings.forget(uri);
    this.workspace.released(uri);
    return this.documents.delete(uri);
  }

  dispose(): void {
    for (const uri of this.uris) this.close(uri);
  }

  version(uri: string): number | undefined {
    return this.documents.get(uri)?.version;
  }

  /** A document as it is at this moment, unless it is none that gets analysed. */
  snapshot(uri: string): TextDocument | undefined {
    const open = this.documents.get(uri);
    if (!open?.readable) return undefined;
    const { languageId, version } = open.document;
    return TextDocument.create(uri, languageId, version, open.document.getText());
  }

  /**
   * The analysis of a document as it is now; undefined when it is not open, analysis is off for it, there is
   * no grammar, or the text cannot be analysed.
   */
  async analysed(uri: string): Promise<Analysed | undefined> {
    if (!this.documents.has(uri)) return undefined;
    const enabled = await this.enabled(uri);
    const place = this.documents.get(uri)?.place;
    const analyzer = enabled && place !== undefined ? await this.engine.analyzerFor(place) : undefined;
    // Looked up only now: it may have changed or been closed in the meantime.
    const open = this.documents.get(uri);
    const wanted = enabled && !this.workspace.leavesOut(uri);
    if (!wanted) open?.release();
    if (!open || !wanted || !analyzer) return undefined;
    const analysis = open.analysis(analyzer);
    if (!analysis) return undefined;
    const elsewhere = this.workspace.elsewhere(uri);
    const { live } = this.workspace.surroundings(uri);
    const program = live.place(analysis.facts);
    return { open, document: open.document, analysis, analyzer, elsewhere, program, policy: live.policy };
  }

  /** Whether a document is to be analysed: its settings say so, and it is Swift or part of an app for phones. */
  private async enabled(uri: string): Promise<boolean> {
    const place = this.documents.get(uri)?.place;
    if (place === undefined || !(await this.settings.enabled(uri))) return false;
    if (isForeignName(place)) return false;
    if (languageOf(place) === 'swift') return true;
    const mode = await this.settings.typescript(uri);
    const { scheme, fsPath } = URI.parse(uri);
    return scheme === 'file' ? this.workspace.apps.wants(fsPath, mode) : mode === 'on';
  }

  private hold(document: TextDocument): void {
    const { uri } = document;
    this.documents.get(uri)?.release();
    const surroundings = this.workspace.surroundings(uri);
    const path = withEnding(pathOf(uri, this.folders), document.languageId);
    this.documents.set(uri, new OpenDocument(document, path, this.listener, surroundings));
  }
}
