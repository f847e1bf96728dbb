import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EditorWindow } from './window.js';

/** One sitting, step after step. */
describe('The session inventory', () => {
  let window: EditorWindow;

  beforeAll(async () => {
    window = await EditorWindow.open();
  });
  afterAll(() => window.close());

  const rows = () => window.page.locator('.pane-body .monaco-list-row');
  const row = (text: string) => rows().filter({ hasText: text }).first();

  it('says above a write where the credential is kept and what clears it', async () => {
    const lens = window.page.locator('.codelens-decoration', { hasText: 'access token · Keychain · Always' });
    await lens.first().waitFor();
    expect(await lens.first().innerText()).toMatch(/cleared in \d places?/);
  });

  it('lists the credentials of the workspace by kind', async () => {
    await window.runCommand('SessionLint: Focus on Session Inventory View');
    // The guide above leaves it few rows, and only rows in view are drawn.
    await window.page.locator('.pane-header', { hasText: 'Decision Guide' }).click();
    await expect.poll(() => row('Access tokens').isVisible(), { timeout: 30_000 }).toBe(true);
    await expect.poll(() => row('Refresh tokens').isVisible(), { timeout: 30_000 }).toBe(true);
    await window.screenshot('inventory-1');
  });

  it('shows on demand only what no sign-out clears', async () => {
    await window.runCommand('SessionLint: Show Only What No Sign-Out Clears');
    await expect.poll(() => row('legacy.accessToken').isVisible(), { timeout: 30_000 }).toBe(false);
    const widget = row('widget.accessToken');
    await widget.waitFor();
    expect(await widget.getAttribute('aria-label')).toContain('never cleared');
    await window.screenshot('inventory-2');
  });

  it('opens the place of a write', async () => {
    // React Native keeps one of the same name in UserDefaults of its own.
    await row('App Group’s UserDefaults').click();
    await row('WidgetBridge.publish').click();
    const tab = window.page.locator('.tab.active', { hasText: 'WidgetBridge.swift' });
    await expect.poll(() => tab.isVisible(), { timeout: 30_000 }).toBe(true);
    await window.screenshot('inventory-3');
  });
});
