import { NO_NAMES, type OwnNames } from './own-names.js';

let spoken: OwnNames = NO_NAMES;

/**
 * Does something while a project's own names mean what its policy says. Names are looked up in so many places that
 * they are not handed from one to the next; all of it happens in one go, and the names are the old ones afterwards.
 */
export function speaking<T>(names: OwnNames, act: () => T): T {
  const before = spoken;
  spoken = names;
  try {
    return act();
  } finally {
    spoken = before;
  }
}

/** The names of the project whose code is being looked at. */
export function ownNames(): OwnNames {
  return spoken;
}

/** Every word that a project's own names would show in a text by; undefined where there are none. */
export function wordsToLookFor(names: OwnNames): RegExp | undefined {
  if (names === NO_NAMES) return undefined;
  if (!PATTERNS.has(names)) PATTERNS.set(names, patternFor(names));
  return PATTERNS.get(names);
}

const PATTERNS = new WeakMap<OwnNames, RegExp | undefined>();

function patternFor(names: OwnNames): RegExp | undefined {
  const { credentials, keychainWrappers, loggers } = names;
  const words = [
    ...Object.values(credentials).flat(),
    ...keychainWrappers.map(({ type }) => type),
    ...loggers,
  ].filter((word) => word !== '');
  if (words.length === 0) return undefined;
  return new RegExp(words.map((word) => word.replace(/[^\w]/g, '.?')).join('|'), 'i');
}
