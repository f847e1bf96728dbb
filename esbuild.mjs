// Bundles the extension, the server and the command line tool into dist/.
//   node esbuild.mjs                development build with source maps
//   node esbuild.mjs --watch        the same, again after every change
//   node esbuild.mjs --production   minified, as it ships
import { chmod, cp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build, context } from 'esbuild';
import { usedIconsOnly } from './scripts/used-icons.mjs';
import { withoutExamples } from './scripts/without-examples.mjs';

const root = import.meta.dirname;
const dist = join(root, 'dist');

export const bundles = [
  { entry: 'client/extension.ts', name: 'client' },
  // Most of the client, which is not loaded before there is something to analyse.
  { entry: 'client/languageClient.ts', name: 'languageClient' },
  { entry: 'server/main.ts', name: 'server' },
];

/** Leaves the other bundle of the client where it is. */
const languageClientApart = {
  name: 'language-client-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/languageClient\.js$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './languageClient.cjs', external: true } : undefined,
    );
  },
};

/** The command line tool is in the bundle of the server. */
const CLI = `#!/usr/bin/env node
require('./server.cjs').runProgram();
`;

export function options({ entry, name }, production) {
  return {
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: join(dist, `${name}.cjs`),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: ['vscode'],
    // Its main module looks for its parts at run time, where a bundler cannot follow.
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
    // web-tree-sitter asks for the place of its own module; in a CommonJS bundle that is the bundle itself.
    define: { 'import.meta.url': 'bundleUrl' },
    banner: {
      js: [
        "const bundleUrl = require('node:url').pathToFileURL(__filename).href;",
        'const isMainModule = require.main === module;',
      ].join('\n'),
    },
    // keepNames would name each closure anew whenever it is made, which is a tenth of the analysis.
    minify: production,
    plugins: [languageClientApart, ...(production ? [withoutExamples] : [])],
    // The extension host gives `vscode` to what is required. (In the server, web-tree-sitter has a `require` of its own.)
    supported: { 'dynamic-import': entry.startsWith('server/') },
    sourcemap: production ? false : 'linked',
    logLevel: 'info',
  };
}

/** What the decision guide runs in the browser that shows it: script, style and the font of the icons. */
function pageOptions(production) {
  return {
    absWorkingDir: root,
    entryPoints: { guide: 'client/guide/page/main.ts' },
    outdir: dist,
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    loader: { '.ttf': 'file' },
    assetNames: '[name]',
    plugins: [usedIconsOnly],
    minify: production,
    sourcemap: false,
    logLevel: 'info',
  };
}

/** The options of every bundle. */
function allOptions(production) {
  return [...bundles.map((bundle) => options(bundle, production)), pageOptions(production)];
}

/** The pages about the rules are read offline, so they ship. */
async function copyRulePages() {
  const target = join(dist, 'docs', 'rules');
  await rm(target, { recursive: true, force: true });
  const source = join(root, 'docs', 'rules');
  if (existsSync(source)) await cp(source, target, { recursive: true });
}

/** Builds everything once; throws when a bundle has an error. */
export async function buildAll({ production = false, quiet = false } = {}) {
  await Promise.all(
    allOptions(production).map((each) => build({ ...each, ...(quiet ? { logLevel: 'warning' } : {}) })),
  );
  if (production)
    await Promise.all(bundles.map(({ name }) => rm(join(dist, `${name}.cjs.map`), { force: true })));
  await writeCli();
  await copyRulePages();
}

/** The paths of all files that the bundles are made of, below the root or as the bundler names them. */
export async function bundledFiles() {
  const results = await Promise.all(
    allOptions(true).map((each) => build({ ...each, write: false, metafile: true, logLevel: 'warning' })),
  );
  return [...new Set(results.flatMap(({ metafile }) => Object.keys(metafile.inputs)))].sort();
}

async function writeCli() {
  const file = join(dist, 'cli.cjs');
  await writeFile(file, CLI);
  await chmod(file, 0o755);
}

async function watch() {
  await writeCli();
  await copyRulePages();
  const contexts = await Promise.all(allOptions(false).map((each) => context(each)));
  await Promise.all(contexts.map((each) => each.watch()));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { watch: { type: 'boolean' }, production: { type: 'boolean' } } });
  await (values.watch ? watch() : buildAll({ production: values.production }));
}
