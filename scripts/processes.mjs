// Child processes that never outlive this one: each runs in a process group of its own, which is stopped whole.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const running = new Set();
const cleanups = new Set();
let stopping = false;
const ownGroup = process.platform !== 'win32';
const OUTPUT_KEPT = 200_000;

/** Starts a long-running program. `exited` resolves with its exit code (null after a signal). */
export function start(command, args, { cwd, env = process.env, stdio = ['ignore', 'pipe', 'pipe'] } = {}) {
  const child = spawn(command, args, { cwd, env, stdio, detached: ownGroup, shell: !ownGroup });
  running.add(child);
  const exited = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code));
  }).finally(() => running.delete(child));
  exited.catch(() => {});
  return { child, exited, stop: () => stop(child, exited) };
}

/** Runs a program to its end and returns its output; a failure carries the gist of it. */
export async function run(command, args, options = {}) {
  const { child, exited } = start(command, args, options);
  let output = '';
  const collect = (chunk) => (output = (output + chunk).slice(-OUTPUT_KEPT));
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const code = await exited.catch((error) => {
    throw new Error(`${command} could not be started: ${error.message}`, { cause: error });
  });
  if (code === 0) return output;
  throw new Error(`${command} ${args.join(' ')} failed (${code ?? 'stopped'})\n${essence(output)}`);
}

/** The beginning and the end of a long output: what went wrong stands in one of the two. */
function essence(output) {
  const lines = output.trimEnd().split('\n');
  if (lines.length <= 40) return lines.join('\n');
  return [...lines.slice(0, 15), '…', ...lines.slice(-25)].join('\n');
}

/** Runs a program with this terminal as its input and output; returns its exit code. */
export async function runVisibly(command, args, options = {}) {
  const { exited } = start(command, args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] });
  return (await exited) ?? 1;
}

/** Runs `work` when this process is told to stop. Returns a function that forgets it again. */
export function onStop(work) {
  cleanups.add(work);
  return () => cleanups.delete(work);
}

/** Whether this process was told to stop, so that programs which end are no surprise. */
export function isStopping() {
  return stopping;
}

async function stop(child, exited) {
  signal(child, 'SIGTERM');
  const patience = setTimeout(() => signal(child, 'SIGKILL'), 5000);
  await exited.catch(() => {});
  clearTimeout(patience);
  // The leader is gone; what it left behind in its group goes too.
  signal(child, 'SIGKILL');
}

function signal(child, name) {
  if (child.pid === undefined) return;
  try {
    process.kill(ownGroup ? -child.pid : child.pid, name);
  } catch {
    // It has ended already.
  }
}

process.on('exit', () => {
  for (const child of running) signal(child, 'SIGKILL');
});

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(name, async () => {
    if (stopping) return;
    stopping = true;
    for (const child of running) signal(child, 'SIGTERM');
    for (const work of cleanups) await work();
    for (const child of running) signal(child, 'SIGKILL');
    process.exit(name === 'SIGINT' ? 130 : 128 + constants.signals[name]);
  });
}
