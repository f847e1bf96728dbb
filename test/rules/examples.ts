import { expect } from 'vitest';
import type { Finding } from '../../server/finding.js';
import { RULES } from '../../server/rules/index.js';
import type { Example, Rule } from '../../server/rules/rule.js';
import type { Span } from '../../server/span.js';

/** A text whose «guillemets» have become spans. */
export interface Marked {
  readonly text: string;
  /** In the order of the text. */
  readonly spans: readonly Span[];
}

export function unmark(marked: string): Marked {
  const spans: Span[] = [];
  const open: number[] = [];
  let text = '';
  for (const part of marked.split(/([«»])/)) {
    if (part === '«') open.push(text.length);
    else if (part === '»') spans.push({ start: open.pop()!, end: text.length });
    else text += part;
  }
  expect(open, 'every « has its »').toEqual([]);
  return { text, spans: spans.toSorted((a, b) => a.start - b.start || a.end - b.end) };
}

/** One `bad` example of one rule, under a name that tells a reader which. */
export interface BadCase {
  readonly name: string;
  readonly rule: Rule;
  readonly example: Example;
}

const ALL_BAD_CASES: readonly BadCase[] = RULES.flatMap((rule) =>
  rule.bad.map((example, index) => ({ name: `${rule.id} bad ${index + 1}`, rule, example })),
);

/** Those in source code. */
export const BAD_CASES = ALL_BAD_CASES.filter(({ example }) => example.language !== 'jsonc');

/** Those in policy files. */
export const BAD_POLICY_CASES = ALL_BAD_CASES.filter(({ example }) => example.language === 'jsonc');

export const GOOD_CASES: readonly BadCase[] = RULES.flatMap((rule) =>
  rule.good.map((example, index) => ({ name: `${rule.id} good ${index + 1}`, rule, example })),
);

/** What a rule underlines, quoted with its offsets, so that a failed test shows it. */
export function underlined(text: string, findings: readonly Finding[], rule: Rule): readonly string[] {
  return quoted(
    text,
    findings.filter((finding) => finding.rule === rule.id).map(({ span }) => span),
  );
}

export function quoted(text: string, spans: readonly Span[]): readonly string[] {
  return spans.map(({ start, end }) => `${start}–${end} ${text.slice(start, end)}`);
}

/** Cases for `it.each` with “%s”, which, unlike “$name”, shows a long name whole. */
export function titled<Case extends { readonly name: string }>(cases: readonly Case[]): [string, Case][] {
  return cases.map((each) => [each.name, each]);
}
