import type { CallNode, Code, Node } from '../../code/model.js';
import { nodesIn } from '../../code/nodes.js';
import { walk } from '../../code/walk.js';
import { isRemovingName } from '../../knowledge/purposes.js';
import type { Span } from '../../span.js';
import type { SecItemCall } from './secitem-calls.js';
import { enclosingMember, type Scopes } from '../scope.js';
import { calledFunction } from '../trace.js';

/** Knows what the functions of a text want with the items they touch. */
export class Purposes {
  constructor(
    private readonly code: Code,
    private readonly scopes: Scopes,
    private readonly secItems: readonly SecItemCall[],
  ) {}

  /**
   * A delete is worth its status where taking the item away is the purpose: not before an add, and not to clean
   * up in passing.
   */
  isRemoval(call: CallNode): boolean {
    const member = enclosingMember(call);
    if (!member || !isRemovingName(member.name) || this.addsAfter(member, call)) return false;
    return !(member.kind === 'function' && this.isOnlyCalledBeforeAdds(member));
  }

  private addsAfter(member: Node, place: Span): boolean {
    return this.secItems.some(
      ({ call, operation }) =>
        operation === 'add' && call.start >= place.end && enclosingMember(call) === member,
    );
  }

  /** `deleteItem(…)` that this text calls nowhere but before it adds the item anew. */
  private isOnlyCalledBeforeAdds(helper: Node): boolean {
    const callers = this.callsOf(helper);
    return (
      callers.length > 0 &&
      callers.every((call) => {
        const member = enclosingMember(call);
        return member !== undefined && (this.addsAfter(member, call) || this.callsAdderAfter(member, call));
      })
    );
  }

  private callsOf(helper: Node): readonly CallNode[] {
    return nodesIn(this.code.root, 'call').filter((node) => calledFunction(node, this.scopes) === helper);
  }

  private callsAdderAfter(member: Node, place: Span): boolean {
    let found = false;
    walk(member, (node) => {
      if (node.kind !== 'call' || node.start < place.end) return;
      const called = calledFunction(node, this.scopes);
      if (called && called !== member && this.storesItem(called)) found = true;
    });
    return found;
  }

  /** Whether a function stores an item itself. */
  storesItem(member: Node): boolean {
    return this.secItems.some(
      ({ call, operation }) =>
        (operation === 'add' || operation === 'update') && enclosingMember(call) === member,
    );
  }
}
