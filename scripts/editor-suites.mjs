// Runs the suites of test/editor/host in an extension host, on the packed extension as a user gets it.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { glob } from 'tinyglobby';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { unzipSync } from 'fflate';
import { cache, root, vsix } from './paths.mjs';

const standIn = join(root, 'scripts', 'editor-host.mjs');

/**
 * @param edition "current" or "minimum" for an editor served to a browser, "desktop" for a downloaded VS Code
 * @returns the counts of tests
 */
export async function runHostSuites(edition) {
  const suites = await bundleForHost('editor-suites', 'test/editor/host/{index,*.suite}.ts');
  return runInHost(edition, await unpackExtension(), join(suites, 'index.cjs'));
}

/**
 * Runs the function `run` of a module in an extension host, with an empty folder open and nothing but an extension.
 * @param extension the folder of the extension
 * @returns what the module wrote to the file that SESSIONLINT_RESULTS names
 */
export async function runInHost(edition, extension, module) {
  const workspace = await mkdtemp(join(tmpdir(), 'sessionlint-workspace-'));
  const results = `${workspace}.results.json`;
  try {
    await runTests({
      ...(edition === 'desktop' ? {} : { vscodeExecutablePath: standIn }),
      extensionDevelopmentPath: extension,
      extensionTestsPath: module,
      launchArgs: [workspace, '--disable-extensions'],
      extensionTestsEnv: { SESSIONLINT_EDITION: edition, SESSIONLINT_RESULTS: results },
    }).catch((error) => console.error(error.message));
    if (!existsSync(results)) throw new Error('The extension host ended without results.');
    return JSON.parse(await readFile(results, 'utf8'));
  } finally {
    await rm(workspace, { recursive: true, force: true });
    await rm(results, { force: true });
  }
}

/** Bundles modules for an extension host into a folder of their own, which it returns. */
export async function bundleForHost(name, pattern) {
  const outdir = join(cache, name);
  await rm(outdir, { recursive: true, force: true });
  const entryPoints = await glob(pattern, { cwd: root });
  await build({
    absWorkingDir: root,
    entryPoints,
    outdir,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: ['vscode', 'mocha'],
    outExtension: { '.js': '.cjs' },
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outdir;
}

/** Unpacks the VSIX and returns the folder that the editor would install. */
export async function unpackExtension() {
  const folder = join(cache, 'unpacked');
  await rm(folder, { recursive: true, force: true });
  for (const [name, bytes] of Object.entries(unzipSync(await readFile(vsix)))) {
    if (name.endsWith('/')) continue;
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
  return join(folder, 'extension');
}
