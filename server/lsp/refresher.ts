import type { Diagnostic } from 'vscode-languageserver';
import { diagnosticsOf } from './diagnostics.js';
import type { Session } from './session.js';

/** Documents are looked at again when nothing has changed for this long (milliseconds). */
const PAUSE = 200;

/** What the client has been told. */
interface Told {
  isOutdated(uri: string, items: readonly Diagnostic[]): boolean;
}

/** Sees to it that the client asks or is told again when other files change what there is to say of a document. */
export class Refresher {
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param renew has findings asked for or sent again; of these documents they are different now */
  constructor(
    private readonly session: Session,
    private readonly told: Told,
    private readonly renew: (uris: readonly string[]) => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  schedule(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.run().catch(this.failed), PAUSE);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }

  private async run(): Promise<void> {
    // Each analysis may tell the others something new, so all come before the first is compared.
    for (const uri of this.session.uris) await this.session.analysed(uri);
    const outdated: string[] = [];
    for (const uri of this.session.uris) {
      const analysed = await this.session.analysed(uri);
      if (this.told.isOutdated(uri, analysed ? diagnosticsOf(analysed) : [])) outdated.push(uri);
    }
    if (outdated.length > 0) this.renew(outdated);
  }
}
