import { readFile } from 'node:fs/promises';
import { Analyzer, judgePolicyFile } from '../../server/analysis.js';
import type { Code } from '../../server/code/model.js';
import { CodeReader } from '../../server/code/reader.js';
import type { Finding, TextEdit } from '../../server/finding.js';
import { DEFAULT_POLICY } from '../../server/policy/policy.js';
import { readPolicy } from '../../server/policy/read.js';
import { POLICY_FILE } from '../../server/policy/schema.js';
import { grammarFor } from '../../server/language.js';
import type { Grammar, GrammarReader } from '../../server/syntax/parser.js';

const readGrammar: GrammarReader = (name) =>
  readFile(new URL(`../../dist/grammars/${name}`, import.meta.url));

export const analyzer = await Analyzer.load(readGrammar, ['swift', 'typescript', 'tsx']);

export const readers: Readonly<Record<Grammar, CodeReader>> = {
  swift: await CodeReader.load('swift', readGrammar),
  typescript: await CodeReader.load('typescript', readGrammar),
  tsx: await CodeReader.load('tsx', readGrammar),
};

export const EXAMPLE_PATH = 'Example.swift';

export function findingsIn(text: string, path: string = EXAMPLE_PATH): readonly Finding[] {
  if (path === POLICY_FILE)
    return judgePolicyFile({ problems: readPolicy(text).problems, policy: DEFAULT_POLICY });
  return analyzer.analyse(path, text).findings;
}

/** A text as the facts are read from. */
export function codeOf(text: string, path: string = EXAMPLE_PATH): Code {
  return readers[grammarFor(path)].read(text).code;
}

/** How many places of a text the grammar could not read. */
export function errorsIn(text: string, path: string = EXAMPLE_PATH): number {
  return codeOf(text, path).errors.length;
}

/**
 * Applies edits that all speak of the same text.
 * @throws when one lies outside the text, or two overlap.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let result = '';
  let at = 0;
  for (const { span, newText } of sorted) {
    if (span.start < at || span.end < span.start || span.end > text.length) {
      throw new Error(`Edit of ${span.start}–${span.end} overlaps another or lies outside the text`);
    }
    result += text.slice(at, span.start) + newText;
    at = span.end;
  }
  return result + text.slice(at);
}

/** Where a stretch of a text is once edits were made; what they replaced counts as a whole. */
export function moved({ span }: Finding, edits: readonly TextEdit[]): { start: number; end: number } {
  let [start, end] = [span.start, span.end];
  for (const { span: edited, newText } of edits) {
    const growth = newText.length - (edited.end - edited.start);
    if (edited.end <= span.start && edited.start < span.start) start += growth;
    else if (edited.start < span.start) start -= span.start - edited.start;
    if (edited.start < span.end)
      end += edited.end <= span.end ? growth : newText.length - (span.end - edited.start);
  }
  return { start, end };
}
