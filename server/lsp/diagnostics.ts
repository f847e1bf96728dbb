import {
  DiagnosticSeverity,
  DiagnosticTag,
  type Diagnostic,
  type DiagnosticRelatedInformation,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding, Related, Severity } from '../finding.js';
import { rangeOf } from './positions.js';
import type { Analysed } from './session.js';
import type { Elsewhere } from './workspace.js';

/** The name that editors show beside a finding. */
export const SOURCE = 'sessionlint';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/** A finding as the protocol writes it. Its data tells the version of the document that it is about. */
export function diagnosticOf(document: TextDocument, finding: Finding, elsewhere: Elsewhere): Diagnostic {
  const related = finding.related.flatMap((each) => relatedOf(document, each, elsewhere));
  return {
    range: rangeOf(document, finding.span),
    severity: SEVERITIES[finding.severity],
    code: finding.rule,
    source: SOURCE,
    message: finding.message,
    ...(finding.deprecated && { tags: [DiagnosticTag.Deprecated] }),
    ...(related.length > 0 && { relatedInformation: related }),
    data: { version: document.version },
  };
}

export function diagnosticsOf({ document, analysis, elsewhere }: Analysed): Diagnostic[] {
  return analysis.findings.map((finding) => diagnosticOf(document, finding, elsewhere));
}

/** Nothing for a place in a file that has gone since. */
function relatedOf(
  document: TextDocument,
  { path, span, message }: Related,
  elsewhere: Elsewhere,
): DiagnosticRelatedInformation[] {
  const place = path === undefined ? document : elsewhere(path);
  return place ? [{ location: { uri: place.uri, range: rangeOf(place, span) }, message }] : [];
}
