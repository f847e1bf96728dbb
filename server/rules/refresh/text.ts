/** The line break that a text uses. */
export function lineBreakOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** One step of indentation in the manner of a line that is indented already. */
export function stepOf(indent: string): string {
  if (indent.includes('\t')) return '\t';
  return indent.length % 4 === 0 ? '    ' : '  ';
}
