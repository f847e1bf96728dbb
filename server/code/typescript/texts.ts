import type { SyntaxNode } from '../../syntax/tree.js';
import type { Expression, TextNode } from '../model.js';
import { type Lowering, spanOf } from './lowering.js';

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  0: '\0',
  b: '\b',
  f: '\f',
  v: '\v',
};

/** A string literal in single or double quotes. */
export function lowerText(node: SyntaxNode, to: Lowering): TextNode {
  const text = node.children
    .map((child) => (child.type === 'escape_sequence' ? unescaped(to.source(child)) : literal(child, to)))
    .join('');
  return { kind: 'text', parts: text === '' ? [] : [text], ...spanOf(node) };
}

function literal(child: SyntaxNode, to: Lowering): string {
  return child.type === 'string_fragment' ? to.source(child) : '';
}

/** A template: what stands between the substitutions is read from the text, whatever the grammar makes of it. */
export function lowerTemplate(node: SyntaxNode, to: Lowering): TextNode {
  const parts: (string | Expression)[] = [];
  let at = node.start + 1;
  const literalUpTo = (end: number): void => {
    const text = to
      .source({ start: at, end })
      .replace(/\\(u\{[\da-f]+\}|u[\da-f]{4}|x[\da-f]{2}|\r\n|[^])/gi, unescaped);
    if (text !== '') parts.push(text);
  };
  for (const child of node.children.filter(({ type }) => type === 'template_substitution')) {
    literalUpTo(child.start);
    const inner = child.children.find(({ type }) => type !== '${' && type !== '}' && type !== 'comment');
    if (inner) parts.push(to.expression(inner));
    at = child.end;
  }
  const isClosed = node.end > at && to.source({ start: node.end - 1, end: node.end }) === '`';
  literalUpTo(isClosed ? node.end - 1 : node.end);
  return { kind: 'text', parts, ...spanOf(node) };
}

/** A name as the text that it is, as keys of objects are. */
export function textOf(node: SyntaxNode, to: Lowering): TextNode {
  return { kind: 'text', parts: [to.source(node)], ...spanOf(node) };
}

function unescaped(escape: string): string {
  const body = escape.slice(1);
  const code = /^(?:u\{([\da-f]+)\}|u([\da-f]{4})|x([\da-f]{2}))$/i.exec(body);
  const point = Number.parseInt(code?.[1] ?? code?.[2] ?? code?.[3] ?? '', 16);
  if (Number.isInteger(point) && point <= 0x10ffff) return String.fromCodePoint(point);
  // A line end behind a backslash is none.
  if (/^[\r\n]/.test(body)) return '';
  return ESCAPES[body] ?? body;
}

/** What stands between the quotes of a node, or all of it where there are none. */
export function textIn(node: SyntaxNode | undefined, to: Lowering): string {
  return node ? to.source(node).replace(/^['"`]|['"`]$/g, '') : '';
}
