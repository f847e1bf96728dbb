import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextChange } from '../syntax/parser.js';
import { rangeOf, spanOf } from './positions.js';

/**
 * Brings a document up to the client's version of it, and tells the same changes in offsets, in the order they
 * were made, each on the text that the one before left.
 */
export function applyChanges(
  document: TextDocument,
  events: readonly TextDocumentContentChangeEvent[],
  version: number,
): readonly TextChange[] {
  const changes: TextChange[] = [];
  for (const event of events) {
    if ('range' in event) {
      const { start, end } = spanOf(document, event.range);
      // Written anew, as a range may reach beyond the text, which the document's count of lines does not expect.
      const range = rangeOf(document, { start, end });
      TextDocument.update(document, [{ range, text: event.text }], version);
      changes.push({ start, oldEnd: end, newText: event.text });
    } else {
      const change = difference(document.getText(), event.text);
      TextDocument.update(document, [{ text: event.text }], version);
      if (change) changes.push(change);
    }
  }
  return changes;
}

/** The one change between two texts that leaves out what they begin and end with in common. */
export function difference(before: string, after: string): TextChange | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let tail = 0;
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return { start, oldEnd: before.length - tail, newText: after.slice(start, after.length - tail) };
}
