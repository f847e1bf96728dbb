import type { Output } from './output.js';

/** So long nothing is shown, and so long each number stands (milliseconds). */
const PATIENCE = 400;
const STEP = 100;

/** A line on a terminal that says how far the work is; what else is printed there goes through it. */
export class ProgressLine {
  private readonly started = Date.now();
  private last = 0;
  private isShown = false;

  constructor(
    private readonly out: Output,
    private readonly wanted: boolean,
  ) {}

  report(done: number, of: number): void {
    const now = Date.now();
    if (!this.wanted || now - this.started < PATIENCE || now - this.last < STEP) return;
    this.last = now;
    this.isShown = true;
    void this.out.write(`\r\u001b[K${done} of ${of} files read`);
  }

  clear(): void {
    if (!this.isShown) return;
    this.isShown = false;
    void this.out.write('\r\u001b[K');
  }
}
