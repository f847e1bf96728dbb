import type { Expression } from '../../code/model.js';
import type { Scopes } from '../scope.js';
import { declarationOf, bare, literalText, trace } from '../trace.js';
import { isNoSecret } from '../value.js';

/**
 * Whether a value cannot be a secret, whatever it is called. A variable that begins as `""` is one to be: what a
 * person types into a field.
 */
export function isHarmless(value: Expression, scopes: Scopes): boolean {
  const text = literalText(trace(value, scopes).node);
  if (text === undefined) return isNoSecret(value, scopes);
  const declaration = declarationOf(bare(value), scopes);
  return !(declaration?.kind === 'variable' && declaration.mutable);
}

/** Whether a value is no more than the beginning of a token: `token?.substring(0, 20) + '…'`. */
export function isBeginning(expression: Expression): boolean {
  const node = bare(expression);
  if (node.kind === 'binary')
    return node.operator === '+' && isBeginning(node.left) && literalText(node.right) !== undefined;
  if (node.kind !== 'call' || node.callee.kind !== 'member' || node.args.length !== 2) return false;
  const [from, to] = node.args.map(({ value }) => value);
  return (
    /^(substring|substr|slice)$/.test(node.callee.name) &&
    from?.kind === 'number' &&
    from.text === '0' &&
    to?.kind === 'number' &&
    Number(to.text) <= LONGEST_BEGINNING
  );
}

/** Half a token is as good as none to whoever finds it, and most have more than twice as many characters; passwords do not. */
const LONGEST_BEGINNING = 20;
