import type { Readable, Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { version } from '../../package.json';
import { visible } from '../report/layout.js';
import { writeReasonOf } from '../workspace/read-error.js';
import { RULES } from '../rules/index.js';
import { readArguments, UsageError, type Command } from './arguments.js';
import { runCheck } from './run.js';
import { Output } from './output.js';
import { ProgressLine } from './progress.js';
import { CHECK_USAGE, RULES_USAGE, SYNOPSIS, USAGE } from './usage.js';

/** What the command line tool uses of its process. */
export interface Environment {
  readonly cwd: string;
  readonly stdin?: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Whether to colour what is printed. */
  readonly color: boolean;
  /** The folder of the grammars. */
  readonly grammars: URL;
  /** What tells this build of the product from others; without it nothing is kept from run to run. */
  readonly build?: () => string;
  /** The user's folder for caches. */
  readonly userCache?: string;
  /** The script of a thread beside this one; without it there are none. */
  readonly worker?: URL;
  /** Whether somebody watches the error stream. */
  readonly progress?: boolean;
  /** Asks the person at the terminal, where there is one; undefined when there is no answer any more. */
  readonly ask?: (question: string) => Promise<string | undefined>;
  /** Aborted when the user wants no more of it. */
  readonly signal?: AbortSignal;
}

/** 0: nothing found. 1: findings. 2: wrong usage, or something could not be read. 130: interrupted. */
export type ExitStatus = 0 | 1 | 2 | 130;

/** The streams that a command writes to. */
export interface Streams {
  readonly out: Output;
  readonly progress: ProgressLine;
  /** Takes a line for people, for the error stream. */
  readonly note: (line: string) => void;
}

/** Runs the command line tool. Never rejects for what a user can cause. */
export async function main(args: readonly string[], environment: Environment): Promise<ExitStatus> {
  const out = new Output(environment.stdout);
  const problems = new Output(environment.stderr);
  const progress = new ProgressLine(problems, environment.progress === true && !args.includes('--quiet'));
  const note = (line: string): void => {
    progress.clear();
    void problems.write(`sessionlint: ${visible(line)}\n`);
  };
  try {
    const status = await run(readArguments(args), environment, { out, progress, note });
    // A failure is told after the write that failed.
    await setImmediate();
    if (!out.failure) return status;
    note(`the output is not complete: ${writeReasonOf(out.failure)}`);
    return 2;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    note(error.message);
    await problems.write(`\n${SYNOPSIS}`);
    return 2;
  }
}

async function run(command: Command, environment: Environment, streams: Streams): Promise<ExitStatus> {
  const { out } = streams;
  switch (command.name) {
    case 'help':
      await out.write(
        command.about === 'check' ? CHECK_USAGE : command.about === 'rules' ? RULES_USAGE : USAGE,
      );
      return 0;
    case 'version':
      await out.write(`${version}\n`);
      return 0;
    case 'rules':
      await out.write(ruleList());
      return 0;
    case 'check':
      return runCheck(command, environment, streams);
  }
}

function ruleList(): string {
  const widest = Math.max(0, ...RULES.map(({ id }) => id.length));
  return RULES.map(
    ({ id, severity, title }) => `${id.padEnd(widest)}  ${severity.padEnd(11)}  ${title}\n`,
  ).join('');
}
