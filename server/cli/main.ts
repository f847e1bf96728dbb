import { readFile } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import pico from 'picocolors';
import { version } from '../../package.json';
import { Analyzer } from '../analysis.js';
import { JsonReporter } from '../report/json.js';
import { visible } from '../report/layout.js';
import { PrettyReporter } from '../report/pretty.js';
import { RULES } from '../rules/index.js';
import { readArguments, USAGE, UsageError, type Command } from './arguments.js';
import { check } from './check.js';
import { Output } from './output.js';

/** What the command line tool uses of its process. */
export interface Environment {
  readonly cwd: string;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Whether to colour what is printed. */
  readonly color: boolean;
  /** The folder of the grammars. */
  readonly grammars: URL;
}

/** 0: nothing found. 1: findings. 2: wrong usage, or something could not be read. */
export type ExitStatus = 0 | 1 | 2;

/** Runs the command line tool. Never rejects for what a user can cause. */
export async function main(args: readonly string[], environment: Environment): Promise<ExitStatus> {
  const out = new Output(environment.stdout);
  const problems = new Output(environment.stderr);
  const note = (line: string): void => void problems.write(`sessionlint: ${visible(line)}\n`);
  try {
    return await run(readArguments(args), environment, out, note);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    note(error.message);
    await problems.write(`\n${USAGE}`);
    return 2;
  }
}

async function run(
  command: Command,
  environment: Environment,
  out: Output,
  note: (line: string) => void,
): Promise<ExitStatus> {
  switch (command.name) {
    case 'help':
      await out.write(USAGE);
      return 0;
    case 'version':
      await out.write(`${version}\n`);
      return 0;
    case 'rules':
      await out.write(ruleList());
      return 0;
    case 'check':
      return runCheck(command, environment, out, note);
  }
}

async function runCheck(
  { format, paths }: Extract<Command, { name: 'check' }>,
  { cwd, color, grammars }: Environment,
  out: Output,
  note: (line: string) => void,
): Promise<ExitStatus> {
  const analyzer = await loadAnalyzer(grammars).catch((error: unknown) => {
    note(`the grammar could not be loaded: ${error instanceof Error ? error.message : String(error)}`);
  });
  if (!analyzer) return 2;
  const reporter = format === 'json' ? new JsonReporter() : new PrettyReporter(pico.createColors(color));
  const { findings, errors } = await check({ paths, cwd, analyzer, reporter, out, note });
  if (format === 'pretty') for (const { path, message } of errors) note(`${path}: ${message}`);
  if (errors.length > 0) return 2;
  return findings > 0 ? 1 : 0;
}

function loadAnalyzer(grammars: URL): Promise<Analyzer> {
  return Analyzer.load((name) => readFile(new URL(name, grammars)));
}

function ruleList(): string {
  const widest = Math.max(0, ...RULES.map(({ id }) => id.length));
  return RULES.map(
    ({ id, severity, title }) => `${id.padEnd(widest)}  ${severity.padEnd(11)}  ${title}\n`,
  ).join('');
}
