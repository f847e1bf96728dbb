import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { root } from '../../scripts/paths.mjs';
import { judge } from '../../server/analysis.js';
import { DEFAULT_POLICY } from '../../server/policy/policy.js';
import { Program } from '../../server/workspace/program.js';
import { analyzer } from '../rules/analyzer.js';

const SAMPLE = join(root, 'walkthrough', 'sample', 'Sources');

/** The rules that find something in each file of the sample. */
function rulesByFile(): Readonly<Record<string, readonly string[]>> {
  const files = readdirSync(SAMPLE).flatMap(
    (name) => analyzer.facts(`Sources/${name}`, readFileSync(join(SAMPLE, name), 'utf8')) ?? [],
  );
  const program = new Program(files);
  return Object.fromEntries(
    files.map((file) => {
      const rules = judge(file, DEFAULT_POLICY, program).map(({ rule }) => rule);
      return [file.path.split('/').at(-1), [...new Set(rules)].sort()];
    }),
  );
}

describe('the sample of the walkthrough', () => {
  it('has the mistakes that its page speaks of', () => {
    expect(rulesByFile()).toEqual({
      'LegacyKeychain.swift': ['keychain/always-accessible'],
      'SessionManager.swift': [
        'logging/credential-logged',
        'logout/background-work-continues',
        'logout/incomplete-cleanup',
      ],
      'TokenStore.swift': ['storage/token-in-user-defaults'],
    });
  });
});

describe('the steps of the walkthrough', () => {
  const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);

  it('only name commands that there are', () => {
    const named = JSON.stringify(steps).match(/sessionlint\.\w+(?=[")])/g) ?? [];
    const known = new Set([
      ...manifest.contributes.commands.map(({ command }) => command),
      ...manifest.contributes.views.sessionlint.map(({ id }) => id),
    ]);
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });

  it('have pictures in the colours of the theme', () => {
    for (const { media } of steps) {
      const svg = readFileSync(join(root, media.svg), 'utf8');
      expect(svg.match(/(?:fill|stroke)="(?!none|var\(--vscode-)[^"]*"/g)).toBeNull();
    }
  });
});
