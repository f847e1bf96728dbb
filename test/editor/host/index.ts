// What VS Code's extension host is asked to run: every suite in this folder, with mocha.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

/**
 * Runs the suites; rejects when a test failed. The counts, and what failed, go to the file
 * that SESSIONLINT_RESULTS names; SESSIONLINT_GREP chooses tests by their titles.
 */
export async function run(): Promise<void> {
  const grep = process.env.SESSIONLINT_GREP;
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 60_000,
    color: true,
    forbidOnly: true,
    forbidPending: true,
    ...(grep && { grep }),
  });
  for (const file of readdirSync(__dirname).sort()) {
    if (file.endsWith('.suite.cjs')) mocha.addFile(join(__dirname, file));
  }
  const counts = { passed: 0, failed: 0, failures: [] as string[] };
  await new Promise<void>((done) => {
    mocha
      .run(() => done())
      .on('pass', () => (counts.passed += 1))
      .on('fail', (test, error: Error) => {
        counts.failed += 1;
        counts.failures.push(`${test.fullTitle()}: ${error.message.split('\n', 1)[0]}`);
      });
  });
  const results = process.env.SESSIONLINT_RESULTS;
  if (results !== undefined) writeFileSync(results, JSON.stringify(counts));
  if (counts.failed > 0) throw new Error(`${counts.failed} of ${counts.passed + counts.failed} tests failed`);
}
