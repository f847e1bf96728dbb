import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './processes.mjs';

/** The full path of the first of these programs that is installed, or undefined. */
export function which(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path));
}

/** Whether Debian packages can be installed here without asking anybody. */
export const canInstallPackages = process.getuid?.() === 0 && which('apt-get') !== undefined;

let updated;

export async function installPackages(...names) {
  updated ??= run('apt-get', ['update', '-q']);
  await updated;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...names], { env });
}
