import type { CallNode, ClosureNode, Code, Expression, Node } from '../../../code/model.js';
import { enclosing } from '../../../code/walk.js';
import { contains, spanOf } from '../../../span.js';
import { comesFromCaller } from '../../credential.js';
import { isCaughtSilently } from '../../outcome.js';
import type { Scopes } from '../../scope.js';
import type { StoreCall } from '../../storage/typescript/module-calls.js';
import { bare, trace } from '../../trace.js';
import type { UncheckedCall } from '../status-model.js';
import { credentialOf, nameOf } from './writes.js';

/** Writes to the Keychain whose promise nobody looks at, or whose failure is caught and dropped. */
export function uncheckedWrites(calls: readonly StoreCall[], code: Code, scopes: Scopes): UncheckedCall[] {
  return calls.flatMap((call) => {
    if (call.library.store !== 'keychain' || call.call.use !== 'write') return [];
    const how = howDropped(call, code);
    const credential = credentialOf(call, scopes);
    const isGeneric = isAnyItem(call, scopes);
    if (!how || (!credential && !isGeneric)) return [];
    const place = how === 'floating' ? awaitable(call.node) : undefined;
    return [
      {
        ...call.span,
        operation: 'add' as const,
        call: nameOf(call, code),
        sign: 'error' as const,
        how,
        isGeneric,
        inSignOut: false,
        ...(credential && { credential }),
        ...(place && { awaitable: place }),
      },
    ];
  });
}

/** A helper that stores what it is handed under a key that it is handed. */
function isAnyItem({ items }: StoreCall, scopes: Scopes): boolean {
  const [item] = items;
  if (!item?.key || !item.value) return false;
  return comesFromCaller(item.value, scopes) && trace(item.key, scopes).parameter !== undefined;
}

function howDropped({ call, node }: StoreCall, code: Code): UncheckedCall['how'] | undefined {
  if (isCaughtSilently(node, code.comments) && (call.isSynchronous || node.parent?.kind === 'await'))
    return 'emptyCatch';
  if (call.isSynchronous) return undefined;
  if (isSwallowed(node, code)) return 'swallowed';
  // A callback is told.
  if (node.args.some(({ value }) => bare(value).kind === 'closure')) return undefined;
  return statementAround(node).parent?.kind === 'block' ? 'floating' : undefined;
}

/** `.catch(() => {})` behind the call; a comment in it says why. */
function isSwallowed(node: CallNode, code: Code): boolean {
  const member = node.parent;
  const handled = member?.kind === 'member' && member.name === 'catch' ? member.parent : undefined;
  if (handled?.kind !== 'call' || handled.callee !== member) return false;
  const handler = handled.args[0] && functionIn(handled.args[0].value);
  return (
    handler !== undefined && isEmpty(handler) && !code.comments.some((comment) => contains(handler, comment))
  );
}

function functionIn(value: Expression): ClosureNode | undefined {
  const node = bare(value);
  return node.kind === 'closure' ? node : undefined;
}

function isEmpty({ body }: ClosureNode): boolean {
  const [only, ...more] = body.statements;
  if (!only) return true;
  return more.length === 0 && only.kind === 'jump' && (only.value === undefined || only.value.kind === 'nil');
}

/** `void SecureStore.setItemAsync(…)` is waited for by nobody either. */
function statementAround(node: CallNode): Node {
  const { parent } = node;
  return parent?.kind === 'unary' && parent.operator === 'void' ? parent : node;
}

/** What `await` takes the place of, where the function around may wait. */
function awaitable(node: CallNode): UncheckedCall['awaitable'] {
  const whole = statementAround(node);
  const around = enclosing(node, 'function', 'closure');
  if (around?.kind !== 'function' || !around.async) return undefined;
  return spanOf({ start: whole.start, end: node.start });
}
