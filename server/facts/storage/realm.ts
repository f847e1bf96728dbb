import type { Code, Expression } from '../../code/model.js';
import { walk } from '../../code/walk.js';

/** Whether a text gives a Realm the key that its file is encrypted with. */
export function encryptsRealm(code: Code): boolean {
  if (!/\bencryptionKey\b/.test(code.text) || !/\bRealm/.test(code.text)) return false;
  let encrypts = false;
  walk(code.root, (node) => {
    if (node.kind === 'call' && nameOf(node.callee) === 'Configuration') {
      encrypts ||= node.args.some(({ label, value }) => label === 'encryptionKey' && value.kind !== 'nil');
    }
    if (node.kind === 'assign' && node.target.kind === 'member' && node.target.name === 'encryptionKey') {
      encrypts ||= node.value.kind !== 'nil';
    }
    return !encrypts;
  });
  return encrypts;
}

function nameOf(node: Expression): string | undefined {
  return node.kind === 'name' || node.kind === 'member' ? node.name : undefined;
}
