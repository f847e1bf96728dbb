import { judgement, judgePolicyFile } from '../analysis.js';
import type { FileFacts } from '../facts/model.js';
import type { FileReport, HiddenFinding, PathError, Reporter } from '../report/report.js';
import type { Severity } from '../finding.js';
import type { PolicyInForce } from '../policy/policies.js';
import type { Source } from '../workspace/discover.js';
import { comparePaths } from '../workspace/index-names.js';
import { Program } from '../workspace/program.js';
import { setImmediate } from 'node:timers/promises';
import type { Baseline } from './baseline.js';
import { shownPath } from './inputs.js';
import type { NamedPolicies } from './project-policies.js';
import type { Output } from './output.js';

/** What judging needs and whom it tells. */
export interface Judging {
  readonly cwd: string;
  /** All files, in the order of the report. */
  readonly sources: readonly Source[];
  /** The facts of those in which there are any, by file. */
  readonly facts: ReadonlyMap<string, FileFacts>;
  /** The files whose findings are asked for. */
  readonly chosen: ReadonlySet<string>;
  readonly baseline: Baseline | undefined;
  readonly reporter: Reporter;
  readonly out: Output;
  readonly signal: AbortSignal | undefined;
  readonly policies: NamedPolicies;
}

/** How many findings were shown, by severity. */
export type FindingCounts = Readonly<Record<Severity, number>>;

/**
 * Judges each chosen file in the light of all others: what one file stores, another may name, wrap or clear.
 */
export async function judgeFiles(judging: Judging): Promise<FindingCounts> {
  const { sources, facts, chosen, reporter, out, signal } = judging;
  const program = new Program([...facts.values()].toSorted(comparePaths));
  const others = new OtherFiles(judging);
  const counts = { error: 0, warning: 0, information: 0 };
  for (const report of policyReports(judging)) {
    for (const { severity } of report.findings) counts[severity] += 1;
    await out.write(reporter.file(report));
  }
  for (const source of sources) {
    if (out.closed || signal?.aborted) break;
    const own = facts.get(source.file);
    if (!own || !chosen.has(source.file)) continue;
    await setImmediate();
    const report = reportOf(source, own, program, judging, others);
    for (const { severity } of report.findings) counts[severity] += 1;
    if (report.findings.length + report.hidden.length > 0) await out.write(reporter.file(report));
  }
  return counts;
}

function reportOf(
  { file }: Source,
  facts: FileFacts,
  program: Program,
  { cwd, baseline, policies }: Judging,
  others: OtherFiles,
): FileReport {
  const { text } = facts;
  const { kept, suppressed } = judgement(facts, policies.for(file).policy, program);
  const { fresh, known } = baseline?.split(file, text, kept) ?? { fresh: kept, known: [] };
  const hidden: readonly HiddenFinding[] = [
    ...suppressed.map(({ finding, suppression: { reason } }) => ({
      finding,
      by: 'comment' as const,
      ...(reason !== undefined && { reason }),
    })),
    ...known.map((finding) => ({ finding, by: 'baseline' as const, reason: 'In the baseline' })),
  ];
  return {
    path: shownPath(file, cwd),
    file,
    text,
    findings: fresh,
    hidden,
    other: (path) => others.named(path),
  };
}

/** What is wrong with the policies that the chosen files are judged by. */
function policyReports({ sources, chosen, cwd, policies }: Judging): readonly FileReport[] {
  const inForce = new Map<string, PolicyInForce>();
  for (const { file } of sources) {
    const policy = chosen.has(file) ? policies.for(file) : undefined;
    if (policy?.file !== undefined) inForce.set(policy.file, policy);
  }
  return Array.from(inForce, ([file, policy]) => ({
    path: shownPath(file, cwd),
    file,
    text: policies.textOf(file),
    findings: judgePolicyFile(policy),
    hidden: [],
    other: () => undefined,
  })).filter(({ findings }) => findings.length > 0);
}

/** Finds files by what facts name them, for findings that speak of them. */
class OtherFiles {
  private files: ReadonlyMap<string, { readonly path: string; readonly text: string }> | undefined;

  constructor(private readonly judging: Pick<Judging, 'facts' | 'cwd'>) {}

  named(path: string): { readonly path: string; readonly text: string } | undefined {
    const { facts, cwd } = this.judging;
    this.files ??= new Map(
      Array.from(facts, ([file, { path: name, text }]) => [name, { path: shownPath(file, cwd), text }]),
    );
    return this.files.get(path);
  }
}

/** A path that could not be analysed, each once. */
export class PathErrors {
  private readonly errors = new Map<string, PathError>();

  add(path: string, message: string): void {
    if (!this.errors.has(path)) this.errors.set(path, { path, message });
  }

  get all(): readonly PathError[] {
    return [...this.errors.values()];
  }
}
