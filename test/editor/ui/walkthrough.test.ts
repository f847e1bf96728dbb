import { afterEach, describe, expect, it } from 'vitest';
import { EditorWindow } from './window.js';

const THEMES = { light: 'Default Light Modern', dark: 'Default Dark Modern' };
const STEPS = ['Open an app with real mistakes', 'Fix one', 'Decide one', 'Write the policy'];

let window: EditorWindow;
afterEach(() => window.close());

async function openWalkthrough(): Promise<void> {
  await window.runCommand('Welcome: Open Walkthrough...');
  await window.page.locator('.quick-input-widget input').first().fill('SessionLint');
  await window.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await window.page.keyboard.press('Enter');
  await window.page.locator('.gettingStartedContainer .step-title').first().waitFor();
}

describe('The walkthrough', () => {
  it.each(Object.entries(THEMES))('shows its steps in the %s theme', async (name, theme) => {
    window = await EditorWindow.open({ settings: { 'workbench.colorTheme': theme } });
    await window.runCommand('View: Toggle Primary Side Bar Visibility');
    await openWalkthrough();
    for (const [index, title] of STEPS.entries()) {
      const step = window.page.locator('.gettingStartedContainer .step-title', { hasText: title });
      await step.first().click();
      await window.page.waitForTimeout(700);
      await window.screenshot(`walkthrough-${name}-${index + 1}`);
    }
    expect(await window.page.locator('.gettingStartedContainer .step-title').count()).toBe(STEPS.length);
  });
});
