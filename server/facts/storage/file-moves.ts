import type { CallNode, Expression } from '../../code/model.js';
import { statementOf } from '../owner.js';
import type { Scopes } from '../scope.js';
import type { FileAccess } from './file-writes.js';
import { isWhole, nameOf } from './move.js';
import type { Move } from './repair-model.js';
import { ValueTypes } from './value-type.js';

/** Finds the operations on files that can be rewritten for another store, each at its place. */
export class FileMoves {
  private readonly types: ValueTypes;

  constructor(text: string, scopes: Scopes) {
    this.types = new ValueTypes(text, scopes);
  }

  /** undefined where the place is no statement or the value's type is not known. */
  ofWrite(node: CallNode, value: Expression): Move | undefined {
    const replaced = statementOf(node);
    const type = this.types.of(value);
    if (!replaced || !type) return undefined;
    const unwrapped = nameOf(value);
    return { replaced, key: 'file', isWhole: true, type, ...(unwrapped !== undefined && { unwrapped }) };
  }

  /** Of reads those that give nothing where there is no file: what the Keychain has may be missing, too. */
  ofAccess(node: CallNode, { operation, type }: FileAccess): Move | undefined {
    if (operation === 'remove') {
      const replaced = statementOf(node);
      return replaced && { replaced, key: 'file', isWhole: true };
    }
    const tried = node.parent?.kind === 'try' && node.parent.mode === 'try?' ? node.parent : undefined;
    const whole = node.callee.kind === 'member' ? node : tried;
    if (!whole || !type) return undefined;
    return {
      replaced: { start: whole.start, end: whole.end },
      key: 'file',
      type: { name: type, optional: true },
      isWhole: isWhole(whole),
    };
  }
}
