import type { Expression } from '../../code/model.js';
import type { Scopes } from '../scope.js';
import { bare, trace } from '../trace.js';
import { spanOf, type Span } from '../../span.js';

/** A number that a text writes down, at the place where it would be changed. */
export interface WrittenNumber extends Span {
  readonly value: number;
}

/** The number of a literal, of a product of literals, or of a constant of the text that has such a value. */
export function writtenNumber(expression: Expression, scopes: Scopes): WrittenNumber | undefined {
  const own = numberOf(bare(expression));
  if (own !== undefined) return { value: own, ...spanOf(expression) };
  const { node } = trace(expression, scopes);
  const value = numberOf(node);
  return value === undefined ? undefined : { value, ...spanOf(node) };
}

function numberOf(node: Expression): number | undefined {
  if (node.kind === 'number') return finite(Number(node.text.replaceAll('_', '')));
  if (node.kind !== 'binary' || node.operator !== '*') return undefined;
  const left = numberOf(bare(node.left));
  const right = numberOf(bare(node.right));
  return left === undefined || right === undefined ? undefined : left * right;
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
