import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/paths.mjs';

const OPTIONS = {
  noUnusedLocals: true,
  target: 'ES2022',
  lib: ['ES2023', 'DOM'],
  module: 'ESNext',
  moduleResolution: 'Bundler',
  types: [],
  skipLibCheck: true,
  noEmit: true,
};

/** What TypeScript says of an app that is written to a folder: its files by name, and stubs of the libraries. */
export function compiled(
  folder: string,
  files: Iterable<readonly [name: string, text: string]>,
  options: object,
): { readonly status: number | null; readonly stdout: string } {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  cpSync(join(import.meta.dirname, 'stubs'), folder, { recursive: true });
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { ...OPTIONS, ...options } }),
  );
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status, stdout } = spawnSync(process.execPath, [tsc, '--project', folder, '--pretty', 'false'], {
    encoding: 'utf8',
  });
  return { status, stdout };
}
