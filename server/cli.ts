import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { createInterface } from 'node:readline/promises';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import pico from 'picocolors';
import { userCacheFolder } from './cli/cache-folder.js';
import { tuneForShortRun } from './cli/engine.js';
import { main } from './cli/main.js';
import type { Share } from './cli/threads.js';
import { serveShare } from './cli/worker.js';

const bundle = new URL(import.meta.url);
const grammars = new URL('grammars/', bundle);
/** What is started, by people and for each thread. */
const program = new URL('cli.cjs', bundle);

/** Runs the command line tool, or one of its threads. */
export function runProgram(): void {
  if (isMainThread) {
    tuneForShortRun();
    void runTool();
  } else if (parentPort) void serveShare(parentPort, workerData as Share, grammars);
}

async function runTool(): Promise<void> {
  const interrupt = new AbortController();
  // The first time the run is brought to an orderly end; whoever insists gets what the system does.
  process.once('SIGINT', () => interrupt.abort());
  process.once('SIGTERM', () => interrupt.abort());
  const finished = main(process.argv.slice(2), {
    cwd: process.cwd(),
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    color: wantsColor(),
    grammars,
    build: () => createHash('sha256').update(readFileSync(bundle)).digest('hex'),
    userCache: userCacheFolder(process.platform, process.env),
    worker: program,
    // Undefined where there is no terminal.
    progress: process.stderr.isTTY === true,
    signal: interrupt.signal,
    ...(process.stdin.isTTY &&
      process.stderr.isTTY && { ask: (question: string) => ask(question, interrupt) }),
  });
  // A fault of the tool itself must not look like findings.
  const status = await finished.catch((error: unknown) => {
    console.error(error);
    return 2;
  });
  // No process.exit(): what was written must reach its reader first.
  process.exitCode = status;
}

/** NO_COLOR and FORCE_COLOR, as https://no-color.org and https://force-color.org have them, go before the terminal. */
function wantsColor(): boolean {
  const { NO_COLOR: no, FORCE_COLOR: force } = process.env;
  if (no !== undefined && no !== '') return false;
  if (force !== undefined && force !== '' && force !== '0') return true;
  // Undefined, and not false, where there is no terminal.
  return pico.isColorSupported && process.stdout.isTTY === true;
}

/** Asks at the terminal; undefined once it is closed. */
async function ask(question: string, interrupt: AbortController): Promise<string | undefined> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new Promise<undefined>((resolve) => terminal.once('close', () => resolve(undefined)));
  // Ctrl+C goes to whoever reads the terminal.
  terminal.once('SIGINT', () => {
    interrupt.abort();
    terminal.close();
  });
  try {
    return await Promise.race([terminal.question(question), closed]);
  } finally {
    terminal.close();
  }
}
