import { slice, type Span } from '../span.js';
import { namesPattern } from './names.js';
import { isShort, outerBodies, type Body, type Concern } from './bodies.js';

const PROPERTY = /(?<![.\w])(?:let|var)\s+`?(\w+)[^\n]*/g;
/** A pattern of the names of each text would take longer to compile than all names to look up. */
const CALLED = /\b\w+(?=\s*[({])/g;
const FUNCTION = /\bfunc\s+`?(\w+)/;

/**
 * What is inside the braces of bodies that an analysis can do without: those in which nothing is of concern, which use
 * no property that is, and which no body of concern calls.
 * @param code without comments
 * @param hidden strings and regular expressions, in order
 */
export function idleCode(code: string, hidden: readonly Span[], concern: Concern): readonly Span[] {
  if (!concern.ofText(code)) return [{ start: 0, end: code.length }];
  const bodies = outerBodies(code, hidden);
  if (bodies.every(isShort)) return [];
  const properties = namesPattern(propertiesOfConcern(code, bodies, concern));
  const idle = new Set<Body>();
  const concerned: Body[] = [];
  for (const body of bodies) {
    const whole = code.slice(body.header, body.end);
    if (concern.ofBody(whole, properties)) concerned.push(body);
    else if (!isShort(body)) idle.add(body);
  }
  keepCalled(code, concerned, idle);
  return Array.from(idle, ({ start, end }) => ({ start: start + 1, end: end - 1 }));
}

/** The properties whose declarations, bodies aside, are of concern. */
function propertiesOfConcern(code: string, bodies: readonly Body[], concern: Concern): ReadonlySet<string> {
  const names = new Set<string>();
  let from = 0;
  for (const { start, end } of [...bodies, { start: code.length, end: code.length }]) {
    for (const [line, name] of code.slice(from, start).matchAll(PROPERTY))
      if (name !== undefined && concern.ofDeclaration(line)) names.add(name);
    from = end;
  }
  return names;
}

/** Takes those out of `idle` that bodies of concern call, and what those call. */
function keepCalled(code: string, concerned: readonly Body[], idle: Set<Body>): void {
  const byName = new Map<string, Body[]>();
  for (const body of idle) {
    const name = FUNCTION.exec(code.slice(body.header, body.start))?.[1];
    if (name === undefined) continue;
    const known = byName.get(name);
    if (known) known.push(body);
    else byName.set(name, [body]);
  }
  if (byName.size === 0) return;
  const pending = [...concerned];
  for (let body = pending.pop(); body && byName.size > 0; body = pending.pop()) {
    for (const [name] of slice(code, body).matchAll(CALLED)) {
      const called = byName.get(name);
      if (!called) continue;
      byName.delete(name);
      for (const each of called) idle.delete(each);
      pending.push(...called);
    }
  }
}
