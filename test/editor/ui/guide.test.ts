import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../../scripts/paths.mjs';
import type { AxeResult } from './guidePage.js';
import { EditorWindow } from './window.js';

const THEMES = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
};

const BODY_CLASSES: Readonly<Record<keyof typeof THEMES, string>> = {
  light: 'vscode-light',
  dark: 'vscode-dark',
  'high-contrast': 'vscode-high-contrast',
  'high-contrast-light': 'vscode-high-contrast-light',
};

/** One sitting, step after step, mostly with the keyboard. */
describe('The decision guide', () => {
  let editor: EditorWindow;
  let guide: Frame;

  beforeAll(async () => {
    editor = await EditorWindow.open();
    await editor.squiggles.first().waitFor();
  });
  afterAll(() => editor.close());

  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await editor.page.keyboard.press(key);
  };
  const item = (id: string) => guide.locator(`[data-id="${id}"]`);
  const detail = (id: string) => guide.locator(`[id="below:${id}"] > .detail`);
  const focused = () =>
    guide.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-id]')?.dataset['id']);
  const policy = () => readFile(join(editor.folder, 'sessionlint.json'), 'utf8').catch(() => '');
  const badge = (id: string) => item(id).locator('.badge > [aria-hidden]').innerText();

  it('opens by a command, with the focus in its search', async () => {
    await editor.runCommand('SessionLint: Open Decision Guide');
    guide = await editor.guide();
    await item('storage').waitFor();
    await expect.poll(() => guide.evaluate(() => document.activeElement?.id)).toBe('search');
    expect(await guide.locator('.notices').innerText()).toContain('This project has no policy yet.');
    await editor.screenshot('guide-1-open');
  });

  it('has an icon of its own in the activity bar', async () => {
    expect(await editor.page.locator('.activitybar .action-label[aria-label^="SessionLint"]').count()).toBe(
      1,
    );
  });

  it('runs under a policy that lets nothing but its own files load', async () => {
    const content = await guide.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    expect(content).toMatch(/^default-src 'none'; .*script-src 'nonce-[\w-]{24}'$/);
    expect(content).not.toContain('unsafe');
  });

  it('finds an answer, and tells what the code does about it', async () => {
    await editor.page.keyboard.type('long-lived');
    await expect.poll(() => guide.locator('.leaf').count()).toBe(1);
    await expect.poll(() => badge('storage/refresh-token'), { timeout: 30_000 }).toMatch(/^\d+$/);
    await press('ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter');
    expect(await focused()).toBe('storage/refresh-token');
    expect(await detail('storage/refresh-token').innerText()).toContain('Keep it in the Keychain');
    await editor.screenshot('guide-2-answer');
  });

  it('writes the answer to the policy, by which the code is judged at once', async () => {
    const before = Number(await badge('storage/refresh-token'));
    await press('Tab');
    // What a person types in a list of choices picks the one that begins so.
    await editor.page.keyboard.type('AfterFirstUnlockThis');
    await press('Tab', 'Enter');
    await expect.poll(policy, { timeout: 30_000 }).toContain('afterFirstUnlockThisDeviceOnly');
    expect(JSON.parse(await policy())).toMatchObject({
      credentials: { refreshToken: { level: 'afterFirstUnlockThisDeviceOnly' } },
    });
    await expect
      .poll(() => item('storage/refresh-token').locator('.tag').innerText(), { timeout: 30_000 })
      .toBe('Your policy: AfterFirstUnlockThisDeviceOnly');
    await expect
      .poll(async () => Number(await badge('storage/refresh-token')), { timeout: 30_000 })
      .toBeGreaterThan(before);
    await editor.screenshot('guide-3-policy');
  });

  it('comes down again when the finding is fixed, which the light bulb leads from and to', async () => {
    const before = Number(await badge('storage/refresh-token'));
    const level = 'kSecAttrAccessibleWhenUnlockedThisDeviceOnly';
    await editor.word('kSecAttrAccessibleAlways').click();
    await press('Control+g');
    await editor.page.keyboard.type('40');
    await press('Enter');
    const titles = await editor.openQuickFixes(level);
    expect(titles[0]).toContain('Switch to kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly');
    await press('Enter');
    await editor.word('kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly').waitFor();
    await expect
      .poll(async () => Number(await badge('storage/refresh-token')), { timeout: 30_000 })
      .toBeLessThan(before);
    await editor.screenshot('guide-4-fixed');
  });

  it('is opened at the answer from a finding', async () => {
    await press('Control+Home');
    const titles = await editor.openQuickFixes('kSecAttrAccessibleAlways');
    const guided = titles.findIndex((title) => title.startsWith('Open in the guide'));
    expect(titles[guided]).toBe('Open in the guide: Access token (short-lived, under 1 hour)');
    await editor.actions.nth(guided).click();
    await expect.poll(focused, { timeout: 30_000 }).toBe('storage/access-token');
    expect(await detail('storage/access-token').isVisible()).toBe(true);
    expect(await guide.locator('#search').inputValue()).toBe('');
  });

  it('inserts the snippet at the cursor, in the language of the editor', async () => {
    await detail('storage/access-token').getByRole('button', { name: 'Insert' }).click();
    await expect
      .poll(() => editor.page.locator('.editor-instance .view-lines').innerText())
      .toMatch(/kSecAttrAccessibleAfterFirstUnlock[^T]/);
    await press('Escape', 'Control+z');
  });

  it('shows the places in the code', async () => {
    await detail('storage/access-token')
      .getByRole('button', { name: /Show in my code/ })
      .click();
    const rows = editor.page.locator('.quick-input-list .monaco-list-row');
    await rows.first().waitFor();
    expect(await rows.first().innerText()).toMatch(/(storage|keychain|logging)\//);
    await editor.screenshot('guide-5-places');
    await press('Escape');
  });

  it('opens the page of a rule that enforces an answer', async () => {
    await detail('storage/access-token')
      .getByRole('button', { name: 'keychain/accessibility-mismatch' })
      .click();
    const tab = editor.page.locator('.tab', { hasText: 'accessibility-mismatch' });
    await expect.poll(() => tab.count(), { timeout: 30_000 }).toBe(1);
    await press('Control+w');
  });

  it.each(Object.entries(THEMES))('is accessible and readable in the %s theme', async (name, theme) => {
    await editor.changeSetting('workbench.colorTheme', theme);
    await editor.page.reload();
    guide = await editor.guide();
    await expect
      .poll(() => item('storage/refresh-token').locator('.badge').count(), { timeout: 30_000 })
      .toBe(1);
    const wanted = BODY_CLASSES[name as keyof typeof THEMES];
    await expect
      .poll(() => guide.evaluate(() => document.body.className.split(' ')), { timeout: 30_000 })
      .toContain(wanted);
    // In a browser, VS Code writes down what a view keeps every five seconds: an older search may be back.
    await guide.locator('#search').fill('');
    for (const id of ['storage/refresh-token', 'logout/tokens', 'never/ignore-errors']) {
      await open(id);
    }
    await guide
      .locator('details:not([open]) summary')
      .evaluateAll((all) => all.forEach((one) => (one as HTMLElement).click()));
    await editor.page.waitForTimeout(500);
    expect(await violations(guide)).toEqual([]);
    for (const width of [240, 700]) {
      await resize(width);
      await guide.evaluate(() => window.scrollTo(0, 0));
      await editor.screenshot(`guide-theme-${name}-${width}`);
    }
  });

  it('is as it was after the window is loaded anew', async () => {
    await guide.locator('#search').fill('');
    await open('sessions/multi-account');
    await item('refresh').press('ArrowLeft');
    expect(await detail('sessions/multi-account').isVisible()).toBe(true);
    // In a browser, VS Code writes down every five seconds what it keeps for its views.
    await editor.page.waitForTimeout(7000);
    await editor.page.reload();
    guide = await editor.guide();
    await detail('sessions/multi-account').waitFor();
    expect(await item('refresh').getAttribute('aria-expanded')).toBe('false');
    await expect
      .poll(() => item('storage/refresh-token').locator('.tag').innerText(), { timeout: 30_000 })
      .toBe('Your policy: AfterFirstUnlockThisDeviceOnly');
  });

  it('says so while the server is not running', async () => {
    // Five crashes are one more than the extension puts up with.
    for (let crash = 0; crash < 5; crash += 1) {
      await expect.poll(() => editor.servers(), { timeout: 30_000 }).toHaveLength(1);
      const pid = await editor.crashServer();
      await expect.poll(() => editor.servers(), { timeout: 30_000 }).not.toContain(pid);
    }
    await expect
      .poll(() => guide.locator('.notices').innerText(), { timeout: 30_000 })
      .toContain('not running');
    await editor.screenshot('guide-6-stopped');
    await guide.getByRole('button', { name: 'Restart' }).click();
    await expect
      .poll(() => guide.locator('.notices').innerText(), { timeout: 30_000 })
      .not.toContain('not running');
  });

  async function open(id: string): Promise<void> {
    if ((await item(id).getAttribute('aria-expanded')) === 'false') await item(id).press('Enter');
  }

  /** Drags the edge of the sidebar. */
  async function resize(width: number): Promise<void> {
    const box = await editor.page.locator('.part.sidebar').boundingBox();
    if (!box) throw new Error('There is no sidebar');
    const edge = box.x + box.width;
    await editor.page.mouse.move(edge, 400);
    await editor.page.mouse.down();
    await editor.page.mouse.move(box.x + width, 400, { steps: 8 });
    await editor.page.mouse.up();
  }
});

async function violations(frame: Frame): Promise<readonly string[]> {
  await frame.evaluate(await readFile(join(root, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8'));
  return frame.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<AxeResult> } };
    const found = (await axe.run()).violations;
    return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
  });
}
