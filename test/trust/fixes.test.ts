import { describe, expect, it } from 'vitest';
import { judge } from '../../server/analysis.js';
import { combine, apply, MOST_ROUNDS } from '../../server/combine.js';
import type { FileFacts } from '../../server/facts/model.js';
import type { Finding, Fix } from '../../server/finding.js';
import { DEFAULT_POLICY } from '../../server/policy/policy.js';
import { Program } from '../../server/workspace/program.js';
import { comparePaths } from '../../server/workspace/index-names.js';
import { analyzer, applyEdits, errorsIn, moved } from '../rules/analyzer.js';
import { figure } from './figures.js';
import { corpusFiles, filesOf, type Material, SAMPLE_APP } from './material.js';

/** The files of one app, any of which can be tried with another text. */
class App {
  private readonly facts = new Map<string, FileFacts>();

  constructor(readonly files: readonly Material[]) {
    for (const { path, text } of files) {
      const facts = analyzer.facts(path, text);
      if (facts) this.facts.set(path, facts);
    }
  }

  /** What is found in a file, were its text another. */
  findings(path: string, text?: string): readonly Finding[] {
    const own = text === undefined ? this.facts.get(path) : analyzer.facts(path, text);
    if (!own) return [];
    const others = [...this.facts.values()].filter((facts) => facts.path !== path);
    return judge(own, DEFAULT_POLICY, new Program([...others, own].toSorted(comparePaths)));
  }
}

function touch(a: Finding['span'], b: Finding['span']): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** What is wrong with a fix; nothing when it does what it says. */
function faultsOf(app: App, { path, text }: Material, finding: Finding, fix: Fix): readonly string[] {
  const before = app.findings(path);
  const fixed = applyEdits(text, fix.edits);
  const after = app.findings(path, fixed);
  const place = moved(finding, fix.edits);
  const isLeft = after.some(
    ({ rule, message, span }) => rule === finding.rule && message === finding.message && touch(span, place),
  );
  const added = after.filter(
    ({ rule, span }) => !before.some((old) => old.rule === rule && touch(span, moved(old, fix.edits))),
  );
  return [
    ...(fixed === text ? ['changes nothing'] : []),
    ...(isLeft && fix.isDraft !== true ? ['leaves its finding'] : []),
    ...added.map(({ rule }) => `brings ${rule}`),
    ...(errorsIn(fixed, path) > errorsIn(text, path) ? ['leaves code that does not parse'] : []),
  ];
}

function check(name: string, load: () => Promise<readonly Material[]>): void {
  it(`keep their word on all of ${name}`, { timeout: 3_600_000 }, async () => {
    const app = new App(await load());
    const faults: string[] = [];
    let count = 0;
    for (const material of app.files) {
      for (const finding of app.findings(material.path)) {
        // What a fix writes into the policy file, the text does not show.
        for (const fix of finding.fixes.filter(({ policy }) => !policy)) {
          count += 1;
          for (const fault of faultsOf(app, material, finding, fix))
            faults.push(
              `${material.path}, ${finding.rule} at ${finding.span.start}: “${fix.title}” ${fault}`,
            );
        }
      }
    }
    figure('fixes', `fixes applied on ${name}`, count);
    expect(faults).toEqual([]);
  });

  it(`that are safe come to an end on ${name}`, { timeout: 3_600_000 }, async () => {
    const app = new App(await load());
    let fixed = 0;
    for (const { path, text } of app.files) {
      let current = text;
      for (let round = 0; ; round += 1) {
        const { findings, edits } = combine(app.findings(path, current));
        if (edits.length === 0) break;
        expect(round, `${path}`).toBeLessThan(MOST_ROUNDS);
        current = apply(current, edits);
        fixed += findings.length;
      }
      expect(errorsIn(current, path), `${path}`).toBeLessThanOrEqual(errorsIn(text, path));
    }
    figure('fixes', `findings that safe fixes repaired in ${name}`, fixed);
  });
}

describe('fixes', () => {
  check('the sample app', () => filesOf(SAMPLE_APP));
  check('the corpus', corpusFiles);
});
