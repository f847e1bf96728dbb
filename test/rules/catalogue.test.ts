import { describe, expect, it } from 'vitest';
import { secretsIn } from '../../server/report/redact.js';
import { RULES, ruleOf } from '../../server/rules/index.js';
import { findingsIn } from './analyzer.js';
import { BAD_CASES, unmark, titled } from './examples.js';

const GROUPS = [
  'keychain',
  'storage',
  'logging',
  'secrets',
  'refresh',
  'logout',
  'session',
  'policy',
  'suppression',
];

it('has rules, each under an id of its own', () => {
  expect(RULES.length).toBeGreaterThan(0);
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  for (const rule of RULES) expect(ruleOf(rule.id)).toBe(rule);
});

describe.each(RULES.map((rule) => ({ id: rule.id, rule })))('$id', ({ rule }) => {
  it('is named group/what-is-wrong', () => {
    expect(rule.id).toMatch(/^[a-z]+\/[a-z]+(-[a-z]+)*$/);
    expect(GROUPS).toContain(rule.id.split('/')[0]);
  });

  it('explains itself', () => {
    for (const prose of [rule.title, rule.why, rule.remedy]) expect(prose.trim()).not.toBe('');
    expect(rule.title).not.toMatch(/[.\n]/);
    expect(rule.why.trim()).toMatch(/[.)`]$/);
  });

  it('has at least three bad and five good examples', () => {
    expect(rule.bad.length).toBeGreaterThanOrEqual(3);
    expect(rule.good.length).toBeGreaterThanOrEqual(5);
  });

  it('shows a fix and says how safe it is, when it has any', () => {
    const fixes = rule.bad.flatMap(({ text, path }) =>
      findingsIn(unmark(text).text, path)
        .filter((finding) => finding.rule === rule.id)
        .flatMap((finding) => finding.fixes),
    );
    expect(rule.fixed.length > 0).toBe(fixes.length > 0);
    expect(rule.fixSafety.trim() !== '').toBe(fixes.length > 0);
  });

  it('names its sources by https', () => {
    expect(rule.references.length).toBeGreaterThan(0);
    for (const { title, url } of rule.references) {
      expect(title.trim()).not.toBe('');
      expect(new URL(url).protocol).toBe('https:');
    }
  });
});

describe('a message', () => {
  it.each(titled(BAD_CASES))('is a sentence, and its fixes have titles: %s', (_, { example }) => {
    for (const { message, fixes } of findingsIn(unmark(example.text).text, example.path)) {
      expect(message).toMatch(/^[\p{L}`“.].*[.)]$/su);
      expect(message).not.toContain('undefined');
      for (const { title } of fixes) expect(title).toMatch(/^\S.*\S$/);
    }
  });

  it.each(titled(BAD_CASES))('never repeats a secret: %s', (_, { example }) => {
    const { text } = unmark(example.text);
    const secrets = text
      .split('\n')
      .flatMap((line) => secretsIn(line).map(({ start, end }) => line.slice(start, end)));
    for (const { message, fixes, related } of findingsIn(text, example.path)) {
      const said = [
        message,
        ...fixes.map(({ title }) => title),
        ...related.map((other) => other.message),
      ].join('\n');
      for (const secret of secrets) expect(said).not.toContain(secret);
    }
  });
});
