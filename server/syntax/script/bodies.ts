import { closingOf, type Body } from '../bodies.js';

/** Before the brace of a body: the arrow of a closure, or parameters with the type of what comes back. */
const BEFORE_BODY = /(?:=>|\)(?:\s*:[^{}=;]*)?)\s*$/;

/** A declaration begins behind a semicolon or an empty line. */
const BOUNDARY = /;|\n[ \t]*\r?\n/g;

/**
 * The outermost bodies in a script, braces included, in order: those of functions and closures at the top, of methods
 * and of entries of objects, not what is inside of them. Braces that do not match make bodies longer or shorter, never
 * overlap.
 * @param braces where those of the code stand
 */
export function scriptBodies(text: string, braces: readonly number[]): readonly Body[] {
  const bodies: Body[] = [];
  let from = 0;
  for (let index = 0; index < braces.length; index += 1) {
    const open = braces[index] ?? 0;
    const before = text.slice(from, open);
    if (text[open] === '{' && BEFORE_BODY.test(before)) {
      index = closingOf(text, braces, index);
      const close = braces[index];
      if (close === undefined) break;
      const boundary = [...before.matchAll(BOUNDARY)].at(-1);
      const header = from + (boundary ? boundary.index + boundary[0].length : 0);
      bodies.push({ header, start: open, end: close + 1 });
    }
    from = (braces[index] ?? open) + 1;
  }
  return bodies;
}
