import type { Expression } from '../../code/model.js';
import type { Scopes } from '../scope.js';
import { bare, trace } from '../trace.js';

const DEEPEST = 6;

/**
 * Whether an expression may stand for something else from one account to the next: anything but texts,
 * constants, and what is made of them alone.
 */
export function varies(expression: Expression, scopes: Scopes, depth = 0): boolean {
  if (depth > DEEPEST) return true;
  const { node, parameter } = trace(expression, scopes);
  if (parameter) return true;
  const inner = bare(node);
  switch (inner.kind) {
    case 'text':
      return inner.parts.some((part) => typeof part !== 'string' && varies(part, scopes, depth + 1));
    case 'name':
      // A type, or a constant of the system.
      return !/^([A-Z]|k[A-Z])/.test(inner.name);
    case 'member':
      return inner.object !== undefined && varies(inner.object, scopes, depth + 1);
    case 'call': {
      const made = inner.callee.kind === 'member' ? inner.callee.object : inner.callee;
      const from = made ? varies(made, scopes, depth + 1) : false;
      return from || inner.args.some((argument) => varies(argument.value, scopes, depth + 1));
    }
    case 'number':
    case 'boolean':
    case 'nil':
    case 'list':
      return false;
    default:
      return true;
  }
}
