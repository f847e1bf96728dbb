import type { Position, Range, TextEdit as LspTextEdit, CodeAction } from 'vscode-languageserver';

/** Where a text has its cursor mark `|`, and the text without it. */
export function withCursor(marked: string): { text: string; offset: number; position: Position } {
  const offset = marked.indexOf('|');
  if (offset === -1) throw new Error('The text has no cursor');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  return { text, offset, position: positionAt(text, offset) };
}

/** Lines counted in the plainest way there is, to check the server's own count. */
export function positionAt(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length - 1, character: lines.at(-1)!.length };
}

export function offsetAt(text: string, { line, character }: Position): number {
  const lines = text.split(/(?<=\r\n|\r(?!\n)|\n)/);
  const before = lines.slice(0, line).join('').length;
  const length = (lines[line] ?? '').replace(/[\r\n]+$/, '').length;
  return before + Math.min(character, length);
}

/** The place of the n-th occurrence of a piece of text. */
export function rangeOf(text: string, piece: string, nth = 0): Range {
  let start = -1;
  for (let found = 0; found <= nth; found += 1) {
    start = text.indexOf(piece, start + 1);
    if (start === -1) throw new Error(`The text does not hold ${piece}`);
  }
  return { start: positionAt(text, start), end: positionAt(text, start + piece.length) };
}

export function textAt(text: string, { start, end }: Range): string {
  return text.slice(offsetAt(text, start), offsetAt(text, end));
}

/** A text after edits that all speak of it as it was. */
export function apply(text: string, edits: readonly LspTextEdit[]): string {
  const last = edits.toSorted((a, b) => offsetAt(text, b.range.start) - offsetAt(text, a.range.start));
  return last.reduce(
    (result, { range, newText }) =>
      result.slice(0, offsetAt(text, range.start)) + newText + result.slice(offsetAt(text, range.end)),
    text,
  );
}

/** The edits of an action that changes one document at one version. */
export function editsOf(action: CodeAction): { uri: string; version: number | null; edits: LspTextEdit[] } {
  const [change, ...others] = action.edit?.documentChanges ?? [];
  if (!change || others.length > 0 || !('edits' in change)) throw new Error('Not an edit of one document');
  return { ...change.textDocument, edits: change.edits as LspTextEdit[] };
}
