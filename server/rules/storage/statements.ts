import type { TextEdit } from '../../finding.js';
import type { Span } from '../../span.js';
import { layoutOf } from './helper-text.js';

/**
 * Lines in the place of a statement, indented as it was. A block on one line, `set { … }`, is opened up for
 * several of them. undefined where something else shares the line.
 */
export function placedAt(statement: Span, lines: readonly string[], text: string): TextEdit | undefined {
  const { lineBreak, step } = layoutOf(text);
  const lineStart = text.lastIndexOf('\n', statement.start - 1) + 1;
  const before = text.slice(lineStart, statement.start);
  const indent = /^[ \t\ufeff]*/.exec(before)?.[0].replace('\ufeff', '') ?? '';
  const behind = /^[^\r\n]*/.exec(text.slice(statement.end))?.[0] ?? '';
  const isAlone = before.replace('\ufeff', '').trim() === '' && /^\s*(\/\/.*)?$/.test(behind);
  if (isAlone) return { span: statement, newText: lines.join(lineBreak + indent) };

  const opening = /\{([ \t]*)$/.exec(before);
  const closing = /^([ \t]*)\}/.exec(behind);
  if (opening?.[1] !== undefined && closing?.[1] !== undefined) {
    const span = { start: statement.start - opening[1].length, end: statement.end + closing[1].length };
    const inner = lines.map((line) => lineBreak + indent + step + line).join('');
    return { span, newText: inner + lineBreak + indent };
  }
  return lines.length === 1 ? { span: statement, newText: lines.join('') } : undefined;
}
