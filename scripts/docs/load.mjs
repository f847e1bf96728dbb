// Parts of the product, from their sources.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { cache, root } from '../paths.mjs';

export async function loadRules() {
  const { RULES } = await load('server/rules/index.ts');
  return RULES;
}

/** The options of the command line tool, and how each is spelled. */
export function loadOptions() {
  return load('server/cli/options.ts');
}

/** What the snippets are made by: the values that a policy decides, and the default policy. */
export async function loadSnippetKnowledge() {
  const [{ decidedStop }, { DEFAULT_POLICY: policy }] = await Promise.all(
    ['server/knowledge/snippet-stops.ts', 'server/policy/policy.ts'].map(load),
  );
  return { decidedStop, policy };
}

/** What the grammars are made by. */
export async function loadSyntaxKnowledge() {
  const modules = ['levels', 'libraries/index', 'secitem', 'spellings'];
  return Object.assign(
    {},
    ...(await Promise.all(modules.map((name) => load(`server/knowledge/${name}.ts`)))),
  );
}

/** The exports of a module of the server. */
export async function load(entry) {
  const outfile = join(cache, `${entry.replace(/\W/g, '-')}-${process.pid}.mjs`);
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(outfile, { force: true });
  }
}
