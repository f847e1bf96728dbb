import type { GuardPlace, RefreshRetry, RetryRepair } from '../../facts/refresh/model.js';
import type { Fix, TextEdit } from '../../finding.js';
import { lineBreakOf, stepOf } from './text.js';

/** How often a refresh is tried. */
const TRIES = 3;
const COUNTER = 'attempt';
/** Two seconds, then four. */
const BACKOFF = `try await Task.sleep(nanoseconds: UInt64(1 << ${COUNTER}) * 1_000_000_000)`;

/** The repair of something that is repeated without end. */
export function retryFixes({ repair }: RefreshRetry, text: string): readonly Fix[] {
  if (!repair) return [];
  return [
    { title: titleOf(repair), safety: 'review', preferred: true, edits: editsOf(repair, lineBreakOf(text)) },
  ];
}

function titleOf(repair: RetryRepair): string {
  const signsOut =
    (repair.kind === 'attempt' || repair.kind === 'loop') && repair.guard.signOut !== undefined;
  return `Try at most three times${signsOut ? ', then sign out' : ''}`;
}

function editsOf(repair: RetryRepair, newline: string): readonly TextEdit[] {
  switch (repair.kind) {
    case 'count':
      return [{ span: repair.argument, newText: String(TRIES) }];
    case 'attempt':
      return [
        inserted(repair.parameter, `${COUNTER}: Int = 1`),
        inserted(repair.argument, `${COUNTER}: ${COUNTER} + 1`),
        guard(repair.guard, [], newline),
      ];
    case 'loop': {
      const { before } = repair;
      return [
        { span: at(before.at), newText: `${before.before}var ${COUNTER} = 0${newline}${before.after}` },
        guard(repair.guard, [`${COUNTER} += 1`], newline),
      ];
    }
    case 'interceptor': {
      const { indent, request, giveUp } = repair;
      const lines = [
        `guard ${request}.retryCount < ${TRIES} else {`,
        `${stepOf(indent)}${giveUp}`,
        `${stepOf(indent)}return`,
        '}',
      ];
      return [{ span: at(repair.at), newText: behind(lines, indent, newline) }];
    }
  }
}

/** The statements that end the tries, before those that try again. */
function guard(place: GuardPlace, counting: readonly string[], newline: string): TextEdit {
  const step = stepOf(place.indent);
  const lines = [
    ...counting,
    `guard ${COUNTER} < ${TRIES} else {`,
    ...(place.signOut === undefined ? [] : [`${step}${place.signOut}`]),
    `${step}throw ${place.error}`,
    '}',
    ...(place.waits ? [] : [BACKOFF]),
  ];
  return { span: at(place.at), newText: behind(lines, place.indent, newline) };
}

/** Lines in front of a statement that is indented already. */
function behind(lines: readonly string[], indent: string, newline: string): string {
  return lines.map((line) => `${line}${newline}${indent}`).join('');
}

function inserted(place: { at: number; before: string; after: string }, text: string): TextEdit {
  return { span: at(place.at), newText: `${place.before}${text}${place.after}` };
}

function at(offset: number): { start: number; end: number } {
  return { start: offset, end: offset };
}
