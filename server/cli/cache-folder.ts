import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Where a project's tools keep what can be made again: in the nearest `node_modules/.cache` at or above a folder, else
 * in the user's cache folder.
 */
export function cacheFolder(cwd: string, userCache: string | undefined): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const modules = join(folder, 'node_modules');
    if (existsSync(modules)) return join(modules, '.cache', 'sessionlint');
    if (folder === dirname(folder)) return userCache;
  }
}

/** The folder in which this system's users keep caches. Sources: XDG Base Directory Specification; Apple, Windows. */
export function userCacheFolder(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'sessionlint');
  if (platform === 'win32')
    return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'sessionlint', 'Cache');
  const own = env['XDG_CACHE_HOME'];
  return join(own?.startsWith('/') ? own : join(homedir(), '.cache'), 'sessionlint');
}
