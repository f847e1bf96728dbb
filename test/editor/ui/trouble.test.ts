import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { cache, vsix } from '../../../scripts/paths.mjs';
import { EditorWindow } from './window.js';

const PATIENCE = { timeout: 30_000 };

let window: EditorWindow;

afterEach(() => window.close());

describe('A server that crashes', () => {
  it('is started again with one message, and after too many crashes by a button', async () => {
    window = await EditorWindow.open();
    await window.squiggles.first().waitFor();

    await window.crashServer();
    const restarted = window.toasts.filter({ hasText: 'stopped unexpectedly and was started again' });
    await restarted.waitFor();
    await window.screenshot('7-crash');
    await expect.poll(() => window.squiggles.count(), PATIENCE).toBe(2);

    for (let crashes = 2; crashes <= 4; crashes += 1) {
      const crashed = await window.crashServer();
      await expect
        .poll(() => window.servers(), PATIENCE)
        .toSatisfy((pids) => {
          return pids.length === 1 && pids[0] !== crashed;
        });
      await expect.poll(() => status(), PATIENCE).toContain('analysed');
    }
    expect(await restarted.count()).toBe(1);

    await window.crashServer();
    const stopped = window.toasts.filter({ hasText: 'stopped 5 times' });
    await stopped.waitFor();
    await window.status.hover();
    await window.screenshot('8-stopped');
    expect(await status()).toBe('Editor Language Status: SessionLint, stopped');
    await expect.poll(() => window.squiggles.count(), PATIENCE).toBe(0);

    await stopped.getByRole('button', { name: 'Restart' }).click();
    await expect.poll(() => window.squiggles.count(), PATIENCE).toBe(2);
    expect(await status()).toContain('analysed');
  });
});

describe('An extension that is damaged', () => {
  const damaged = join(cache, 'damaged.vsix');
  afterAll(() => rm(damaged, { force: true }));

  async function open(damage: (files: Record<string, Uint8Array>) => void): Promise<void> {
    const files = unzipSync(await readFile(vsix));
    damage(files);
    await writeFile(damaged, zipSync(files));
    window = await EditorWindow.open({ extension: damaged });
  }

  it('says in the language status that the grammar is missing, and leaves the editor in peace', async () => {
    await open((files) => delete files['extension/dist/grammars/tree-sitter-swift.wasm']);
    await expect
      .poll(() => status(), PATIENCE)
      .toContain('SessionLint, The Swift grammar could not be loaded');
    await window.status.hover();
    await window.screenshot('9-no-grammar');
    expect(await window.squiggles.count()).toBe(0);
    expect(await window.toasts.count()).toBe(0);
  });

  it('says once that the server does not start, and stops trying', async () => {
    await open((files) => (files['extension/dist/server.cjs'] = strToU8('process.exit(3);')));
    await window.toasts.filter({ hasText: 'The SessionLint server did not start.' }).waitFor();
    await expect.poll(() => status(), PATIENCE).toContain('SessionLint, stopped');
    await window.screenshot('10-no-server');
    expect(await status()).toContain('SessionLint, stopped');
    expect(await window.toasts.filter({ hasText: 'SessionLint' }).count()).toBe(1);
  });
});

async function status(): Promise<string> {
  return (await window.status.getAttribute('aria-label')) ?? '';
}
