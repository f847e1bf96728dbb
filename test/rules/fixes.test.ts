import { describe, expect, it } from 'vitest';
import type { Finding, Fix, TextEdit } from '../../server/finding.js';
import type { Span } from '../../server/span.js';
import { analyzer, applyEdits, errorsIn, EXAMPLE_PATH, findingsIn, moved } from './analyzer.js';
import { BAD_CASES, unmark, titled } from './examples.js';

interface FixCase {
  readonly name: string;
  readonly text: string;
  readonly path: string | undefined;
  readonly before: readonly Finding[];
  readonly finding: Finding;
  readonly fix: Fix;
}

/** What is written down in the policy instead is tried out in its own tests. */
function changesText({ policy }: Fix): boolean {
  return policy === undefined;
}

/** Every fix of every finding, whichever rule it is of, of every bad example. */
const FIX_CASES: readonly FixCase[] = BAD_CASES.flatMap(({ name, example }) => {
  const { text } = unmark(example.text);
  const before = findingsIn(text, example.path);
  return before.flatMap((finding) =>
    finding.fixes.filter(changesText).map((fix) => ({
      name: `${name}, ${finding.rule} at ${finding.span.start}: ${fix.title}`,
      text,
      path: example.path,
      before,
      finding,
      fix,
    })),
  );
});

function touch(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

describe('a fix', () => {
  it.each(titled(FIX_CASES))(
    'removes its finding and brings no other: %s',
    (_, { text, path, before, finding, fix }) => {
      const after = findingsIn(applyEdits(text, fix.edits), path);
      const place = moved(finding, fix.edits);
      const left = after.filter(({ rule, span }) => rule === finding.rule && touch(span, place));
      // A draft is finished by a person, and says so by staying.
      expect(left.length).toBe(fix.isDraft === true ? 1 : 0);
      const added = after.filter(
        ({ rule, span }) => !before.some((old) => old.rule === rule && touch(span, moved(old, fix.edits))),
      );
      expect(added.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
    },
  );

  it.each(titled(FIX_CASES))('leaves code that parses: %s', (_, { text, path, fix }) => {
    expect(errorsIn(applyEdits(text, fix.edits), path)).toBeLessThanOrEqual(errorsIn(text, path));
  });

  it.each(titled(FIX_CASES))(
    'changes something, and only within lines of its own: %s',
    (_, { text, fix }) => {
      expect(fix.edits.length).toBeGreaterThan(0);
      expect(applyEdits(text, fix.edits)).not.toBe(text);
      for (const { span, newText } of fix.edits) expect(text.slice(span.start, span.end)).not.toBe(newText);
    },
  );

  it.each(titled(FIX_CASES))(
    'gives the same by an incremental update: %s',
    (_, { text, path = EXAMPLE_PATH, fix }) => {
      const open = analyzer.open(path, text);
      const fixed = applyEdits(text, fix.edits);
      expect(open.update(fixed).findings).toEqual(findingsIn(fixed, path));
    },
  );
});

describe('the fixes of one finding', () => {
  it.each(titled(BAD_CASES))(
    'have titles of their own and at most one is preferred: %s',
    (_, { example }) => {
      for (const { fixes } of findingsIn(unmark(example.text).text, example.path)) {
        expect(new Set(fixes.map(({ title }) => title)).size).toBe(fixes.length);
        expect(fixes.filter(({ preferred }) => preferred === true).length).toBeLessThanOrEqual(1);
      }
    },
  );
});

/** What fixing everything that is safe would do: of each finding the preferred safe fix, else the first. */
function safeEdits(findings: readonly Finding[]): readonly TextEdit[] {
  const edits = findings.flatMap(({ fixes }) => {
    const safe = fixes.filter(({ safety }) => safety === 'safe');
    return (safe.find(({ preferred }) => preferred === true) ?? safe[0])?.edits ?? [];
  });
  const unique = new Map(edits.map((edit) => [`${edit.span.start} ${edit.span.end} ${edit.newText}`, edit]));
  return [...unique.values()];
}

describe('the safe fixes of a text', () => {
  it.each(titled(BAD_CASES))(
    'do not overlap, and once made there is nothing left to make: %s',
    (_, { example }) => {
      const { text } = unmark(example.text);
      const fixed = applyEdits(text, safeEdits(findingsIn(text, example.path)));
      expect(applyEdits(fixed, safeEdits(findingsIn(fixed, example.path)))).toBe(fixed);
      expect(errorsIn(fixed, example.path)).toBeLessThanOrEqual(errorsIn(text, example.path));
    },
  );
});
