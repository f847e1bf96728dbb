import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { EditorWindow } from './window.js';

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 900, height: 700 };
const LOOKS = [
  { name: 'light', theme: 'Default Light Modern', size: WIDE },
  { name: 'dark', theme: 'Default Dark Modern', size: WIDE },
  { name: 'high-contrast', theme: 'Default High Contrast', size: WIDE },
  { name: 'high-contrast-light', theme: 'Default High Contrast Light', size: WIDE },
  { name: 'narrow', theme: 'Default Dark Modern', size: NARROW },
];
const STEPS = ['Open an app with real mistakes', 'Fix one', 'Decide one', 'Write the policy'] as const;

let window: EditorWindow;
afterEach(() => window.close());

async function openWalkthrough(): Promise<void> {
  await window.runCommand('Welcome: Open Walkthrough...');
  await window.page.locator('.quick-input-widget input').first().fill('SessionLint');
  await window.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await window.page.keyboard.press('Enter');
  await window.page.locator('.gettingStartedContainer .step-title').first().waitFor();
}

function step(title: (typeof STEPS)[number]): Locator {
  return window.page.locator('.gettingStartedContainer .getting-started-step', { hasText: title });
}

async function isDone(title: (typeof STEPS)[number]): Promise<boolean> {
  return (await step(title).getByRole('checkbox').getAttribute('aria-checked')) === 'true';
}

/** Opens a step and presses its button; returns to the walkthrough's tab later by its name. */
async function press(title: (typeof STEPS)[number], button: string): Promise<void> {
  await step(title).locator('.step-title').click();
  await step(title).getByRole('button', { name: button }).click();
}

async function backToWalkthrough(): Promise<void> {
  await window.page.locator('.tab', { hasText: /Walkthrough|Welcome/ }).click();
  await step(STEPS[0]).waitFor();
}

describe('The walkthrough', () => {
  it.each(LOOKS)('shows its steps and their buttons: $name', async ({ name, theme, size }) => {
    window = await EditorWindow.open({ settings: { 'workbench.colorTheme': theme } });
    await window.page.setViewportSize(size);
    if (size === WIDE) await window.runCommand('View: Toggle Primary Side Bar Visibility');
    await openWalkthrough();
    for (const [index, title] of STEPS.entries()) {
      await step(title).locator('.step-title').click();
      await step(title).getByRole('button').last().waitFor();
      await window.screenshot(`walkthrough-${name}-${index + 1}`);
    }
    expect(await window.page.locator('.gettingStartedContainer .step-title').count()).toBe(STEPS.length);
  });

  it('has its steps ticked as they are done', async () => {
    window = await EditorWindow.open();
    await window.squiggles.first().waitFor();
    await openWalkthrough();
    for (const title of STEPS) expect(await isDone(title)).toBe(false);

    await press(STEPS[3], 'Write the Policy');
    await window.page.locator('.tab.active', { hasText: 'sessionlint.json' }).waitFor();
    const policy = JSON.parse(await readFile(join(window.folder, 'sessionlint.json'), 'utf8'));
    expect(policy).toEqual({
      credentials: {
        accessToken: { level: 'afterFirstUnlock' },
        refreshToken: { level: 'whenUnlockedThisDeviceOnly' },
      },
    });
    // The file is known by its name: its words are explained without a member that points to a schema.
    await window.word('"whenUnlockedThisDeviceOnly"').hover();
    await window.hover.first().waitFor();
    await window.screenshot('walkthrough-policy');
    await backToWalkthrough();
    await expect.poll(() => isDone(STEPS[3]), { timeout: 20_000 }).toBe(true);

    await window.page.locator('.tab', { hasText: 'LegacyKeychain.swift' }).click();
    await window.openQuickFixes('kSecAttrAccessibleAlways');
    await window.page.keyboard.press('Enter');
    await backToWalkthrough();
    await expect.poll(() => isDone(STEPS[1]), { timeout: 20_000 }).toBe(true);

    await press(STEPS[2], 'Open the Decision Guide');
    await window.guide();
    await expect.poll(() => isDone(STEPS[2]), { timeout: 20_000 }).toBe(true);
    await window.screenshot('walkthrough-done');
  });

  it('opens a copy of the sample, with its findings', async () => {
    window = await EditorWindow.open();
    await openWalkthrough();
    await press(STEPS[0], 'Open the Sample');
    await window.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    const opened = window.page.context().waitForEvent('page');
    await window.page.keyboard.press('Enter');
    const sample = await opened;
    await sample.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    await sample.locator('.tab.active', { hasText: 'README.md' }).waitFor({ timeout: 60_000 });
    await window.screenshot('sample-opened', sample);
    await window.openFile('LegacyKeychain.swift', sample);
    await sample.locator('.squiggly-error').first().waitFor({ timeout: 60_000 });
    await window.screenshot('sample-file', sample);
    await expect.poll(() => isDone(STEPS[0]), { timeout: 20_000 }).toBe(true);
  });
});
