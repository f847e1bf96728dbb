import { isInString } from '../syntax/mask.js';
import type { FileFacts } from '../facts/model.js';
import type { Finding, TextEdit } from '../finding.js';
import { Lines } from '../lines.js';
import { REASON_PLACEHOLDER, suppressionsOf, type Suppression } from '../suppression.js';

/**
 * The comment that silences a rule for the line of a finding: a new one above, or one more rule in the one that
 * is there. undefined where no comment can stand, as inside a string of several lines.
 */
export function disableForLine(facts: FileFacts, finding: Finding): TextEdit | undefined {
  const above = suppressionsOf(facts).find(
    ({ form, scope }) => form === 'next-line' && covers(scope, finding.span.start),
  );
  if (above) return addRule(above, finding.rule);

  const lines = new Lines(facts.text);
  const line = lines.spanOf(lines.lineAt(finding.span.start));
  if (isInString(facts.text, line.start)) return undefined;
  const indentation = /^[ \t]*/.exec(facts.text.slice(line.start, line.end))?.[0] ?? '';
  const comment = `${indentation}// sessionlint-disable-next-line ${finding.rule} -- ${REASON_PLACEHOLDER}`;
  return insertion(line.start, comment + lineBreakOf(facts.text));
}

/** The comment that silences a rule in the whole file: behind a shebang and the comment that heads the file. */
export function disableForFile(facts: FileFacts, rule: string): TextEdit | undefined {
  const existing = suppressionsOf(facts).find(({ form }) => form === 'file');
  if (existing) return addRule(existing, rule);

  const comment = `// sessionlint-disable-file ${rule} -- ${REASON_PLACEHOLDER}`;
  const lineBreak = lineBreakOf(facts.text);
  const at = endOfHeader(facts);
  if (at > 0 && !/[\r\n]/.test(facts.text[at - 1] ?? '')) return insertion(at, lineBreak + comment);
  return insertion(at, comment + lineBreak);
}

/** A suppression that names no rule already hides all of them. */
function addRule({ rules }: Suppression, rule: string): TextEdit | undefined {
  const last = rules.at(-1);
  return last && insertion(last.end, `, ${rule}`);
}

function insertion(at: number, newText: string): TextEdit {
  return { span: { start: at, end: at }, newText };
}

function covers(scope: Suppression['scope'], offset: number): boolean {
  return scope.start <= offset && offset <= scope.end;
}

function lineBreakOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

/** The start of the first line after shebang and header; comments that document a declaration are no header. */
function endOfHeader({ text, comments }: FileFacts): number {
  const lines = new Lines(text);
  const startOfLine = (line: number): number => (line < lines.count ? lines.spanOf(line).start : text.length);
  let line = text.startsWith('#!') || text.startsWith('\uFEFF#!') ? 1 : 0;
  for (const comment of comments) {
    const first = lines.lineAt(comment.start);
    if (first !== line || comment.text.startsWith('///')) break;
    const next = lines.lineAt(Math.max(comment.start, comment.end - 1)) + 1;
    const documents =
      comment.text.startsWith('/**') &&
      text.slice(startOfLine(next)).trimStart() !== '' &&
      !isBlank(lines, text, next);
    if (documents) break;
    line = next;
  }
  return startOfLine(line);
}

function isBlank(lines: Lines, text: string, line: number): boolean {
  const { start, end } = lines.spanOf(line);
  return text.slice(start, end).trim() === '';
}
