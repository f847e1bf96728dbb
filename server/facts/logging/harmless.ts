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
