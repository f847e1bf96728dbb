import type { Connection } from 'vscode-languageserver';
import type { TypeScriptMode } from '../workspace/mobile-apps.js';

/** What the settings say of a document or folder. */
interface Answer {
  /** `sessionlint.enable` */
  readonly enable: boolean;
  /** `sessionlint.index` */
  readonly index: boolean;
  /** `sessionlint.codeLens` */
  readonly codeLens: boolean;
  /** `sessionlint.typescript` */
  readonly typescript: TypeScriptMode;
}

/** Settings, which may differ from document to document. */
export class Settings {
  private readonly answers = new Map<string, Promise<Answer>>();
  private everywhere: Answer = answerIn(undefined);

  /** @param asks whether the client answers `workspace/configuration` */
  constructor(
    private readonly connection: Connection,
    private readonly asks: boolean,
  ) {}

  /** Whether a document is to be analysed. Documents are analysed when the client does not tell. */
  async enabled(uri: string): Promise<boolean> {
    return (await this.of(uri)).enable;
  }

  /** Where the TypeScript of a document or folder is to be analysed. */
  async typescript(uri: string): Promise<TypeScriptMode> {
    return (await this.of(uri)).typescript;
  }

  /** Whether the files of a folder are to be judged in the light of each other. */
  async indexed(folder: string): Promise<boolean> {
    const { enable, index } = await this.of(folder);
    return enable && index;
  }

  /** Whether a document is to show what becomes of its credentials. */
  async codeLens(uri: string): Promise<boolean> {
    const { enable, codeLens } = await this.of(uri);
    return enable && codeLens;
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
  const isOn = (name: string): boolean => member(section, name) !== false;
  const mode = member(section, 'typescript');
  return {
    enable: isOn('enable'),
    index: isOn('index'),
    codeLens: isOn('codeLens'),
    typescript: mode === 'on' || mode === 'off' ? mode : 'auto',
  };
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
