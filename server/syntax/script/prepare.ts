import type { Concern } from '../bodies.js';
import { blank } from '../mask.js';
import { piecesBetween } from '../pieces.js';
import type { ReadableText } from '../prepare.js';
import { halfTypedTemplates } from './half-typed.js';
import { idleScript } from './idle.js';
import { lexScript } from './lexer.js';

/** What stands between a closing brace and the end of its line, where a declaration ends, and no decorator. */
const REST_OF_LINE = /(?:[ \t)\],]*;)?[ \t]*\r?\n/y;
const BLANK_OR_COMMENT = /\s+|\/\/[^\r\n]*|\/\*[^]*?(?:\*\/|$)/y;
/** What only a declaration begins with. */
const DECLARATION =
  /(?<=[\r\n])(?:@\w|(?:export|abstract|declare|async|function|class|interface|enum|namespace|type|const|let|var|import)\b)/y;

/**
 * Makes a text in TypeScript or JavaScript ready for its grammar, which reads all of the language, comments included. A
 * template that nothing closes would swallow what is below; it ends with its line.
 * @param concern what an analysis is about: of the rest only declarations are left
 */
export function prepareScript(text: string, concern?: Concern): ReadableText {
  const asTyped = lexScript(text);
  const isOpen = asTyped.templates.some(({ end }) => end === undefined);
  const closed = isOpen ? blank(text, halfTypedTemplates(text)) : text;
  const { braces } = isOpen ? lexScript(closed) : asTyped;
  const readable = concern ? blank(closed, idleScript(closed, braces, concern)) : closed;
  return {
    readable,
    directives: [],
    pieces: piecesBetween(readable, braces, (at) => cutBehind(readable, at)),
  };
}

/** Where another declaration begins behind a closing brace, whatever the one before was. Comments above belong to it. */
function cutBehind(text: string, brace: number): number | undefined {
  const cut = endOf(REST_OF_LINE, text, brace);
  let at = cut;
  for (let next = at; next !== undefined; next = endOf(BLANK_OR_COMMENT, text, next)) at = next;
  return at !== undefined && endOf(DECLARATION, text, at) !== undefined ? cut : undefined;
}

/** Where the match of a sticky pattern ends. */
function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
