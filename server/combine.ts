import type { Finding, Fix, TextEdit } from './finding.js';

/** Fixes may uncover findings with fixes of their own; a chain longer than this is fixes that undo each other. */
export const MOST_ROUNDS = 10;

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

/** A text after edits, of which none touches another. */
export function apply(text: string, edits: readonly TextEdit[]): string {
  return edits
    .toSorted((a, b) => b.span.start - a.span.start)
    .reduce(
      (result, { span, newText }) => result.slice(0, span.start) + newText + result.slice(span.end),
      text,
    );
}

function touch(a: TextEdit, b: TextEdit): boolean {
  return a.span.start <= b.span.end && b.span.start <= a.span.end;
}
