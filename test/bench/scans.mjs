import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { load } from './load.mjs';
import { median } from './table.mjs';

const require = createRequire(import.meta.url);

/**
 * Whole processes over the same tree, one after another in turns so that whatever else the machine does falls on all of
 * them: SessionLint with nothing kept, with one thread and two, with everything kept, and beside it ast-grep with ten
 * rules of the same subjects and ripgrep with the words that decide whether a file is parsed.
 */
export async function scans({ corpus, work, root, runs }) {
  const { TRIGGERS } = await load('server/facts/triggers.ts');
  const tool = [process.execPath, join(root, 'dist', 'cli.cjs'), 'check', '--format', 'json'];
  const kept = join(work, 'kept');
  const { rgPath } = require('@vscode/ripgrep');
  const programs = {
    ripgrep: [
      rgPath,
      '-j2',
      '--pcre2',
      '-ic',
      '-g',
      '*.{swift,ts,tsx,js,jsx}',
      '-e',
      TRIGGERS.source,
      corpus.folder,
    ],
    'ast-grep, 2 threads': [
      astGrep(),
      'scan',
      '--threads',
      '2',
      '--json=compact',
      '-r',
      join(root, 'test', 'bench', 'ast-grep', 'rules.yml'),
      corpus.folder,
    ],
    'SessionLint, 1 thread': [...tool, '--no-cache', '--jobs', '1', corpus.folder],
    'SessionLint, 2 threads': [...tool, '--no-cache', '--jobs', '2', corpus.folder],
    'SessionLint, cached': [...tool, '--cache-location', kept, '--jobs', '2', corpus.folder],
  };
  await rm(kept, { recursive: true, force: true });
  const first = await timed(programs['SessionLint, cached']);
  const times = Object.fromEntries(Object.keys(programs).map((name) => [name, []]));
  for (let run = 0; run < runs; run += 1) {
    for (const [name, command] of Object.entries(programs)) times[name].push(await timed(command));
  }
  const rows = { ...times, 'SessionLint, filling the cache': [first] };
  const of = (name, what) => median(rows[name].map((time) => time[what] ?? NaN));
  return Object.keys(rows).map((scan) => ({
    scan,
    milliseconds: Math.round(of(scan, 'wall')),
    'of ast-grep': of(scan, 'wall') / of('ast-grep, 2 threads', 'wall'),
    'of ripgrep': of(scan, 'wall') / of('ripgrep', 'wall'),
    'processor ms': Math.round(of(scan, 'processor')),
    "of ast-grep's": of(scan, 'processor') / of('ast-grep, 2 threads', 'processor'),
  }));
}

function astGrep() {
  const { platform, arch } = process;
  const name = { linux: `linux-${arch}-gnu`, darwin: `darwin-${arch}`, win32: `win32-${arch}-msvc` }[
    platform
  ];
  const file = require.resolve(`@ast-grep/cli-${name}/package.json`);
  return join(file, '..', platform === 'win32' ? 'ast-grep.exe' : 'ast-grep');
}

/** What the shell tells of a process: seconds of the user's and the system's processor time. */
const TIMES = 'TIMEFORMAT="%U %S"; time "$@" > /dev/null 2>&1';

/** Milliseconds from the start of a process to its end, and those of the processor where there is a shell that tells. */
function timed([command, ...args]) {
  const [program, ...rest] =
    process.platform === 'win32' ? [command, ...args] : ['bash', '-c', TIMES, 'bash', command, ...args];
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(program, rest, { stdio: ['ignore', 'ignore', 'pipe'] });
    let told = '';
    child.stderr.on('data', (chunk) => (told += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      // 1 is what all of them answer when they have found something.
      if (code !== 0 && code !== 1) return reject(new Error(`${command} failed.`));
      const [, user, system] = /^([\d.]+) ([\d.]+)\s*$/.exec(told) ?? [];
      const processor = user === undefined ? undefined : (Number(user) + Number(system)) * 1000;
      resolve({ wall: performance.now() - started, processor });
    });
  });
}
