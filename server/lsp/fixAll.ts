import type { OpenText } from '../analysis.js';
import type { Finding, Fix, TextEdit } from '../finding.js';
import { EditedText } from './editedText.js';

/** Fixes may uncover findings with fixes of their own; a chain longer than this is fixes that undo each other. */
const MOST_ROUNDS = 10;

/** What a set of fixes changes, and how many findings it repairs. */
export interface CombinedFix {
  readonly findings: readonly Finding[];
  /** In the order of the text, none touching another. */
  readonly edits: readonly TextEdit[];
}

/** The fix of a finding that may run without a person looking: the preferred one before others. */
export function safeFix(finding: Finding): Fix | undefined {
  const safe = finding.fixes.filter((fix) => fix.safety === 'safe');
  return safe.find((fix) => fix.preferred) ?? safe[0];
}

/** The safe fixes of findings as one; of two fixes that get in each other's way the first is taken. */
export function combine(findings: readonly Finding[]): CombinedFix {
  const fixed: Finding[] = [];
  const edits: TextEdit[] = [];
  for (const finding of findings) {
    const fix = safeFix(finding);
    if (
      !fix ||
      fix.edits.length === 0 ||
      fix.edits.some((edit) => edits.some((taken) => touch(edit, taken)))
    ) {
      continue;
    }
    fixed.push(finding);
    edits.push(...fix.edits);
  }
  return { findings: fixed, edits: edits.toSorted((a, b) => a.span.start - b.span.start) };
}

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

function touch(a: TextEdit, b: TextEdit): boolean {
  return a.span.start <= b.span.end && b.span.start <= a.span.end;
}
