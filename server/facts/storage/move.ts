import type { CallNode, Expression } from '../../code/model.js';
import { statementOf } from '../owner.js';
import type { DefaultsAccess } from './defaults.js';
import type { Scopes } from '../scope.js';
import type { Move, StoredType } from './repair-model.js';
import { bare, declarationOf, trace } from '../trace.js';
import { ValueTypes } from './value-type.js';

/** Finds the operations on UserDefaults that can be rewritten for another store, each at its place. */
export class Moves {
  private readonly types: ValueTypes;

  constructor(
    private readonly text: string,
    private readonly scopes: Scopes,
  ) {
    this.types = new ValueTypes(text, scopes);
  }

  /** undefined where the key is no String, the place is no statement, or the value's type is not known. */
  of(access: DefaultsAccess, node: Expression): Move | undefined {
    const key = access.key && this.keyOf(access.key);
    if (!key) return undefined;
    if (access.operation === 'read') return node.kind === 'call' ? this.read(node, key) : undefined;
    const replaced = statementOf(node);
    if (!replaced) return undefined;
    if (access.operation === 'remove') return { replaced, key, isWhole: true };
    const type = access.value && this.types.of(access.value);
    if (!access.value || !type) return undefined;
    const unwrapped = nameOf(access.value);
    return { replaced, key, isWhole: true, type, ...(unwrapped !== undefined && { unwrapped }) };
  }

  private keyOf(key: Expression): Move['key'] | undefined {
    const node = bare(key);
    const { node: end } = trace(node, this.scopes);
    const isRawValue = node.kind === 'member' && node.name === 'rawValue' && node.object !== undefined;
    if (end.kind === 'text') {
      if (node.kind === 'text' || isRawValue) return 'string';
      return declarationOf(node, this.scopes)?.kind === 'variable' ? 'string' : undefined;
    }
    // `Constants.Keys.token` of another file.
    const isConstant = node.kind === 'member' && /^[A-Z]/.test(firstName(node)) && !isRawValue;
    return isConstant && !declarationOf(node, this.scopes) ? 'constant' : undefined;
  }

  private read(node: CallNode, key: Move['key']): Move | undefined {
    const name = node.callee.kind === 'member' ? node.callee.name : '';
    const outer = node.parent?.kind === 'cast' && node.parent.operand === node ? node.parent : undefined;
    const cast = outer && this.text.slice(node.end, outer.end);
    const type = outer && /^\s*as\s*\?/.test(cast ?? '') ? storedType(outer.type) : READS.get(name);
    if (!type || (outer && !ANY_READ.test(name) && READS.get(name)?.name !== type.name)) return undefined;
    if (outer && !/^\s*as\s*\?/.test(cast ?? '')) return undefined;
    const whole = outer ?? node;
    return {
      replaced: { start: whole.start, end: whole.end },
      key,
      type,
      isWhole: isWhole(whole),
    };
  }
}

const READS: ReadonlyMap<string, StoredType> = new Map([
  ['string', { name: 'String', optional: true }],
  ['data', { name: 'Data', optional: true }],
]);

/** Reads that give `Any?`. */
const ANY_READ = /^(object|value)$/;

function storedType(type: string): StoredType | undefined {
  return type === 'String' || type === 'Data' ? { name: type, optional: true } : undefined;
}

/** Whether an expression is all that a binding, a `return` or an argument consists of. */
export function isWhole(node: Expression): boolean {
  const { parent } = node;
  switch (parent?.kind) {
    case 'variable':
    case 'assign':
      return parent.value === node;
    case 'jump':
    case 'block':
      return true;
    case 'call':
      return parent.callee !== node;
    default:
      return false;
  }
}

/** The name of a variable or field, for `if let token = user.token`. */
export function nameOf(value: Expression): string | undefined {
  if (value.kind === 'name') return value.name;
  return value.kind === 'member' && /^[a-z]\w*$/.test(value.name) ? value.name : undefined;
}

function firstName(node: Expression): string {
  if (node.kind === 'name') return node.name;
  return node.kind === 'member' && node.object ? firstName(node.object) : '';
}
