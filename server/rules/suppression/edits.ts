import type { TextEdit } from '../../finding.js';
import type { Span } from '../../span.js';
import { REASON_PLACEHOLDER, type NamedRule, type Suppression } from '../../suppression.js';

/** Takes a comment out: with its line where it stands alone there, else with the blanks before it. */
export function withoutComment({ start, end }: Span, text: string): TextEdit {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.slice(lineStart, start);
  const behind = /^[^\n]*\n?/.exec(text.slice(end))?.[0] ?? '';
  if (behind.trim() !== '') return { span: { start, end }, newText: '' };
  if (before.replace('\ufeff', '').trim() === '') {
    const from = before.startsWith('\ufeff') ? lineStart + 1 : lineStart;
    return { span: { start: from, end: end + behind.length }, newText: '' };
  }
  const code = lineStart + before.trimEnd().length;
  return { span: { start: code, end }, newText: '' };
}

/** Takes one name out of a list, with the comma that separates it from the others. */
export function withoutName(name: NamedRule, all: readonly NamedRule[], text: string): TextEdit {
  const next = all[all.indexOf(name) + 1];
  if (next) return { span: { start: name.start, end: next.start }, newText: '' };
  const before = /[\s*,]*$/.exec(text.slice(0, name.start))?.[0].length ?? 0;
  return { span: { start: name.start - before, end: name.end }, newText: '' };
}

/** Puts a place for the reason at the end of a comment; undefined where there is one. */
export function withPlaceholder(suppression: Suppression, text: string): TextEdit | undefined {
  if (suppression.reason !== undefined) return undefined;
  const comment = text.slice(suppression.start, suppression.end);
  const body = comment.replace(/\s*(\*+\/)?$/, '');
  const at = suppression.start + body.replace(/\s*-{2,}$/, '').length;
  const end = suppression.start + body.length;
  return { span: { start: at, end }, newText: ` -- ${REASON_PLACEHOLDER}` };
}
