import { describe, expect, it } from 'vitest';
import { analyzer, errorsIn, findingsIn } from '../rules/analyzer.js';
import { titled } from '../rules/examples.js';
import { judge } from '../../server/analysis.js';
import { DEFAULT_POLICY } from '../../server/policy/policy.js';
import { Program } from '../../server/workspace/program.js';
import { asSwiftFile, choices, expand, type SnippetEntry, SWIFT } from './expand.js';

interface Expansion {
  readonly name: string;
  readonly snippet: SnippetEntry;
  readonly text: string;
}

/** Each snippet with its defaults, and with each of its other choices. */
const EXPANSIONS: readonly Expansion[] = SWIFT.flatMap((snippet) => {
  const body = snippet.body.join('\n');
  return Array.from({ length: choices(body) }, (_, choice) => ({
    name: choice === 0 ? snippet.id : `${snippet.id}, choice ${choice + 1}`,
    snippet,
    text: asSwiftFile(expand(body, choice)),
  }));
});

describe('a Swift snippet', () => {
  it.each(titled(EXPANSIONS))('%s can be read by the grammar', (_, { text }) => {
    expect(errorsIn(text)).toBe(0);
    expect(text).not.toMatch(/[«»]|\$\{|\\[}$]/);
  });

  it.each(titled(EXPANSIONS))('%s gives no finding by itself', (_, { text }) => {
    expect(said(findingsIn(text))).toEqual([]);
  });

  it.each(titled(EXPANSIONS))('%s gives no finding beside those that it needs', (_, { snippet, text }) => {
    expect(foundIn([text, ...neededBy(snippet)])).toEqual([]);
  });

  it('is quiet when all are in one app', () => {
    expect(foundIn(SWIFT.map(({ body }) => asSwiftFile(expand(body.join('\n')))))).toEqual([]);
  });

  it.each(titled(EXPANSIONS))('%s forces nothing', (_, { text }) => {
    expect(text).not.toMatch(/\btry!|\bas!|[\w)\]]!(?![=\w])/);
  });

  it('declares each of its types once in all snippets together', () => {
    const types = SWIFT.flatMap(({ body }) => [
      ...expand(body.join('\n')).matchAll(/^(?:final )?(?:class|struct|enum|actor|protocol) (\w+)/gm),
    ]).map(([, name]) => name);
    expect(types).toEqual([...new Set(types)]);
  });
});

/** The code of the snippets that one needs, and that they need in turn. */
function neededBy({ needs }: SnippetEntry): readonly string[] {
  const found = new Set<string>();
  const add = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    SWIFT.find((snippet) => snippet.id === id)!.needs.forEach(add);
  };
  needs.forEach(add);
  return [...found].map((id) => expand(SWIFT.find((snippet) => snippet.id === id)!.body.join('\n')));
}

/** What is found in the files of one app. */
function foundIn(texts: readonly string[]): readonly string[] {
  const files = texts.flatMap((text, index) => analyzer.facts(`App/File${index}.swift`, text) ?? []);
  const program = new Program(files);
  return files.flatMap((file) => said(judge(file, DEFAULT_POLICY, program)));
}

function said(findings: ReturnType<typeof findingsIn>): readonly string[] {
  return findings.map(({ rule, message }) => `${rule}: ${message}`);
}
