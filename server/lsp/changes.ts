import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { rangeOf, spanOf } from './positions.js';

/** Brings a document up to the client's version of it. */
export function applyChanges(
  document: TextDocument,
  events: readonly TextDocumentContentChangeEvent[],
  version: number,
): void {
  for (const event of events) {
    // Written anew, as a range may reach beyond the text, which the document's count of lines does not expect.
    const range = 'range' in event ? rangeOf(document, spanOf(document, event.range)) : undefined;
    TextDocument.update(document, [range ? { range, text: event.text } : { text: event.text }], version);
  }
}
