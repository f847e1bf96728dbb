// What VS Code's extension host is asked to run for the bench: activates extensions and takes the time.
import { writeFileSync } from 'node:fs';
import { extensions } from 'vscode';

/** Ours, and two of VS Code's own: one that starts a language server as well, and a small one without. */
const MEASURED = ['sessionlint', 'css-language-features', 'php-language-features'];

/**
 * The time that each takes to be activated, its code loaded and `activate()` run (milliseconds), goes to the file that
 * SESSIONLINT_RESULTS names.
 */
export async function run(): Promise<void> {
  const times: Record<string, number> = {};
  for (const name of MEASURED) {
    const extension = extensions.all.find(({ id }) => id.endsWith(`.${name}`));
    if (!extension || extension.isActive) throw new Error(`${name} is not there, or active already.`);
    const started = performance.now();
    await extension.activate();
    times[name] = performance.now() - started;
  }
  const results = process.env['SESSIONLINT_RESULTS'];
  if (results !== undefined) writeFileSync(results, JSON.stringify(times));
}
