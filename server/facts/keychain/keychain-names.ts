import type { CallNode, Expression } from '../../code/model.js';
import { wordsOf } from '../../knowledge/credentials.js';
import { bare } from '../trace.js';

/** `keychain.save(…)`, `KeychainHelper.shared.set(…)`: declared elsewhere, and named for what it is. */
export function isKeychainNamed({ callee }: CallNode): boolean {
  let object = callee.kind === 'member' ? callee.object : undefined;
  while (object) {
    const node: Expression = bare(object);
    if (node.kind === 'name') return /keychain/i.test(node.name);
    if (node.kind === 'call') object = node.callee;
    else if (node.kind === 'member') {
      if (/keychain/i.test(node.name)) return true;
      object = node.object;
    } else return false;
  }
  return false;
}

const READING = new Set('read get load fetch retrieve string data value find query lookup token'.split(' '));

/** A read by a helper of the app that is named for the Keychain. */
export function isKeychainRead(call: CallNode): boolean {
  const name = calleeName(call);
  return name !== undefined && READING.has(wordsOf(name)[0] ?? '') && isKeychainNamed(call);
}

/** The name of what is called. */
export function calleeName({ callee }: CallNode): string | undefined {
  return callee.kind === 'name' || callee.kind === 'member' ? callee.name : undefined;
}
