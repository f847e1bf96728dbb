import type { CallNode } from '../../code/model.js';

/** The types that a text makes instances of, on the systems it is read for and on others. */
export class MadeTypes {
  private readonly shipped = new Set<string>();
  private readonly others = new Set<string>();

  /** @param isShipped whether the call is compiled for a system that the text is read for */
  add({ callee }: CallNode, isShipped: boolean): void {
    const name = callee.kind === 'name' ? callee.name : '';
    if (/^[A-Z]/.test(name)) (isShipped ? this.shipped : this.others).add(name);
  }

  onlyElsewhere(): readonly string[] {
    return [...this.others].filter((name) => !this.shipped.has(name));
  }
}
