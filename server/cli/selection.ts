import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { changedFiles } from '../workspace/changed-files.js';
import type { Source } from '../workspace/discover.js';
import type { CheckArguments, Shard } from './arguments.js';
import { shownPath } from './inputs.js';

/**
 * The files whose findings are asked for; all others only tell what is around them.
 * @param only the one file whose text comes from the standard input
 * @throws {GitError} when git cannot say what has changed
 */
export async function chooseFiles(
  sources: readonly Source[],
  { changedSince, shard }: Pick<CheckArguments, 'changedSince' | 'shard'>,
  only: string | undefined,
  cwd: string,
): Promise<ReadonlySet<string>> {
  const changed = changedSince === undefined ? undefined : await changedFiles(cwd, changedSince);
  const chosen = sources.filter(
    ({ file }) =>
      (only === undefined || file === only) &&
      (!changed || changed.has(realpathSync(file))) &&
      (!shard || isIn(shard, shownPath(file, cwd))),
  );
  return new Set(chosen.map(({ file }) => file));
}

/** By its path alone, so that a file stays in its part when others come and go. */
function isIn({ part, of }: Shard, path: string): boolean {
  const digest = createHash('sha256').update(path).digest();
  return digest.readUInt32BE(0) % of === part - 1;
}
