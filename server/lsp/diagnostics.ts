import {
  DiagnosticSeverity,
  DiagnosticTag,
  type Diagnostic,
  type DiagnosticRelatedInformation,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding, Related, Severity } from '../finding.js';
import { rangeOf } from './positions.js';

/** The name that editors show beside a finding. */
export const SOURCE = 'sessionlint';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/** A finding as the protocol writes it. Its data tells the version of the document that it is about. */
export function diagnosticOf(document: TextDocument, finding: Finding): Diagnostic {
  return {
    range: rangeOf(document, finding.span),
    severity: SEVERITIES[finding.severity],
    code: finding.rule,
    source: SOURCE,
    message: finding.message,
    ...(finding.deprecated && { tags: [DiagnosticTag.Deprecated] }),
    ...(finding.related.length > 0 && {
      relatedInformation: finding.related.map((related) => relatedOf(document, related)),
    }),
    data: { version: document.version },
  };
}

export function diagnosticsOf(document: TextDocument, findings: readonly Finding[]): Diagnostic[] {
  return findings.map((finding) => diagnosticOf(document, finding));
}

function relatedOf(document: TextDocument, { span, message }: Related): DiagnosticRelatedInformation {
  return { location: { uri: document.uri, range: rangeOf(document, span) }, message };
}
