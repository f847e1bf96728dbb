import { judge, type Analyzer } from '../analysis.js';
import type { FileFacts } from '../facts/model.js';
import { DEFAULT_POLICY } from '../policy/policy.js';
import type { PathError, Reporter } from '../report/report.js';
import type { Source } from '../workspace/discover.js';
import { reasonOf } from '../workspace/read-error.js';
import { Program } from '../workspace/program.js';
import { readSource } from '../workspace/source.js';
import { findInputs, shownPath } from './inputs.js';
import type { Output } from './output.js';

export interface CheckRun {
  readonly paths: readonly string[];
  readonly cwd: string;
  readonly analyzer: Analyzer;
  readonly reporter: Reporter;
  readonly out: Output;
  /** Takes a line for people, for the error stream. */
  readonly note: (line: string) => void;
}

/** A file that has been read and looked at, waiting for the others. */
interface Looked {
  readonly shown: string;
  readonly facts: FileFacts;
}

/**
 * Reads all that the paths lead to, then judges each file in the light of all others: what one file stores,
 * another may name, wrap or clear.
 */
export async function check(run: CheckRun): Promise<{ findings: number; errors: readonly PathError[] }> {
  const { sources, errors: missing, empty, foreign } = await findInputs(run.paths, run.cwd);
  for (const folder of empty) run.note(`${folder}: no Swift files`);
  for (const file of foreign) run.note(`${file}: skipped, not a Swift file`);
  const errors = [...missing];
  const looked: Looked[] = [];
  let files = 0;
  for (const source of sources) {
    const result = await look(run, source);
    if ('error' in result) errors.push(result.error);
    if (!('facts' in result)) continue;
    files += 1;
    if (result.facts) looked.push({ shown: result.shown, facts: result.facts });
  }
  const findings = await judgeAll(run, looked);
  await run.out.write(run.reporter.end(files, errors));
  return { findings, errors };
}

type FileResult =
  | { readonly shown: string; readonly facts: FileFacts | undefined }
  | { readonly error: PathError }
  | { readonly skipped: string };

async function look(run: CheckRun, { file, path }: Source): Promise<FileResult> {
  const shown = shownPath(file, run.cwd);
  try {
    const source = await readSource(file);
    if ('skipped' in source) {
      run.note(`${shown}: skipped, ${source.skipped}`);
      return source;
    }
    return { shown, facts: run.analyzer.facts(path, source.text) };
  } catch (error) {
    return { error: { path: shown, message: reasonOf(error) } };
  }
}

async function judgeAll(run: CheckRun, looked: readonly Looked[]): Promise<number> {
  const program = new Program(looked.map(({ facts }) => facts));
  let count = 0;
  for (const { shown, facts } of looked) {
    if (run.out.closed) break;
    const findings = judge(facts, DEFAULT_POLICY, program);
    count += findings.length;
    if (findings.length === 0) continue;
    await run.out.write(run.reporter.file({ path: shown, text: facts.text, findings }));
  }
  return count;
}
