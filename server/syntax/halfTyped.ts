/** Headers whose line ends with the brace of their block. */
const OPENS_BLOCK = /^\s*(?:\}\s*)?(?:if|else|guard|for|while|switch|func|init|do|catch)\b/;
/** Statements that end with their line, unless a bracket is open: a comma at the end is text. */
const IS_STATEMENT = /\b(?:let|var|return|throw)\b|[^=!<>]=[^=]/;

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * What the parser gets for a string that its line does not close: a number, and of the signs at the end of the line,
 * which may have been meant as code, those that fit what is open. Brackets still open are closed, so that the lines
 * below stay what they are.
 * @param start where its delimiter begins
 * @param end the end of its line
 */
export function halfTypedAs(text: string, start: number, end: number): string {
  const line = text.slice(lineStart(text, start), start);
  const open = openBrackets(line);
  const kept = keptTail(text.slice(start, end), open, line);
  const closing = kept.includes(',')
    ? ''
    : open
        .filter((sign) => sign !== '}')
        .toReversed()
        .join('');
  const length = end - start;
  // Right behind a value the quote is a stray one.
  const value = /[\w"\])]$|["\])]\s*$/.test(line) ? '' : '0';
  if (closing === '' && value.length + kept.length <= length) {
    return value.padEnd(length - kept.length) + kept;
  }
  const signs = value + kept.replaceAll(/\s/g, '') + closing;
  return (signs.length <= length ? signs : value).padEnd(length);
}

function lineStart(text: string, at: number): number {
  return Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
}

/** What closes the brackets that a line has open, the outermost first. */
function openBrackets(line: string): string[] {
  const open: string[] = [];
  for (const [sign] of line.matchAll(/"(?:\\.|[^"\\])*"|[()[\]{}]/g)) {
    const closing = CLOSING[sign];
    if (closing) open.push(closing);
    else if (open.at(-1) === sign) open.pop();
  }
  return open;
}

/** The signs at the end of a half-typed string, as far as they fit. Takes what they close off `open`. */
function keptTail(content: string, open: string[], line: string): string {
  const [tail] = /[)\]},{\s]*$/.exec(content) ?? [''];
  return Array.from(tail, (sign) => {
    if (/\s/.test(sign)) return ' ';
    if (sign === '{') return open.length === 0 && OPENS_BLOCK.test(line) ? sign : ' ';
    if (sign === ',') return open.length > 0 || !IS_STATEMENT.test(line) ? sign : ' ';
    if (open.at(-1) !== sign) return ' ';
    open.pop();
    return sign;
  }).join('');
}
