import type { FunctionFact } from '../../facts/session/session-model.js';
import type { TextEdit } from '../../finding.js';

/**
 * Statements at the beginning of a function, each on a line of its own. A body on one line, `{ user = nil }`, is
 * opened up for them. undefined where a body shares lines in another way.
 */
export function atTheStart(
  { open, body }: FunctionFact,
  statements: readonly string[],
  text: string,
): TextEdit | undefined {
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const behind = /^[ \t]*\r?\n([ \t]*)(?=\S)/.exec(text.slice(open, body.end));
  if (behind) {
    const lines = statements.map((line) => `${lineBreak}${behind[1] ?? ''}${line}`).join('');
    return { span: { start: open, end: open }, newText: lines };
  }
  const inside = text.slice(open, body.end - 1);
  if (/[\r\n{}]/.test(inside) || text[body.end - 1] !== '}') return undefined;
  const indent = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', body.start - 1) + 1))?.[0] ?? '';
  const step = /^(\t| {2}(?! )| {4})/m.exec(text)?.[0] ?? '    ';
  const lines = [...statements, ...(inside.trim() === '' ? [] : [inside.trim()])];
  const newText = lines.map((line) => lineBreak + indent + step + line).join('') + lineBreak + indent;
  return { span: { start: open, end: body.end - 1 }, newText };
}
