import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { FileFacts } from '../../server/facts/model.js';
import { RULES } from '../../server/rules/index.js';
import { discoverSources } from '../../server/workspace/discover.js';
import { analyzer, EXAMPLE_PATH } from './analyzer.js';

const APP = fileURLToPath(new URL('../sample-app/', import.meta.url));

/** Threads hand facts to each other as JSON, and the cache keeps them so. */
function handedOn(facts: FileFacts | undefined): unknown {
  return facts && JSON.parse(JSON.stringify(facts));
}

describe('facts are plain data', () => {
  const examples = RULES.flatMap((rule) =>
    [...rule.bad, ...rule.good, ...rule.fixed.map((fix) => ({ ...fix, text: fix.before }))].map(
      (example, index) => [`${rule.id} ${index}`, example] as const,
    ),
  ).filter(([, { language }]) => language === 'swift');

  it.each(examples)('of %s', (_, { text, path }) => {
    const facts = analyzer.facts(path ?? EXAMPLE_PATH, text.replace(/[«»]/g, ''));
    expect(handedOn(facts)).toEqual(facts);
  });

  it('of the sample app', async () => {
    const { sources } = await discoverSources(APP);
    expect(sources.length).toBeGreaterThan(20);
    for (const { file, path } of sources) {
      const facts = analyzer.facts(path, readFileSync(file, 'utf8'));
      expect(handedOn(facts)).toEqual(facts);
    }
  });
});
