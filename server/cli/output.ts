import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** A stream that may be closed by its reader at any time, as `| head` does. */
export class Output {
  private gone = false;

  constructor(private readonly stream: Writable) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      this.gone = true;
    });
  }

  /** Nobody reads any more. */
  get closed(): boolean {
    return this.gone || this.stream.destroyed;
  }

  /** Writes, and waits for a slow reader. Does nothing once nobody reads. */
  async write(text: string): Promise<void> {
    if (text === '' || this.closed || this.stream.write(text)) return;
    await once(this.stream, 'drain').catch(() => undefined);
  }
}
