import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** A stream that may be closed by its reader at any time, as `| head` does, or lead to a disk that is full. */
export class Output {
  private gone = false;
  private error: Error | undefined;

  constructor(private readonly stream: Writable) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      this.gone = true;
      if (error.code !== 'EPIPE') this.error ??= error;
    });
  }

  /** Why not all that was written has arrived. That nobody wants to read on is no failure. */
  get failure(): Error | undefined {
    return this.error;
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
