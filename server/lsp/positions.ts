import type { Position, Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextEdit } from '../finding.js';
import type { Span } from '../span.js';

/** A span as the protocol writes it: 0-based lines, UTF-16 code units from the start of the line. */
export function rangeOf(document: TextDocument, span: Span): Range {
  return { start: document.positionAt(span.start), end: document.positionAt(span.end) };
}

/** The other way round. Positions outside the text count as its nearest place; a reversed range is turned. */
export function spanOf(document: TextDocument, range: Range): Span {
  const start = document.offsetAt(range.start);
  const end = document.offsetAt(range.end);
  return { start: Math.min(start, end), end: Math.max(start, end) };
}

/** Edits as the protocol writes them. */
export function editsOf(
  document: TextDocument,
  edits: readonly TextEdit[],
): { range: Range; newText: string }[] {
  return edits.map(({ span, newText }) => ({ range: rangeOf(document, span), newText }));
}

export function samePosition(a: Position, b: Position): boolean {
  return a.line === b.line && a.character === b.character;
}

export function sameRange(a: Range, b: Range): boolean {
  return samePosition(a.start, b.start) && samePosition(a.end, b.end);
}
