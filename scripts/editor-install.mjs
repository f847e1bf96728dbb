// Installs a real VS Code that needs nothing but the npm registry: code-server, and the Node.js it was built for.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { canInstallPackages, installPackages, which } from './apt.mjs';
import { cache } from './paths.mjs';
import { ready, step } from './progress.mjs';
import { run } from './processes.mjs';

/**
 * The editors that the extension is tried in. `compiled` are the native modules that have no ready-made binary:
 * without `server` the editor does not start, without `workbench` it keeps no log files and shows no output channels.
 */
export const editions = {
  current: {
    name: 'VS Code 1.139',
    version: '1.139.1',
    codeServer: '4.139.1',
    node: '24.21.0',
    compiled: { server: [], workbench: ['@vscode/spdlog', '@vscode/native-watchdog'] },
    usually: '45 s',
  },
  minimum: {
    name: 'VS Code 1.100, the oldest that is supported',
    version: '1.100.3',
    codeServer: '4.100.3',
    node: '20.20.2',
    compiled: { server: ['argon2'], workbench: ['@vscode/spdlog', 'native-watchdog', '@parcel/watcher'] },
    usually: '60 s',
  },
};

/** Installs an edition unless it is there already, whole. Returns where to find it. */
export async function installEditor(edition) {
  const folder = join(cache, 'editors', edition.version);
  const nodePackage = `node-${process.platform}-${process.arch}`;
  const installation = {
    edition,
    node: join(folder, 'node_modules', nodePackage, 'bin', 'node'),
    entry: join(folder, 'node_modules', 'code-server', 'out', 'node', 'entry.js'),
  };
  // Written last, so its presence says that everything before it was done; its text says what was done.
  const marker = join(folder, 'installed.json');
  const recipe = JSON.stringify({ ...edition, nodePackage });
  const title = `Editor (${edition.name})`;

  if (existsSync(marker) && (await readFile(marker, 'utf8')) === recipe) {
    ready(title);
    return installation;
  }
  await step(title, edition.usually, async () => {
    await rm(folder, { recursive: true, force: true });
    await install(folder, edition, nodePackage);
    await run(installation.node, [installation.entry, '--version']);
    await writeFile(marker, recipe);
  });
  return installation;
}

async function install(folder, edition, nodePackage) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  const workbench = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  const nodeFolder = join(folder, 'node_modules', nodePackage);
  const env = editorEnvironment(nodeFolder);

  await npmInstall(folder, env, `code-server@${edition.codeServer}`, `${nodePackage}@${edition.node}`);
  await npmInstall(workbench, env, '--omit=dev');
  await npmInstall(join(workbench, 'extensions'), env, '--omit=dev');
  await compile(folder, workbench, edition.compiled, env);
  await linkHelpers(join(workbench, 'bin'));
}

/** What the project asks of npm for itself, which npm hands down in the environment to what it runs. */
const PROJECT_SETTINGS = [
  'npm_config_ignore_scripts',
  'npm_config_legacy_peer_deps',
  'npm_config_local_prefix',
];

/** npm then runs on the editor's own Node.js and compiles against the headers beside it. */
function editorEnvironment(nodeFolder) {
  const path = `${join(nodeFolder, 'bin')}${delimiter}${process.env.PATH ?? ''}`;
  const env = { ...process.env, PATH: path, npm_config_nodedir: nodeFolder };
  for (const name of PROJECT_SETTINGS) delete env[name];
  return env;
}

function npmInstall(cwd, env, ...args) {
  return run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...args], { cwd, env });
}

async function compile(folder, workbench, compiled, env) {
  const tools = ['g++', 'make', 'python3'];
  const missing = tools.filter((tool) => !which(tool));
  if (missing.length > 0 && canInstallPackages) await installPackages(...missing);
  if (compiled.server.length > 0) await run('npm', ['rebuild', ...compiled.server], { cwd: folder, env });
  try {
    await run('npm', ['rebuild', ...compiled.workbench], { cwd: workbench, env });
  } catch (error) {
    console.log(
      `     No C++ compiler that works: the editor runs, but its output channels stay empty.\n${error.message}`,
    );
  }
}

/** The npm package names these helpers for every platform; the editor looks for them without the suffix. */
async function linkHelpers(bin) {
  const suffix = process.platform === 'darwin' ? 'darwin' : 'linux';
  await relink(join(bin, 'remote-cli', 'code-server'), `code-${suffix}.sh`);
  await relink(join(bin, 'helpers', 'browser.sh'), `browser-${suffix}.sh`);
}

async function relink(path, target) {
  await rm(path, { force: true });
  await symlink(target, path);
}
