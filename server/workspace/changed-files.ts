import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A question to git that it had no answer to; the message is for the user. */
export class GitError extends Error {}

const MOST_OUTPUT = 256 * 1024 * 1024;

/** Switches off what a repository's configuration may have git run. */
const SAFELY = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];

/**
 * The files of the repository around a folder that differ from what a commit's branch and this one last had in
 * common: committed, staged, only saved, or not yet known to git. Deleted files are not among them.
 * @param reference a branch, a tag or a commit
 * @returns absolute paths
 * @throws {GitError} when there is no git, no repository or no such reference
 */
export async function changedFiles(folder: string, reference: string): Promise<ReadonlySet<string>> {
  const root = (await git(folder, 'rev-parse', '--show-toplevel')).trimEnd();
  const named = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${reference}^{commit}`];
  const commit = (
    await git(folder, ...named).catch((error: unknown) => {
      throw error instanceof GitError ? new GitError(`git knows no commit “${reference}”`) : error;
    })
  ).trim();
  const base = (await git(root, 'merge-base', commit, 'HEAD').catch(() => commit)).trim();
  const [differing, unknown] = await Promise.all([
    git(root, 'diff', '--name-only', '-z', '--diff-filter=d', '--no-ext-diff', base, '--'),
    git(root, 'ls-files', '--others', '--exclude-standard', '-z'),
  ]);
  const paths = `${differing}${unknown}`.split('\0').filter((path) => path !== '');
  return new Set(paths.map((path) => join(root, ...path.split('/'))));
}

async function git(folder: string, ...args: readonly string[]): Promise<string> {
  try {
    const options = { cwd: folder, maxBuffer: MOST_OUTPUT, windowsHide: true };
    return (await promisify(execFile)('git', [...SAFELY, ...args], options)).stdout;
  } catch (error) {
    const { code, stderr = '' } = error as { code?: unknown; stderr?: string };
    if (code === 'ENOENT') throw new GitError('git is not installed');
    const [reason = ''] = stderr.trim().split('\n');
    throw new GitError(reason.replace(/^fatal: /, '') || `git ${args[0] ?? ''} failed`);
  }
}
