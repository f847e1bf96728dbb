import picomatch from 'picomatch';
import type { FilePolicy } from './policy.js';

/** Longer patterns are not worth what matching them may cost. */
const LONGEST_PATTERN = 300;
/** Nor are more patterns than people write. */
const MOST_PATTERNS = 500;

/**
 * - `in`: the project wants it looked at, though it may be a test or a package;
 * - `out`: the project leaves it out;
 * - `default`: the project says nothing of it.
 */
export type Membership = 'in' | 'out' | 'default';

/** What a policy's patterns say of files. */
export class FileScope {
  private readonly included: (path: string) => boolean;
  private readonly excluded: (path: string) => boolean;

  constructor({ include, exclude }: FilePolicy) {
    this.included = matcher(include);
    this.excluded = matcher(exclude);
  }

  /** @param path relative to the folder of the policy, with forward slashes */
  of(path: string): Membership {
    if (this.included(path)) return 'in';
    return this.excluded(path) ? 'out' : 'default';
  }
}

/** A pattern that matches a folder matches all that is in it; one without a slash matches a name at any depth. */
function matcher(patterns: readonly string[]): (path: string) => boolean {
  const usable = [...new Set(patterns)]
    .slice(0, MOST_PATTERNS)
    .map((pattern) => pattern.replace(/^\.?\//, '').replace(/\/$/, ''))
    .filter((pattern) => pattern !== '' && pattern.length <= LONGEST_PATTERN);
  if (usable.length === 0) return () => false;
  const tests = usable.map((pattern) =>
    picomatch(pattern, { dot: true, noextglob: true, nonegate: true, basename: !pattern.includes('/') }),
  );
  return (path) => withParents(path).some((each) => tests.some((test) => test(each)));
}

/** `A/B/C.swift`, `A/B`, `A`. */
function withParents(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('/'));
}
