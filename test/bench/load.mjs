import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { cache, root } from '../../scripts/paths.mjs';

const loaded = new Map();

/** A module of the product's sources, as it would be in a bundle. */
export function load(entry, plugins = []) {
  if (plugins.length === 0 && loaded.has(entry)) return loaded.get(entry);
  const module = bundled(entry, plugins);
  if (plugins.length === 0) loaded.set(entry, module);
  return module;
}

async function bundled(entry, plugins) {
  const outfile = join(cache, `bench-${process.pid}-${entry.replaceAll(/\W/g, '-')}.mjs`);
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'warning',
    plugins,
  });
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(outfile, { force: true });
  }
}
