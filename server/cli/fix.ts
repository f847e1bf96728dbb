import { setImmediate } from 'node:timers/promises';
import { combine, apply, MOST_ROUNDS } from '../combine.js';
import type { FileFacts } from '../facts/model.js';
import type { Finding, Fix, TextEdit } from '../finding.js';
import { Lines } from '../lines.js';
import { fingerprintOf, Occurrences } from '../report/fingerprint.js';
import { Program } from '../workspace/program.js';
import { comparePaths } from '../workspace/index-names.js';

/** What fixing needs. */
export interface Fixing {
  /** Judges a file among the others. */
  readonly judge: (facts: FileFacts, program: Program) => readonly Finding[];
  /** Reads the facts of a text anew. */
  readonly extract: (path: string, text: string) => Promise<FileFacts | undefined>;
  /** Asked before a fix that a person has to look at; undefined: such fixes are not made. */
  readonly confirm: ((question: FixQuestion) => Promise<'yes' | 'no' | 'stop'>) | undefined;
  readonly signal: AbortSignal | undefined;
}

export interface FixQuestion {
  readonly file: string;
  readonly text: string;
  readonly finding: Finding;
  readonly fix: Fix;
  /** What the text would become. */
  readonly after: string;
}

/** A file whose text is not what was read. */
export interface FixedText {
  readonly before: string;
  readonly after: string;
  /** The rules whose findings were repaired, one for each finding. */
  readonly rules: readonly string[];
}

/**
 * Applies fixes to the facts and texts of files, until no safe one is left. Nothing is written.
 * @param all the facts of all files, by file; those of fixed files are replaced
 * @param chosen the files to fix
 */
export async function fixTexts(
  all: Map<string, FileFacts>,
  chosen: readonly string[],
  fixing: Fixing,
): Promise<ReadonlyMap<string, FixedText>> {
  const bench = new Bench(all, fixing);
  await bench.applySafe(chosen);
  if (fixing.confirm) await bench.applyConfirmed(chosen, fixing.confirm);
  return bench.fixed;
}

class Bench {
  readonly fixed = new Map<string, FixedText>();

  constructor(
    private readonly all: Map<string, FileFacts>,
    private readonly fixing: Fixing,
  ) {}

  /** A fix may uncover others, in its own file or in another, so that all are judged again after each round. */
  async applySafe(chosen: readonly string[]): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const program = this.program();
      let changed = false;
      for (const file of chosen) {
        if (this.fixing.signal?.aborted) return;
        await setImmediate();
        const facts = this.all.get(file);
        const { findings, edits } = facts
          ? combine(this.fixing.judge(facts, program))
          : { findings: [], edits: [] };
        if (!facts || edits.length === 0) continue;
        await this.replace(file, facts, edits, findings);
        changed = true;
      }
      if (!changed) return;
    }
  }

  async applyConfirmed(chosen: readonly string[], confirm: NonNullable<Fixing['confirm']>): Promise<void> {
    for (const file of chosen) {
      /** Findings of a fingerprint that are to stay. */
      const declined = new Map<string, number>();
      for (;;) {
        const facts = this.all.get(file);
        const next = facts && this.nextToReview(facts, declined);
        if (!facts || !next || this.fixing.signal?.aborted) break;
        const { finding, fix, fingerprint } = next;
        const after = apply(facts.text, fix.edits);
        const answer = await confirm({ file, text: facts.text, finding, fix, after });
        if (answer === 'stop') return;
        const before = this.alike(facts, fingerprint);
        if (answer === 'yes') await this.replace(file, facts, fix.edits, [finding]);
        // A finding that outlives its fix is not asked about again either.
        if (this.alike(this.all.get(file), fingerprint) >= before)
          declined.set(fingerprint, (declined.get(fingerprint) ?? 0) + 1);
      }
    }
  }

  private nextToReview(
    facts: FileFacts,
    declined: ReadonlyMap<string, number>,
  ): { finding: Finding; fix: Fix; fingerprint: string } | undefined {
    const occurrences = new Occurrences();
    for (const { finding, fingerprint } of this.identified(facts)) {
      const fix = fixToReview(finding);
      if (!fix || occurrences.next(fingerprint) <= (declined.get(fingerprint) ?? 0)) continue;
      return { finding, fix, fingerprint };
    }
    return undefined;
  }

  /** How many findings with a fix to review have a fingerprint. */
  private alike(facts: FileFacts | undefined, fingerprint: string): number {
    if (!facts) return 0;
    return this.identified(facts).filter((one) => one.fingerprint === fingerprint && fixToReview(one.finding))
      .length;
  }

  private identified(facts: FileFacts): readonly { finding: Finding; fingerprint: string }[] {
    const lines = new Lines(facts.text);
    return this.fixing
      .judge(facts, this.program())
      .map((finding) => ({ finding, fingerprint: fingerprintOf(finding, facts.text, lines) }));
  }

  private async replace(
    file: string,
    facts: FileFacts,
    edits: readonly TextEdit[],
    findings: readonly Finding[],
  ): Promise<void> {
    const after = apply(facts.text, edits);
    const known = this.fixed.get(file);
    this.fixed.set(file, {
      before: known?.before ?? facts.text,
      after,
      rules: [...(known?.rules ?? []), ...findings.map(({ rule }) => rule)],
    });
    const renewed = await this.fixing.extract(facts.path, after);
    if (renewed) this.all.set(file, renewed);
    else this.all.delete(file);
  }

  private program(): Program {
    return new Program([...this.all.values()].toSorted(comparePaths));
  }
}

/** The one that a person would take first; a draft leaves something to be written. */
function fixToReview({ fixes }: Finding): Fix | undefined {
  const offered = fixes.filter((fix) => fix.safety === 'review' && !fix.isDraft && fix.edits.length > 0);
  return offered.find((fix) => fix.preferred) ?? offered[0];
}
