import type { Connection } from 'vscode-languageserver';

/** What the settings say of a document or folder. */
interface Answer {
  /** `sessionlint.enable` */
  readonly enable: boolean;
  /** `sessionlint.index` */
  readonly index: boolean;
}

/** Settings, which may differ from document to document. */
export class Settings {
  private readonly answers = new Map<string, Promise<Answer>>();
  private everywhere: Answer = { enable: true, index: true };

  /** @param asks whether the client answers `workspace/configuration` */
  constructor(
    private readonly connection: Connection,
    private readonly asks: boolean,
  ) {}

  /** Whether a document is to be analysed. Documents are analysed when the client does not tell. */
  async enabled(uri: string): Promise<boolean> {
    return (await this.of(uri)).enable;
  }

  /** Whether the files of a folder are to be judged in the light of each other. */
  async indexed(folder: string): Promise<boolean> {
    const { enable, index } = await this.of(folder);
    return enable && index;
  }

  private of(uri: string): Promise<Answer> {
    if (!this.asks) return Promise.resolve(this.everywhere);
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
    if (!this.asks) this.everywhere = answerIn(member(settings, 'sessionlint'));
  }

  private async ask(uri: string): Promise<Answer> {
    try {
      const section: unknown = await this.connection.workspace.getConfiguration({
        scopeUri: uri,
        section: 'sessionlint',
      });
      return answerIn(section);
    } catch {
      // A client that cannot answer, or that is going away, must not cost the user the findings.
      return answerIn(undefined);
    }
  }
}

function answerIn(section: unknown): Answer {
  return { enable: member(section, 'enable') !== false, index: member(section, 'index') !== false };
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
