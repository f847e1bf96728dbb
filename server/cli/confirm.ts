import pico from 'picocolors';
import { Lines } from '../lines.js';
import { codeFrame } from '../report/frame.js';
import { visible } from '../report/layout.js';
import { redact } from '../report/redact.js';
import type { FixQuestion } from './fix.js';

/** Shows a finding and what its fix would change, for a person to decide. Secrets are masked. */
export function questionFor(
  { text, finding, fix, after }: FixQuestion,
  path: string,
  color: boolean,
): string {
  const colors = pico.createColors(color);
  const lines = new Lines(text);
  const { line, character } = lines.positionAt(finding.span.start);
  const { removed, added } = changedLines(text, after);
  return [
    '',
    `${colors.bold(`${visible(path)}:${line + 1}:${character + 1}`)} ${visible(finding.message)} ${colors.dim(finding.rule)}`,
    codeFrame(text, lines, finding.span, colors),
    '',
    ...removed.map((each) => colors.red(`  - ${visible(redact(each))}`)),
    ...added.map((each) => colors.green(`  + ${visible(redact(each))}`)),
    '',
    `${visible(fix.title)}? [y]es, [n]o, [q]uit: `,
  ].join('\n');
}

/** The lines of two texts between those that they begin and end with in common. */
function changedLines(
  before: string,
  after: string,
): { removed: readonly string[]; added: readonly string[] } {
  const [old, young] = [before.split(/\r\n|\n|\r/), after.split(/\r\n|\n|\r/)];
  const shorter = Math.min(old.length, young.length);
  let start = 0;
  while (start < shorter && old[start] === young[start]) start += 1;
  let end = 0;
  while (end < shorter - start && old.at(-1 - end) === young.at(-1 - end)) end += 1;
  return { removed: old.slice(start, old.length - end), added: young.slice(start, young.length - end) };
}

/** What an answer means; no answer, as when the terminal is closed, ends the questions. */
export function readAnswer(answer: string | undefined): 'yes' | 'no' | 'stop' {
  if (answer === undefined || /^\s*q/i.test(answer)) return 'stop';
  return /^\s*y/i.test(answer) ? 'yes' : 'no';
}
