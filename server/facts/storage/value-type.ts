import type { CallNode, Expression, VariableNode } from '../../code/model.js';
import { enclosingMember, type Scopes } from '../scope.js';
import type { FieldPath, StoredType } from './repair-model.js';
import { bare, calledFunction, declarationOf } from '../trace.js';

/** Longer chains of names than this exist only in cycles. */
const LONGEST = 8;

type Known = StoredType | FieldPath | undefined;

/** Tells the type of a value where it is certain to be a String or Data. Anything unsure is undefined. */
export class ValueTypes {
  constructor(
    private readonly text: string,
    private readonly scopes: Scopes,
  ) {}

  of(node: Expression, depth = 0): Known {
    if (depth > LONGEST) return undefined;
    const inner = (operand: Expression): Known => this.of(operand, depth + 1);
    switch (node.kind) {
      case 'text':
        return { name: 'String', optional: false };
      case 'await':
        return inner(node.operand);
      case 'try':
        return node.mode === 'try?' ? optional(inner(node.operand)) : inner(node.operand);
      case 'cast':
        return this.ofCast(node.type, this.text.slice(node.operand.end, node.end));
      case 'unary':
        return node.operator === 'unwrap' ? unwrapped(inner(node.operand)) : undefined;
      case 'binary':
        return node.operator === '??' ? bothOf(unwrapped(inner(node.left)), inner(node.right)) : undefined;
      case 'conditional':
        return bothOf(inner(node.then), inner(node.else));
      case 'call':
        return this.ofCall(node);
      case 'name':
      case 'member':
        return this.chained(node, this.ofName(node, depth));
      default:
        return undefined;
    }
  }

  private ofCast(type: string, written: string): Known {
    const known = plain(type);
    return known && /^\s*as\s*\?/.test(written) ? optional(known) : known;
  }

  private ofCall(node: CallNode): Known {
    const { callee } = node;
    if (callee.kind === 'name' && (callee.name === 'String' || callee.name === 'Data')) {
      const [first] = node.args;
      const label = first?.label;
      if (label === 'decoding' || label === 'describing') return { name: 'String', optional: false };
      if (node.args.length !== 1 || label !== undefined) return undefined;
      return { name: callee.name, optional: false };
    }
    if (
      callee.kind === 'member' &&
      callee.name === 'encode' &&
      callee.object &&
      this.encodes(callee.object)
    ) {
      return { name: 'Data', optional: false };
    }
    const called = calledFunction(node, this.scopes);
    return called && !called.async ? this.chained(node, plain(called.returnType)) : undefined;
  }

  private encodes(object: Expression): boolean {
    const declaration = declarationOf(object, this.scopes);
    const made = declaration?.kind === 'variable' ? declaration.value : object;
    const node = made && bare(made);
    return (
      node?.kind === 'call' &&
      node.callee.kind === 'name' &&
      /^(JSON|PropertyList)Encoder$/.test(node.callee.name)
    );
  }

  private ofName(node: Extract<Expression, { kind: 'name' | 'member' }>, depth: number): Known {
    const declaration = declarationOf(node, this.scopes);
    if (declaration?.kind === 'parameter') return plain(declaration.parameter.type);
    if (declaration?.kind === 'variable') return this.ofVariable(declaration, depth);
    if (declaration) return undefined;
    return node.kind === 'name' ? newValueType(node.name, node) : this.ofField(node);
  }

  private ofVariable(variable: VariableNode, depth: number): Known {
    if (variable.binding === 'declaration' && variable.type !== undefined) return plain(variable.type);
    if (!variable.value || variable.accessors.some((accessor) => accessor.role === 'get')) return undefined;
    const value = this.of(variable.value, depth + 1);
    if (variable.binding === 'declaration') return value;
    return variable.binding === 'optional' ? unwrapped(value) : undefined;
  }

  /** A field of a type that this text does not declare. */
  private ofField(node: Extract<Expression, { kind: 'member' }>): Known {
    const holder = node.object && declarationOf(bare(node.object), this.scopes);
    const type =
      holder?.kind === 'parameter'
        ? holder.parameter.type
        : holder?.kind === 'variable' && holder.binding === 'declaration'
          ? holder.type
          : undefined;
    const name = type?.replace(/^(any|some) /, '');
    return name !== undefined && /^[A-Z][\w.]*\??$/.test(name)
      ? { type: name.replace(/\?$/, ''), field: node.name, optional: false }
      : undefined;
  }

  /** `user?.token` may be nil, whatever the type of the field. */
  private chained(node: Expression, type: Known): Known {
    return /\?\s*\./.test(this.text.slice(node.start, node.end)) ? optional(type) : type;
  }
}

/** `newValue` has the type of its property. */
function newValueType(name: string, node: Expression): Known {
  const member = enclosingMember(node);
  if (member?.kind !== 'variable') return undefined;
  const isParameter = member.accessors.some((accessor) => accessor.parameter === name);
  return isParameter || name === 'newValue' ? plain(member.type) : undefined;
}

function plain(type: string | undefined): StoredType | undefined {
  const match = /^(String|Data)([?!]?)$/.exec(type?.trim() ?? '');
  if (match?.[1] !== 'String' && match?.[1] !== 'Data') return undefined;
  return { name: match[1], optional: match[2] !== '' };
}

function optional(type: Known): Known {
  return type && { ...type, optional: true };
}

/** What is left behind a `!`, an `if let` or a `??`; a field's own optionality is not known yet. */
function unwrapped(type: Known): Known {
  return type && 'name' in type ? { ...type, optional: false } : undefined;
}

function bothOf(a: Known, b: Known): Known {
  if (!a || !b || !('name' in a) || !('name' in b) || a.name !== b.name) return undefined;
  return { name: a.name, optional: a.optional || b.optional };
}
