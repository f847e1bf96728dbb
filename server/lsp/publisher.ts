import type { Connection, Diagnostic } from 'vscode-languageserver';
import { diagnosticsOf } from './diagnostics.js';
import type { PolicyService } from './policyService.js';
import type { ProjectPolicies } from './projectPolicies.js';
import type { Session } from './session.js';

/** While the user types, findings wait for a pause this long (milliseconds). */
const PAUSE = 150;

/** Where findings come from. */
export interface DiagnosticSource {
  readonly session: Pick<Session, 'analysed' | 'version'>;
  readonly policies: Pick<ProjectPolicies, 'document'>;
  readonly files: Pick<PolicyService, 'diagnostics'>;
}

/** Sends findings to clients that do not ask for them. */
export class Publisher {
  private readonly sent = new Map<string, string>();
  private readonly waiting = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(
    private readonly connection: Connection,
    private readonly source: DiagnosticSource,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Sends a document's findings: at once, or after the user has stopped typing. */
  schedule(uri: string, when: 'now' | 'afterPause'): void {
    this.cancel(uri);
    const send = (): void => {
      this.waiting.delete(uri);
      this.publish(uri).catch(this.failed);
    };
    this.waiting.set(uri, setTimeout(send, when === 'now' ? 0 : PAUSE));
  }

  /** Takes back what was said about a document that is closed. */
  clear(uri: string): void {
    this.cancel(uri);
    this.sent.delete(uri);
    this.connection.sendDiagnostics({ uri, diagnostics: [] }).catch(this.failed);
  }

  /** Whether something else was sent. */
  isOutdated(uri: string, items: readonly Diagnostic[]): boolean {
    const content = this.sent.get(uri);
    return content !== undefined && content !== JSON.stringify(items);
  }

  dispose(): void {
    for (const uri of this.waiting.keys()) this.cancel(uri);
  }

  private async publish(uri: string): Promise<void> {
    const { session, policies, files } = this.source;
    const policy = policies.document(uri);
    const analysed = policy ? undefined : await session.analysed(uri);
    const version = policy?.version ?? session.version(uri);
    if (version === undefined) return;
    const ofText = analysed ? diagnosticsOf(analysed) : [];
    const diagnostics: Diagnostic[] = policy ? files.diagnostics(uri) : ofText;
    this.sent.set(uri, JSON.stringify(diagnostics));
    await this.connection.sendDiagnostics({ uri, version, diagnostics });
  }

  private cancel(uri: string): void {
    clearTimeout(this.waiting.get(uri));
    this.waiting.delete(uri);
  }
}
