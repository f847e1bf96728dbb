import type {
  CancellationToken,
  CodeAction,
  CodeActionContext,
  Connection,
  Range,
  ResponseError,
} from 'vscode-languageserver';
import { codeActions } from './actions.js';
import { answer, contentModified } from './answer.js';
import { completionItems } from './completion.js';
import { diagnosticsOf } from './diagnostics.js';
import type { ClientFeatures } from './features.js';
import { hoverOf } from './hover.js';
import { spanOf } from './positions.js';
import { policyEditFor } from './policyEdit.js';
import type { PolicyService } from './policyService.js';
import type { ProjectPolicies } from './projectPolicies.js';
import type { Reports } from './reports.js';
import type { Analysed, Session } from './session.js';
import type { Settings } from './settings.js';

/** Who knows about policy files. */
export interface PolicySource {
  readonly policies: ProjectPolicies;
  readonly files: PolicyService;
}

/** Answers what the client asks about documents. */
export class Questions {
  constructor(
    private readonly session: Session,
    private readonly settings: Settings,
    private readonly reports: Reports,
    private readonly features: ClientFeatures,
    private readonly policy: PolicySource,
    private readonly failed: (what: string, error: unknown) => void,
  ) {}

  listen(connection: Connection): void {
    connection.languages.diagnostics.on((params, token) =>
      this.answer('diagnostics', token, { kind: 'full', items: [] }, async () => {
        const { uri } = params.textDocument;
        if (this.policy.policies.document(uri))
          return this.reports.report(uri, this.policy.files.diagnostics(uri), params.previousResultId);
        const analysed = await this.session.analysed(uri);
        const items = analysed ? diagnosticsOf(analysed) : [];
        return this.reports.report(uri, items, params.previousResultId);
      }),
    );
    connection.onCodeAction(({ textDocument: { uri }, range, context }, token) =>
      this.about('code actions', uri, token, [], async () => {
        if (this.policy.policies.document(uri)) return this.policy.files.actions(uri, range, context);
        const analysed = await this.session.analysed(uri);
        return analysed ? this.actions(analysed, range, context) : [];
      }),
    );
    connection.onHover(({ textDocument: { uri }, position }, token) =>
      this.about('hover', uri, token, null, async () => {
        const analysed = await this.session.analysed(uri);
        return analysed ? hoverOf(analysed, position, this.features.commandLinks) : null;
      }),
    );
    connection.onCompletion(({ textDocument: { uri }, position }, token) => {
      // The user types on and wants the list none the less, so it is made of the text of this very moment.
      const document = this.session.snapshot(uri);
      return this.answer('completion', token, null, async () => {
        if (!document || !(await this.settings.enabled(uri))) return null;
        return completionItems(document, position, this.policy.policies.for(uri).policy);
      });
    });
  }

  private actions(
    { open, document, analysis, analyzer, elsewhere, program }: Analysed,
    range: Range,
    context: CodeActionContext,
  ): CodeAction[] {
    return codeActions({
      document,
      analysis,
      span: spanOf(document, range),
      context,
      elsewhere,
      program,
      versionedEdits: this.features.versionedEdits,
      policyEdit: (changes) => policyEditFor(document.uri, changes, this.policy.policies, this.features),
      tryOut: () => open.tryOut(analyzer),
    });
  }

  /** Answers a question about a place in a document, which is void when the document changes meanwhile. */
  private about<T>(
    what: string,
    uri: string,
    token: CancellationToken,
    empty: T,
    compute: () => Promise<T>,
  ): Promise<T | ResponseError<never>> {
    const asked = this.version(uri);
    return this.answer(what, token, empty, async () => {
      const result = await compute();
      return this.version(uri) === asked ? result : contentModified();
    });
  }

  private version(uri: string): number | undefined {
    return this.policy.policies.document(uri)?.version ?? this.session.version(uri);
  }

  private answer<T>(
    what: string,
    token: CancellationToken,
    empty: T,
    compute: () => Promise<T | ResponseError<never>>,
  ): Promise<T | ResponseError<never>> {
    return answer(token, empty, compute, (error) => this.failed(what, error));
  }
}
