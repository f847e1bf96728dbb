import { slice, type Span } from '../../span.js';
import { isShort, type Body, type Concern } from '../bodies.js';
import { namesPattern } from '../names.js';
import { scriptBodies } from './bodies.js';

const IMPORT = /\bimport\s+(?!type\b)([^'"`;]*?)\bfrom\s*(['"][^'"\r\n]*['"])/g;
const PROPERTY =
  /^[ \t]*(?:(?:export|declare|public|private|protected|static|readonly|override)\s+)*(?:(?:const|let|var)\s+)?(\{[^{}=]*\}|\[[^[\]=]*\]|[\w$#]+)[?!]?\s*[=:][^\r\n]*/gm;
const WORD = /[\w$]+/g;
/** What each line of a declaration begins with, the words aside that say what kind it is. */
const NAME =
  /^\W*(?:(?:export|default|public|private|protected|static|override|async|get|set|function|const|let|var)\b[\s*]+)*([\w$]+)/gm;

/**
 * What is inside the braces of bodies that an analysis can do without: those in which nothing is of concern, which use
 * no import, constant or property that is, and which no body of concern names.
 * @param braces where those of the code stand
 */
export function idleScript(text: string, braces: readonly number[], concern: Concern): readonly Span[] {
  if (!concern.ofText(text)) return [{ start: 0, end: text.length }];
  const bodies = scriptBodies(text, braces);
  if (bodies.every(isShort)) return [];
  const used = namesPattern(namesOfConcern(text, bodies, concern));
  const idle = new Set<Body>();
  const concerned: Body[] = [];
  for (const body of bodies) {
    const whole = text.slice(body.header, body.end);
    if (concern.ofBody(whole, used)) concerned.push(body);
    else if (!isShort(body)) idle.add(body);
  }
  keepNamed(text, concerned, idle);
  return Array.from(idle, ({ start, end }) => ({ start: start + 1, end: end - 1 }));
}

/** What imports bring from modules of concern, and the constants and properties whose lines are. */
function namesOfConcern(text: string, bodies: readonly Body[], concern: Concern): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (words: string): void => {
    for (const [word] of words.matchAll(WORD)) names.add(word);
  };
  let from = 0;
  for (const { start, end } of [...bodies, { start: text.length, end: text.length }]) {
    const outside = text.slice(from, start);
    for (const [, bindings = '', module = ''] of outside.matchAll(IMPORT))
      if (concern.ofDeclaration(module)) add(bindings);
    for (const [line, bound = ''] of outside.matchAll(PROPERTY)) if (concern.ofDeclaration(line)) add(bound);
    from = end;
  }
  return names;
}

/** Takes those out of `idle` that bodies of concern name, and what those name. */
function keepNamed(text: string, concerned: readonly Body[], idle: Set<Body>): void {
  const byName = new Map<string, Body[]>();
  for (const body of idle) {
    for (const [, name = ''] of text.slice(body.header, body.start).matchAll(NAME)) {
      const known = byName.get(name);
      if (known) known.push(body);
      else byName.set(name, [body]);
    }
  }
  const pending = [...concerned];
  for (let body = pending.pop(); body && byName.size > 0; body = pending.pop()) {
    for (const [word] of slice(text, body).matchAll(WORD)) {
      const named = byName.get(word);
      if (!named) continue;
      byName.delete(word);
      for (const each of named) if (idle.delete(each)) pending.push(each);
    }
  }
}
