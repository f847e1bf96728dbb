import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyEdits, EXAMPLE_PATH, findingsIn } from '../rules/analyzer.js';
import { BAD_CASES, unmark } from '../rules/examples.js';
import { figure, scaled } from '../trust/figures.js';
import { TypeChecker } from './typecheck.js';

/** Names of an app that an example leaves out are unknown before a fix and after it. */
const UNKNOWN_NAME =
  /^[^ ]+ [\d:]+ (?:cannot find |cannot infer contextual base |unknown attribute |cannot call value of non-function type 'module<)/;

/** Every fix of every example, and what the compiler is to see before and after it. */
const FIXES = BAD_CASES.filter(({ example }) => example.language === 'swift').flatMap(({ name, example }) => {
  const { text } = unmark(example.text);
  return findingsIn(text, example.path ?? EXAMPLE_PATH).flatMap(({ rule, fixes }) =>
    fixes
      .filter(({ policy }) => !policy)
      .map(({ title, edits }) => ({
        name: `${name}, ${rule}: ${title}`,
        before: text,
        after: applyEdits(text, edits),
      })),
  );
});

/** Each takes a compiler of its own, so a short run tries every n-th. */
const STRIDE = scaled({ full: 1, short: 20 });

describe('the fixes of the examples', () => {
  let checker: TypeChecker;
  const seen = new Map<string, readonly string[]>();

  beforeAll(async () => {
    checker = await TypeChecker.make();
  });
  afterAll(() => checker.dispose());

  /** The errors of a text without their places, apart from those about names that it does not declare. */
  async function errorsIn(text: string): Promise<readonly string[]> {
    const known = seen.get(text);
    if (known) return known;
    const all = await checker.check([{ name: 'main.swift', text }], { isApp: false });
    const errors = all
      .filter((error) => !UNKNOWN_NAME.test(error))
      .map((error) => error.replace(/^\S+ \S+ /, ''));
    seen.set(text, errors);
    return errors;
  }

  it('bring no error of types, of concurrency or of names that clash', async () => {
    const chosen = FIXES.filter((_, index) => index % STRIDE === 0);
    const faults: string[] = [];
    for (const { name, before, after } of chosen) {
      const old = await errorsIn(before);
      faults.push(
        ...(await errorsIn(after))
          .filter((error) => !old.includes(error))
          .map((error) => `${name}: ${error}`),
      );
    }
    figure('swift', 'fixes of examples type-checked before and after', chosen.length);
    expect(faults).toEqual([]);
  });
});
