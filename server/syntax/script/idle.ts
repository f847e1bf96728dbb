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
 * no import, constant or property that is, and which neither name a body of concern nor are named by one.
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
  keepCallers(text, concerned, idle);
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

/** Takes those out of `idle` that name a body of concern, and what names those: `post() { return this.request(…) }`. */
function keepCallers(text: string, concerned: Body[], idle: Set<Body>): void {
  for (let fresh: readonly Body[] = [...concerned]; fresh.length > 0 && idle.size > 0;) {
    const called = namesPattern(new Set(fresh.flatMap((body) => namesOf(text, body))));
    fresh = [...idle].filter((body) => called?.test(slice(text, body)));
    for (const body of fresh) idle.delete(body);
    concerned.push(...fresh);
  }
}

/** First words of lines that declare nothing. */
const NO_NAMES =
  /^(?:return|await|if|else|for|while|switch|case|try|catch|finally|new|throw|class|interface|type|enum)$/;

/** What the lines before a body declare. */
function namesOf(text: string, body: Body): readonly string[] {
  const names = Array.from(text.slice(body.header, body.start).matchAll(NAME), ([, name = '']) => name);
  return names.filter((name) => !NO_NAMES.test(name));
}

/** Takes those out of `idle` that bodies of concern name, and what those name. */
function keepNamed(text: string, concerned: readonly Body[], idle: Set<Body>): void {
  const byName = new Map<string, Body[]>();
  for (const body of idle) {
    for (const name of namesOf(text, body)) {
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
