import type { Span } from '../span.js';
import { blank, type Masked } from './mask.js';

/** Comments, strings and templates of TypeScript, also those that nothing closes yet. */
const TOKENS =
  /\/\/[^\r\n]*|\/\*[^]*?(?:\*\/|$)|'(?:\\.|[^'\\\r\n])*'?|"(?:\\.|[^"\\\r\n])*"?|`(?:\\[^]|[^`\\])*`?/g;

/** Tells the code of a TypeScript text up to a place from its comments and strings; templates count as strings. */
export function maskScript(text: string, end: number = text.length): Masked {
  const before = text.slice(0, end);
  const comments: Span[] = [];
  const strings: Span[] = [];
  let place: Masked['place'] = 'code';
  for (const { 0: token, index } of before.matchAll(TOKENS)) {
    const isComment = token.startsWith('/');
    const quote = token.charAt(0);
    const isClosed = isComment
      ? token.startsWith('/*') && token.endsWith('*/') && token.length > 3
      : token.length > 1 && token.endsWith(quote);
    const stop = index + token.length;
    if (isComment) comments.push({ start: index, end: stop });
    else strings.push({ start: index + 1, end: isClosed ? stop - 1 : stop });
    if (stop === end && !isClosed) place = isComment ? 'comment' : 'string';
  }
  const blanks = [...comments, ...strings].toSorted((a, b) => a.start - b.start);
  return { code: blank(before, blanks), strings, place };
}
