import { describe, expect, it } from 'vitest';
import { RULES } from '../../server/rules/index.js';
import { EXAMPLE_PATH, applyEdits, findingsIn } from '../rules/analyzer.js';
import { BAD_CASES, GOOD_CASES, unmark } from '../rules/examples.js';
import { choices, expand, SWIFT } from '../snippets/expand.js';
import { parseErrors, swiftFrontend } from './compiler.js';

interface Written {
  readonly name: string;
  readonly text: string;
}

const EXAMPLES: readonly Written[] = [...BAD_CASES, ...GOOD_CASES]
  .filter(({ example }) => example.language === 'swift')
  .map(({ name, example }) => ({ name, text: unmark(example.text).text }));

/** What each fix makes of each example that it is offered in, and what the rules show of their fixes. */
const FIXED: readonly Written[] = [
  ...BAD_CASES.filter(({ example }) => example.language === 'swift').flatMap(({ name, example }) => {
    const { text } = unmark(example.text);
    return findingsIn(text, example.path ?? EXAMPLE_PATH).flatMap(({ rule, fixes }) =>
      fixes
        .filter(({ policy }) => !policy)
        .map(({ title, edits }) => ({ name: `${name}, ${rule}: ${title}`, text: applyEdits(text, edits) })),
    );
  }),
  ...RULES.flatMap(({ id, fixed }) =>
    fixed
      .filter(({ language }) => language === 'swift')
      .map(({ title, after }) => ({ name: `${id}: ${title}`, text: after })),
  ),
];

const SNIPPETS: readonly Written[] = SWIFT.flatMap(({ id, body }) =>
  Array.from({ length: choices(body.join('\n')) }, (_, choice) => ({
    name: `${id}, choice ${choice + 1}`,
    text: expand(body.join('\n'), choice),
  })),
);

describe('the Swift compiler reads', () => {
  it.each([
    ['every example of every rule', EXAMPLES],
    ['what every fix makes of them', FIXED],
    ['every snippet with each of its choices', SNIPPETS],
  ])('%s', async (_, written) => {
    const frontend = await swiftFrontend();
    const errors = await parseErrors(
      frontend!.run,
      written.map(({ text }) => text),
    );
    expect(written.length).toBeGreaterThan(20);
    expect(errors.flatMap((own, index) => own.map((error) => `${written[index]?.name} ${error}`))).toEqual(
      [],
    );
  });
});
