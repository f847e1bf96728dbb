import { join } from 'node:path';
import { bundleForHost, runInHost, unpackExtension } from '../../scripts/editor-suites.mjs';
import { packageExtension } from '../../scripts/setup.mjs';
import { median } from './table.mjs';

/** Starting an editor takes long, and the numbers of a few differ little. */
const MOST_RUNS = 5;

/** How long VS Code takes to activate the packed extension, beside extensions of its own in the same extension host. */
export async function activation({ runs }) {
  await packageExtension();
  const extension = await unpackExtension();
  const host = await bundleForHost('bench-activation', 'test/bench/activation-host.ts');
  const times = [];
  for (let run = 0; run < Math.min(runs, MOST_RUNS); run += 1)
    times.push(await runInHost('current', extension, join(host, 'activation-host.cjs')));
  return Object.keys(times[0]).map((name) => ({
    extension: name,
    'activation, ms': median(times.map((each) => each[name])),
    'over ours': median(times.map((each) => each[name] / each.sessionlint)),
  }));
}
