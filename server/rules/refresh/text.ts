/** The line break that a text uses. */
export function lineBreakOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** One step of indentation in the manner of a line that is indented already. */
export function stepOf(indent: string): string {
  if (indent.includes('\t')) return '\t';
  return indent.length % 4 === 0 ? '    ' : '  ';
}

/** One step of indentation as a text has it: that of its first line which stands one step in. */
export function stepIn(text: string): string {
  return /^(\t| {2}(?: {2})?)\S/m.exec(text)?.[1] ?? '  ';
}
