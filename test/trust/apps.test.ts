import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apply, combine, MOST_ROUNDS } from '../../server/combine.js';
import type { Finding, Fix } from '../../server/finding.js';
import { applyEdits, errorsIn, moved } from '../rules/analyzer.js';
import { parseErrors, swiftFrontend } from '../swift/compiler.js';
import { App, APP_FOLDERS } from './app.js';
import { figure } from './figures.js';
import { faultOf, isNamed } from './shown-code.js';

const frontend = await swiftFrontend();

function touch(a: Finding['span'], b: Finding['span']): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** A fix that was made, with the text before and after it. */
interface Made {
  readonly name: string;
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** What is wrong with a fix; nothing when it does what it says. */
function faultsOf(app: App, path: string, finding: Finding, fix: Fix, fixed: string): readonly string[] {
  const text = app.textOf(path);
  const before = app.findings(path);
  const after = app.findingsWith(path, fixed);
  const place = moved(finding, fix.edits);
  const left = after.filter(
    ({ rule, message, span }) => rule === finding.rule && message === finding.message && touch(span, place),
  );
  const added = after.filter(
    ({ rule, span }) => !before.some((old) => old.rule === rule && touch(span, moved(old, fix.edits))),
  );
  const again = left.some(({ fixes }) => fixes.some(({ title }) => title === fix.title));
  return [
    ...(fixed === text ? ['changes nothing'] : []),
    ...(left.length > 0 && fix.isDraft !== true ? ['leaves its finding'] : []),
    ...(again ? ['is offered again'] : []),
    ...added.map(({ rule }) => `brings ${rule}`),
    ...(errorsIn(fixed, path) > errorsIn(text, path) ? ['leaves code that does not parse'] : []),
  ];
}

/** Each fix of each finding of an app, made by itself. */
function makeEach(app: App): { readonly made: readonly Made[]; readonly faults: readonly string[] } {
  const made: Made[] = [];
  const faults: string[] = [];
  for (const path of app.paths) {
    for (const finding of app.findings(path)) {
      // What a fix writes into the policy file, the text does not show.
      for (const fix of finding.fixes.filter(({ policy }) => !policy)) {
        const name = `${app.name}: ${path}, ${finding.rule} at ${finding.span.start}: “${fix.title}”`;
        const before = app.textOf(path);
        const after = applyEdits(before, fix.edits);
        made.push({ name, path, before, after });
        faults.push(...faultsOf(app, path, finding, fix, after).map((fault) => `${name} ${fault}`));
      }
    }
  }
  return { made, faults };
}

/** What the Swift compiler’s parser says against texts that it had nothing against, or less, before. */
async function compilerFaults(made: readonly Made[]): Promise<readonly string[]> {
  if (!frontend) return [];
  const swift = made.filter(({ path }) => path.endsWith('.swift'));
  const texts = [...new Set(swift.flatMap(({ before, after }) => [before, after]))];
  const errors = await parseErrors(frontend.run, texts);
  const countOf = new Map(texts.map((text, index) => [text, errors[index]?.length ?? 0]));
  return swift
    .filter(({ before, after }) => (countOf.get(after) ?? 0) > (countOf.get(before) ?? 0))
    .map(({ name, after }) => `${name}: ${errors[texts.indexOf(after)]?.join('; ')}`);
}

/** Makes the safe fixes of all files until none is left. Returns how many findings they repaired. */
function fixAll(app: App): number {
  let repaired = 0;
  for (const path of app.paths) {
    for (let round = 0; ; round += 1) {
      const { findings, edits } = combine(app.findings(path));
      if (edits.length === 0) break;
      expect(round, `rounds for ${app.name}: ${path}`).toBeLessThan(MOST_ROUNDS);
      app.replace(path, apply(app.textOf(path), edits));
      repaired += findings.length;
    }
  }
  return repaired;
}

function countByRule(app: App): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const path of app.paths)
    for (const { rule } of app.findings(path)) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return counts;
}

const counts = { findings: 0, named: 0, fixes: 0, compiled: 0, repaired: 0 };

describe.each(APP_FOLDERS)('what is found in %s', (folder) => {
  let app: App | undefined;

  beforeAll(async () => {
    app = await App.in(folder);
  }, 600_000);
  // Hundreds of apps do not fit beside each other.
  afterAll(() => (app = undefined));

  it('underlines what its message speaks of', { timeout: 600_000 }, () => {
    const faults: string[] = [];
    for (const path of app!.paths)
      for (const finding of app!.findings(path)) {
        const text = app!.textOf(path);
        counts.findings += 1;
        if (isNamed(text, finding)) counts.named += 1;
        const fault = faultOf(text, finding);
        if (fault !== undefined) faults.push(`${path}: ${fault}`);
      }
    expect(faults).toEqual([]);
  });

  it('is repaired by each of its fixes', { timeout: 3_600_000 }, async () => {
    const { made, faults } = makeEach(app!);
    counts.fixes += made.length;
    if (frontend) counts.compiled += made.filter(({ path }) => path.endsWith('.swift')).length;
    expect([...faults, ...(await compilerFaults(made))]).toEqual([]);
  });

  it(
    'is repaired by all safe fixes at once, and nothing is left for them',
    { timeout: 3_600_000 },
    async () => {
      const before = new Map(app!.paths.map((path) => [path, app!.textOf(path)]));
      const rulesBefore = countByRule(app!);
      counts.repaired += fixAll(app!);
      const changed = app!.paths.filter((path) => app!.textOf(path) !== before.get(path));
      const made = changed.map((path) => ({
        name: path,
        path,
        before: before.get(path)!,
        after: app!.textOf(path),
      }));
      const broken = made.filter(
        ({ path, before: old, after }) => errorsIn(after, path) > errorsIn(old, path),
      );
      expect(broken.map(({ path }) => path)).toEqual([]);
      expect(await compilerFaults(made)).toEqual([]);
      // What is repaired in one file brings nothing in another.
      for (const [rule, count] of countByRule(app!))
        expect(count, `${rule}`).toBeLessThanOrEqual(rulesBefore.get(rule) ?? 0);
    },
  );
});

describe('all apps together', () => {
  it('have so much to find and to repair', () => {
    figure('apps', 'apps, each read as a whole', APP_FOLDERS.length);
    figure('apps', 'findings whose code is what their message speaks of', counts.findings);
    figure('apps', 'of these, with a name of the message in the code itself', counts.named);
    figure('fixes', 'fixes made: finding gone, none new, parses as before, offered once', counts.fixes);
    figure(
      'fixes',
      'of these, read by the Swift compiler before and after',
      frontend ? counts.compiled : 'no compiler',
    );
    figure('fixes', 'findings that safe fixes repaired, all at once, to an end', counts.repaired);
    expect(counts.fixes).toBeGreaterThan(50);
  });
});
