import type { Finding, Severity } from '../finding.js';
import { Lines, type Position } from '../lines.js';
import { fingerprintOf } from './fingerprint.js';
import type { FileReport, PathError, Reporter, Summary } from './report.js';

/** What `check --format json` prints. Positions are 0-based; characters are UTF-16 code units. */
export interface JsonReport {
  readonly version: 1;
  readonly findings: readonly JsonFinding[];
  readonly errors: readonly PathError[];
  /** How many findings the baseline hides; only with one. */
  readonly inBaseline?: number;
}

export interface JsonFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly path: string;
  readonly range: JsonRange;
  readonly fixes: readonly { readonly title: string; readonly safety: 'safe' | 'review' }[];
  /** The same for the same finding when lines have come or gone elsewhere in the file. */
  readonly fingerprint: string;
  readonly related: readonly { readonly path: string; readonly range: JsonRange; readonly message: string }[];
}

interface JsonRange {
  readonly start: Position;
  readonly end: Position;
}

/** Prints one JSON document, at the end. */
export class JsonReporter implements Reporter {
  private readonly findings: JsonFinding[] = [];

  file(report: FileReport): string {
    const lines = new Lines(report.text);
    this.findings.push(...report.findings.map((finding) => jsonOf(finding, report, lines)));
    return '';
  }

  end({ errors, inBaseline }: Summary): string {
    const report: JsonReport = {
      version: 1,
      findings: this.findings,
      errors,
      ...(inBaseline !== undefined && { inBaseline }),
    };
    return `${JSON.stringify(report, null, 2)}\n`;
  }
}

function jsonOf(finding: Finding, { path, text, other }: FileReport, lines: Lines): JsonFinding {
  const { rule, severity, message, span, fixes } = finding;
  return {
    rule,
    severity,
    message,
    path,
    range: rangeOf(span, lines),
    fixes: fixes.map(({ title, safety }) => ({ title, safety })),
    fingerprint: fingerprintOf(finding, text, lines),
    related: finding.related.flatMap((related) => {
      const file = related.path === undefined ? { path, text } : other(related.path);
      if (!file) return [];
      const range = rangeOf(related.span, file.text === text ? lines : new Lines(file.text));
      return [{ path: file.path, range, message: related.message }];
    }),
  };
}

function rangeOf({ start, end }: Finding['span'], lines: Lines): JsonRange {
  return { start: lines.positionAt(start), end: lines.positionAt(end) };
}
