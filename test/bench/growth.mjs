import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { generatedCorpus } from './corpus.mjs';

/** A scan of 1, 4 and 16 times as many files; in a straight line, each file takes as long as before. */
export async function growth({ work, root, runs }) {
  const rows = [];
  for (const factor of [1, 4, 16]) {
    const corpus = await generatedCorpus(work, 200 * factor);
    const milliseconds = Math.min(
      ...Array.from({ length: Math.max(2, Math.min(runs, 3)) }, () =>
        scan(join(root, 'dist', 'cli.cjs'), corpus),
      ),
    );
    const perFile = milliseconds / corpus.files.length;
    rows.push({
      growth: `${factor}×`,
      files: corpus.files.length,
      milliseconds: Math.round(milliseconds),
      'per file': perFile,
      'of the first': perFile / (rows[0]?.['per file'] ?? perFile),
    });
  }
  return rows;
}

function scan(program, { folder }) {
  const started = performance.now();
  spawnSync(process.execPath, [program, 'check', '--no-cache', '--jobs', '1', '--format', 'json', folder], {
    stdio: 'ignore',
  });
  return performance.now() - started;
}
