import {
  type CodeAction,
  type CodeActionContext,
  CodeActionKind,
  type Connection,
  type Diagnostic,
  LSPErrorCodes,
  type Range,
  ResponseError,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { judgePolicyFile } from '../analysis.js';
import type { Finding } from '../finding.js';
import { UnreadablePolicyError } from '../policy/edit.js';
import { diagnosticOf } from './diagnostics.js';
import { editsOf, rangeOf, sameRange, spanOf } from './positions.js';
import type { ProjectPolicies } from './projectPolicies.js';
import type { PolicyEditParams, PolicyParams } from './protocol.js';

/** Answers what the client asks about policies and about the files that they are in. */
export class PolicyService {
  constructor(private readonly policies: ProjectPolicies) {}

  listen(connection: Connection): void {
    connection.onRequest('sessionlint/policy', ({ uri }: PolicyParams) => this.policies.answer(uri));
    connection.onRequest('sessionlint/policyEdit', ({ uri, changes }: PolicyEditParams) => {
      try {
        return this.policies.edits(uri, changes);
      } catch (error) {
        if (!(error instanceof UnreadablePolicyError)) throw error;
        return new ResponseError(LSPErrorCodes.RequestFailed, error.message);
      }
    });
  }

  /** The findings in a policy file that is open. */
  diagnostics(uri: string): Diagnostic[] {
    const document = this.policies.document(uri);
    return document
      ? this.findings(uri).map((finding) => diagnosticOf(document, finding, () => undefined))
      : [];
  }

  /** What can be done about the findings in a range of a policy file. */
  actions(uri: string, range: Range, { only, diagnostics }: CodeActionContext): CodeAction[] {
    const document = this.policies.document(uri);
    if (!document || (only && !only.includes(CodeActionKind.QuickFix) && !only.includes(''))) return [];
    const span = spanOf(document, range);
    const found = this.findings(uri).filter(
      (finding) => finding.span.start <= span.end && span.start <= finding.span.end,
    );
    return found.flatMap((finding) => fixesOf(document, finding, diagnostics));
  }

  private findings(uri: string): readonly Finding[] {
    return judgePolicyFile(this.policies.for(uri));
  }
}

function fixesOf(document: TextDocument, finding: Finding, shown: readonly Diagnostic[]): CodeAction[] {
  const range = rangeOf(document, finding.span);
  const about = shown.find((each) => each.code === finding.rule && sameRange(each.range, range));
  const { uri, version } = document;
  return finding.fixes.map((fix) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [about ?? diagnosticOf(document, finding, () => undefined)],
    ...(fix.preferred && { isPreferred: true }),
    edit: {
      documentChanges: [{ textDocument: { uri, version }, edits: editsOf(document, fix.edits) }],
    },
  }));
}
