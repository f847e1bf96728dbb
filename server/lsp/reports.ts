import {
  type Diagnostic,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
} from 'vscode-languageserver';

interface Given {
  readonly resultId: string;
  readonly content: string;
}

/** Answers to clients that ask for diagnostics: in full, or "as before" when nothing is different. */
export class Reports {
  private readonly given = new Map<string, Given>();
  private count = 0;
  /** Ids of an earlier run of the server mean nothing to this one. */
  private readonly run = Date.now().toString(36);

  report(uri: string, items: Diagnostic[], previousResultId: string | undefined): DocumentDiagnosticReport {
    const content = JSON.stringify(items);
    const before = this.given.get(uri);
    if (before?.content === content && before.resultId === previousResultId) {
      return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: before.resultId };
    }
    const resultId = `${this.run}-${(this.count += 1)}`;
    this.given.set(uri, { resultId, content });
    return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
  }

  /** Whether a client that was answered has something else on its screen. */
  isOutdated(uri: string, items: readonly Diagnostic[]): boolean {
    const { content } = this.given.get(uri) ?? {};
    return content !== undefined && content !== JSON.stringify(items);
  }

  forget(uri: string): void {
    this.given.delete(uri);
  }
}
