import type { Concern } from '../bodies.js';
import { blank } from '../mask.js';
import { piecesBetween } from '../pieces.js';
import type { ReadableText } from '../prepare.js';
import { halfTypedTemplates } from './half-typed.js';
import { idleScript } from './idle.js';
import { lexScript } from './lexer.js';

/**
 * Behind a closing brace: the next line begins another declaration, whatever the one before was. Comments above belong
 * to it.
 */
const NEXT_DECLARATION =
  /[ \t)\],;]*\r?\n(?=(?:\s|\/\/[^\r\n]*|\/\*[^]*?\*\/)*(?<=[\r\n])(?:@\w|(?:export|abstract|declare|async|function|class|interface|enum|namespace|type|const|let|var|import)\b))/y;

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
  return { readable, directives: [], pieces: piecesBetween(readable, braces, NEXT_DECLARATION) };
}
