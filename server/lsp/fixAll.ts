import type { OpenText } from '../analysis.js';
import { combine, MOST_ROUNDS } from '../combine.js';
import type { TextEdit } from '../finding.js';
import { EditedText } from './editedText.js';

/**
 * Applies all safe fixes of a text, and those of the text that comes of it, until none is left.
 * @param text is edited on the way and stays the caller's to dispose of
 * @returns the edits that lead from the text as given to its fixed form
 */
export function fixEverything(text: OpenText): readonly TextEdit[] {
  const edited = new EditedText(text.analysis.text);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { edits } = combine(text.analysis.findings);
    if (edits.length === 0) break;
    // From the last to the first, so that the offsets of those to come stay right.
    for (const edit of edits.toReversed()) edited.replace(edit);
    text.update(edited.text);
  }
  return edited.edits();
}
