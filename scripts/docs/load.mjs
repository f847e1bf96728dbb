// The rules as the product has them, from their sources.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { cache, root } from '../paths.mjs';

export async function loadRules() {
  const outfile = join(cache, `rules-${process.pid}.mjs`);
  await build({
    absWorkingDir: root,
    entryPoints: ['server/rules/index.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  try {
    const { RULES } = await import(pathToFileURL(outfile).href);
    return RULES;
  } finally {
    await rm(outfile, { force: true });
  }
}
