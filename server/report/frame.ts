import type { Colors } from 'picocolors/types.js';
import type { Lines } from '../lines.js';
import { slice, type Span } from '../span.js';
import { layOut } from './layout.js';
import { secretsIn } from './redact.js';

/** Of a longer line only the part around the underlining shows. */
const LONGEST = 160;
const LEAD = 60;

/** The line on which a span begins, with the span underlined and secrets masked. */
export function codeFrame(text: string, lines: Lines, span: Span, colors: Colors): string {
  const number = lines.lineAt(span.start);
  const whole = lines.spanOf(number);
  const line = slice(text, whole);
  const marked: Span = { start: span.start - whole.start, end: Math.min(span.end, whole.end) - whole.start };
  const shown = windowAround(line, marked);
  const secrets = secretsIn(line).map((secret) => within(shown, secret));
  const layout = layOut(
    slice(line, shown),
    secrets.filter(({ start, end }) => start < end),
  );
  const before = shown.start > 0 ? '…' : '';
  const after = shown.end < line.length ? '…' : '';
  const { start, end } = within(shown, marked);
  const from = layout.columnOf(start);
  const width = Math.max(1, layout.columnOf(end) - from);
  const gutter = String(number + 1);
  const indent = ' '.repeat(before.length + from);
  return [
    `${colors.dim(`  ${gutter} │`)} ${before}${layout.text}${after}`,
    `${colors.dim(`  ${' '.repeat(gutter.length)} │`)} ${indent}${colors.red('^'.repeat(width))}`,
  ].join('\n');
}

/** The part of a line to show, in offsets of the line. */
function windowAround(line: string, marked: Span): Span {
  if (line.length <= LONGEST) return { start: 0, end: line.length };
  const start = marked.start < LONGEST - LEAD ? 0 : marked.start - LEAD;
  return {
    start: wholeCharacter(line, start),
    end: wholeCharacter(line, Math.min(start + LONGEST, line.length)),
  };
}

/** Not between the halves of a surrogate pair. */
function wholeCharacter(line: string, offset: number): number {
  return /^[\udc00-\udfff]/.test(line.slice(offset, offset + 1)) ? offset - 1 : offset;
}

function within(outer: Span, { start, end }: Span): Span {
  const clamp = (offset: number): number => Math.min(Math.max(offset, outer.start), outer.end) - outer.start;
  return { start: clamp(start), end: clamp(end) };
}
