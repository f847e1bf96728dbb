import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { TextChange } from '../syntax/parser.js';
import { spanOf } from './positions.js';

/**
 * Brings a document up to the client's version of it, and tells the same changes in offsets, in the order they
 * were made, each on the text that the one before left.
 */
export function applyChanges(
  document: TextDocument,
  events: readonly TextDocumentContentChangeEvent[],
  version: number,
): readonly TextChange[] {
  return events.flatMap((event) => {
    const before = document.getText();
    const change = 'range' in event ? changeOf(document, event) : difference(before, event.text);
    if (!change) return setVersion(document, version);
    if ('range' in event && !touchesLineBreak(before, change)) {
      TextDocument.update(document, [event], version);
    } else {
      TextDocument.update(document, [{ text: applied(before, change) }], version);
    }
    return [change];
  });
}

function setVersion(document: TextDocument, version: number): [] {
  TextDocument.update(document, [], version);
  return [];
}

function changeOf(
  document: TextDocument,
  event: Extract<TextDocumentContentChangeEvent, { range: unknown }>,
): TextChange {
  const { start, end } = spanOf(document, event.range);
  return { start, oldEnd: end, newText: event.text };
}

function applied(text: string, change: TextChange): string {
  return text.slice(0, change.start) + change.newText + text.slice(change.oldEnd);
}

/**
 * Whether a change may put a carriage return and a line feed side by side. The document adds up the lines of
 * the pieces then and counts that line break twice, so its lines must be counted anew.
 */
function touchesLineBreak(text: string, { start, oldEnd, newText }: TextChange): boolean {
  if (text[start - 1] === '\r') return true;
  return newText.endsWith('\r') && text[oldEnd] === '\n';
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
