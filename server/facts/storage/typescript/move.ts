import type { Code } from '../../../code/model.js';
import { enclosing } from '../../../code/walk.js';
import { spanOf } from '../../../span.js';
import type { StoreMove } from '../storage-model.js';
import type { StoreCall, StoreItem } from './module-calls.js';

/** Libraries whose calls have a counterpart in the secure ones: text under a text, by promises. */
const MOVABLE = /^(setItem|getItem|removeItem)$/;

/** How a call can be rewritten for a secure library; undefined where it does more than one item, or calls back. */
export function moveOf(
  { call, node, library }: StoreCall,
  item: StoreItem,
  code: Code,
): StoreMove | undefined {
  const isPlain = library.store === 'asyncStorage' || library.id === 'expo-sqlite-kv-store';
  if (!isPlain || !MOVABLE.test(call.method) || !item.key || node.callee.kind !== 'member') return undefined;
  const wanted = call.use === 'write' ? 2 : 1;
  if (
    node.args.length !== wanted ||
    !node.parens ||
    /\?\./.test(code.text.slice(node.callee.start, node.callee.end))
  )
    return undefined;
  const isFloating = node.parent?.kind === 'block';
  const around = enclosing(node, 'function', 'closure');
  // A write to the Keychain can fail, and somebody has to be told.
  const canWait = around === undefined || (around.kind === 'function' && around.async);
  if (isFloating && call.use === 'write' && !canWait) return undefined;
  return {
    call: spanOf(node),
    store: code.text.slice(node.callee.object?.start, node.callee.object?.end),
    isFloating,
    key: spanOf(item.key),
    ...(item.value && { value: spanOf(item.value) }),
  };
}
