import { fieldOf, type SyntaxNode } from '../../syntax/tree.js';
import type { Expression, TextNode } from '../model.js';
import { other, type Lowering } from './lowering.js';

const ESCAPES: Readonly<Record<string, string>> = {
  '\\n': '\n',
  '\\t': '\t',
  '\\r': '\r',
  '\\0': '\0',
  '\\"': '"',
  "\\'": "'",
  '\\\\': '\\',
};

/** A string literal of one line or several. */
export function lowerText(node: SyntaxNode, to: Lowering): TextNode {
  const parts: (string | Expression)[] = [];
  for (const child of node.children) {
    if (child.field === 'interpolation') parts.push(lowerInterpolation(child, to));
    else if (child.field === 'text') {
      const source = to.source(child);
      parts.push(child.type === 'str_escaped_char' ? (ESCAPES[source] ?? source) : source);
    }
  }
  return { kind: 'text', parts: joined(parts), ...span(node) };
}

/** `\(value, privacy: .private)`: each argument of an interpolation is a node of its own, labels kept. */
function lowerInterpolation(node: SyntaxNode, to: Lowering): Expression {
  const value = fieldOf(node, 'value');
  const label = fieldOf(node, 'name');
  if (!value) return other(node, to.nodes(node.children));
  const lowered = to.expression(value);
  if (!label) return lowered;
  return {
    kind: 'call',
    callee: { kind: 'name', name: `${to.source(label)}:`, ...span(label) },
    args: [{ label: to.source(label), value: lowered, ...span(node) }],
    ...span(node),
  };
}

/** A raw string: its delimiters of `#` are no part of the text. */
export function lowerRawText(node: SyntaxNode, to: Lowering): TextNode {
  const parts: (string | Expression)[] = [];
  for (const child of node.children) {
    if (child.type === 'raw_str_part' || child.type === 'raw_str_end_part') parts.push(to.source(child));
    else if (child.type === 'raw_str_interpolation') {
      const inner = fieldOf(child, 'interpolation');
      if (inner) parts.push(lowerInterpolation(inner, to));
    }
  }
  const texts = joined(parts);
  const first = texts[0];
  const last = texts.at(-1);
  if (typeof first === 'string') texts[0] = first.replace(/^#+"{1,3}/, '');
  if (typeof last === 'string') texts[texts.length - 1] = (texts.at(-1) as string).replace(/"{1,3}#+$/, '');
  return { kind: 'text', parts: texts, ...span(node) };
}

function joined(parts: readonly (string | Expression)[]): (string | Expression)[] {
  const result: (string | Expression)[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (typeof part === 'string' && typeof last === 'string') result[result.length - 1] = last + part;
    else result.push(part);
  }
  return result;
}

function span(node: SyntaxNode): { start: number; end: number } {
  return { start: node.start, end: node.end };
}
