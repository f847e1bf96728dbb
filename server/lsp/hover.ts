import { type Hover, MarkupKind, type Position } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis.js';
import { hoverAt } from '../assist/hover.js';
import { rangeOf } from './positions.js';

export function hoverOf(document: TextDocument, { facts }: Analysis, position: Position): Hover | null {
  const hover = hoverAt(facts, document.offsetAt(position));
  if (!hover) return null;
  return {
    range: rangeOf(document, hover.span),
    contents: { kind: MarkupKind.Markdown, value: hover.markdown },
  };
}
