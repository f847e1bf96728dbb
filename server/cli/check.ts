import type { Analyzer } from '../analysis.js';
import type { PathError, Reporter } from '../report/report.js';
import type { Source } from '../workspace/discover.js';
import { reasonOf } from '../workspace/read-error.js';
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

/** Analyses what the paths lead to, one file after the other. */
export async function check(run: CheckRun): Promise<{ findings: number; errors: readonly PathError[] }> {
  const { sources, errors: missing, empty } = await findInputs(run.paths, run.cwd);
  for (const folder of empty) run.note(`${folder}: no Swift files`);
  const errors = [...missing];
  let findings = 0;
  let files = 0;
  for (const source of sources) {
    if (run.out.closed) break;
    const result = await checkFile(run, source);
    if ('error' in result) errors.push(result.error);
    if (!('findings' in result)) continue;
    files += 1;
    findings += result.findings;
  }
  await run.out.write(run.reporter.end(files, errors));
  return { findings, errors };
}

type FileResult =
  { readonly findings: number } | { readonly error: PathError } | { readonly skipped: string };

async function checkFile(run: CheckRun, { file, path }: Source): Promise<FileResult> {
  const shown = shownPath(file, run.cwd);
  try {
    const source = await readSource(file);
    if ('skipped' in source) {
      run.note(`${shown}: skipped, ${source.skipped}`);
      return source;
    }
    const { text, findings } = run.analyzer.analyse(path, source.text);
    if (findings.length > 0) await run.out.write(run.reporter.file({ path: shown, text, findings }));
    return { findings: findings.length };
  } catch (error) {
    return { error: { path: shown, message: reasonOf(error) } };
  }
}
