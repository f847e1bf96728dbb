import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleApp } from '../../../scripts/paths.mjs';
import { EditorWindow, LEGACY } from './window.js';

const MARKUP = '<img src=x onerror=top.ran=1>';

/** A file whose name, and a store whose key, would be an element if anybody took them for one. */
const KEY = `a ${MARKUP}.accessToken`;
const ODD_FILE = `Session/${MARKUP}.swift`;
const ODD = `import KeychainSwift

final class OddStore {
    func save(accessToken: String) {
        KeychainSwift().set(accessToken, forKey: "${KEY}")
    }
}
`;

/** One sitting, step after step. */
describe('A folder that is not trusted', () => {
  let window: EditorWindow;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sessionlint-untrusted-'));
    await cp(sampleApp, folder, { recursive: true });
    await mkdir(join(folder, 'Session'));
    await writeFile(join(folder, ODD_FILE), ODD);
    window = await EditorWindow.open({ app: folder, untrusted: true });
  });
  afterAll(async () => {
    await window.close();
    await rm(folder, { recursive: true, force: true });
  });

  const rows = () => window.page.locator('.pane-body .monaco-list-row');
  const policy = (content: string) => writeFile(join(window.folder, 'sessionlint.json'), content);

  /** Elements that came out of the texts of the workspace, anywhere in the window. */
  async function elements(): Promise<number> {
    const counts = await Promise.all(
      window.page.frames().map((frame) =>
        frame
          .locator('img[src="x"], img[onerror]')
          .count()
          .catch(() => 0),
      ),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  it('is read and its code mended like any other', async () => {
    await window.page.locator('[id="status.workspaceTrust"], .part.banner').first().waitFor();
    await expect.poll(() => window.squiggles.count(), { timeout: 30_000 }).toBe(2);
    const titles = await window.openQuickFixes('kSecAttrAccessibleAlways');
    expect(titles[0]).toContain('Switch to kSecAttrAccessibleAfterFirstUnlock:');
    await window.page.keyboard.press('Enter');
    await expect.poll(() => window.squiggles.count(), { timeout: 30_000 }).toBe(1);
    await window.screenshot('untrusted-1');
  });

  it('has its names shown as they are written, in the inventory', async () => {
    await window.runCommand('SessionLint: Focus on Session Inventory View');
    await window.page.locator('.pane-header', { hasText: 'Decision Guide' }).click();
    const row = rows().filter({ hasText: KEY }).first();
    await row.waitFor();
    const tooltip = window.page.locator('.monaco-hover', { hasText: MARKUP }).first();
    // While the list is still being filled the row can slip away from under the pointer.
    const comesUp = async () => {
      await window.word('import').hover();
      await row.hover();
      return tooltip.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
    };
    await expect.poll(comesUp, { timeout: 30_000 }).toBe(true);
    await row.click();
    await rows().filter({ hasText: 'OddStore.save' }).first().waitFor();
    await window.screenshot('untrusted-2-inventory');
    expect(await elements()).toBe(0);
  });

  it('has the file opened that has such a name, with its hover and its lens', async () => {
    await rows().filter({ hasText: 'OddStore.save' }).first().click();
    await window.page.locator('.tab.active', { hasText: MARKUP }).waitFor();
    await window.page.locator('.codelens-decoration', { hasText: 'access token' }).first().waitFor();
    await window.word('set').hover();
    await window.hover.first().waitFor();
    await window.screenshot('untrusted-3-hover');
    expect(await elements()).toBe(0);
  });

  it('has the mistakes of its policy told as text, in the guide', async () => {
    await policy(`{ "credentials": { "accessToken": { "level": "${MARKUP}" }, "${MARKUP}": 1 }, ${MARKUP}`);
    await window.runCommand('SessionLint: Open Decision Guide');
    const guide = await window.guide();
    await guide.locator('main#guide', { hasText: 'sessionlint.json cannot be read' }).waitFor();
    await window.screenshot('untrusted-4-guide');
    expect(await elements()).toBe(0);

    await policy(JSON.stringify({ credentials: { accessToken: { level: MARKUP } } }));
    await window.openFile('sessionlint.json');
    await window.page.locator('.squiggly-error').first().waitFor();
    expect(await elements()).toBe(0);
  });

  it('ran nothing of what it holds', async () => {
    const ran = await Promise.all(
      window.page.frames().map((frame) => frame.evaluate('top.ran').catch(() => undefined)),
    );
    expect(ran.filter((value) => value !== undefined)).toEqual([]);
    expect(await window.servers()).toHaveLength(1);
  });

  it('can hide findings about itself by its own policy, which is said where the extension tells of trust', async () => {
    await window.openFile('LegacyKeychain.swift');
    await window.squiggles.first().waitFor();
    await policy(JSON.stringify({ exclude: [LEGACY] }));
    await expect.poll(() => window.squiggles.count(), { timeout: 30_000 }).toBe(0);
  });
});
