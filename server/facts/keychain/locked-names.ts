import type { CallNode, Node } from '../../code/model.js';
import { walk } from '../../code/walk.js';
import { endsSession } from '../../knowledge/sign-out.js';
import type { Span } from '../../span.js';
import { calleeName } from './keychain-names.js';

/** A call that signs out. */
export interface SignOut extends Span {
  readonly name: string;
  readonly node: Node;
}

/** The name of the locked Keychain in a pattern or, with an operator, in a comparison (or a part of an `||`). */
export function lockedName(node: Node, operator?: '=='): Span | undefined {
  if (operator && node.kind === 'binary') {
    if (node.operator === '||') return lockedName(node.left, operator) ?? lockedName(node.right, operator);
    return node.operator === operator ? (lockedName(node.left) ?? lockedName(node.right)) : undefined;
  }
  if (operator && node.kind !== 'binary') return undefined;
  let found: Span | undefined;
  walk(node, (inner) => {
    const isLocked =
      (inner.kind === 'name' && inner.name === 'errSecInteractionNotAllowed') ||
      (inner.kind === 'unary' &&
        inner.operator === '-' &&
        inner.operand.kind === 'number' &&
        inner.operand.text === '25308');
    if (isLocked) found ??= spanOf(inner);
  });
  return found;
}

/** The first call that signs out. */
export function signOutIn(branch: Node): SignOut | undefined {
  let found: SignOut | undefined;
  walk(branch, (node) => {
    if (node.kind === 'function' || found) return false;
    const name = node.kind === 'call' ? calleeName(node) : undefined;
    if (node.kind === 'call' && name !== undefined && endsSession(name)) {
      found = { ...nameSpanOf(node), name, node };
    }
    return true;
  });
  return found;
}

function nameSpanOf({ callee }: CallNode): Span {
  return callee.kind === 'member' ? callee.nameSpan : spanOf(callee);
}

export function spanOf({ start, end }: Span): Span {
  return { start, end };
}
