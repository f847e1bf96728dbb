import type { Connection } from 'vscode-languageserver';

/** The setting `sessionlint.enable`, which may differ from document to document. */
export class Settings {
  private readonly answers = new Map<string, Promise<boolean>>();
  private enabledEverywhere = true;

  /** @param asks whether the client answers `workspace/configuration` */
  constructor(
    private readonly connection: Connection,
    private readonly asks: boolean,
  ) {}

  /** Whether a document is to be analysed. Documents are analysed when the client does not tell. */
  enabled(uri: string): Promise<boolean> {
    if (!this.asks) return Promise.resolve(this.enabledEverywhere);
    const known = this.answers.get(uri);
    if (known) return known;
    const answer = this.ask(uri);
    this.answers.set(uri, answer);
    return answer;
  }

  forget(uri: string): void {
    this.answers.delete(uri);
  }

  /** @param settings what the client sent; clients that are asked send nothing of use */
  changed(settings: unknown): void {
    this.answers.clear();
    if (!this.asks) this.enabledEverywhere = member(member(settings, 'sessionlint'), 'enable') !== false;
  }

  private async ask(uri: string): Promise<boolean> {
    try {
      const section: unknown = await this.connection.workspace.getConfiguration({
        scopeUri: uri,
        section: 'sessionlint',
      });
      return member(section, 'enable') !== false;
    } catch {
      // A client that cannot answer, or that is going away, must not cost the user the findings.
      return true;
    }
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
