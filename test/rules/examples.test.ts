import { describe, expect, it } from 'vitest';
import { RULES } from '../../server/rules/index.js';
import { applyEdits, findingsIn } from './analyzer.js';
import { BAD_CASES, BAD_POLICY_CASES, GOOD_CASES, quoted, underlined, unmark, titled } from './examples.js';

describe('a bad example is underlined where its guillemets stand, and nowhere else', () => {
  it.each(titled([...BAD_CASES, ...BAD_POLICY_CASES]))('%s', (_, { rule, example }) => {
    const { text, spans } = unmark(example.text);
    expect(spans.length).toBeGreaterThan(0);
    expect(underlined(text, findingsIn(text, example.path), rule)).toEqual(quoted(text, spans));
  });
});

describe('a good example is silent', () => {
  it.each(titled(GOOD_CASES))('%s', (_, { rule, example }) => {
    const { text, spans } = unmark(example.text);
    expect(spans).toEqual([]);
    expect(underlined(text, findingsIn(text, example.path), rule)).toEqual([]);
  });
});

describe('a fix does what its example shows', () => {
  const cases = RULES.flatMap((rule) =>
    rule.fixed.map((example, index) => ({
      name: `${rule.id} fix ${index + 1}: ${example.title}`,
      rule,
      example,
    })),
  );
  it.each(titled(cases))('%s', (_, { rule, example }) => {
    const { text } = unmark(example.before);
    const fixes = findingsIn(text, example.path)
      .filter((finding) => finding.rule === rule.id)
      .flatMap((finding) => finding.fixes);
    expect(fixes.map(({ title }) => title)).toContain(example.title);
    const fix = fixes.find(({ title }) => title === example.title)!;
    expect(applyEdits(text, fix.edits)).toBe(example.after);
  });
});
