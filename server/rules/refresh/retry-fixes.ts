import type { GuardPlace, RefreshRetry, RetryRepair } from '../../facts/refresh/model.js';
import type { FileFacts } from '../../facts/model.js';
import type { Fix, TextEdit } from '../../finding.js';
import { lineBreakOf, stepIn, stepOf } from './text.js';

const COUNTER = 'attempt';
/** The property by which a request that is sent again is told from one that is sent for the first time. */
const MARK = '_retry';

/** How a language writes what limits the tries. */
interface Writing {
  readonly parameter: string;
  readonly argument: string;
  readonly counter: string;
  readonly increment: string;
  /** @param tries how often a refresh is tried */
  readonly guard: (tries: number) => string;
  readonly end: string;
  /** One step of indentation; undefined where the indentation of a line tells. */
  readonly step?: string;
  /** Two seconds, then four. */
  readonly backoff: string;
}

const WRITING: Readonly<Record<'swift' | 'typescript', Writing>> = {
  swift: {
    parameter: `${COUNTER}: Int = 1`,
    argument: `${COUNTER}: ${COUNTER} + 1`,
    counter: `var ${COUNTER} = 0`,
    increment: `${COUNTER} += 1`,
    guard: (tries) => `guard ${COUNTER} < ${tries} else {`,
    end: '',
    backoff: `try await Task.sleep(nanoseconds: UInt64(1 << ${COUNTER}) * 1_000_000_000)`,
  },
  typescript: {
    parameter: `${COUNTER} = 1`,
    argument: `${COUNTER} + 1`,
    counter: `let ${COUNTER} = 0;`,
    increment: `${COUNTER} += 1;`,
    guard: (tries) => `if (${COUNTER} >= ${tries}) {`,
    end: ';',
    backoff: `await new Promise((resolve) => setTimeout(resolve, 2 ** ${COUNTER} * 1000));`,
  },
};

/**
 * The repair of something that is repeated without end.
 * @param tries how often a refresh is to be tried
 */
export function retryFixes(
  { repair }: RefreshRetry,
  { text, language }: FileFacts,
  tries: number,
): readonly Fix[] {
  if (!repair) return [];
  const step = language === 'swift' ? undefined : stepIn(text);
  const edits = editsOf(
    repair,
    { ...WRITING[language === 'typescript' ? 'typescript' : 'swift'], ...(step !== undefined && { step }) },
    lineBreakOf(text),
    tries,
  );
  return [{ title: titleOf(repair, tries), safety: 'review', preferred: true, edits }];
}

function titleOf(repair: RetryRepair, tries: number): string {
  if (repair.kind === 'marker') return 'Mark the request, so that it is sent again once only';
  const signsOut =
    (repair.kind === 'attempt' || repair.kind === 'loop') && repair.guard.signOut !== undefined;
  return `Try at most ${timesOf(tries)}${signsOut ? ', then sign out' : ''}`;
}

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

function timesOf(tries: number): string {
  return tries === 1 ? 'once' : `${NUMBERS[tries] ?? tries} times`;
}

function editsOf(repair: RetryRepair, writing: Writing, newline: string, tries: number): readonly TextEdit[] {
  switch (repair.kind) {
    case 'count':
      return [{ span: repair.argument, newText: String(tries) }];
    case 'attempt':
      return [
        inserted(repair.parameter, writing.parameter),
        inserted(repair.argument, writing.argument),
        guard(repair.guard, [], writing, newline, tries),
      ];
    case 'loop': {
      const { before } = repair;
      return [
        { span: at(before.at), newText: `${before.before}${writing.counter}${newline}${before.after}` },
        guard(repair.guard, [writing.increment], writing, newline, tries),
      ];
    }
    case 'interceptor': {
      const { indent, request, giveUp } = repair;
      const lines = [
        `guard ${request}.retryCount < ${tries} else {`,
        `${stepOf(indent)}${giveUp}`,
        `${stepOf(indent)}return`,
        '}',
      ];
      return [{ span: at(repair.at), newText: behind(lines, indent, newline) }];
    }
    case 'marker':
      return marking(repair, newline);
  }
}

/** `if (… || original._retry) throw error; original._retry = true;` */
function marking(repair: Extract<RetryRepair, { kind: 'marker' }>, newline: string): readonly TextEdit[] {
  const { request, isTyped, before, condition, mark } = repair;
  const marked = isTyped ? 'marked' : request;
  const isPath = !isTyped && request.includes('.');
  const asked = `${marked}${isPath ? '?' : ''}.${MARK}`;
  const tested = condition.isCompound ? `(${condition.text})` : condition.text;
  const newText = condition.leaves ? `${tested} || ${asked}` : `${tested} && !${asked}`;
  const declared = `const marked = ${request} as typeof ${request} & { ${MARK}?: boolean };${newline}`;
  return [
    ...(isTyped ? [inserted(before, declared)] : []),
    { span: { start: condition.start, end: condition.end }, newText },
    inserted(
      { ...mark, before: mark.before.replace('\n', newline), after: mark.after.replace('\n', newline) },
      `${marked}.${MARK} = true;`,
    ),
  ];
}

/** The statements that end the tries, before those that try again. */
function guard(
  place: GuardPlace,
  counting: readonly string[],
  writing: Writing,
  newline: string,
  tries: number,
): TextEdit {
  const step = writing.step ?? stepOf(place.indent);
  const lines = [
    ...counting,
    writing.guard(tries),
    ...(place.signOut === undefined ? [] : [`${step}${place.signOut}${writing.end}`]),
    `${step}throw ${place.error}${writing.end}`,
    '}',
    ...(place.waits ? [] : [writing.backoff]),
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
