// Brings a fresh clone to a packaged extension. Uses Node.js alone until the dependencies are there.
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cache, root, vsix } from './paths.mjs';
import { ready, step } from './progress.mjs';
import { run } from './processes.mjs';

const OLDEST_NODE = 20;

/** Everything up to the VSIX. */
export async function prepareExtension() {
  await prepareBundles();
  await packageExtension();
}

/** Dependencies, grammar and bundles. */
export async function prepareBundles() {
  await ensureDependencies();
  await ensureGrammars();
  const { buildAll } = await import('../esbuild.mjs');
  await step('Bundles of the extension, the server and the command line tool', '1 s', () =>
    buildAll({ production: true, quiet: true }),
  );
}

/** Packs what dist/ holds into the VSIX. The pictures of the README ship with it, so its links stay as they are. */
export async function packageExtension() {
  await mkdir(cache, { recursive: true });
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const flags = ['--no-dependencies', '--no-rewrite-relative-links', '--allow-missing-repository'];
  await step('VSIX', '3 s', () =>
    run(process.execPath, [vsce, 'package', ...flags, '--out', vsix], { cwd: root }),
  );
}

export async function ensureDependencies() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST_NODE) {
    throw new Error(`SessionLint is built with Node.js ${OLDEST_NODE} or later; this is ${process.version}.`);
  }
  const title = 'Dependencies from the npm registry';
  if (await dependenciesMatch()) return ready(title);
  await step(title, '20 s', () => run('npm', ['ci'], { cwd: root }));
}

/** npm writes a copy of the lock file into node_modules last of all: it tells what is really installed. */
async function dependenciesMatch() {
  const installedLock = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedLock)) return false;
  const wanted = await readPackages(join(root, 'package-lock.json'));
  const installed = await readPackages(installedLock);
  return Object.entries(wanted)
    .filter(([path, { optional }]) => path !== '' && !optional)
    .every(([path, { version }]) => installed[path]?.version === version);
}

async function readPackages(lock) {
  return JSON.parse(await readFile(lock, 'utf8')).packages;
}

/** In a process of its own, because compiling keeps a processor busy for a while and other steps run beside it. */
function ensureGrammars() {
  const build = join(root, 'scripts', 'grammar.mjs');
  return step('Swift grammar', '20 s, or 1 s when it was compiled before', () =>
    run(process.execPath, [build], { cwd: root }),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await prepareExtension();
