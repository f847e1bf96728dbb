import type { Finding, Severity } from '../finding.js';
import { Lines, type Position } from '../lines.js';
import type { FileReport, PathError, Reporter } from './report.js';

/** What `check --format json` prints. Positions are 0-based; characters are UTF-16 code units. */
export interface JsonReport {
  readonly version: 1;
  readonly findings: readonly JsonFinding[];
  readonly errors: readonly PathError[];
}

export interface JsonFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly path: string;
  readonly range: { readonly start: Position; readonly end: Position };
  readonly fixes: readonly { readonly title: string; readonly safety: 'safe' | 'review' }[];
}

/** Prints one JSON document, at the end. */
export class JsonReporter implements Reporter {
  private readonly findings: JsonFinding[] = [];

  file({ path, text, findings }: FileReport): string {
    const lines = new Lines(text);
    this.findings.push(...findings.map((finding) => jsonOf(finding, path, lines)));
    return '';
  }

  end(_files: number, errors: readonly PathError[]): string {
    const report: JsonReport = { version: 1, findings: this.findings, errors };
    return `${JSON.stringify(report, null, 2)}\n`;
  }
}

function jsonOf({ rule, severity, message, span, fixes }: Finding, path: string, lines: Lines): JsonFinding {
  return {
    rule,
    severity,
    message,
    path,
    range: { start: lines.positionAt(span.start), end: lines.positionAt(span.end) },
    fixes: fixes.map(({ title, safety }) => ({ title, safety })),
  };
}
