import type { Concern } from './bodies.js';

/**
 * The same concern for the versions of one text, one after the other: what it said of a body it does not look at again
 * in the next version.
 */
export function remembering(concern: Concern): Concern {
  let before = new Map<string, boolean>();
  let said = new Map<string, boolean>();
  let pattern: string | undefined;
  return {
    ...concern,
    ofText: (code) => {
      before = said;
      said = new Map();
      return concern.ofText(code);
    },
    ofBody: (code, names) => {
      if (pattern !== names?.source) before.clear();
      pattern = names?.source;
      const answer = before.get(code) ?? concern.ofBody(code, names);
      said.set(code, answer);
      return answer;
    },
  };
}
