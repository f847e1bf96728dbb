import type { Node } from '../../code/model.js';
import { walk } from '../../code/walk.js';

/** The types that a text makes instances of, on the systems it is read for and on others. */
export class MadeTypes {
  private readonly shipped = new Set<string>();
  private readonly others = new Set<string>();

  here(node: Node): void {
    const name = madeBy(node);
    if (name !== undefined) this.shipped.add(name);
  }

  /** All that a part of the text makes that is compiled for other systems only. */
  elsewhere(part: Node): void {
    walk(part, (node) => {
      const name = madeBy(node);
      if (name !== undefined) this.others.add(name);
    });
  }

  onlyElsewhere(): readonly string[] {
    return [...this.others].filter((name) => !this.shipped.has(name));
  }
}

function madeBy(node: Node): string | undefined {
  const made = node.kind === 'call' && node.callee.kind === 'name' ? node.callee.name : undefined;
  return made !== undefined && /^[A-Z]/.test(made) ? made : undefined;
}
