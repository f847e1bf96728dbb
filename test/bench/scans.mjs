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
    ripgrep: [rgPath, '-j2', '--pcre2', '-ic', '-g', '*.swift', '-e', TRIGGERS.source, corpus.folder],
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
  const medians = Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]));
  medians['SessionLint, filling the cache'] = first;
  return Object.entries(medians).map(([scan, milliseconds]) => ({
    scan,
    milliseconds: Math.round(milliseconds),
    'of ast-grep': milliseconds / medians['ast-grep, 2 threads'],
    'of ripgrep': milliseconds / medians.ripgrep,
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

/** Milliseconds from the start of a process to its end; what it prints is read and thrown away. */
function timed([command, ...args]) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let problem = '';
    child.stdout.resume();
    child.stderr.on('data', (chunk) => (problem += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      // 1 is what all of them answer when they have found something.
      if (code === 0 || code === 1) resolve(performance.now() - started);
      else reject(new Error(`${command} failed: ${problem}`));
    });
  });
}
